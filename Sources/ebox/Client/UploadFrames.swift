import Contracts

/// A publication from files: the request document first, so that the idempotency key leads, then the files.
struct UploadFrames: AsyncSequence, Sendable {
  typealias Element = PublicationFrame
  typealias Failure = any Error

  private let request: PublicationRequest
  private let files: [UploadFile]
  private let progress: UploadProgress

  init(_ request: PublicationRequest, _ files: [UploadFile], _ progress: UploadProgress) {
    self.request = request
    self.files = files
    self.progress = progress
  }

  static func partName(_ index: Int) -> String { "upfile\(index + 1)" }

  struct Iterator: AsyncIteratorProtocol {
    typealias Failure = any Error
    fileprivate var request: PublicationRequest?
    fileprivate var streams: ArraySlice<AsyncThrowingStream<PublicationFrame, any Error>>
    private var current: AsyncThrowingStream<PublicationFrame, any Error>.Iterator?

    fileprivate init(
      _ request: PublicationRequest, _ streams: ArraySlice<AsyncThrowingStream<PublicationFrame, any Error>>
    ) {
      self.request = request
      self.streams = streams
    }

    mutating func next() async throws -> PublicationFrame? {
      if let first = request {
        request = nil
        return .request(first)
      }
      while true {
        if let frame = try await current?.next() { return frame }
        guard let stream = streams.popFirst() else { return nil }
        current = stream.makeAsyncIterator()
      }
    }
  }

  func makeAsyncIterator() -> Iterator {
    let progress = progress
    return Iterator(
      request,
      files.enumerated().map { index, file in
        file.frames(part: Self.partName(index)) { progress.sent($0, of: index) }
      }[...])
  }
}
