import Foundation

/// The lines of a file, one after the other: only the one at hand is held.
struct LineReader {
  static let pieceBytes = 65_536
  /// A longer line is not a row.
  static let lineBytesMax = 262_144

  private let handle: FileHandle
  private var held: [UInt8] = []
  /// Where the next line begins in what is held.
  private var start = 0
  private var isAtEnd = false

  init(_ path: String) throws { handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: path)) }

  /// - Returns: nil at the end. Without its line end; a last line need not have one.
  /// - Throws: ``BatchLineFault`` for a line that is too long or not in UTF-8: the file is no batch.
  mutating func next() throws -> String? {
    while true {
      if let end = held[start...].firstIndex(of: UInt8(ascii: "\n")) {
        defer { start = end + 1 }
        return try Self.text(held[start..<end])
      }
      held.removeSubrange(..<start)
      start = 0
      guard held.count <= Self.lineBytesMax else {
        throw BatchLineFault(reason: "a line has more than \(Self.lineBytesMax) bytes")
      }
      guard !isAtEnd else {
        guard !held.isEmpty else { return nil }
        defer { held = [] }
        return try Self.text(held[...])
      }
      if let piece = try handle.read(upToCount: Self.pieceBytes), !piece.isEmpty {
        held.append(contentsOf: piece)
      } else {
        isAtEnd = true
      }
    }
  }

  /// How many lines a file has that are not blank.
  static func count(_ path: String) throws -> Int {
    var reader = try LineReader(path)
    var count = 0
    while let line = try reader.next() {
      if !line.allSatisfy(\.isWhitespace) { count += 1 }
    }
    return count
  }

  private static func text(_ bytes: ArraySlice<UInt8>) throws -> String {
    let trimmed = bytes.last == UInt8(ascii: "\r") ? bytes.dropLast() : bytes
    guard let text = String(validating: trimmed, as: UTF8.self) else {
      throw BatchLineFault(reason: "a line is not in UTF-8")
    }
    return text
  }
}
