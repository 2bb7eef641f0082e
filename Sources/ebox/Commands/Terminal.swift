import Foundation

/// Standard output for results, standard error for everything else.
enum Terminal {
  static func result(_ text: String) { _ = write(text, to: .standardOutput) }
  /// One of many results.
  /// - Returns: false when nobody reads any more, as in `ebox inbox | head`.
  static func line(_ text: String) -> Bool { write(text, to: .standardOutput) }
  static func note(_ text: String) { _ = write(text, to: .standardError) }

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
