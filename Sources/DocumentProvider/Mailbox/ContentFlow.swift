import NIOCore

/// Gives one content out, piece by piece, as fast as it is asked for; nothing leaves once the grant is
/// withdrawn.
actor ContentFlow {
  private let iterator: AsyncThrowingStream<ByteBuffer, any Error>.Iterator
  private let live: LiveStream
  private var whenWhole: (@Sendable () -> Void)?

  /// - Parameter whenWhole: runs once, after the last piece was asked for.
  init(
    _ pieces: AsyncThrowingStream<ByteBuffer, any Error>, _ live: LiveStream,
    whenWhole: @escaping @Sendable () -> Void
  ) {
    iterator = pieces.makeAsyncIterator()
    self.live = live
    self.whenWhole = whenWhole
  }

  func next() async throws -> ByteBuffer? {
    try live.check()
    // A copy goes on where the original is: both are at the same stream.
    var iterator = iterator
    let piece = try await iterator.next(isolation: self)
    try live.check()
    if piece == nil, let whenWhole {
      self.whenWhole = nil
      whenWhole()
    }
    return piece
  }
}
