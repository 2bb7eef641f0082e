package import NIOCore

/// A multipart body read from its connection, only as it is asked for.
///
/// A failure comes after everything that precedes it in the body, however the bytes were cut on their way.
package struct MultipartReader {
  package enum Step: Sendable {
    /// A part begins.
    case part([MultipartHeader])
    /// Content of the part that began last.
    case bytes(ByteBuffer)
    case endOfPart
    /// Bytes came that make no step yet.
    case pending
  }

  private let body: BodyReader
  private let delimiter: ByteBuffer
  private var parser: MultipartParser
  private var piece = ByteBuffer()
  private var events: [MultipartParser.Event] = []
  private var nextEvent = 0
  private var failure: MultipartFailure?
  private var isFinished = false

  package init(
    _ body: BodyReader, boundary: String, limits: MultipartLimits = MultipartLimits()
  ) throws(MultipartFailure) {
    self.body = body
    parser = try MultipartParser(boundary: boundary, limits: limits)
    delimiter = ByteBuffer(bytes: parser.delimiter)
  }

  /// - Returns: nil at the end of the body.
  /// - Throws: ``MultipartFailure``, and what ``BodyReader/next()`` throws.
  package mutating func next() async throws -> Step? {
    while !isFinished {
      while nextEvent < events.count {
        let event = events[nextEvent]
        nextEvent += 1
        return step(event) ?? .pending
      }
      if let failure { throw failure }
      try await readPiece()
      if events.isEmpty, failure == nil, !isFinished { return .pending }
    }
    return nil
  }

  private mutating func readPiece() async throws {
    events.removeAll(keepingCapacity: true)
    nextEvent = 0
    guard let piece = try await body.next() else {
      isFinished = true
      return try parser.finish()
    }
    self.piece = piece
    // Taken out and put back: the closure must not hold on to self.
    var (parser, events) = (parser, events)
    do throws(MultipartFailure) {
      try piece.withUnsafeReadableBytes { bytes throws(MultipartFailure) in
        try parser.feed(bytes, into: &events)
      }
    } catch { failure = error }
    (self.parser, self.events) = (parser, events)
  }

  private func step(_ event: MultipartParser.Event) -> Step? {
    switch event {
    case .part(let headers): .part(headers)
    case .bytes(let range):
      piece.getSlice(at: piece.readerIndex + range.lowerBound, length: range.count).map(Step.bytes)
    case .delimiterBytes(let range):
      delimiter.getSlice(at: range.lowerBound, length: range.count).map(Step.bytes)
    case .endOfPart: .endOfPart
    case .end: nil
    }
  }
}
