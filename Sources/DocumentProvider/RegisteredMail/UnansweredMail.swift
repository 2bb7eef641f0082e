import AuditTrail
import Contracts
import Storage
import Vocabulary

/// Ends the waiting of registered mail that nobody decided on in time (R-REG-3).
struct UnansweredMail: Sendable {
  let database: any Database
  let ledger: Ledger

  /// Ends at most `limit`, the earliest first, with the fact, an audit entry and an event each. The fact is
  /// of the moment at which the period was over, whenever this runs.
  func end(before now: Instant, limit: Int) async throws -> Int {
    let ledger = ledger
    let drawn = (0..<limit).map { _ in DrawnEnd(Asker(internalAct: "sweep"), at: now, ledger) }
    return try await database.write { transaction in
      let unanswered = try AwaitedMail.unanswered(at: now, limit: limit, in: transaction)
      for (awaited, drawn) in zip(unanswered, drawn) {
        let fact = RegisteredMailFact(
          id: drawn.evidenceID, event: .acceptanceRejectionExpiry, at: awaited.until)
        try drawn.end(awaited, fact, ledger, in: transaction)
      }
      return unanswered.count
    }
  }
}

/// The ids by which an end of waiting that is not the citizen's decision is kept, drawn before its
/// transaction.
struct DrawnEnd: Sendable {
  let evidenceID: EvidenceID
  private let entry: PendingEntry
  private let eventID: EventID

  init(_ asker: Asker, at now: Instant, _ ledger: Ledger) {
    evidenceID = ledger.evidenceID(at: now)
    entry = PendingEntry(asker, at: now, ledger)
    eventID = ledger.eventID(at: now)
  }

  func end(
    _ awaited: AwaitedMail, _ fact: RegisteredMailFact, _ ledger: Ledger, in transaction: Transaction
  ) throws {
    try awaited.end([fact], eventID, ledger, in: transaction)
    let act = Act(
      action: .acceptanceEnded, mailbox: awaited.mailbox, message: awaited.message,
      details: [fact].details.merging(["until": awaited.until.description]) { $1 })
    try ledger.trail.record(entry.entry(act), in: transaction)
  }
}
