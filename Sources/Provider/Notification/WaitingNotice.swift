import Storage
import Vocabulary

/// A notice in the queue, with what was tried.
struct WaitingNotice: Hashable, Sendable {
  let mailbox: MailboxID
  let id: NoticeID
  /// Mails given to a relay so far, and tries to give one.
  let attempts: Int64
  /// Those of which nobody knows whether the relay took them.
  let unknowns: Int64
  /// The try that has no outcome yet: it is going on, or who made it died.
  let begunAt: Instant?

  /// In the order in which they are to be posted.
  static func due(
    _ shard: Int64, _ now: Instant, max: Int, in transaction: Transaction
  ) throws -> [WaitingNotice] {
    try transaction.rows(
      """
      SELECT mailbox, notice, attempts, unknowns, begun_at FROM provider_notice_waiting
      WHERE shard = $1 AND due_at <= $2 ORDER BY urgency, due_at, notice LIMIT $3
      """,
      .int(shard), .int(now.microseconds), .int(Int64(max))
    ).map { try WaitingNotice($0) }
  }

  static func find(
    _ id: NoticeID, of mailbox: MailboxID, in transaction: Transaction
  ) throws -> WaitingNotice? {
    try transaction.rows(
      """
      SELECT mailbox, notice, attempts, unknowns, begun_at FROM provider_notice_waiting
      WHERE mailbox = $1 AND notice = $2
      """,
      .text(mailbox.text), .text(id.text)
    ).first.map { try WaitingNotice($0) }
  }

  private init(_ row: Row) throws {
    mailbox = try MailboxID(parsing: row.text(0))
    id = try NoticeID(parsing: row.text(1))
    attempts = try row.int(2)
    unknowns = try row.int(3)
    begunAt = try row.intOrNil(4).map { Instant(microseconds: $0) }
  }

  func begin(at now: Instant, unknowns: Int64, in transaction: Transaction) throws {
    try transaction.run(
      """
      UPDATE provider_notice_waiting SET attempts = $1, unknowns = $2, begun_at = $3
      WHERE mailbox = $4 AND notice = $5
      """,
      .int(attempts + 1), .int(unknowns), .int(now.microseconds), .text(mailbox.text), .text(id.text))
  }

  func postpone(to due: Instant, unknowns: Int64, in transaction: Transaction) throws {
    try transaction.run(
      """
      UPDATE provider_notice_waiting SET unknowns = $1, due_at = $2, begun_at = NULL
      WHERE mailbox = $3 AND notice = $4
      """,
      .int(unknowns), .int(due.microseconds), .text(mailbox.text), .text(id.text))
  }

  func end(in transaction: Transaction) throws {
    try transaction.run(
      "DELETE FROM provider_notice_waiting WHERE mailbox = $1 AND notice = $2", .text(mailbox.text),
      .text(id.text))
  }
}
