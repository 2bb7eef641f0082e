import Foundation

/// Standard output for results, standard error for everything else.
enum Terminal {
  static func result(_ text: String) { _ = write(text, to: .standardOutput) }
  /// One of many results.
  /// - Returns: false when nobody reads any more, as in `ebox inbox | head`.
  static func line(_ text: String) -> Bool { write(text, to: .standardOutput) }
  static func note(_ text: String) { _ = write(text, to: .standardError) }

  /// Whether somebody sits at it.
  static var canAsk: Bool { isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1 }

  /// Asks a question that is answered with yes, in words; anything else is no.
  static func confirm(_ question: String) -> Bool {
    note("\(question) Answer yes or no:")
    return readLine()?.trimmingCharacters(in: .whitespaces).lowercased() == "yes"
  }

  private static func write(_ text: String, to handle: FileHandle) -> Bool {
    do {
      try handle.write(contentsOf: Data((text + "\n").utf8))
      return true
    } catch {
      return false
    }
  }

  /// The result as JSON: sorted keys, so that it is the same each time.
  static func json(_ value: some Encodable) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    result(String(decoding: try encoder.encode(value), as: UTF8.self))
  }

  /// ``line(_:)`` of JSON.
  static func jsonLine(_ value: some Encodable) throws -> Bool {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return line(String(decoding: try encoder.encode(value), as: UTF8.self))
  }
}
