import AuditTrail
import Contracts
import Storage
import Vocabulary

/// A message that leaves its mailbox: its record stays.
struct EndedMessage: Sendable {
  /// How it came to its end, as its record has it.
  enum Ending: String, Sendable { case expired, recalled }

  let mailbox: MailboxID
  let id: MessageID
  let sender: EnterpriseNumber
  let messageType: MessageTypeID
  let availableAt: Instant?
  let expiration: Instant
  let isRegisteredMail: Bool
  /// Whether it is a citizen's reply in a sender's box.
  let isReply: Bool

  init(_ row: Row) throws {
    mailbox = try MailboxID(parsing: row.text(0))
    id = try MessageID(parsing: row.text(1))
    sender = try EnterpriseNumber(parsing: row.text(2))
    messageType = try MessageTypeID(parsing: row.text(3))
    availableAt = try row.intOrNil(4).map(Instant.init(microseconds:))
    expiration = Instant(microseconds: try row.int(5))
    isRegisteredMail = try row.flag(6)
    isReply = !row.isNull(7)
  }

  func act(_ action: AuditEntry.Action) -> Act {
    Act(action: action, mailbox: mailbox, message: id, details: ["expiration": expiration.description])
  }

  /// Registered mail ends once it does not wait any more: what became of it has its fact by then.
  static func find(before now: Instant, limit: Int, in transaction: Transaction) throws -> [EndedMessage] {
    try transaction.rows(
      """
      SELECT m.mailbox, m.id, m.sender, m.message_type, m.available_at, m.expires_at, m.is_registered,
        m.original
      FROM document_provider_message m
      WHERE m.expires_at <= $1 AND (m.is_registered = 0 OR NOT EXISTS (
        SELECT 1 FROM document_provider_acceptance a WHERE a.mailbox = m.mailbox AND a.message = m.id))
      ORDER BY m.expires_at, m.mailbox, m.id LIMIT $2
      """,
      .int(now.microseconds), .int(Int64(limit))
    ).map(EndedMessage.init)
  }

  /// One that is still in its term, of this sender, and not registered mail.
  static func find(
    _ message: MessageID, in mailbox: MailboxID, of sender: EnterpriseNumber, at now: Instant,
    _ transaction: Transaction
  ) throws -> EndedMessage? {
    try transaction.rows(
      """
      SELECT mailbox, id, sender, message_type, available_at, expires_at, is_registered, original
      FROM document_provider_message
      WHERE mailbox = $1 AND id = $2 AND sender = $3 AND expires_at > $4 AND is_registered = 0
      """,
      .text(mailbox.text), .text(message.text), .text(sender.digits), .int(now.microseconds)
    ).first.map(EndedMessage.init)
  }

  func event(_ kind: Event.Kind, _ eventID: EventID, at now: Instant) -> Event {
    Event(
      id: eventID, kind: kind, mailbox: mailbox, occurredAt: now, message: id, sender: sender,
      messageType: messageType, receiptDate: availableAt, expiration: expiration,
      isRegisteredMail: isRegisteredMail)
  }

  /// Leaves the record in place of the message.
  /// - Returns: the places of the documents that no message names any more.
  func end(
    _ ending: Ending, at now: Instant, in transaction: Transaction
  ) throws -> [DocumentPlace] {
    let (mailbox, message) = (Value.text(mailbox.text), Value.text(id.text))
    try transaction.run(
      """
      INSERT INTO document_provider_record
        (mailbox, id, sender, application, message_type, published_at, available_at, expires_at,
        consent_epoch,
         is_registered, ending, ended_at)
      SELECT mailbox, id, sender, application, message_type, published_at, available_at, expires_at,
      consent_epoch,
        is_registered, $4, $3
      FROM document_provider_message WHERE mailbox = $1 AND id = $2
      """,
      mailbox, message, .int(now.microseconds), .text(ending.rawValue))
    try transaction.run(
      """
      INSERT INTO document_provider_record_attachment
        (mailbox, message, id, media_type, size, digest, is_main)
      SELECT mailbox, message, id, media_type, size, digest, is_main
      FROM document_provider_attachment WHERE mailbox = $1 AND message = $2
      """,
      mailbox, message)
    let alone = try transaction.rows(
      """
      SELECT a.segment, a.place FROM document_provider_attachment a
      WHERE a.mailbox = $1 AND a.message = $2 AND NOT EXISTS (
        SELECT 1 FROM document_provider_attachment o WHERE o.document = a.document
          AND (o.mailbox <> a.mailbox OR o.message <> a.message))
      """,
      mailbox, message
    ).map { DocumentPlace(segment: try $0.int(0), offset: try $0.int(1)) }
    if availableAt != nil { try countOut(transaction) }
    // What it corrected stands for itself again, and may be corrected anew.
    try transaction.run(
      """
      UPDATE document_provider_message SET replaced_by = NULL
      WHERE mailbox = $1 AND replaced_by = $2 AND id = (
        SELECT n.replaces FROM document_provider_message n WHERE n.mailbox = $1 AND n.id = $2)
      """,
      mailbox, message)
    try transaction.run(
      "DELETE FROM document_provider_attachment WHERE mailbox = $1 AND message = $2", mailbox, message)
    try transaction.run(
      "DELETE FROM document_provider_message WHERE mailbox = $1 AND id = $2", mailbox, message)
    return alone
  }

  /// Takes the message out of its mailbox's counts.
  private func countOut(_ transaction: Transaction) throws {
    let (mailbox, message) = (Value.text(mailbox.text), Value.text(id.text))
    let hidden = try transaction.rows(
      "DELETE FROM document_provider_hidden WHERE mailbox = $1 AND message = $2 RETURNING message", mailbox,
      message)
    let isHidden: Int64 = hidden.isEmpty ? 0 : 1
    try transaction.run(
      """
      UPDATE document_provider_mailbox SET listed = listed - 1, hidden = hidden - $3,
        unread = unread - CASE WHEN CAST($3 AS BIGINT) = 1 OR EXISTS (
          SELECT 1 FROM document_provider_first_reading r WHERE r.mailbox = $1 AND r.message = $2)
          OR EXISTS (
            SELECT 1 FROM document_provider_message m
            WHERE m.mailbox = $1 AND m.id = $2 AND m.closed_at IS NOT NULL)
          THEN 0 ELSE 1 END
      WHERE mailbox = $1
      """,
      mailbox, message, .int(isHidden))
  }
}
