import Contracts
import Storage
import Vocabulary

/// A publication's ticket, as its rows name it.
struct NamedTicket: Hashable, Sendable {
  /// ``KeyedTicketHash`` of it.
  let hash: [UInt8]
  /// -1 for none.
  let sequence: Int
  let fingerprint: [UInt8]

  static let noSequence = -1
}

/// Under which ticket a message was published to a mailbox: kept as long as the record of the message.
enum TicketRows {
  /// Two tell that there are several.
  static let rowsReadMax: Int64 = 2
  private static let anySequence: Int64 = -2

  /// What a ticket leads to in one mailbox.
  struct Earlier: Sendable {
    let recipient: PublicationReceipt.Recipient
    let messageType: MessageTypeID
    let fingerprint: [UInt8]
  }

  /// The publication to which the ticket leads: nil for none, and for one that is over, recalled or expired.
  /// What was on record only stays the answer to its ticket.
  static func earlier(
    _ ticket: NamedTicket, of request: PublicationRequest, to standing: RecipientStanding,
    at now: Instant, in transaction: Transaction
  ) throws -> Earlier? {
    try transaction.rows(
      """
      SELECT message, message_type, fingerprint, expires_at, is_digital FROM document_provider_ticket
      WHERE mailbox = $1 AND ticket = $2 AND application = $3 AND sequence = $4
        AND (EXISTS (
            SELECT 1 FROM document_provider_message m
            WHERE m.mailbox = $1 AND m.id = document_provider_ticket.message AND m.expires_at > $5)
          OR EXISTS (
            SELECT 1 FROM document_provider_record r
            WHERE r.mailbox = $1 AND r.id = document_provider_ticket.message AND r.ending = 'not-digital'))
      """,
      .text(standing.mailbox.text), .bytes(ticket.hash), .text(request.application.text),
      .int(Int64(ticket.sequence)), .int(now.microseconds)
    ).first.map { row in
      Earlier(
        recipient: PublicationReceipt.Recipient(
          messageID: try MessageID(parsing: row.text(0)),
          expiration: Instant(microseconds: try row.int(3)), isDigital: try row.flag(4),
          currentNumber: standing.currentNumber),
        messageType: try MessageTypeID(parsing: row.text(1)), fingerprint: try row.bytes(2))
    }
  }

  /// The ticket leads to this message from now on.
  static func keep(
    _ ticket: NamedTicket, of accepted: AcceptedPublication, for message: PlannedMessage,
    in transaction: Transaction
  ) throws {
    let request = accepted.request
    try transaction.run(
      """
      INSERT INTO document_provider_ticket
        (mailbox, ticket, application, sequence, sender, message, message_type, fingerprint, expires_at,
         is_digital)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
      ON CONFLICT (mailbox, ticket, application, sequence) DO UPDATE SET message = $6, message_type = $7,
        fingerprint = $8, expires_at = $9, is_digital = $10
      """,
      .text(message.standing.mailbox.text), .bytes(ticket.hash), .text(request.application.text),
      .int(Int64(ticket.sequence)), .text(request.sender.digits), .text(message.id.text),
      .text(request.messageType.text), .bytes(ticket.fingerprint),
      .int(accepted.expiration.microseconds), .flag(message.delivery == .delivered))
  }

  /// Those of the senders that published by a ticket to a mailbox.
  static func senders(
    in mailbox: MailboxID, among senders: [EnterpriseNumber], _ transaction: Transaction
  ) throws -> [EnterpriseNumber] {
    let there = try transaction.rows(
      "SELECT DISTINCT sender FROM document_provider_ticket WHERE mailbox = $1", .text(mailbox.text)
    ).map { try $0.text(0) }
    return senders.filter { there.contains($0.digits) }
  }

  /// The applications and sequences under which a sender published to a mailbox by this ticket, or of one
  /// sequence only; at most ``rowsReadMax``, those of `application` first.
  static func found(
    _ hash: [UInt8], sequence: Int?, application: ApplicationID?, in mailbox: MailboxID,
    _ transaction: Transaction
  ) throws -> [(application: String, sequence: Int64, message: MessageID)] {
    try transaction.rows(
      """
      SELECT application, sequence, message FROM document_provider_ticket
      WHERE mailbox = $1 AND ticket = $2 AND ($3 = -2 OR sequence = $3)
      ORDER BY CASE WHEN application = $4 THEN 0 ELSE 1 END, sequence LIMIT $5
      """,
      .text(mailbox.text), .bytes(hash), .int(sequence.map(Int64.init) ?? anySequence),
      .text(application?.text ?? ""), .int(rowsReadMax)
    ).map { (try $0.text(0), try $0.int(1), try MessageID(parsing: $0.text(2))) }
  }
}
