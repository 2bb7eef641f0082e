import AuditTrail
import Contracts
import Storage
import Vocabulary

/// One access to a content, with the ids it is kept by; drawn before the transaction.
struct Consultation: Sendable {
  static let bodyName = "body"

  private let id: AuditEntryID
  private let eventID: EventID
  private let evidenceID: EvidenceID
  let message: MessageID
  private let mailbox: MailboxID
  private let channel: ChannelID
  private let range: ByteRange?
  private let kind: ContentAccess.Kind
  private let ledger: Ledger

  init(of message: MessageID, range: ByteRange?, _ kind: ContentAccess.Kind, _ access: Access) {
    let now = access.ledger.time.now()
    id = access.ledger.entryID(at: now)
    eventID = access.ledger.eventID(at: now)
    evidenceID = access.ledger.evidenceID(at: now)
    self.message = message
    self.mailbox = access.caller.mailbox
    self.channel = access.caller.channel
    self.range = range
    self.kind = kind
    self.ledger = access.ledger
  }

  /// Keeps it; the first one of a main content that was not ahead of its citizen is the read confirmation,
  /// with its event (R-BOX-6), and of registered mail the fact of it. That of a reply has none: its receipt
  /// tells the citizen.
  /// - Parameter content: an attachment id, or ``bodyName``.
  func record(
    of content: String, in row: MessageRow, isMainContent: Bool, _ moment: Moment, _ transaction: Transaction
  ) throws {
    try transaction.run(
      """
      INSERT INTO document_provider_consultation
        (mailbox, message, id, content, is_main, channel, at, first_byte, last_byte, kind)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
      """,
      .text(mailbox.text), .text(message.text), .text(id.text), .text(content), .flag(isMainContent),
      .text(channel.text), .int(moment.at.microseconds), .int(orNull: range?.first),
      .int(orNull: range?.last),
      .text(kind.rawValue))
    guard kind != .fetchedAhead, isMainContent, row.readAt == nil else { return }
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
    if row.isRegisteredMail {
      let handover = RegisteredMailFact(
        id: evidenceID, event: .contentHandover, at: moment.at, channel: channel)
      try RegisteredRows.add(handover, to: message, in: mailbox, transaction)
    }
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
