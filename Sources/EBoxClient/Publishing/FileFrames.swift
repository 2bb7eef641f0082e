import Contracts
import Foundation
import NIOCore
import NIOFoundationCompat

/// A request and its files as frames: the request first, so that its key can travel in the head, then the
/// files, read as they are sent.
struct FileFrames<Request: Sendable>: AsyncSequence, Sendable {
  typealias Element = UploadFrame<Request>

  let request: Request
  let parts: [MeasuredFile]
  /// Told after each piece: bytes handed on so far, and in all.
  let progress: @Sendable (Int64, Int64) -> Void

  func makeAsyncIterator() -> Iterator { Iterator(self) }

  struct Iterator: AsyncIteratorProtocol {
    private let request: Request
    private let parts: [MeasuredFile]
    private let bytesTotal: Int64
    private let progress: @Sendable (Int64, Int64) -> Void
    private var isRequestSent = false
    private var nextPart = 0
    private var open: FileHandle?
    private var bytesSent: Int64 = 0

    fileprivate init(_ frames: FileFrames) {
      (request, parts, progress) = (frames.request, frames.parts, frames.progress)
      bytesTotal = parts.reduce(0) { $0 + $1.size }
    }

    mutating func next() async throws -> UploadFrame<Request>? {
      guard isRequestSent else {
        isRequestSent = true
        return .request(request)
      }
      if let file = open {
        if let piece = try file.read(upToCount: FilePieces.pieceBytes), !piece.isEmpty {
          bytesSent += Int64(piece.count)
          progress(bytesSent, bytesTotal)
          return .bytes(ByteBuffer(data: piece))
        }
        try file.close()
        open = nil
        return .endOfPart
      }
      guard nextPart < parts.count else { return nil }
      let part = parts[nextPart]
      nextPart += 1
      open = try FileHandle(forReadingFrom: URL(fileURLWithPath: part.file.path))
      return .part(part.header)
    }
  }
}
