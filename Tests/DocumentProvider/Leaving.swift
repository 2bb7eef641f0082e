/// Frames of a client that goes away, so that its task is cancelled, with one of them; all of them come.
struct Leaving<Frame: Sendable>: AsyncSequence, Sendable {
  typealias Element = Frame

  let frames: [Frame]
  /// The place of the frame with which it goes.
  let at: Int

  func makeAsyncIterator() -> Iterator { Iterator(frames: frames, at: at) }

  struct Iterator: AsyncIteratorProtocol {
    fileprivate let frames: [Frame]
    fileprivate let at: Int
    private var next = 0

    fileprivate init(frames: [Frame], at: Int) { (self.frames, self.at) = (frames, at) }

    mutating func next() async throws -> Frame? {
      guard next < frames.count else { return nil }
      if next == at { withUnsafeCurrentTask { $0?.cancel() } }
      defer { next += 1 }
      return frames[next]
    }
  }
}
