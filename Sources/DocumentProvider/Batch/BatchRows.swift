import Contracts
import Storage
import Vocabulary

/// The rows of batches.
enum BatchRows {
  /// What is known of a batch before it has arrived.
  struct Arriving: Sendable {
    let id: BatchID
    let caller: SenderCaller
    let key: String
    let isRehearsal: Bool
    let at: Instant
    let keptUntil: Instant
  }

  /// The sender's name of a batch as it is kept: a dry run and what is published after it may share one.
  static func key(_ key: IdempotencyKey, isRehearsal: Bool) -> String {
    isRehearsal ? "dry run \(key)" : key.text
  }

  static func begin(_ batch: Arriving, in transaction: Transaction) throws {
    try transaction.run(
      """
      INSERT INTO document_provider_batch
        (id, sender, batch_key, state, is_rehearsal, caller, accepted_at, kept_until, manifest_start,
        manifest_size, row_count, next_row, next_offset, under_way, published, on_paper, rehearsed, refused,
        invalid, repeated, holder, held_until, waits_until, worked_at)
      VALUES ($1, $2, $3, 0, $4, $5, $6, $7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, '', 0, 0, $6)
      """,
      .text(batch.id.text), .text(batch.caller.sender.digits), .text(batch.key), .flag(batch.isRehearsal),
      .text(batch.caller.putAside), .int(batch.at.microseconds), .int(batch.keptUntil.microseconds))
  }

  /// It is arriving still.
  static func renew(_ id: BatchID, at now: Instant, in transaction: Transaction) throws {
    try transaction.run(
      "UPDATE document_provider_batch SET worked_at = $2 WHERE id = $1 AND state = 0", .text(id.text),
      .int(now.microseconds))
  }

  /// It is whole: from now on its rows are published.
  static func accept(
    _ batch: Arriving, _ received: ReceivedBatch, wrappedKey: [UInt8], in transaction: Transaction
  ) throws {
    let (document, contents) = (received.document, received.contents)
    let accepted = try transaction.rows(
      """
      UPDATE document_provider_batch SET state = 1, document = $2, place_segment = $3, place_offset = $4,
        size = $5, wrapped_key = $6, manifest_start = $7, manifest_size = $8, row_count = $9,
        worked_at = 0
      WHERE id = $1 AND state = 0 RETURNING id
      """,
      .text(batch.id.text), .text(document.id.text), .int(document.place.segment),
      .int(document.place.offset), .int(document.size), .bytes(wrappedKey),
      .int(contents.manifest.lowerBound), .int(Int64(contents.manifest.count)), .int(Int64(contents.rows)))
    guard !accepted.isEmpty else { throw UnreadableRow(what: "a batch that arrived") }
  }

  /// What a crash cut off while it arrived does not count for longer.
  private static let arrivingSeconds: Int64 = 3600

  /// Batches of a sender that are arriving, or have rows to publish.
  static func countOpen(
    of sender: EnterpriseNumber, now: Instant, in transaction: Transaction
  ) throws -> Int {
    let rows = try transaction.rows(
      """
      SELECT COUNT(*) FROM document_provider_batch
      WHERE sender = $1 AND (document IS NOT NULL OR (state = 0 AND kept_until > 0 AND worked_at > $2))
      """,
      .text(sender.digits), .int(now.adding(seconds: -arrivingSeconds).microseconds))
    return Int(try rows[0].int(0))
  }

  static func count(of sender: EnterpriseNumber, in transaction: Transaction) throws -> Int {
    let rows = try transaction.rows(
      "SELECT COUNT(*) FROM document_provider_batch WHERE sender = $1 AND state <> 0", .text(sender.digits))
    return Int(try rows[0].int(0))
  }

  /// Newest first.
  static func statuses(
    of sender: EnterpriseNumber, _ page: PageRequest, in transaction: Transaction
  ) throws -> [BatchStatus] {
    try transaction.rows(
      """
      SELECT id FROM document_provider_batch WHERE sender = $1 AND state <> 0
      ORDER BY id DESC LIMIT $2 OFFSET $3
      """,
      .text(sender.digits), .int(Int64(page.size)), .int(Int64(page.offset))
    ).compactMap { try status(of: BatchID(parsing: $0.text(0)), of: sender, in: transaction) }
  }

  static func status(
    under key: String, of sender: EnterpriseNumber, in transaction: Transaction
  ) throws -> BatchStatus? {
    try transaction.rows(
      "SELECT id FROM document_provider_batch WHERE batch_key = $1 AND sender = $2 AND state <> 0",
      .text(key), .text(sender.digits)
    ).first.flatMap { try status(of: BatchID(parsing: $0.text(0)), of: sender, in: transaction) }
  }

  static func status(
    of id: BatchID, of sender: EnterpriseNumber, in transaction: Transaction
  ) throws -> BatchStatus? {
    try transaction.rows(
      """
      SELECT id, state, is_rehearsal, accepted_at, ended_at, kept_until, waits_until, row_count, published,
        on_paper, rehearsed, refused, invalid, repeated, document
      FROM document_provider_batch WHERE id = $1 AND sender = $2 AND state <> 0
      """,
      .text(id.text), .text(sender.digits)
    ).first.map(BatchStatus.init(row:))
  }

  /// - Returns: whether it was still open.
  static func cancel(_ id: BatchID, at now: Instant, in transaction: Transaction) throws -> Bool {
    try !transaction.rows(
      """
      UPDATE document_provider_batch SET state = 3, ended_at = $2, waits_until = 0
      WHERE id = $1 AND state = 1 RETURNING id
      """,
      .text(id.text), .int(now.microseconds)
    ).isEmpty
  }
}

extension BatchStatus {
  fileprivate init(row: Row) throws {
    guard let state = State(rawValue: Int(try row.int(1))) else { throw UnreadableRow(what: "a batch") }
    var counts = Counts()
    counts.published = Int(try row.int(8))
    counts.onPaper = Int(try row.int(9))
    counts.rehearsed = Int(try row.int(10))
    counts.refused = Int(try row.int(11))
    counts.invalid = Int(try row.int(12))
    counts.repeated = Int(try row.int(13))
    let waits = try row.int(6)
    self.init(
      try BatchID(parsing: row.text(0)), state, isRehearsal: try row.flag(2),
      times: Times(
        acceptedAt: Instant(microseconds: try row.int(3)),
        endedAt: try row.intOrNil(4).map(Instant.init(microseconds:)),
        keptUntil: Instant(microseconds: try row.int(5))),
      progress: Progress(
        rows: Int(try row.int(7)), counts: counts, isSettled: row.isNull(14),
        waitsUntil: waits == 0 ? nil : Instant(microseconds: waits)))
  }
}
