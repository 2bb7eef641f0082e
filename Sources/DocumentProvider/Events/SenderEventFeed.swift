import AuditTrail
import Contracts
import Storage
import Vocabulary

/// Tells a sender what happened to its messages, and to the consents of those whom it wrote to (R-CON-6):
/// from the outbox, in the order of its numbers.
struct SenderEventFeed: Sendable {
  let caller: SenderCaller
  let register: Register
  let database: any Database
  let ledger: Ledger

  /// On record before it is answered.
  func events(_ query: SenderEventQuery) async throws(Failure<Never>) -> SenderEvents {
    let now = ledger.time.now()
    if let denial = register.denial(of: caller, at: now) ?? register.exclusion(of: caller.sender) {
      try await record(Act(action: .events, outcome: .denied, code: denial.code))
      throw .denied(denial)
    }
    let (sender, outbox) = (caller.sender, ledger.outbox)
    let found: [SenderEvent]
    do throws(StorageFailure) {
      found = try await database.read { transaction in
        try outbox.events(of: sender, after: query.last, max: query.size + 1, in: transaction)
      }
    } catch { throw Failure(error) }
    let answer = SenderEvents(query, found)
    try await record(
      Act(
        action: .events,
        details: [
          "after": String(query.last), "last": String(answer.last), "count": String(answer.items.count),
        ]))
    return answer
  }

  private func record(_ act: Act) async throws(Failure<Never>) {
    do throws(StorageFailure) { try await ledger.record(act, by: Asker(caller), in: database) } catch {
      throw Failure(error)
    }
  }
}

extension SenderEvents {
  /// - Parameter found: one more than asked for, where there are so many.
  fileprivate init(_ query: SenderEventQuery, _ found: [SenderEvent]) {
    let seen = found.prefix(query.size)
    self.init(
      items: seen.filter { event in query.kind.map { $0 == event.kind } ?? true },
      last: seen.last?.number ?? query.last, hasNext: found.count > query.size)
  }
}
