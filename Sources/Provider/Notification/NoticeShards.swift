import Storage
import Vocabulary

/// The shards of the queue (hash of the mailbox), as rows: a shard is posted from by the one who holds its
/// lease, so that no notice is in two hands and those of a mailbox go out in order.
struct NoticeShards: Hashable, Sendable {
  /// Longer than one mail may take (``RelaySettings/mailSeconds``); renewed with each.
  static let leaseSeconds: Int64 = 300

  let owner: String

  static func arePrepared(in transaction: Transaction) throws -> Bool {
    try !transaction.rows("SELECT shard FROM provider_notice_shard LIMIT 1").isEmpty
  }

  static func prepare(in transaction: Transaction) throws {
    for shard in 0..<Outbox.shardCount {
      try transaction.run(
        """
        INSERT INTO provider_notice_shard (shard, owner, leased_until) VALUES ($1, NULL, 0)
        ON CONFLICT (shard) DO NOTHING
        """,
        .int(shard))
    }
  }

  /// Shards that are free, expired or ours and have a notice due; those that somebody waits for come first.
  func due(_ now: Instant, in transaction: Transaction) throws -> [Int64] {
    let urgent = try due(now, urgency: 0, in: transaction)
    let usual = try due(now, urgency: 1, in: transaction)
    return urgent + usual.filter { !urgent.contains($0) }
  }

  private func due(_ now: Instant, urgency: Int64, in transaction: Transaction) throws -> [Int64] {
    try transaction.rows(
      """
      SELECT s.shard FROM provider_notice_shard s
      WHERE (s.owner IS NULL OR s.owner = $1 OR s.leased_until <= $2) AND EXISTS (
        SELECT 1 FROM provider_notice_waiting w
        WHERE w.shard = s.shard AND w.urgency = $3 AND w.due_at <= $2)
      ORDER BY s.shard
      """,
      .text(owner), .int(now.microseconds), .int(urgency)
    ).map { try $0.int(0) }
  }

  /// - Returns: false when another holds it.
  func claim(_ shard: Int64, _ now: Instant, in transaction: Transaction) throws -> Bool {
    let rows = try transaction.rows(
      """
      SELECT shard FROM provider_notice_shard
      WHERE shard = $1 AND (owner IS NULL OR owner = $2 OR leased_until <= $3)
      """,
      .int(shard), .text(owner), .int(now.microseconds))
    guard !rows.isEmpty else { return false }
    try renew(shard, now, in: transaction)
    return true
  }

  /// - Returns: false when it went to another.
  func hold(_ shard: Int64, _ now: Instant, in transaction: Transaction) throws -> Bool {
    let rows = try transaction.rows(
      "SELECT shard FROM provider_notice_shard WHERE shard = $1 AND owner = $2", .int(shard), .text(owner))
    guard !rows.isEmpty else { return false }
    try renew(shard, now, in: transaction)
    return true
  }

  func release(_ shard: Int64, in transaction: Transaction) throws {
    try transaction.run(
      "UPDATE provider_notice_shard SET owner = NULL, leased_until = 0 WHERE shard = $1 AND owner = $2",
      .int(shard), .text(owner))
  }

  private func renew(_ shard: Int64, _ now: Instant, in transaction: Transaction) throws {
    try transaction.run(
      "UPDATE provider_notice_shard SET owner = $1, leased_until = $2 WHERE shard = $3", .text(owner),
      .int(now.adding(seconds: Self.leaseSeconds).microseconds), .int(shard))
  }
}
