import AuditTrail
import Logging
package import Provider
import Storage
package import Vocabulary

extension TestProvider {
  /// A worker that decides notices.
  package func noticeRounds(_ owner: String = "worker") -> NoticeRounds {
    party.noticeRounds(owner: owner, log: Logger(label: "test"))
  }

  /// Lets the event engine have what the provider itself told, then decides what is due.
  /// - Returns: how many notices were queued.
  @discardableResult package func decideNotices() async throws -> Int {
    let log = Logger(label: "test")
    let outbox = Outbox(party: ProviderParty.party)
    let sequencer = Sequencer(
      trail: AuditTrail(party: ProviderParty.party), outbox: outbox, database: database, time: clock,
      owner: "test", log: log)
    while case .sequenced = try await sequencer.sequenceOnce() {}
    let worker = OutboxWorker(
      outbox: outbox, subscriber: "event-engine", engine: party.eventEngine, database: database, time: clock,
      owner: "test", log: log)
    while try await worker.deliverOnce(now: clock.now()).delivered > 0 {}
    return try await noticeRounds().runOnce()
  }

  /// Moves the clock so that it is `instant` now, also back.
  package func set(_ instant: Instant) {
    clock.advance(seconds: instant.secondsSince1970 - clock.now().secondsSince1970)
  }
}
