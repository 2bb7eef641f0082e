import NIOCore

/// Bytes kept in memory, in pieces of our own: a few bytes that came alone don't keep the large buffer alive
/// that they were read into.
struct HeldBytes: Sendable {
  static let pieceBytesMax = 262_144

  private(set) var pieces: [ByteBuffer] = []
  private(set) var count = 0

  mutating func append(_ bytes: ByteBuffer) {
    var left = bytes
    count += left.readableBytes
    while left.readableBytes > 0 {
      if pieces.last.map({ $0.readableBytes < Self.pieceBytesMax }) != true { pieces.append(ByteBuffer()) }
      let last = pieces.index(before: pieces.endIndex)
      let room = Self.pieceBytesMax - pieces[last].readableBytes
      guard let part = left.readSlice(length: min(room, left.readableBytes)) else { return }
      pieces[last].writeImmutableBuffer(part)
    }
  }
}
