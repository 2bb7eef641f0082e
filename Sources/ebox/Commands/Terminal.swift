import Foundation

/// Standard output for results, standard error for everything else.
enum Terminal {
  static func result(_ text: String) { write(text, to: .standardOutput) }
  static func note(_ text: String) { write(text, to: .standardError) }

  private static func write(_ text: String, to handle: FileHandle) {
    do {
      try handle.write(contentsOf: Data((text + "\n").utf8))
    } catch {
      // Nobody reads any more, as in `ebox inbox | head`: what is left to say is for nobody.
    }
  }

  /// The result as JSON: sorted keys, so that it is the same each time.
  static func json(_ value: some Encodable) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    result(String(decoding: try encoder.encode(value), as: UTF8.self))
  }

  /// One of many results, as a line of JSON.
  static func jsonLine(_ value: some Encodable) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    result(String(decoding: try encoder.encode(value), as: UTF8.self))
  }
}
