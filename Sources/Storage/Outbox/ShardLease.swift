/// A subscriber's shard, held by one worker for a while: only its holder tells the shard's events and moves
/// its cursor.
struct ShardLease: Hashable, Sendable {
  let shard: Int64
  /// Number of the last event that the subscriber has taken.
  let cursor: Int64
}
