import AuditTrail
import Contracts
import Storage
import Vocabulary

/// One access of a citizen to a content, with the ids it is kept by; drawn before the transaction.
struct Consultation: Sendable {
  private let id: AuditEntryID
  private let eventID: EventID
  private let message: MessageID
  private let mailbox: MailboxID
  private let channel: ChannelID
  private let content: String
  private let range: ByteRange?
  private let ledger: Ledger

  /// - Parameter content: an attachment id, or `body`.
  init(of message: MessageID, content: String, range: ByteRange?, _ access: Access) {
    let now = access.ledger.time.now()
    id = access.ledger.entryID(at: now)
    eventID = access.ledger.eventID(at: now)
    self.message = message
    self.mailbox = access.caller.mailbox
    self.channel = access.caller.channel
    self.content = content
    self.range = range
    self.ledger = access.ledger
  }

  /// Keeps it; the first one of a main content is the read confirmation, with its event (R-BOX-6). That of a
  /// reply has none: its receipt tells the citizen.
  func record(
    in row: MessageRow, isMainContent: Bool, _ moment: Moment, _ transaction: Transaction
  ) throws {
    try transaction.run(
      """
      INSERT INTO document_provider_consultation
        (mailbox, message, id, content, is_main, channel, at, first_byte, last_byte)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
      """,
      .text(mailbox.text), .text(message.text), .text(id.text), .text(content), .flag(isMainContent),
      .text(channel.text), .int(moment.at.microseconds), .int(orNull: range?.first), .int(orNull: range?.last)
    )
    guard isMainContent, row.readAt == nil else { return }
    try transaction.run(
      """
      INSERT INTO document_provider_first_reading (mailbox, message, consultation, at) VALUES ($1, $2, $3, $4)
      """,
      .text(mailbox.text), .text(message.text), .text(id.text), .int(moment.at.microseconds))
    try transaction.run(
      """
      UPDATE document_provider_mailbox SET unread = unread - 1
      WHERE mailbox = $1 AND NOT EXISTS (
        SELECT 1 FROM document_provider_hidden h WHERE h.mailbox = $1 AND h.message = $2)
      """,
      .text(mailbox.text), .text(message.text))
    guard row.original == nil else { return }
    try ledger.outbox.record(
      Event(
        id: eventID, kind: .readDocument, mailbox: mailbox, occurredAt: moment.at, message: message,
        sender: row.sender, messageType: row.messageType, receiptDate: row.availableAt,
        expiration: row.expiration,
        isRegisteredMail: row.isRegisteredMail),
      in: transaction)
  }

  /// Keeps that the whole content went out.
  func recordDelivery(at instant: Instant, _ transaction: Transaction) throws {
    try transaction.run(
      """
      INSERT INTO document_provider_delivery (mailbox, message, consultation, at) VALUES ($1, $2, $3, $4)
      """,
      .text(mailbox.text), .text(message.text), .text(id.text), .int(instant.microseconds))
  }
}
