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

  /// The detail of audit entries that tells what happened to registered mail.
  private static let registeredDetail = "registered"

  let parties: Parties

  var services: [BackgroundJob] {
    let stores = parties.stores
    let relays = parties.documentProviders.map { hosted -> (String, any EventEngine) in
      (hosted.party, parties.provider.consentRelay(to: hosted.documentProvider))
    }
    return parties.documentProviders.flatMap(jobs)
      + told(ProviderParty.party, in: stores, to: [(Self.eventEngine, parties.provider.eventEngine)] + relays)
      + mail
      + [
        BackgroundJob { await sequencer(of: MyEBox.trail, in: stores, outbox: nil).run() },
        BackgroundJob { await noticeRounds.run() },
        BackgroundJob { await sweepEnded() },
      ]
  }

  /// Nil where there is no registered mail.
  private func proofSealer(of hosted: HostedProvider) -> ProofSealer? {
    let figures = figures
    return parties.proofs.map {
      hosted.documentProvider.proofSealer(
        $0.issuer(of: hosted), told: { figures.proofsWaiting($0, party: hosted.party) })
    }
  }

  /// Of one document provider: another's failing database holds none of them up.
  private func jobs(of hosted: HostedProvider) -> [BackgroundJob] {
    let batches = hosted.documentProvider.batchRunner(
      form: BatchRowsV3(), rowsAtOnce: parties.settings.batchRows, owner: owner(in: hosted.stores))
    let sealer = proofSealer(of: hosted)
    let telling = told(
      hosted.party, in: hosted.stores, to: [(Self.eventEngine, parties.provider.eventEngine)],
      happened: { facts in
        if facts.contains(where: { $0.detail(Self.registeredDetail) != nil }) { sealer?.wake() }
      })
    return telling + (sealer.map { sealer in [BackgroundJob { await sealer.run() }] } ?? [])
      + [
        BackgroundJob {
          do { try await hosted.documentProvider.sweeper.run() } catch {
            // Cancelled: the server ends.
          }
        },
        BackgroundJob { await batches.run() },
        BackgroundJob { await pruneTold(by: hosted) },
      ]
  }

  private var noticeRounds: NoticeRounds {
    parties.provider.noticeRounds(owner: owner(in: parties.stores), log: parties.surroundings.log)
  }

  /// - Parameters:
  ///   - stores: of the party that tells.
  ///   - happened: hears of the party's entries that got their place.
  private func told(
    _ party: String, in stores: Stores, to subscribers: [(String, any EventEngine)],
    happened: @escaping @Sendable ([PlacedFact]) -> Void = { _ in }
  ) -> [BackgroundJob] {
    let (outbox, figures) = (Outbox(party: party), figures)
    let workers = subscribers.map { subscriber, engine in
      OutboxWorker(
        outbox: outbox, subscriber: subscriber, engine: engine, database: stores.database,
        time: parties.surroundings.time, owner: owner(in: stores), log: parties.surroundings.log,
        delivered: { figures.delivered($0, party: party, subscriber: subscriber) })
    }
    let sequencer = sequencer(
      of: AuditTrail(party: party), in: stores, outbox: outbox,
      told: { for worker in workers { worker.wake() } },
      placed: happened)
    return [BackgroundJob { await sequencer.run() }]
      + workers.map { worker in BackgroundJob { await worker.run() } }
  }

  /// Posts notices and takes in bounces.
  private var mail: [BackgroundJob] {
    let log = parties.surroundings.log
    Mailing.tell(parties.mailing, log)
    guard let mailing = parties.mailing else { return [] }
    let post = parties.provider.noticePost(mailing.post, owner: owner(in: parties.stores), log: log)
    let bounces = mailing.bounces.map { folder in
      parties.provider.noticeBounces(folder, returnDomain: mailing.post.returnDomain, log: log)
    }
    return [BackgroundJob { await post.run() }]
      + (bounces.map { bounces in [BackgroundJob { await bounces.run() }] } ?? [])
  }

  private func sequencer(
    of trail: AuditTrail, in stores: Stores, outbox: Outbox?,
    told: @escaping @Sendable () -> Void = {},
    placed: @escaping @Sendable ([PlacedFact]) -> Void = { _ in }
  ) -> Sequencer {
    let figures = figures
    return Sequencer(
      trail: trail, outbox: outbox, database: stores.database, time: parties.surroundings.time,
      owner: owner(in: stores),
      log: parties.surroundings.log, told: told,
      placed: { facts in
        figures.placed(facts, party: trail.party)
        placed(facts)
      })
  }

  private var figures: PartyFigures { PartyFigures(factory: parties.surroundings.metrics) }

  /// One process has an embedded database: its leases are its own again after a restart.
  private func owner(in stores: Stores) -> String {
    stores.places.postgreSQL.isEmpty ? "embedded" : Base64URL.encode(parties.surroundings.random.bytes(12))
  }

  private func sweepEnded() async {
    await sweeping {
      try await parties.provider.sweep()
      _ = try await parties.myEBox?.sweepSessions()
      try await prune(ProviderParty.party, OutboxPruning.keptSeconds, in: parties.stores)
    }
  }

  private func pruneTold(by hosted: HostedProvider) async {
    await sweeping { try await prune(hosted.party, SenderEvents.keptSeconds, in: hosted.stores) }
  }

  private func sweeping(_ work: () async throws -> Void) async {
    while !Task.isCancelled {
      await swept(work)
      do { try await Task.sleep(for: Self.sweepInterval) } catch { return }
    }
  }

  private func prune(_ party: String, _ keptSeconds: Int64, in stores: Stores) async throws {
    let pruning = OutboxPruning(Outbox(party: party), keptSeconds: keptSeconds, database: stores.database)
    try await pruning.prune(now: parties.surroundings.time.now())
  }

  private func swept(_ work: () async throws -> Void) async {
    do { try await work() } catch {
      parties.surroundings.log.error(
        "what has ended was not swept", metadata: ["error": "\(type(of: error))"])
    }
  }
}
