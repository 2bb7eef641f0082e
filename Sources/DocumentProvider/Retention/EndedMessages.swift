import AuditTrail
import Contracts
import Storage
import Vocabulary

/// Ends messages whose term is over: the record stays, content and bytes go (R-BOX-4).
struct EndedMessages: Sendable {
  let database: any Database
  let documents: any DocumentStore
  let ledger: Ledger

  /// Ends at most `limit` messages, the earliest first, with an audit entry and an event each; then destroys
  /// their bytes. Bytes that a crash leaves in between are found as nobody's.
  func end(before now: Instant, limit: Int) async throws -> Int {
    let ledger = ledger
    let asker = Asker(internalAct: "sweep")
    let drawn = (0..<limit).map { _ in (PendingEntry(asker, at: now, ledger), ledger.eventID(at: now)) }
    let (count, places) = try await database.write { transaction in
      let ended = try EndedMessage.find(before: now, limit: limit, in: transaction)
      var places: [DocumentPlace] = []
      for (message, (entry, eventID)) in zip(ended, drawn) {
        places += try message.end(.expired, at: now, in: transaction)
        try ledger.trail.record(entry.entry(message.act(.expire)), in: transaction)
        guard !message.isReply else { continue }
        try ledger.outbox.record(message.event(.documentExpired, eventID, at: now), in: transaction)
      }
      return (ended.count, places)
    }
    if !places.isEmpty { try await documents.remove(places) }
    return count
  }
}
