import NIOCore

/// The rows of a manifest, read on from any of them.
struct BatchLines<Bytes: AsyncSequence> where Bytes.Element == ByteBuffer {
  /// A row, and where the next line begins, counted from where reading began.
  struct Line: Hashable, Sendable {
    let bytes: [UInt8]
    let end: Int64
  }

  private var iterator: Bytes.AsyncIterator
  private var held: [UInt8] = []
  /// Where the next line begins in what is held.
  private var start = 0
  /// What was held before.
  private var dropped: Int64 = 0
  private var isAtEnd = false

  init(_ bytes: Bytes) { iterator = bytes.makeAsyncIterator() }

  /// - Returns: the next line that is not blank, without its end; nil after the last.
  mutating func next() async throws -> Line? {
    while true {
      guard let line = try await nextLine() else { return nil }
      if !line.bytes.allSatisfy(BatchLineBytes.isBlank) { return line }
    }
  }

  private mutating func nextLine() async throws -> Line? {
    while true {
      if let end = held[start...].firstIndex(of: UInt8(ascii: "\n")) {
        defer { start = end + 1 }
        return Line(bytes: text(start..<end), end: dropped + Int64(end) + 1)
      }
      if isAtEnd {
        guard start < held.count else { return nil }
        defer { start = held.count }
        return Line(bytes: text(start..<held.count), end: dropped + Int64(held.count))
      }
      dropped += Int64(start)
      held.removeSubrange(..<start)
      start = 0
      guard let piece = try await iterator.next() else {
        isAtEnd = true
        continue
      }
      held.append(contentsOf: piece.readableBytesView)
    }
  }

  private func text(_ range: Range<Int>) -> [UInt8] {
    let line = held[range]
    return Array(line.last == UInt8(ascii: "\r") ? line.dropLast() : line)
  }

}

/// What stands between the values of JSON.
enum BatchLineBytes {
  static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0D || byte == 0x0A }
}
