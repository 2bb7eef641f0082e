import Contracts
import Foundation
import Storage
import Vocabulary

/// An entry with what the sequencer gave it.
package struct PlacedEntry: Hashable, Sendable {
  package let entry: AuditEntry
  /// 0, 1, 2… in the party's trail; nil until the sequencer has been there.
  package let place: Int64?
  package let leaf: MerkleHash?
}

/// A row of the trail can't be an entry: somebody else wrote it, or a newer program did.
package struct UnreadableEntry: Error, CustomStringConvertible {
  package let id: String
  package let field: String
  package var description: String { "audit entry \(id): \(field) can't be read" }
}

extension PlacedEntry {
  init(_ row: PlacedRecord) throws {
    let record = row.record
    func unreadable(_ field: String) -> UnreadableEntry { UnreadableEntry(id: record.id, field: field) }
    guard let action = AuditEntry.Action(rawValue: record.action) else { throw unreadable("action") }
    guard let outcome = AuditEntry.Outcome(rawValue: record.outcome) else { throw unreadable("outcome") }
    entry = AuditEntry(
      id: try AuditEntryID(parsing: record.id), at: Instant(microseconds: record.at), action: action,
      outcome: outcome, code: record.code, requestID: RequestID(record.requestID), clientID: record.clientID,
      organization: try record.organization.map { try EnterpriseNumber(parsing: $0) },
      mailbox: try record.mailbox.map { try MailboxID(parsing: $0) },
      message: try record.message.map { try MessageID(parsing: $0) },
      details: try JSONDecoder().decode([String: String].self, from: Data(record.details.utf8)))
    place = row.place
    leaf = row.leaf.flatMap { MerkleHash(parsing: $0) }
  }
}
