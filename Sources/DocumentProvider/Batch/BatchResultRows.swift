import Contracts
import Storage
import TrustServices
import Vocabulary

/// What became of the rows of batches.
enum BatchResultRows {
  private enum Outcome: Int64 { case published = 1, rehearsed, refused, invalid, repeated }

  /// - Parameter seal: of the batch.
  static func add(
    _ result: BatchResult, of batch: BatchID, _ seal: BatchSeal, in transaction: Transaction
  ) throws {
    let columns = try Columns(result, seal)
    try transaction.run(
      """
      INSERT INTO document_provider_batch_result
        (batch, number, outcome, message, expires_at, is_digital, paper_until, current_number, warnings,
        code, detail)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
      """,
      .text(batch.text), .int(Int64(result.row)), .int(columns.outcome.rawValue),
      columns.message.map { .text($0.text) } ?? .null,
      columns.expiration.map { .int($0.microseconds) } ?? .null, columns.isDigital.map(Value.flag) ?? .null,
      columns.paperUntil.map { .int(Int64($0.daysSince1970)) } ?? .null, .bytes(orNull: columns.number),
      .bytes(orNull: columns.warnings), columns.code.map(Value.text) ?? .null,
      .bytes(orNull: columns.detail))
  }

  /// The same fault for each row of an ended batch whose key is lost: nothing is sealed of it.
  static func addUnreadable(_ rows: Range<Int>, of batch: BatchID, in transaction: Transaction) throws {
    for row in rows {
      try transaction.run(
        """
        INSERT INTO document_provider_batch_result (batch, number, outcome, code) VALUES ($1, $2, $3, $4)
        """,
        .text(batch.text), .int(Int64(row)), .int(Outcome.refused.rawValue),
        .text(BatchRowFault.unreadable.code))
    }
  }

  /// Whether a row of this batch made this message before.
  static func has(_ message: MessageID, of batch: BatchID, in transaction: Transaction) throws -> Bool {
    try !transaction.rows(
      "SELECT 1 FROM document_provider_batch_result WHERE batch = $1 AND message = $2 LIMIT 1",
      .text(batch.text), .text(message.text)
    ).isEmpty
  }

  /// - Parameter seal: of the batch; nil when its key is lost, and with it what is sealed.
  static func results(
    of batch: BatchID, after row: Int, limit: Int, _ seal: BatchSeal?, in transaction: Transaction
  ) throws -> [BatchResult] {
    try transaction.rows(
      """
      SELECT number, outcome, message, expires_at, is_digital, paper_until, current_number, warnings, code,
        detail
      FROM document_provider_batch_result WHERE batch = $1 AND number > $2 ORDER BY number LIMIT $3
      """,
      .text(batch.text), .int(Int64(row)), .int(Int64(limit))
    ).map { try result($0, seal) }
  }

  /// Forgets at most so many.
  /// - Returns: whether there may be more.
  static func forget(of batch: BatchID, limit: Int, in transaction: Transaction) throws -> Bool {
    try transaction.rows(
      """
      DELETE FROM document_provider_batch_result WHERE batch = $1 AND number IN (
        SELECT number FROM document_provider_batch_result WHERE batch = $1 LIMIT $2) RETURNING number
      """,
      .text(batch.text), .int(Int64(limit))
    ).count == limit
  }

  private static func result(_ row: Row, _ seal: BatchSeal?) throws -> BatchResult {
    let number = Int(try row.int(0))
    return BatchResult(row: number, outcome: try outcome(row, number, seal))
  }

  private static func outcome(
    _ row: Row, _ number: Int, _ seal: BatchSeal?
  ) throws -> BatchResult.Outcome {
    func text(_ column: Int, _ name: PersonalColumn) throws -> String? {
      try row.bytesOrNil(column).flatMap { try seal?.open($0, in: name, row: number) }
    }
    func current() throws -> NationalNumber? {
      try text(6, .currentNumber).map { try NationalNumber(parsing: $0) }
    }
    func warnings() throws -> [PublicationWarning] {
      try text(7, .warnings).map([PublicationWarning].init(column:)) ?? []
    }
    func fault() throws -> BatchRowFault {
      let code = try row.text(8)
      if code == BatchRowFault.unreadable.code { return .unreadable }
      return BatchRowFault(code: code, detail: try text(9, .detail) ?? "")
    }
    switch Outcome(rawValue: try row.int(1)) {
    case .published:
      return .published(
        PublicationReceipt.Recipient(
          messageID: try MessageID(parsing: row.text(2)), expiration: Instant(microseconds: try row.int(3)),
          isDigital: try row.flag(4), currentNumber: try current()),
        warnings: try warnings())
    case .rehearsed:
      return .rehearsed(
        PublicationRehearsal.Recipient(
          expiration: Instant(microseconds: try row.int(3)), isDigital: try row.flag(4),
          paperUntil: try row.intOrNil(5).map { CalendarDate(daysSince1970: Int($0)) },
          currentNumber: try current()),
        warnings: try warnings())
    case .refused: return .refused(try fault())
    case .invalid: return .invalid(try fault())
    case .repeated:
      return .repeated(
        PublicationReceipt.Recipient(
          messageID: try MessageID(parsing: row.text(2)), expiration: Instant(microseconds: try row.int(3)),
          isDigital: try row.flag(4)))
    case nil: throw UnreadableRow(what: "a result of a batch")
    }
  }

  /// A result as it is kept.
  private struct Columns {
    let outcome: Outcome
    var message: MessageID?
    var expiration: Instant?
    var isDigital: Bool?
    var paperUntil: CalendarDate?
    var number, warnings, detail: [UInt8]?
    var code: String?

    init(_ result: BatchResult, _ seal: BatchSeal) throws {
      func sealed(_ text: String, _ name: PersonalColumn) throws -> [UInt8] {
        try seal.seal(text, in: name, row: result.row)
      }
      switch result.outcome {
      case .published(let recipient, let warnings):
        outcome = .published
        (message, expiration, isDigital) = (recipient.messageID, recipient.expiration, recipient.isDigital)
        number = try recipient.currentNumber.map { try sealed($0.digits, .currentNumber) }
        self.warnings = try warnings.column.map { try sealed($0, .warnings) }
      case .rehearsed(let recipient, let warnings):
        outcome = .rehearsed
        (expiration, isDigital) = (recipient.expiration, recipient.isDigital)
        paperUntil = recipient.paperUntil
        number = try recipient.currentNumber.map { try sealed($0.digits, .currentNumber) }
        self.warnings = try warnings.column.map { try sealed($0, .warnings) }
      case .refused(let fault):
        (outcome, code, detail) = (.refused, fault.code, try sealed(fault.detail, .detail))
      case .invalid(let fault):
        (outcome, code, detail) = (.invalid, fault.code, try sealed(fault.detail, .detail))
      case .repeated(let recipient):
        outcome = .repeated
        (message, expiration, isDigital) = (recipient.messageID, recipient.expiration, recipient.isDigital)
      }
    }
  }
}

/// Seals what is personal in a batch's results: under the batch's own key.
struct BatchSeal: Sendable {
  private let cipher: ColumnCipher

  init(_ key: ContentKey, random: any RandomSource) { cipher = ColumnCipher(key, random: random) }

  func seal(_ text: String, in column: PersonalColumn, row: Int) throws -> [UInt8] {
    try cipher.seal(text, in: column, row: Self.bytes(row))
  }

  func open(_ sealed: [UInt8], in column: PersonalColumn, row: Int) throws -> String {
    try cipher.openText(sealed, in: column, row: Self.bytes(row))
  }

  private static func bytes(_ row: Int) -> [UInt8] { withUnsafeBytes(of: Int64(row).bigEndian, Array.init) }
}

extension PersonalColumn {
  fileprivate static let currentNumber = PersonalColumn("document_provider_batch_result", "current_number")
  fileprivate static let warnings = PersonalColumn("document_provider_batch_result", "warnings")
  fileprivate static let detail = PersonalColumn("document_provider_batch_result", "detail")
}

/// Warnings as they are kept: a line each, the finding and the part.
extension [PublicationWarning] {
  /// Nil for none.
  fileprivate var column: String? {
    isEmpty
      ? nil : map { "\($0.finding.rawValue) \($0.part.filter { !$0.isNewline })" }.joined(separator: "\n")
  }

  fileprivate init(column: String) {
    self = column.split(separator: "\n").compactMap { line in
      let halves = line.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
      guard halves.count == 2, let finding = DocumentFinding(rawValue: String(halves[0])) else { return nil }
      return PublicationWarning(part: String(halves[1]), finding: finding)
    }
  }
}
