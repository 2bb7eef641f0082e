package import Logging
package import Storage
package import Vocabulary

/// Gives a party's committed audit entries their place (0, 1, 2…) and leaf hash, and its committed events
/// their number.
///
/// Of several processes on one database, the one that holds the lease does it; whatever the lease says, a
/// batch commits only on the tree that it was computed for, so that places have no gaps and no two entries
/// share one.
package final class Sequencer: Sendable {
  /// Entries, and events, of one transaction.
  package static let batchMax = 1000
  /// How long another process waits for one that died.
  package static let leaseSeconds: Int64 = 5
  /// How long entries of another process wait at most, and how often an idle sequencer looks.
  package static let pollInterval = Duration.milliseconds(250)
  /// How long a wake waits for others: at one publication at a time, ten share a batch.
  package static let linger = Duration.milliseconds(20)

  /// What one round did.
  package enum Round: Hashable, Sendable {
    /// Nothing waited.
    case idle
    case sequenced(entries: Int, events: Int)
    /// Another process holds the lease, or was faster.
    case leftToAnother
  }

  private let trail: AuditTrail
  private let numbering: OutboxNumbering?
  private let database: any Database
  private let time: any TimeSource
  private let owner: String
  private let log: Logger
  private let told: @Sendable () -> Void
  private let placed: @Sendable ([PlacedFact]) -> Void
  private let wakeup = Wakeup()

  /// - Parameters:
  ///   - outbox: nil for a party that tells nothing.
  ///   - owner: unlike that of every other process on the database; the same after a restart takes the lease
  ///     up at once.
  ///   - told: called after events got their numbers: wake the workers.
  ///   - placed: called with each batch of entries that got their place, once per entry over all processes of
  ///     a database but for a crash in between: for counting.
  package init(
    trail: AuditTrail, outbox: Outbox?, database: any Database, time: any TimeSource, owner: String,
    log: Logger,
    told: @escaping @Sendable () -> Void = {}, placed: @escaping @Sendable ([PlacedFact]) -> Void = { _ in }
  ) {
    self.trail = trail
    self.numbering = outbox.map { OutboxNumbering($0) }
    self.database = database
    self.time = time
    self.owner = owner
    self.log = log
    self.told = told
    self.placed = placed
  }

  /// Call it after a commit that wrote an entry or an event. Never blocks.
  package func wake() { wakeup.wake() }

  /// Sequences until the task is cancelled; a batch that was begun is finished first. Once only.
  package func run() async {
    await wakeup.run(every: Sequencer.pollInterval, linger: Sequencer.linger) { [self] in
      do {
        while case .sequenced(let entries, let events) = try await sequenceOnce(),
          max(entries, events) == Sequencer.batchMax
        {}
      } catch {
        log.error(
          "sequencing failed; it is tried again", metadata: ["party": "\(trail.party)", "error": "\(error)"])
      }
    }
  }

  /// One batch.
  /// - Throws: the database's failure; nothing is lost, the next round sees what stands.
  @discardableResult
  package func sequenceOnce() async throws -> Round {
    let (trail, numbering) = (trail, numbering)
    let batch = try await database.read { transaction in
      SequencerBatch(
        tree: try AuditTree.load(trail.party, in: transaction),
        entries: try trail.unplaced(max: Sequencer.batchMax, in: transaction),
        events: try numbering?.pending(max: Sequencer.batchMax, in: transaction))
    }
    if batch.isEmpty { return .idle }
    let (edge, owner, now) = (batch.placed(), owner, time.now())
    let isDone = try await database.write { transaction in
      let tree = try AuditTree.load(trail.party, in: transaction)
      if let tree, tree.owner != owner, tree.leasedUntil > now { return false }
      guard tree?.frontier == batch.tree?.frontier else { return false }
      if let events = batch.events, !events.positions.isEmpty {
        guard try numbering?.number(events, in: transaction) == true else { return false }
      }
      try trail.place(edge.leaves, at: now, endingIn: edge.frontier, in: transaction)
      let until = now.adding(seconds: Sequencer.leaseSeconds)
      try AuditTree(frontier: edge.frontier, owner: owner, leasedUntil: until).save(
        trail.party, in: transaction)
      return true
    }
    guard isDone else { return .leftToAnother }
    if !batch.entries.isEmpty { placed(batch.entries.map { PlacedFact($0.record) }) }
    let events = batch.events?.positions.count ?? 0
    if events > 0 { told() }
    return .sequenced(entries: batch.entries.count, events: events)
  }
}
