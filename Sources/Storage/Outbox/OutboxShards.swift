import Vocabulary

/// The shards of a party's events for one subscriber, as rows.
struct OutboxShards: Hashable, Sendable {
  let party: String
  let subscriber: String

  func arePrepared(in transaction: Transaction) throws -> Bool {
    try !transaction.rows(
      "SELECT shard FROM outbox_shard WHERE party = $1 AND subscriber = $2 LIMIT 1", .text(party),
      .text(subscriber)
    ).isEmpty
  }

  /// Makes the rows that are not there yet; a new subscriber begins with the oldest event that
  /// is kept.
  func prepare(in transaction: Transaction) throws {
    for shard in 0..<Outbox.shardCount {
      try transaction.run(
        """
        INSERT INTO outbox_shard (party, subscriber, shard, cursor, owner, leased_until, failures, retry_at)
        VALUES ($1, $2, $3, 0, NULL, 0, 0, 0) ON CONFLICT (party, subscriber, shard) DO NOTHING
        """,
        .text(party), .text(subscriber), .int(shard))
    }
  }

  /// Shards with events past the cursor, that `owner` may take: free, expired, or its own; not those that
  /// wait after a failure.
  func due(for owner: String, now: Instant, in transaction: Transaction) throws -> [Int64] {
    try transaction.rows(
      """
      SELECT shard FROM outbox_shard s
      WHERE s.party = $1 AND s.subscriber = $2 AND (s.owner IS NULL OR s.owner = $3 OR s.leased_until <= $4)
        AND s.retry_at <= $4 AND EXISTS (
          SELECT 1 FROM outbox_event e WHERE e.party = s.party AND e.shard = s.shard AND e.number > s.cursor)
      ORDER BY shard
      """,
      .text(party), .text(subscriber), .text(owner), .int(now.microseconds)
    ).map { try $0.int(0) }
  }

  /// - Returns: nil when another worker holds it.
  func claim(_ shard: Int64, for owner: String, now: Instant, in transaction: Transaction) throws
    -> ShardLease?
  {
    let row = try transaction.rows(
      """
      SELECT cursor FROM outbox_shard
      WHERE party = $1 AND subscriber = $2 AND shard = $3
        AND (owner IS NULL OR owner = $4 OR leased_until <= $5)
      """,
      .text(party), .text(subscriber), .int(shard), .text(owner), .int(now.microseconds)
    ).first
    guard let row else { return nil }
    try transaction.run(
      """
      UPDATE outbox_shard SET owner = $1, leased_until = $2
      WHERE party = $3 AND subscriber = $4 AND shard = $5
      """,
      .text(owner), .int(now.adding(seconds: OutboxWorker.leaseSeconds).microseconds), .text(party),
      .text(subscriber), .int(shard))
    return ShardLease(shard: shard, cursor: try row.int(0))
  }

  /// Moves the cursor and gives the shard back.
  /// - Returns: false, and nothing is changed, when the lease went to another worker.
  func advance(_ lease: ShardLease, to number: Int64, by owner: String, in transaction: Transaction) throws
    -> Bool
  {
    guard try isHeld(lease, by: owner, in: transaction) else { return false }
    try transaction.run(
      """
      UPDATE outbox_shard SET cursor = $1, owner = NULL, leased_until = 0, failures = 0, retry_at = 0
      WHERE party = $2 AND subscriber = $3 AND shard = $4
      """,
      .int(number), .text(party), .text(subscriber), .int(lease.shard))
    return true
  }

  /// Gives the shard back after a failure, to rest until a growing delay is over.
  func postpone(_ lease: ShardLease, by owner: String, now: Instant, in transaction: Transaction) throws {
    guard try isHeld(lease, by: owner, in: transaction) else { return }
    let failures =
      try transaction.rows(
        "SELECT failures FROM outbox_shard WHERE party = $1 AND subscriber = $2 AND shard = $3",
        .text(party), .text(subscriber), .int(lease.shard)
      ).first?.int(0) ?? 0
    let delay = OutboxWorker.delaySeconds(afterFailures: failures + 1)
    try transaction.run(
      """
      UPDATE outbox_shard SET owner = NULL, leased_until = 0, failures = $1, retry_at = $2
      WHERE party = $3 AND subscriber = $4 AND shard = $5
      """,
      .int(failures + 1), .int(now.adding(seconds: delay).microseconds), .text(party), .text(subscriber),
      .int(lease.shard))
  }

  /// The holder and the cursor are still those of the claim.
  private func isHeld(_ lease: ShardLease, by owner: String, in transaction: Transaction) throws -> Bool {
    try !transaction.rows(
      """
      SELECT shard FROM outbox_shard
      WHERE party = $1 AND subscriber = $2 AND shard = $3 AND owner = $4 AND cursor = $5
      """,
      .text(party), .text(subscriber), .int(lease.shard), .text(owner), .int(lease.cursor)
    ).isEmpty
  }
}

extension Outbox {
  /// Whether every subscriber has taken every event. Looks at all that is kept: not for a busy server.
  package func isSettled(in transaction: Transaction) throws -> Bool {
    try transaction.rows(
      """
      SELECT e.position FROM outbox_event e WHERE e.party = $1 AND (e.number IS NULL OR EXISTS (
        SELECT 1 FROM outbox_shard s WHERE s.party = e.party AND s.shard = e.shard AND s.cursor < e.number))
      LIMIT 1
      """, .text(party)
    ).isEmpty
  }
}
