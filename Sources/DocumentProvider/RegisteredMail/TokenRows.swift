import Contracts
import Storage
import Vocabulary

/// A sender's name of its registered mail, as its row names it, and ours.
struct NamedToken: Hashable, Sendable {
  /// Keyed.
  let hash: [UInt8]
  /// Of the content and of whom it is for.
  let fingerprint: [UInt8]
  let ticket: RegisteredTicket
  /// The token itself, which is told back.
  let sealed: [UInt8]
}

/// Under which token registered mail was published, and which ticket it got: kept as long as what is kept of
/// it, in the transaction that publishes it.
enum TokenRows {
  static let migration = Migration(
    "document_provider_registered_ticket", 1,
    [
      // `token`: sealed as the description of registered mail is; found by `token_hash`.
      """
      CREATE TABLE document_provider_registered_ticket (
        sender TEXT NOT NULL, application TEXT NOT NULL, token_hash BYTES NOT NULL, ticket TEXT NOT NULL,
        mailbox TEXT NOT NULL, message TEXT NOT NULL, token BYTES NOT NULL, fingerprint BYTES NOT NULL,
        expires_at BIGINT NOT NULL, is_digital BIGINT NOT NULL,
        PRIMARY KEY (sender, application, token_hash))
      """,
      """
      CREATE UNIQUE INDEX document_provider_registered_ticket_name
        ON document_provider_registered_ticket (sender, ticket)
      """,
    ])

  /// What a token stands for.
  struct Earlier: Sendable {
    let receipt: PublicationReceipt
    let fingerprint: [UInt8]
  }

  static func earlier(
    _ token: NamedToken, of request: PublicationRequest, in transaction: Transaction
  ) throws -> Earlier? {
    try transaction.rows(
      """
      SELECT message, expires_at, is_digital, fingerprint FROM document_provider_registered_ticket
      WHERE sender = $1 AND application = $2 AND token_hash = $3
      """,
      .text(request.sender.digits), .text(request.application.text), .bytes(token.hash)
    ).first.map { row in
      Earlier(
        receipt: PublicationReceipt(recipients: [
          PublicationReceipt.Recipient(
            messageID: try MessageID(parsing: row.text(0)),
            expiration: Instant(microseconds: try row.int(1)), isDigital: try row.flag(2))
        ]), fingerprint: try row.bytes(3))
    }
  }

  static func keep(
    _ token: NamedToken, of accepted: AcceptedPublication, for message: PlannedMessage,
    in transaction: Transaction
  ) throws {
    let request = accepted.request
    try transaction.run(
      """
      INSERT INTO document_provider_registered_ticket
        (sender, application, token_hash, ticket, mailbox, message, token, fingerprint, expires_at, is_digital)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
      """,
      .text(request.sender.digits), .text(request.application.text), .bytes(token.hash),
      .text(token.ticket.text), .text(message.standing.mailbox.text), .text(message.id.text),
      .bytes(token.sealed), .bytes(token.fingerprint), .int(accepted.expiration.microseconds),
      .flag(message.delivery == .delivered))
  }
}
