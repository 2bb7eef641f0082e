/// A statement in the words of one engine.
///
/// `$n` becomes `?n` on SQLite, our type words become the engine's, SQLite's tables become STRICT, and
/// comments are gone. Only statements that mean the same on both engines pass: one statement a text, no
/// transaction control.
struct StatementText {
  enum Engine { case sqlite, postgreSQL }

  let text: String
  /// The highest `$n`.
  private(set) var parameters = 0

  /// - Throws: ``TransactionMisuse``.
  init(_ sql: SQL, for engine: Engine) throws {
    var reader = StatementReader(sql.text)
    var translated: [UInt8] = []
    translated.reserveCapacity(sql.text.utf8.count + 8)
    var leadingWords: [String] = []
    var hasEnded = false
    while let token = reader.next() {
      if case .space = token {
        translated.append(UInt8(ascii: " "))
        continue
      }
      guard !hasEnded else { throw TransactionMisuse.severalStatements }
      switch token {
      case .space: break
      case .end: hasEnded = true
      case .parameter(let number):
        parameters = max(parameters, number)
        translated += (engine == .sqlite ? "?\(number)" : "$\(number)").utf8
      case .word(let word):
        let upper = word.uppercased()
        guard !Self.refusedAnywhere.contains(upper) else { throw TransactionMisuse.transactionControl }
        if leadingWords.count < 2 { leadingWords.append(upper) }
        translated += (Self.typeWords(engine)[word] ?? word).utf8
      case .other(let bytes): translated += bytes
      }
    }
    guard let verb = leadingWords.first, Self.verbs.contains(verb) else {
      throw TransactionMisuse.transactionControl
    }
    if engine == .sqlite, leadingWords == ["CREATE", "TABLE"] { translated += " STRICT".utf8 }
    text = String(decoding: translated, as: UTF8.self)
  }

  private static let verbs: Set<String> = [
    "SELECT", "WITH", "VALUES", "INSERT", "UPDATE", "DELETE", "CREATE", "ALTER", "DROP",
  ]

  /// A rollback by a constraint would take the neighbours of a batch with it, a deferred constraint would
  /// fail at COMMIT.
  private static let refusedAnywhere: Set<String> = ["ROLLBACK", "DEFERRED", "DEFERRABLE"]

  private static func typeWords(_ engine: Engine) -> [String: String] {
    switch engine {
    case .sqlite: ["BYTES": "BLOB", "BIGINT": "INTEGER", "BIGSERIAL": "INTEGER"]
    case .postgreSQL: ["BYTES": "BYTEA"]
    }
  }
}

/// Splits a statement, as far as it must be understood here.
private struct StatementReader {
  enum Token {
    case space
    case word(String)
    case parameter(Int)
    /// `;`
    case end
    /// Quoted text or name, number, sign: copied as it is.
    case other(ArraySlice<UInt8>)
  }

  private let bytes: [UInt8]
  private var position = 0

  init(_ text: String) { bytes = Array(text.utf8) }

  mutating func next() -> Token? {
    guard position < bytes.count else { return nil }
    let start = position
    switch (bytes[position], byte(1)) {
    case (UInt8(ascii: " "), _), (UInt8(ascii: "\n"), _), (UInt8(ascii: "\t"), _), (UInt8(ascii: "\r"), _):
      position += 1
      return .space
    case (UInt8(ascii: "-"), UInt8(ascii: "-")):
      skip { $0.byte(0) == UInt8(ascii: "\n") }
      return .space
    case (UInt8(ascii: "/"), UInt8(ascii: "*")):
      position += 2
      skip { $0.byte(0) == UInt8(ascii: "*") && $0.byte(1) == UInt8(ascii: "/") }
      position = min(position + 2, bytes.count)
      return .space
    case (UInt8(ascii: ";"), _):
      position += 1
      return .end
    case (let quote, _) where quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\""):
      position += 1
      skip { $0.byte(0) == quote }
      position = min(position + 1, bytes.count)
      return .other(bytes[start..<position])
    case (UInt8(ascii: "$"), let digit?) where digit.isDigit:
      position += 1
      skip { !($0.byte(0)?.isDigit ?? false) }
      return .parameter(Int(String(decoding: bytes[(start + 1)..<position], as: UTF8.self)) ?? 0)
    case (let first, _) where first.isWord && !first.isDigit:
      skip { !($0.byte(0)?.isWord ?? false) }
      return .word(String(decoding: bytes[start..<position], as: UTF8.self))
    case (let first, _):
      position += 1
      if first.isDigit { skip { !($0.byte(0)?.isWord ?? false) } }
      return .other(bytes[start..<position])
    }
  }

  private func byte(_ ahead: Int) -> UInt8? {
    position + ahead < bytes.count ? bytes[position + ahead] : nil
  }

  private mutating func skip(until isEnd: (Self) -> Bool) {
    while position < bytes.count, !isEnd(self) { position += 1 }
  }
}

extension UInt8 {
  fileprivate var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
  fileprivate var isWord: Bool {
    isDigit || self == UInt8(ascii: "_") || self >= 0x80
      || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20)
  }
}
