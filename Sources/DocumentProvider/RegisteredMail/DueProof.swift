import AuditTrail
import Contracts
import Storage
import Vocabulary

/// A fact whose proof is still to be made, with what the proof says.
struct DueProof: Sendable {
  let mailbox: MailboxID
  let message: MessageID
  let fact: RegisteredMailFact
  let sender: EnterpriseNumber
  let application: ApplicationID
  let messageType: MessageTypeID
  let sentAt: Instant
  let expiration: Instant
  let acceptUntil: Instant?
  /// Sealed.
  let description: [UInt8]

  /// The oldest after that id.
  static func after(_ id: String, limit: Int, in transaction: Transaction) throws -> [DueProof] {
    try transaction.rows(
      """
      SELECT d.id, f.event, f.at, f.reason, f.channel, d.mailbox, d.message, g.sender, g.application,
        g.message_type, g.sent_at, g.expires_at, g.accept_until, g.description
      FROM document_provider_proof_due d
      JOIN document_provider_registered_fact f
        ON f.mailbox = d.mailbox AND f.message = d.message AND f.event = d.event
      JOIN document_provider_registered g ON g.mailbox = d.mailbox AND g.message = d.message
      WHERE d.id > $1 ORDER BY d.id LIMIT $2
      """,
      .text(id), .int(Int64(limit))
    ).map(DueProof.init)
  }

  private init(_ row: Row) throws {
    fact = try RegisteredMailFact(row, from: 0).toldToSender
    mailbox = try MailboxID(parsing: row.text(5))
    message = try MessageID(parsing: row.text(6))
    sender = try EnterpriseNumber(parsing: row.text(7))
    application = try ApplicationID(parsing: row.text(8))
    messageType = try MessageTypeID(parsing: row.text(9))
    sentAt = Instant(microseconds: try row.int(10))
    expiration = Instant(microseconds: try row.int(11))
    acceptUntil = try row.intOrNil(12).map(Instant.init(microseconds:))
    description = try row.bytes(13)
  }

  static func backlog(at now: Instant, in transaction: Transaction) throws -> ProofBacklog {
    let row = try transaction.rows("SELECT COUNT(*), MIN(id) FROM document_provider_proof_due")[0]
    let oldest = try row.textOrNil(1).map { try EvidenceID(parsing: $0).instant }
    return ProofBacklog(
      count: Int(try row.int(0)),
      oldestSeconds: oldest.map { max(0, now.secondsSince1970 - $0.secondsSince1970) } ?? 0)
  }

  /// Whether proofs are due, or will be without anybody's doing: when a period to decide ends.
  static func areOwed(in transaction: Transaction) throws -> Bool {
    try !transaction.rows(
      """
      SELECT message FROM document_provider_proof_due
      UNION ALL SELECT message FROM document_provider_acceptance LIMIT 1
      """
    ).isEmpty
  }

  /// What the proof says.
  func document(
    _ seal: RegisteredSeal, _ register: Register, issuer: String
  ) throws -> EvidenceDocument {
    let description = try seal.open(description: description, of: message)
    return EvidenceDocument(
      fact: fact, issuer: issuer,
      sender: EvidenceDocument.Sender(number: sender, names: register.name(of: sender)?.texts ?? [:]),
      recipient: description.recipient,
      mail: EvidenceDocument.Mail(
        id: message, type: messageType, application: application, sentAt: sentAt, expiration: expiration,
        acceptUntil: acceptUntil, parts: fact.event.describesContent ? Self.parts(description) : []))
  }

  private static func parts(_ description: RegisteredDescription) -> [EvidenceDocument.Part] {
    var parts = description.attachments.map {
      EvidenceDocument.Part(
        mediaType: $0.mediaType, size: $0.size, sha256: $0.sha256, isMainContent: $0.isMainContent)
    }
    if let body = description.bodySHA256 {
      parts.append(
        EvidenceDocument.Part(
          mediaType: nil, size: nil, sha256: body, isMainContent: description.isBodyMainContent))
    }
    return parts
  }

  /// Keeps the proof, once.
  /// - Parameter document: sealed for its row.
  /// - Returns: false when another process was first.
  func keep(
    document: [UInt8], signature: [UInt8], at now: Instant, in transaction: Transaction
  ) throws -> Bool {
    let inserted = try transaction.rows(
      """
      INSERT INTO document_provider_proof (mailbox, message, id, document, signature, sealed_at)
      VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (mailbox, message, id) DO NOTHING RETURNING id
      """,
      .text(mailbox.text), .text(message.text), .text(fact.id.text), .bytes(document), .bytes(signature),
      .int(now.microseconds))
    try transaction.run("DELETE FROM document_provider_proof_due WHERE id = $1", .text(fact.id.text))
    return !inserted.isEmpty
  }
}
