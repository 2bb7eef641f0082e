import Contracts
import NIOCore
import Vocabulary

/// A reply whose text and files have more bytes than may come.
struct ReplyTooLarge: Error {}

/// The frames of a reply, up to the one with which it has more bytes than may come: that one is not
/// handed on.
struct BoundedReply<Frames: AsyncSequence & Sendable>: AsyncSequence, Sendable
where Frames.Element == ReplyFrame, Frames.Failure == any Error {
  typealias Element = ReplyFrame

  let frames: Frames
  /// Of text and files.
  let bytesMax: Int64

  func makeAsyncIterator() -> Iterator {
    Iterator(frames: frames.makeAsyncIterator(), bytesLeft: bytesMax)
  }

  struct Iterator: AsyncIteratorProtocol {
    fileprivate var frames: Frames.AsyncIterator
    fileprivate var bytesLeft: Int64

    mutating func next() async throws -> ReplyFrame? {
      let frame = try await frames.next(isolation: nil)
      switch frame {
      case .bytes(let bytes): bytesLeft -= Int64(bytes.readableBytes)
      case .request(let request):
        bytesLeft -= Int64(request.text?.texts.values.reduce(0) { $0 + $1.utf8.count } ?? 0)
      case .part, .endOfPart, .pending, nil: break
      }
      guard bytesLeft >= 0 else { throw ReplyTooLarge() }
      return frame
    }
  }
}
