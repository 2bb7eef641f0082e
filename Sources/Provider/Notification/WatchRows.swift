import Storage
import Vocabulary

/// When each mailbox is looked at again, what was sent to it last, and who looks.
enum WatchRows {
  /// How long a worker may hold a shard without renewing.
  static let leaseSeconds: Int64 = 30

  /// Has a mailbox looked at as soon as may be.
  static func lookAt(_ mailbox: MailboxID, in transaction: Transaction) throws {
    try transaction.run(
      """
      INSERT INTO provider_watch (mailbox, shard, next_at) VALUES ($1, $2, 0)
      ON CONFLICT (mailbox) DO UPDATE SET next_at = 0
      """, .text(mailbox.text), .int(Outbox.shard(of: mailbox)))
  }

  /// Has a mailbox looked at by then; a look that comes earlier stays.
  static func lookAt(_ mailbox: MailboxID, by instant: Instant, in transaction: Transaction) throws {
    try transaction.run(
      """
      INSERT INTO provider_watch (mailbox, shard, next_at) VALUES ($1, $2, $3)
      ON CONFLICT (mailbox) DO UPDATE SET next_at = $3
      WHERE provider_watch.next_at IS NULL OR provider_watch.next_at > $3
      """, .text(mailbox.text), .int(Outbox.shard(of: mailbox)), .int(instant.microseconds))
  }

  /// Earliest first.
  static func due(_ shard: Int64, now: Instant, limit: Int, in transaction: Transaction) throws -> [MailboxID]
  {
    try transaction.rows(
      """
      SELECT mailbox FROM provider_watch WHERE shard = $1 AND next_at IS NOT NULL AND next_at <= $2
      ORDER BY next_at, mailbox LIMIT $3
      """, .int(shard), .int(now.microseconds), .int(Int64(limit))
    ).map { try MailboxID(parsing: $0.text(0)) }
  }

  static func dueShards(now: Instant, in transaction: Transaction) throws -> [Int64] {
    try transaction.rows(
      """
      SELECT DISTINCT shard FROM provider_watch WHERE next_at IS NOT NULL AND next_at <= $1 ORDER BY shard
      """, .int(now.microseconds)
    ).map { try $0.int(0) }
  }

  /// What was sent before; nil when the mailbox is not to be looked at now: another worker was faster.
  static func past(_ mailbox: MailboxID, now: Instant, in transaction: Transaction) throws
    -> NoticePlan.Past?
  {
    try transaction.rows(
      """
      SELECT last_day, last_at_once FROM provider_watch
      WHERE mailbox = $1 AND next_at IS NOT NULL AND next_at <= $2
      """, .text(mailbox.text), .int(now.microseconds)
    ).first.map(NoticePlan.Past.init)
  }

  /// What was sent before, whenever it is looked at again.
  static func past(_ mailbox: MailboxID, in transaction: Transaction) throws -> NoticePlan.Past {
    try transaction.rows(
      "SELECT last_day, last_at_once FROM provider_watch WHERE mailbox = $1", .text(mailbox.text)
    ).first.map(NoticePlan.Past.init) ?? NoticePlan.Past()
  }

  static func keep(
    _ past: NoticePlan.Past, next: Instant?, of mailbox: MailboxID, in transaction: Transaction
  ) throws {
    try transaction.run(
      "UPDATE provider_watch SET next_at = $2, last_day = $3, last_at_once = $4 WHERE mailbox = $1",
      .text(mailbox.text), .int(orNull: next?.microseconds),
      .int(orNull: past.lastDay.map { Int64($0.daysSince1970) }), .int(orNull: past.lastAtOnce?.microseconds))
  }

  /// A mailbox that could not be looked at rests, and keeps nobody waiting.
  static func postpone(_ mailbox: MailboxID, to next: Instant, in transaction: Transaction) throws {
    try transaction.run(
      "UPDATE provider_watch SET next_at = $2 WHERE mailbox = $1", .text(mailbox.text),
      .int(next.microseconds))
  }

  /// - Returns: false when another worker has it.
  static func claim(_ shard: Int64, for owner: String, now: Instant, in transaction: Transaction) throws
    -> Bool
  {
    try !transaction.rows(
      """
      INSERT INTO provider_watch_shard (shard, owner, leased_until) VALUES ($1, $2, $3)
      ON CONFLICT (shard) DO UPDATE SET owner = $2, leased_until = $3
      WHERE provider_watch_shard.owner IS NULL OR provider_watch_shard.owner = $2
        OR provider_watch_shard.leased_until <= $4
      RETURNING shard
      """,
      .int(shard), .text(owner), .int(now.adding(seconds: leaseSeconds).microseconds), .int(now.microseconds)
    ).isEmpty
  }

  static func release(_ shard: Int64, by owner: String, in transaction: Transaction) throws {
    try transaction.run(
      "UPDATE provider_watch_shard SET owner = NULL, leased_until = 0 WHERE shard = $1 AND owner = $2",
      .int(shard), .text(owner))
  }

  /// The number of the last event that was taken in.
  static func cursor(in transaction: Transaction) throws -> Int64 {
    try transaction.rows("SELECT number FROM provider_watch_cursor WHERE subscriber = 'notices'").first?
      .int(0) ?? 0
  }

  static func advance(to number: Int64, in transaction: Transaction) throws {
    try transaction.run(
      """
      INSERT INTO provider_watch_cursor (subscriber, number) VALUES ('notices', $1)
      ON CONFLICT (subscriber) DO UPDATE SET number = $1
      """, .int(number))
  }
}

extension NoticePlan.Past {
  fileprivate init(_ row: Row) throws {
    self.init(
      lastDay: try row.intOrNil(0).map { CalendarDate(daysSince1970: Int($0)) },
      lastAtOnce: try row.intOrNil(1).map(Instant.init(microseconds:)))
  }
}
