import Contracts
import Foundation
import NIOCore
import NIOFoundationCompat

/// The frames of a prepared publication: the request first, so that its key can travel in the head, then the
/// files, read as they are sent.
struct FileFrames: AsyncSequence, Sendable {
  typealias Element = PublicationFrame

  let publication: PreparedPublication
  /// Told after each piece: bytes handed on so far, and in all.
  let progress: @Sendable (Int64, Int64) -> Void

  func makeAsyncIterator() -> Iterator { Iterator(publication: publication, progress: progress) }

  struct Iterator: AsyncIteratorProtocol {
    private let publication: PreparedPublication
    private let progress: @Sendable (Int64, Int64) -> Void
    private var isRequestSent = false
    private var nextPart = 0
    private var open: FileHandle?
    private var bytesSent: Int64 = 0

    fileprivate init(publication: PreparedPublication, progress: @escaping @Sendable (Int64, Int64) -> Void) {
      self.publication = publication
      self.progress = progress
    }

    mutating func next() async throws -> PublicationFrame? {
      guard isRequestSent else {
        isRequestSent = true
        return .request(publication.request)
      }
      if let file = open {
        if let piece = try file.read(upToCount: FilePieces.pieceBytes), !piece.isEmpty {
          bytesSent += Int64(piece.count)
          progress(bytesSent, publication.bytesTotal)
          return .bytes(ByteBuffer(data: piece))
        }
        try file.close()
        open = nil
        return .endOfPart
      }
      guard nextPart < publication.parts.count else { return nil }
      let part = publication.parts[nextPart]
      nextPart += 1
      open = try FileHandle(forReadingFrom: URL(fileURLWithPath: part.file.path))
      return .part(part.header)
    }
  }
}
