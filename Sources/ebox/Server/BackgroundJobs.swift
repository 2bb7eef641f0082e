import AuditTrail
import Contracts
import DocumentProvider
import Logging
import Mail
import MessageRegistryAPI
import MyEBox
import Provider
import Storage
import Vocabulary

/// What goes on beside the server: giving audit entries their place and events their number, telling events,
/// sweeping, posting mails.
struct BackgroundJobs: Sendable {
  /// What has ended (sessions, tokens, codes, assertion ids, events that were told) is removed this often.
  static let sweepInterval = Duration.seconds(60)
  /// The provider's event engine, as a subscriber of both parties' events.
  static let eventEngine = "event-engine"
  /// The document provider, as a subscriber of the provider's consent acts.
  static let documentProvider = "document-provider"

  /// The detail of audit entries that tells what happened to registered mail.
  private static let registeredDetail = "registered"

  let parties: Parties

  var services: [BackgroundJob] {
    let sealer = proofSealer
    return told(
      DocumentProvider.party, to: [(Self.eventEngine, parties.provider.eventEngine)],
      happened: { facts in
        if facts.contains(where: { $0.detail(Self.registeredDetail) != nil }) { sealer?.wake() }
      })
      + told(
        ProviderParty.party,
        to: [
          (Self.eventEngine, parties.provider.eventEngine),
          (Self.documentProvider, parties.provider.consentRelay(to: parties.documentProvider)),
        ])
      + mail + (sealer.map { sealer in [BackgroundJob { await sealer.run() }] } ?? [])
      + [
        BackgroundJob { await sequencer(of: MyEBox.trail, outbox: nil).run() },
        BackgroundJob { await noticeRounds.run() },
        BackgroundJob { await sweepMessages() },
        BackgroundJob { await batches.run() },
        BackgroundJob { await sweepEnded() },
      ]
  }

  /// Nil where there is no registered mail.
  private var proofSealer: ProofSealer? {
    let figures = figures
    return parties.proofs.map {
      parties.documentProvider.proofSealer($0.issuer, told: { figures.proofsWaiting($0) })
    }
  }

  private var batches: BatchRunner {
    parties.documentProvider.batchRunner(
      form: BatchRowsV3(), rowsAtOnce: parties.settings.batchRows, owner: owner)
  }

  private var noticeRounds: NoticeRounds {
    parties.provider.noticeRounds(owner: owner, log: parties.surroundings.log)
  }

  /// - Parameter happened: hears of the party's entries that got their place.
  private func told(
    _ party: String, to subscribers: [(String, any EventEngine)],
    happened: @escaping @Sendable ([PlacedFact]) -> Void = { _ in }
  ) -> [BackgroundJob] {
    let (outbox, figures) = (Outbox(party: party), figures)
    let workers = subscribers.map { subscriber, engine in
      OutboxWorker(
        outbox: outbox, subscriber: subscriber, engine: engine, database: parties.stores.database,
        time: parties.surroundings.time, owner: owner, log: parties.surroundings.log,
        delivered: { figures.delivered($0, party: party, subscriber: subscriber) })
    }
    let sequencer = sequencer(
      of: AuditTrail(party: party), outbox: outbox, told: { for worker in workers { worker.wake() } },
      placed: happened)
    return [BackgroundJob { await sequencer.run() }]
      + workers.map { worker in BackgroundJob { await worker.run() } }
  }

  /// Posts notices and takes in bounces.
  private var mail: [BackgroundJob] {
    let log = parties.surroundings.log
    Mailing.tell(parties.mailing, log)
    guard let mailing = parties.mailing else { return [] }
    let post = parties.provider.noticePost(mailing.post, owner: owner, log: log)
    let bounces = mailing.bounces.map { folder in
      parties.provider.noticeBounces(folder, returnDomain: mailing.post.returnDomain, log: log)
    }
    return [BackgroundJob { await post.run() }]
      + (bounces.map { bounces in [BackgroundJob { await bounces.run() }] } ?? [])
  }

  private func sequencer(
    of trail: AuditTrail, outbox: Outbox?, told: @escaping @Sendable () -> Void = {},
    placed: @escaping @Sendable ([PlacedFact]) -> Void = { _ in }
  ) -> Sequencer {
    let figures = figures
    return Sequencer(
      trail: trail, outbox: outbox, database: parties.stores.database, time: parties.surroundings.time,
      owner: owner,
      log: parties.surroundings.log, told: told,
      placed: { facts in
        figures.placed(facts, party: trail.party)
        placed(facts)
      })
  }

  private var figures: PartyFigures { PartyFigures(factory: parties.surroundings.metrics) }

  /// One process has the embedded database: its leases are its own again after a restart.
  private var owner: String {
    parties.settings.databasePostgreSQL.isEmpty
      ? "embedded" : Base64URL.encode(parties.surroundings.random.bytes(12))
  }

  private func sweepMessages() async {
    do {
      try await parties.documentProvider.sweeper.run()
    } catch {
      // Cancelled: the server ends.
    }
  }

  private func sweepEnded() async {
    while !Task.isCancelled {
      do {
        try await parties.provider.sweep()
        _ = try await parties.myEBox?.sweepSessions()
        let kept = [
          DocumentProvider.party: SenderEvents.keptSeconds, ProviderParty.party: OutboxPruning.keptSeconds,
        ]
        for (party, seconds) in kept {
          let pruning = OutboxPruning(
            Outbox(party: party), keptSeconds: seconds, database: parties.stores.database)
          try await pruning.prune(now: parties.surroundings.time.now())
        }
      } catch {
        parties.surroundings.log.error(
          "what has ended was not swept", metadata: ["error": "\(type(of: error))"])
      }
      do { try await Task.sleep(for: Self.sweepInterval) } catch { return }
    }
  }
}
