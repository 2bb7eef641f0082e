import AuditTrail
import Contracts
import Logging
import NIOCore
import Storage
import TrustServices
import Vocabulary

/// Publishes the rows of batches, some of one batch after some of another, each row once.
///
/// A row is published under a key made of its bytes, its batch and its sender: what a crash cut off between a
/// publication and its result is told by the key when the row's turn comes again. Any number of runners, in
/// any number of processes on one database, share the batches.
package struct BatchRunner: Sendable {
  /// Rows of one turn at most.
  static let rowsMax = 256
  /// Bytes of rows that one turn holds at most, but for its last row.
  static let turnBytesMax = 4_194_304
  /// After so long a turn begins no row more.
  static let turnDuration = Duration.seconds(20)
  /// Of processes beside this one, that took a batch in.
  static let pollInterval = Duration.seconds(1)
  /// A batch rests so long when a row's outcome is unknown.
  static let faultSeconds = 15

  let database: any Database
  let documents: any DocumentStore
  let turns: BatchTurns
  let form: any BatchRowForm
  /// Publishes for the sender of a batch; what breaks off is this runner's doing, and no act of the sender.
  let desk: @Sendable (SenderCaller) -> any SenderRegistry
  /// Rows that are published at once.
  let rowsAtOnce: Int
  let ledger: Ledger
  let wakeup: Wakeup
  let log: Logger

  /// Works until the task is cancelled. Once only.
  package func run() async {
    await wakeup.run(every: Self.pollInterval, linger: .zero) {
      do {
        while try await turn(), !Task.isCancelled {}
      } catch {
        log.error("batches rest; they are taken up again", metadata: ["error": "\(error)"])
      }
    }
  }

  /// One turn of the batch that waits longest.
  /// - Returns: whether there was one.
  @discardableResult package func turn() async throws -> Bool {
    let (turns, now) = (turns, ledger.time.now())
    let claimed = try await database.write { transaction in
      try turns.claim(rowsMax: Self.rowsMax, now: now, in: transaction)
    }
    guard let claimed else { return false }
    var begun = claimed.begunBefore
    do {
      let turn = try turns.turn(claimed)
      if !turn.isOver {
        let lines = try await lines(of: turn)
        begun = max(begun, turn.lastRow)
        try await publish(lines, of: turn)
      }
      try await end(turn)
    } catch {
      if error is BatchKeyLost, try claimed.isEnded {
        try await settleUnreadable(claimed, error)
      } else {
        try await rest(claimed, begun: begun, error)
      }
    }
    return true
  }

  /// Others take their turns meanwhile.
  private func rest(_ claim: BatchTurns.Claim, begun: Int, _ error: any Error) async throws {
    log.error(
      "a batch rests; it is taken up again",
      metadata: ["batch": "\(claim.id)", "error": "\(type(of: error)): \(error)"])
    let (turns, now) = (turns, ledger.time.now())
    try await database.write { transaction in
      try turns.rest(
        claim, begun: begun, until: now.adding(seconds: Int64(Self.faultSeconds)), at: now, in: transaction)
    }
  }

  /// What its sender ended waits for nothing, and keeps no place.
  private func settleUnreadable(_ claim: BatchTurns.Claim, _ error: any Error) async throws {
    log.error(
      "an ended batch can't be read; it is settled", metadata: ["batch": "\(claim.id)", "error": "\(error)"])
    let (turns, ledger) = (turns, ledger)
    let asker = try claim.caller.map { Asker($0) } ?? Asker(internalAct: "batch")
    let pending = PendingEntry(asker, at: ledger.time.now(), ledger)
    let place = try claim.place
    let isSettled = try await database.write { transaction in
      guard let rows = try turns.settleUnreadable(claim, in: transaction) else { return false }
      try ledger.trail.record(
        pending.entry(
          Act(
            action: .batchRows, outcome: .rejected, code: BatchRowFault.unreadable.code,
            details: ["batch": claim.id.text, "refused": "\(rows)"])), in: transaction)
      return true
    }
    if isSettled { try await documents.remove([place]) }
  }

  private func publish(_ lines: [Line], of turn: BatchTurn) async throws {
    let publisher = publisher(for: turn)
    let outcomes = try await withoutHopeless(
      await outcomes(of: lines, by: publisher), of: lines, publisher)
    var results: [BatchResult] = []
    var nextOffset = turn.nextOffset
    var waits: Instant?
    for (line, outcome) in zip(lines, outcomes) {
      switch outcome {
      case .decided(let outcome): results.append(BatchResult(row: line.number, outcome: outcome))
      case .later(let seconds): waits = ledger.time.now().adding(seconds: Int64(seconds))
      case .notBegun: break
      }
      // What comes after an undecided row is told by its key the next time.
      guard results.last?.row == line.number else { break }
      nextOffset = line.end
    }
    let begun = (outcomes.lastIndex { !$0.isNotBegun } ?? -1) + 1
    try await keep(
      BatchTurnResults(
        results: results, nextOffset: nextOffset, begun: begun,
        othersArePublished: outcomes.dropFirst().contains(where: \.isPublished)), of: turn,
      waitsUntil: waits)
  }

  /// A row that holds up its batch turn after turn, while others are published, is told as not decided,
  /// unless an earlier turn has published it.
  private func withoutHopeless(
    _ outcomes: [RowOutcome], of lines: [Line], _ publisher: BatchRowPublisher
  ) async throws -> [RowOutcome] {
    guard case .later? = outcomes.first, let line = lines.first,
      publisher.turn.isHopeless(
        othersArePublished: outcomes.dropFirst().contains(where: \.isPublished), at: ledger.time.now())
    else { return outcomes }
    let known = try await publisher.known(line) ?? .refused(.notDecided)
    return [.decided(known)] + outcomes.dropFirst()
  }

  private func publisher(for turn: BatchTurn) -> BatchRowPublisher {
    BatchRowPublisher(
      turn: turn, form: form, desk: desk(turn.caller), database: database, documents: documents,
      keys: turns.keys, log: log)
  }

  private func keep(
    _ results: BatchTurnResults, of turn: BatchTurn, waitsUntil: Instant?
  ) async throws {
    let (turns, ledger, now) = (turns, ledger, ledger.time.now())
    let pending = PendingEntry(Asker(turn.caller), at: now, ledger)
    try await database.write { transaction in
      let results = try results.withoutRepeats { message in
        try BatchResultRows.has(message, of: turn.id, in: transaction)
      }
      guard
        try turns.keep(results, of: turn, waitsUntil: waitsUntil, at: now, in: transaction),
        let last = results.results.last
      else { return }
      let counts = results.counts
      try ledger.trail.record(
        pending.entry(
          Act(
            action: .batchRows,
            details: [
              "batch": turn.id.text, "rows": "\(turn.nextRow + 1)-\(last.row)",
              "published": "\(counts.published)", "rehearsed": "\(counts.rehearsed)",
              "refused": "\(counts.refused)", "invalid": "\(counts.invalid)",
              "repeated": "\(counts.repeated)",
            ])), in: transaction)
    }
  }

  private func end(_ turn: BatchTurn) async throws {
    let (turns, now) = (turns, ledger.time.now())
    let isOver = try await database.write { transaction in
      try turns.end(turn, at: now, in: transaction)
    }
    // The row names the bytes no more; where they can't be removed now, the sweeper finds them.
    if isOver { try await documents.remove([turn.document.place]) }
  }
}

extension BatchRunner {
  struct Line: Sendable {
    /// Of its row, counted from 1.
    let number: Int
    let bytes: [UInt8]
    /// Where in the manifest the next line begins.
    let end: Int64
  }

  enum RowOutcome: Sendable {
    case decided(BatchResult.Outcome)
    /// What publishing needs is not there; try again after that many seconds.
    case later(seconds: Int)
    case notBegun

    /// What needs nothing that may be away is decided always: a row that can't be read, a rule.
    var isPublished: Bool {
      switch self {
      case .decided(.published), .decided(.rehearsed): true
      case .decided, .later, .notBegun: false
      }
    }
    var isNotBegun: Bool {
      if case .notBegun = self { true } else { false }
    }
  }

  private func lines(of turn: BatchTurn) async throws -> [Line] {
    let from = turn.manifest.lowerBound + turn.nextOffset
    guard let range = ByteRange(from..<turn.manifest.upperBound) else {
      throw UnreadableRow(what: "the manifest of a batch")
    }
    var reader = BatchLines(documents.read(turn.document, range: range))
    var lines: [Line] = []
    var bytes = 0
    while turn.nextRow + lines.count < turn.lastRow, bytes < Self.turnBytesMax,
      let line = try await reader.next()
    {
      bytes += line.bytes.count
      lines.append(
        Line(number: turn.nextRow + lines.count + 1, bytes: line.bytes, end: turn.nextOffset + line.end))
    }
    guard !lines.isEmpty else { throw UnreadableRow(what: "the manifest of a batch") }
    return lines
  }

  /// In the order of the lines.
  private func outcomes(of lines: [Line], by publisher: BatchRowPublisher) async -> [RowOutcome] {
    let (began, time) = (ledger.time.elapsed(), ledger.time)
    return await withTaskGroup(of: (Int, RowOutcome).self) { group in
      var outcomes = [RowOutcome](repeating: .notBegun, count: lines.count)
      var underWay = 0
      var goesOn = true
      func settle() async {
        guard let (index, outcome) = await group.next() else { return }
        underWay -= 1
        outcomes[index] = outcome
        if case .later = outcome { goesOn = false }
      }
      for (index, line) in lines.enumerated() {
        if underWay == rowsAtOnce { await settle() }
        guard goesOn, time.elapsed() - began < Self.turnDuration, !Task.isCancelled else { break }
        group.addTask { (index, await publisher.outcome(of: line)) }
        underWay += 1
      }
      while underWay > 0 { await settle() }
      return outcomes
    }
  }
}

extension ByteRange {
  /// Nil for an empty one.
  init?(_ bytes: Range<Int64>) {
    // absent is an answer: of an empty range there are no bytes to read.
    guard !bytes.isEmpty, let range = try? ByteRange(parsing: bytes.lowerBound, through: bytes.upperBound - 1)
    else { return nil }
    self = range
  }
}
