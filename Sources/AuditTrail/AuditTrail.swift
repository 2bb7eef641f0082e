package import Storage

/// A party's own audit trail.
///
/// An entry is written in the transaction of what it records; the sequencer gives committed entries their
/// place and RFC 6962 leaf hash afterwards, so that the trail is a Merkle log (house.md §1.5).
package struct AuditTrail: Hashable, Sendable {
  /// `document-provider`, `provider` or `my-ebox`.
  package let party: String

  package init(party: String) { self.party = party }

  /// Writes one row. The entry stands when `transaction` commits, and is gone when it rolls back: so reject
  /// by returning, never by throwing. Wake the sequencer after the commit, or the entry gets its place at its
  /// next poll.
  package func record(_ entry: AuditEntry, in transaction: Transaction) throws {
    let record = AuditRecord(entry, party: party)
    try transaction.run(
      """
      INSERT INTO audit_entry
        (party, id, at, action, outcome, code, request_id, client_id, organization, mailbox, message, details)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
      """,
      .text(party), .text(record.id), .int(record.at), .text(record.action), .text(record.outcome),
      .text(orNull: record.code), .text(record.requestID), .text(orNull: record.clientID),
      .text(orNull: record.organization), .text(orNull: record.mailbox), .text(orNull: record.message),
      .text(record.details))
  }
}
