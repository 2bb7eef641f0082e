package import Vocabulary

/// Removes events of a party that every subscriber has taken, some days after they occurred.
///
/// What no subscriber asked for yet stays: an event that is not numbered, one past any subscriber's cursor,
/// and all of them while there is no subscriber. The numbers go on where they were, so that no cursor ever
/// meets a number twice. A subscriber that is new begins with the oldest event that is kept.
package struct OutboxPruning: Sendable {
  /// How long a taken event can still be looked at, and told to a subscriber that is new, unless a party says
  /// otherwise: seven days.
  package static let keptSeconds: Int64 = 7 * 86_400
  /// Events of one transaction.
  package static let batchMax: Int64 = 500

  private let party: String
  private let keptSeconds: Int64
  private let database: any Database

  package init(_ outbox: Outbox, keptSeconds: Int64 = Self.keptSeconds, database: any Database) {
    party = outbox.party
    self.keptSeconds = keptSeconds
    self.database = database
  }

  /// Prunes until nothing is left to prune, or the task is cancelled; call it every minute or so.
  /// - Returns: how many were removed.
  @discardableResult
  package func prune(now: Instant) async throws -> Int {
    let (party, before) = (party, now.adding(seconds: -keptSeconds))
    var removed = 0
    for shard in 0..<Outbox.shardCount {
      while !Task.isCancelled {
        let count = try await database.write { transaction in
          try Self.prune(shard, of: party, before: before, in: transaction)
        }
        removed += count
        if count < Self.batchMax { break }
      }
    }
    return removed
  }

  /// One batch: the lowest numbers of a shard, and of these what is old enough. Nothing past the first batch
  /// that is too young is looked at, so that a sweep costs the same however much is kept.
  private static func prune(
    _ shard: Int64, of party: String, before: Instant, in transaction: Transaction
  ) throws -> Int {
    let cursor = try transaction.rows(
      "SELECT MIN(cursor) FROM outbox_shard WHERE party = $1 AND shard = $2", .text(party), .int(shard)
    ).first?.intOrNil(0)
    guard let cursor, cursor > 0 else { return 0 }
    let removed = try transaction.rows(
      """
      DELETE FROM outbox_event WHERE party = $1 AND shard = $2 AND occurred_at < $3 AND number IN (
        SELECT number FROM outbox_event
        WHERE party = $1 AND shard = $2 AND number IS NOT NULL AND number <= $4 ORDER BY number LIMIT $5)
      RETURNING number
      """,
      .text(party), .int(shard), .int(before.microseconds), .int(cursor), .int(batchMax)
    ).map { try $0.int(0) }
    if let last = removed.max() {
      try transaction.run(
        "UPDATE outbox_head SET pruned = $2 WHERE party = $1 AND pruned < $2", .text(party), .int(last))
    }
    return removed.count
  }
}
