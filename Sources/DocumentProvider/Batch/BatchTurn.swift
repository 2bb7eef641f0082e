import Contracts
import Storage
import TrustServices
import Vocabulary

/// A batch that one worker publishes from for a while.
struct BatchTurn: Sendable {
  /// How long a turn may take; what takes longer may be taken up by another worker too, and is not counted.
  static let leaseSeconds: Int64 = 120

  let id: BatchID
  let caller: SenderCaller
  /// The sender's name of the batch.
  let key: String
  let isRehearsal: Bool
  let isCancelled: Bool
  let acceptedAt: Instant
  let document: StoredDocument
  /// Bytes of the manifest in the document.
  let manifest: Range<Int64>
  /// The row that has a result last, counted from 1, and where in the manifest the next one begins.
  let nextRow: Int
  let nextOffset: Int64
  /// The last row that this turn may publish.
  let lastRow: Int
  /// The last row whose publication may have begun in an earlier turn.
  let begunBefore: Int
  /// Since when the next row has no outcome while others are published; nil where that is not so.
  let stuckSince: Instant?
  /// When its sender ended the batch.
  let endedAt: Instant?
  let seal: BatchSeal

  /// Whether a row is given up that has no outcome: never while no other is published either, for then it is
  /// not the row's fault; sooner where the sender ended the batch.
  func isHopeless(othersArePublished: Bool, at now: Instant) -> Bool {
    guard let stuckSince else { return false }
    if let endedAt { return now >= max(stuckSince, endedAt).adding(seconds: 60) }
    return othersArePublished && now >= stuckSince.adding(seconds: 3600)
  }

  /// What is away for everything is no row's fault, however long.
  func stuck(after results: BatchTurnResults, at now: Instant) -> Instant? {
    guard results.results.isEmpty, results.othersArePublished || isCancelled else { return nil }
    return stuckSince ?? now
  }

  /// Nothing more of it is published.
  var isOver: Bool { nextRow >= lastRow }
}

/// Turns, as the batches' rows keep them.
struct BatchTurns: Sendable {
  let keys: BatchKeys
  let random: any RandomSource
  /// Unlike that of every other worker on the database.
  let owner: String

  /// A batch that is taken, as its row stands.
  struct Claim: Sendable {
    let id: BatchID
    let row: Row
    let nextRow: Int
    let lastRow: Int
    /// The last row whose publication may have begun in an earlier turn.
    let begunBefore: Int

    var isEnded: Bool { get throws { try row.int(4) == 3 } }

    var place: DocumentPlace {
      get throws { DocumentPlace(segment: try row.int(6), offset: try row.int(7)) }
    }

    /// Who sent it; nil when that can't be read.
    var caller: SenderCaller? { get throws { SenderCaller.taken(up: try row.text(1)) } }
  }

  /// The batch that waits longest. Rows up to ``BatchTurn/lastRow`` count as under way from the commit on: a
  /// sender that ends the batch has their results still.
  func claim(rowsMax: Int, now: Instant, in transaction: Transaction) throws -> Claim? {
    let row = try transaction.rows(
      """
      SELECT id, caller, batch_key, is_rehearsal, state, document, place_segment, place_offset, size,
        wrapped_key, kept_until, manifest_start, manifest_size, row_count, next_row, next_offset, under_way,
        stuck_since, accepted_at, ended_at
      FROM document_provider_batch
      WHERE state IN (1, 3) AND document IS NOT NULL AND waits_until <= $1
        AND (held_until <= $1 OR holder = $2)
      ORDER BY worked_at, id LIMIT 1
      """,
      .int(now.microseconds), .text(owner)
    ).first
    guard let row else { return nil }
    let (nextRow, rows) = (Int(try row.int(14)), Int(try row.int(13)))
    let lastRow = try row.int(4) == 3 ? Int(try row.int(16)) : min(rows, nextRow + rowsMax)
    let claim = Claim(
      id: try BatchID(parsing: row.text(0)), row: row, nextRow: nextRow, lastRow: lastRow,
      begunBefore: Int(try row.int(16)))
    let taken = try transaction.rows(
      """
      UPDATE document_provider_batch SET holder = $2, held_until = $3, under_way = $4
      WHERE id = $1 AND next_row = $5 AND (held_until <= $6 OR holder = $2) RETURNING id
      """,
      .text(claim.id.text), .text(owner),
      .int(now.adding(seconds: BatchTurn.leaseSeconds).microseconds), .int(Int64(lastRow)),
      .int(Int64(nextRow)), .int(now.microseconds))
    return taken.isEmpty ? nil : claim
  }

  /// - Throws: what can't be read of it, or its key: nobody can publish from it.
  func turn(_ claim: Claim) throws -> BatchTurn {
    let row = claim.row
    guard let caller = try claim.caller else {
      throw UnreadableRow(what: "who sent a batch")
    }
    let key = try keys.unwrap(
      try row.bytes(9), of: claim.id, until: Instant(microseconds: try row.int(10)))
    let start = try row.int(11)
    return BatchTurn(
      id: claim.id, caller: caller, key: try row.text(2), isRehearsal: try row.flag(3),
      isCancelled: try claim.isEnded, acceptedAt: Instant(microseconds: try row.int(18)),
      document: StoredDocument(
        id: try DocumentID(parsing: row.text(5)),
        place: try claim.place, size: try row.int(8), key: key.bytes),
      manifest: start..<(start + (try row.int(12))), nextRow: claim.nextRow,
      nextOffset: try row.int(15), lastRow: claim.lastRow, begunBefore: claim.begunBefore,
      stuckSince: try row.intOrNil(17).map(Instant.init(microseconds:)),
      endedAt: try row.intOrNil(19).map(Instant.init(microseconds:)),
      seal: BatchSeal(key, random: random))
  }

  /// Gives a batch back from which nothing can be published at present: others take their turns.
  /// - Parameter begun: the last row whose publication may have begun.
  func rest(_ claim: Claim, begun: Int, until: Instant, at now: Instant, in transaction: Transaction) throws {
    try transaction.run(
      """
      UPDATE document_provider_batch SET holder = '', held_until = 0, waits_until = $3, worked_at = $4,
        under_way = $5
      WHERE id = $1 AND holder = $2
      """,
      .text(claim.id.text), .text(owner), .int(until.microseconds), .int(now.microseconds),
      .int(Int64(begun)))
  }

  /// Keeps the results of a turn and gives the batch back.
  /// - Parameter waitsUntil: nobody takes it up before then; nil where nothing holds it up.
  /// - Returns: false, and nothing is kept, when another worker has it.
  func keep(
    _ results: BatchTurnResults, of turn: BatchTurn, waitsUntil: Instant?, at now: Instant,
    in transaction: Transaction
  ) throws -> Bool {
    let counts = results.counts
    let kept = try transaction.rows(
      """
      UPDATE document_provider_batch SET holder = '', held_until = 0, waits_until = $4, worked_at = $5,
        next_row = next_row + $6, next_offset = $7, under_way = $14, stuck_since = $15,
        published = published + $8, on_paper = on_paper + $9,
        rehearsed = rehearsed + $10, refused = refused + $11, invalid = invalid + $12,
        repeated = repeated + $13
      WHERE id = $1 AND holder = $2 AND next_row = $3 RETURNING id
      """,
      .text(turn.id.text), .text(owner), .int(Int64(turn.nextRow)), .int(waitsUntil?.microseconds ?? 0),
      .int(now.microseconds), .int(Int64(results.results.count)), .int(results.nextOffset),
      .int(Int64(counts.published)), .int(Int64(counts.onPaper)), .int(Int64(counts.rehearsed)),
      .int(Int64(counts.refused)), .int(Int64(counts.invalid)), .int(Int64(counts.repeated)),
      .int(Int64(max(turn.begunBefore, turn.nextRow + max(results.begun, results.results.count)))),
      turn.stuck(after: results, at: now).map { .int($0.microseconds) } ?? .null)
    guard !kept.isEmpty else { return false }
    for result in results.results { try BatchResultRows.add(result, of: turn.id, turn.seal, in: transaction) }
    return true
  }

  /// Ends a batch that its sender ended and nobody can read: rows whose publication may have begun are told
  /// so, and its bytes are nobody's from now on.
  /// - Returns: how many rows; nil when another worker has it.
  func settleUnreadable(_ claim: Claim, in transaction: Transaction) throws -> Int? {
    let rows = claim.nextRow..<max(claim.nextRow, claim.lastRow)
    let settled = try transaction.rows(
      """
      UPDATE document_provider_batch SET document = NULL, place_segment = NULL, place_offset = NULL,
        holder = '', held_until = 0, waits_until = 0, next_row = next_row + $4, refused = refused + $4
      WHERE id = $1 AND holder = $2 AND next_row = $3 AND state = 3 RETURNING id
      """,
      .text(claim.id.text), .text(owner), .int(Int64(claim.nextRow)), .int(Int64(rows.count)))
    guard !settled.isEmpty else { return nil }
    try BatchResultRows.addUnreadable(
      rows.lowerBound + 1..<rows.upperBound + 1, of: claim.id, in: transaction)
    return rows.count
  }

  /// No row of it is left: its bytes are nobody's from now on.
  /// - Returns: false when there is one, or another worker has it.
  func end(_ turn: BatchTurn, at now: Instant, in transaction: Transaction) throws -> Bool {
    try !transaction.rows(
      """
      UPDATE document_provider_batch SET document = NULL, place_segment = NULL, place_offset = NULL,
        holder = '', held_until = 0, waits_until = 0, state = CASE WHEN state = 1 THEN 2 ELSE state END,
        ended_at = COALESCE(ended_at, $2)
      WHERE id = $1 AND document IS NOT NULL
        AND (next_row = row_count OR (state = 3 AND next_row >= under_way)) RETURNING id
      """,
      .text(turn.id.text), .int(now.microseconds)
    ).isEmpty
  }
}

/// What a turn came to: the results of rows that follow each other.
struct BatchTurnResults: Sendable {
  let results: [BatchResult]
  /// Where in the manifest the row after them begins.
  let nextOffset: Int64
  /// Rows of the turn whose publication has begun.
  let begun: Int
  /// Beside the first row of the turn.
  let othersArePublished: Bool

  var counts: BatchStatus.Counts {
    var counts = BatchStatus.Counts()
    for result in results { counts.count(result.outcome) }
    return counts
  }

  /// A row that made the message of an earlier one made none.
  /// - Parameter isKnown: whether an earlier turn's row made it.
  func withoutRepeats(_ isKnown: (MessageID) throws -> Bool) rethrows -> BatchTurnResults {
    var seen: Set<MessageID> = []
    return BatchTurnResults(
      results: try results.map { result in
        guard case .published(let recipient, _) = result.outcome else { return result }
        let message = recipient.messageID
        let isFirst = seen.insert(message).inserted
        let isRepeated = try !isFirst || isKnown(message)
        return isRepeated ? BatchResult(row: result.row, outcome: .repeated(recipient)) : result
      }, nextOffset: nextOffset, begun: begun, othersArePublished: othersArePublished)
  }
}

extension BatchStatus.Counts {
  fileprivate mutating func count(_ outcome: BatchResult.Outcome) {
    switch outcome {
    case .published(let recipient, _):
      published += 1
      if !recipient.isDigital { onPaper += 1 }
    case .rehearsed(let recipient, _):
      rehearsed += 1
      if recipient.isPaperNeeded { onPaper += 1 }
    case .refused: refused += 1
    case .invalid: invalid += 1
    case .repeated: repeated += 1
    }
  }
}
