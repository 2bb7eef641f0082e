import NIOCore

/// What is kept of a document to tell its type by: its beginning and its end.
struct DocumentSample: Sendable {
  static let headBytesMax = 65_536
  static let tailBytesMax = 65_536

  private(set) var head: [UInt8] = []
  /// The last bytes, up to twice ``tailBytesMax``; they overlap the head of a short document.
  private(set) var tail: [UInt8] = []
  private(set) var count = 0

  init() {}

  init(_ bytes: some Sequence<UInt8>) { append(ByteBuffer(bytes: bytes)) }

  var isWholeInHead: Bool { count == head.count }

  mutating func append(_ bytes: ByteBuffer) {
    let view = bytes.readableBytesView
    count += view.count
    if head.count < Self.headBytesMax { head.append(contentsOf: view.prefix(Self.headBytesMax - head.count)) }
    tail.append(contentsOf: view.suffix(Self.tailBytesMax))
    if tail.count > 2 * Self.tailBytesMax { tail.removeFirst(tail.count - Self.tailBytesMax) }
  }
}
