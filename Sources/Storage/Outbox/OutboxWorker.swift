package import Contracts
package import Logging
package import Vocabulary

/// Tells a party's numbered events to one subscriber: at least once each, with the same id, in order per
/// mailbox.
///
/// Any number of workers, in any number of processes on one database, share the shards: each holds one shard
/// at a time, for one batch. A crash between taking and moving the cursor repeats the batch.
package final class OutboxWorker: Sendable {
  /// Events of one shard that are offered at once.
  package static let batchMax = 100
  /// How long a batch may take. A slower one may be offered by another worker too, and is not counted as
  /// taken.
  package static let leaseSeconds: Int64 = 30
  /// The longest delay after failures in a row.
  package static let delaySecondsMax: Int64 = 300
  /// How long events of other processes wait at most, and how often an idle worker looks.
  package static let pollInterval = Duration.seconds(1)

  /// What became of a round over all shards that were due.
  package struct Round: Hashable, Sendable {
    /// Events that were taken and whose cursor moved.
    package var delivered = 0
    /// Shards whose batch the subscriber did not take.
    package var failed = 0
    /// Batches that took longer than the lease, so that another worker has the shard.
    package var lost = 0
  }

  private let shards: OutboxShards
  private let engine: any EventEngine
  private let database: any Database
  private let time: any TimeSource
  private let owner: String
  private let log: Logger
  private let delivered: @Sendable ([Event]) -> Void
  private let wakeup = Wakeup()

  /// - Parameters:
  ///   - subscriber: names the cursor; another name begins with the oldest event that is kept.
  ///   - owner: unlike that of every other worker on the database; the same after a restart takes its leases
  ///     up at once.
  ///   - delivered: called with each batch that was taken and whose cursor moved: for counting.
  package init(
    outbox: Outbox, subscriber: String, engine: any EventEngine, database: any Database, time: any TimeSource,
    owner: String, log: Logger, delivered: @escaping @Sendable ([Event]) -> Void = { _ in }
  ) {
    self.shards = OutboxShards(party: outbox.party, subscriber: subscriber)
    self.engine = engine
    self.database = database
    self.time = time
    self.owner = owner
    self.log = log
    self.delivered = delivered
  }

  /// Call it when events got their numbers. Never blocks.
  package func wake() { wakeup.wake() }

  /// Delivers until the task is cancelled; a cancelled batch is offered again by whoever comes next. Once
  /// only.
  package func run() async {
    await wakeup.run(every: OutboxWorker.pollInterval, linger: .zero) { [self] in
      do {
        while try await deliverOnce(now: time.now()).delivered > 0 {}
      } catch {
        log.error(
          "delivery failed; it is tried again", metadata: ["party": "\(shards.party)", "error": "\(error)"])
      }
    }
  }

  /// Offers one batch of every shard that is due.
  /// - Throws: the database's failure. What was offered and not counted is offered again.
  @discardableResult
  package func deliverOnce(now: Instant) async throws -> Round {
    var round = Round()
    let (shards, owner) = (shards, owner)
    for shard in try await due(now: now) {
      guard !Task.isCancelled else { break }
      let lease = try await database.write { transaction in
        try shards.claim(shard, for: owner, now: now, in: transaction)
      }
      if let lease { try await deliver(lease, now: now, counting: &round) }
    }
    return round
  }

  /// Shards to look at; the first time, their rows are made.
  private func due(now: Instant) async throws -> [Int64] {
    let (shards, owner) = (shards, owner)
    if try await !database.read({ transaction in try shards.arePrepared(in: transaction) }) {
      try await database.write { transaction in try shards.prepare(in: transaction) }
    }
    return try await database.read { transaction in try shards.due(for: owner, now: now, in: transaction) }
  }

  /// 1, 2, 4… seconds, up to ``delaySecondsMax``.
  static func delaySeconds(afterFailures failures: Int64) -> Int64 {
    min(delaySecondsMax, 1 << min(max(failures, 1) - 1, 32))
  }

  private func deliver(_ lease: ShardLease, now: Instant, counting round: inout Round) async throws {
    let (shards, owner) = (shards, owner)
    do {
      let batch = try await database.read { transaction in
        try shards.events(after: lease, max: OutboxWorker.batchMax, in: transaction)
      }
      if !batch.isEmpty { try await engine.take(batch.map(\.event)) }
      let last = batch.last?.number ?? lease.cursor
      let isMoved = try await database.write { transaction in
        try shards.advance(lease, to: last, by: owner, in: transaction)
      }
      if isMoved {
        round.delivered += batch.count
        delivered(batch.map(\.event))
      } else {
        round.lost += 1
      }
    } catch {
      round.failed += 1
      log.warning(
        "events were not taken; they are offered again",
        metadata: [
          "party": "\(shards.party)", "subscriber": "\(shards.subscriber)", "shard": "\(lease.shard)",
          "error": "\(error)",
        ])
      try await database.write { transaction in
        try shards.postpone(lease, by: owner, now: now, in: transaction)
      }
    }
  }
}
