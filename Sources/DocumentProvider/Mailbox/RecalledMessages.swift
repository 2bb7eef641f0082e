import AuditTrail
import Contracts
import Storage
import Vocabulary

/// Shows a citizen what senders took back, and why.
struct RecalledMessages: Sendable {
  let access: Access
  let keyring: MailboxKeyring

  func all() async throws(Failure<ReadingRejection>) -> [RecalledMessage] {
    let mailbox = access.caller.mailbox
    let rows = try await access.commit(.recalls, nil) { transaction, moment -> Verdict<[RecalledRow]> in
      let rows = try transaction.rows(
        """
        SELECT r.id, r.sender, r.message_type, r.available_at, c.at, c.wrapped_key, c.reason,
          c.is_after_breach
        FROM document_provider_recall c
        JOIN document_provider_record r ON r.mailbox = c.mailbox AND r.id = c.message
        WHERE c.mailbox = $1 AND c.expires_at > $2 ORDER BY c.at DESC, c.message DESC LIMIT $3
        """,
        .text(mailbox.text), .int(moment.at.microseconds), .int(Int64(RecalledMessage.countMax))
      ).map(RecalledRow.init)
      return .given(rows, details: ["messages": rows.map(\.id.text).joined(separator: " ")])
    }.given
    if rows.isEmpty { return [] }
    do {
      let seal = try await keyring.seal(of: mailbox)
      return try rows.map { row in
        RecalledMessage(
          id: row.id, sender: row.sender, messageType: row.messageType, availableAt: row.availableAt,
          recalledAt: row.recalledAt, reason: try seal.open(row.sealed, of: row.id),
          isAfterBreach: row.isAfterBreach)
      }
    } catch { throw .outcomeUnknown(error) }
  }
}

private struct RecalledRow: Sendable {
  let id: MessageID
  let sender: EnterpriseNumber
  let messageType: MessageTypeID
  let availableAt: Instant?
  let recalledAt: Instant
  let sealed: SealedReason
  let isAfterBreach: Bool

  init(_ row: Row) throws {
    id = try MessageID(parsing: row.text(0))
    sender = try EnterpriseNumber(parsing: row.text(1))
    messageType = try MessageTypeID(parsing: row.text(2))
    availableAt = try row.intOrNil(3).map(Instant.init(microseconds:))
    recalledAt = Instant(microseconds: try row.int(4))
    sealed = SealedReason(wrappedKey: try row.bytes(5), reason: try row.bytes(6))
    isAfterBreach = try row.flag(7)
  }
}
