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
    let answer: SenderEvents
    do throws(StorageFailure) {
      answer = try await database.read { transaction in
        SenderEvents(
          query,
          found: try outbox.events(of: sender, after: query.last, max: query.size + 1, in: transaction),
          try outbox.reach(in: transaction))
      }
    } catch { throw Failure(error) }
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
  fileprivate init(_ query: SenderEventQuery, found: [SenderEvent], _ reach: OutboxReach) {
    let seen = found.prefix(query.size)
    let isUnknown = query.last > reach.head
    self.init(
      items: seen.filter { event in query.kind.map { $0 == event.kind } ?? true },
      last: seen.last?.number ?? min(query.last, reach.head), hasNext: found.count > query.size,
      hasGap: isUnknown || (query.last > 0 && query.last < reach.pruned))
  }
}
