import Contracts
import Storage
import Vocabulary

/// What is kept of replies in the mailbox of the citizen who sent them.
enum ReplyRows {
  /// A reply, its receipt still sealed.
  struct Kept: Sendable {
    let id: MessageID
    let original: MessageID
    let recipient: EnterpriseNumber
    let sentAt: Instant
    let expiration: Instant
    let openedAt: Instant?
    /// Nil once the reply's term is over.
    let sealed: SealedReceipt?

    /// Columns 0 to 7.
    fileprivate init(_ row: Row) throws {
      id = try MessageID(parsing: row.text(0))
      original = try MessageID(parsing: row.text(1))
      recipient = try EnterpriseNumber(parsing: row.text(2))
      sentAt = Instant(microseconds: try row.int(3))
      expiration = Instant(microseconds: try row.int(4))
      openedAt = try row.intOrNil(5).map(Instant.init(microseconds:))
      let (wrappedKey, receipt) = (try row.bytesOrNil(6), try row.bytesOrNil(7))
      sealed = wrappedKey.flatMap { key in receipt.map { SealedReceipt(wrappedKey: key, receipt: $0) } }
    }
  }

  /// Newest first.
  static func all(
    to original: MessageID, in mailbox: MailboxID, _ transaction: Transaction
  ) throws -> [Kept] {
    try transaction.rows(
      """
      SELECT y.id, y.original, y.recipient, y.at, y.expires_at, r.at, y.wrapped_key, y.receipt
      FROM document_provider_reply y
      LEFT JOIN document_provider_first_reading r ON r.mailbox = y.box AND r.message = y.id
      WHERE y.mailbox = $1 AND y.original = $2 ORDER BY y.id DESC LIMIT $3
      """,
      .text(mailbox.text), .text(original.text), .int(Int64(ReplyLimits.repliesMax))
    ).map(Kept.init)
  }

  /// What a message has been answered with, and whether this key was used before.
  static func ground(
    of original: MessageID, _ key: IdempotencyKey?, by visitor: Visitor, at now: Instant,
    _ transaction: Transaction
  ) throws -> ReplyGround {
    let count = try transaction.rows(
      "SELECT COUNT(*) FROM document_provider_reply WHERE mailbox = $1 AND original = $2",
      .text(visitor.mailbox.text), .text(original.text))[0]
    let day = CalendarDate(inBrusselsAt: now).startInBrussels
    let bytes = try transaction.rows(
      """
      SELECT COALESCE(CAST(SUM(bytes) AS BIGINT), 0) FROM document_provider_reply
      WHERE mailbox = $1 AND at >= $2
      """,
      .text(visitor.mailbox.text), .int(day.microseconds))[0]
    return ReplyGround(
      message: try MessageRow.one(original, of: visitor.mailbox, at: now, in: transaction),
      earlier: try key.flatMap { try sent(with: $0, to: original, by: visitor, transaction) },
      count: Int(try count.int(0)), dayBytes: try bytes.int(0))
  }

  private static func sent(
    with key: IdempotencyKey, to original: MessageID, by visitor: Visitor, _ transaction: Transaction
  ) throws -> Kept? {
    try transaction.rows(
      """
      SELECT y.id, y.original, y.recipient, y.at, y.expires_at, r.at, y.wrapped_key, y.receipt
      FROM document_provider_reply y
      LEFT JOIN document_provider_first_reading r ON r.mailbox = y.box AND r.message = y.id
      WHERE y.mailbox = $1 AND y.original = $2 AND y.channel = $3 AND y.idempotency_key = $4
      """,
      .text(visitor.mailbox.text), .text(original.text), .text(visitor.channel.text), .text(key.text)
    ).first.map(Kept.init)
  }

  static func keep(_ plan: ReplyPlan, by visitor: Visitor, in transaction: Transaction) throws {
    let receipt = plan.receipt
    try transaction.run(
      """
      INSERT INTO document_provider_reply
        (mailbox, original, id, recipient, box, channel, at, expires_at, idempotency_key, wrapped_key,
         receipt, bytes)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
      """,
      .text(visitor.mailbox.text), .text(receipt.original.text), .text(receipt.id.text),
      .text(receipt.recipient.digits), .text(plan.message.standing.mailbox.text), .text(visitor.channel.text),
      .int(receipt.sentAt.microseconds), .int(receipt.expiration.microseconds),
      .text(orNull: plan.key?.text), .bytes(plan.sealed.wrappedKey), .bytes(plan.sealed.receipt),
      .int(ReplyContent(receipt).bytes))
  }

  /// Takes away what receipts of replies that are over say, and the keys by which they were sent.
  static func forget(before now: Instant, in transaction: Transaction) throws {
    try transaction.run(
      """
      UPDATE document_provider_reply SET wrapped_key = NULL, receipt = NULL, idempotency_key = NULL
      WHERE receipt IS NOT NULL AND expires_at <= $1
      """,
      .int(now.microseconds))
  }
}
