import Contracts
import NIOCore
import Vocabulary

/// A publication's body as frames, read from the connection only as they are asked for.
///
/// A failure comes after every frame that precedes it in the body, however the bytes were cut on their way.
struct PublicationFrames: AsyncSequence, Sendable {
  typealias Element = PublicationFrame

  let body: BodyReader
  let wire: any Wire
  let boundary: String
  let idempotencyKey: IdempotencyKey?

  func makeAsyncIterator() -> Iterator { Iterator(frames: self) }

  struct Iterator: AsyncIteratorProtocol {
    private enum Part { case none, file, document([UInt8]) }

    private let body: BodyReader
    private let wire: any Wire
    private let idempotencyKey: IdempotencyKey?
    private let boundary: String
    private var parser: MultipartParser?
    private var delimiter = ByteBuffer()
    private var piece = ByteBuffer()
    private var events: [MultipartParser.Event] = []
    private var nextEvent = 0
    private var failure: MultipartFailure?
    private var part = Part.none
    private var hasDocument = false
    private var isFinished = false

    fileprivate init(frames: PublicationFrames) {
      body = frames.body
      wire = frames.wire
      boundary = frames.boundary
      idempotencyKey = frames.idempotencyKey
    }

    /// A piece of the body that makes no frame is told as ``PublicationFrame/pending``.
    mutating func next() async throws -> PublicationFrame? {
      while !isFinished {
        while nextEvent < events.count {
          let event = events[nextEvent]
          nextEvent += 1
          return try frame(event) ?? .pending
        }
        if let failure { throw EdgeRefusal.multipart(failure) }
        try await readPiece()
        if events.isEmpty, failure == nil, !isFinished { return .pending }
      }
      return nil
    }

    private mutating func readPiece() async throws {
      var parser = try parser ?? newParser()
      events.removeAll(keepingCapacity: true)
      nextEvent = 0
      if let piece = try await body.next() {
        self.piece = piece
        do throws(MultipartFailure) {
          try piece.withUnsafeReadableBytes { bytes throws(MultipartFailure) in
            try parser.feed(bytes, into: &events)
          }
        } catch { failure = error }
      } else {
        isFinished = true
        do { try parser.finish() } catch { throw EdgeRefusal.multipart(error) }
      }
      self.parser = parser
    }

    private mutating func newParser() throws(EdgeRefusal) -> MultipartParser {
      do {
        let parser = try MultipartParser(boundary: boundary)
        delimiter = ByteBuffer(bytes: parser.delimiter)
        return parser
      } catch { throw .multipart(error) }
    }

    private mutating func frame(_ event: MultipartParser.Event) throws(EdgeRefusal) -> PublicationFrame? {
      switch event {
      case .part(let headers): return try begin(headers)
      case .bytes(let range):
        return try content(piece.getSlice(at: piece.readerIndex + range.lowerBound, length: range.count))
      case .delimiterBytes(let range):
        return try content(delimiter.getSlice(at: range.lowerBound, length: range.count))
      case .endOfPart: return try end()
      case .end: return nil
      }
    }

    private mutating func begin(_ headers: [MultipartHeader]) throws(EdgeRefusal) -> PublicationFrame? {
      let header = try PartHeader(formData: headers)
      guard header.name == PublishMessage.documentPart else {
        guard wire.isFilePart(header.name) else {
          throw Self.refused(header.name, "unknownInput", "no file comes in a part of this name")
        }
        part = .file
        return .part(header)
      }
      guard !hasDocument else {
        throw Self.refused(header.name, "invalidInput", "stands more than once")
      }
      hasDocument = true
      part = .document([])
      return nil
    }

    private static func refused(_ part: String, _ type: String, _ detail: String) -> EdgeRefusal {
      let name = String(part.prefix(InputReader.namesCharactersMax))
      return .invalidInput([
        Problem.Issue(Problem.Issue.belgif + type, in: .body, name: name, detail: detail)
      ])
    }

    private mutating func content(_ bytes: ByteBuffer?) throws(EdgeRefusal) -> PublicationFrame? {
      guard let bytes else { return nil }
      guard case .document(var document) = part else { return .bytes(bytes) }
      part = .none
      document.append(contentsOf: bytes.readableBytesView)
      guard document.count <= PublicationLimits.requestBytesMax else {
        throw .payloadTooLarge(bytesMax: PublicationLimits.requestBytesMax)
      }
      part = .document(document)
      return nil
    }

    private mutating func end() throws(EdgeRefusal) -> PublicationFrame? {
      defer { part = .none }
      guard case .document(let document) = part else { return .endOfPart }
      return .request(try wire.publication(document, idempotencyKey))
    }
  }
}

extension PartHeader {
  /// - Throws: ``EdgeRefusal/multipart(_:)`` without a `form-data` disposition that has a name (RFC 7578
  ///   §4.2).
  fileprivate init(formData headers: [MultipartHeader]) throws(EdgeRefusal) {
    func value(_ name: String) -> String? { headers.first { $0.name == name }?.value }
    do {
      guard let text = value("content-disposition") else { throw MultipartFailure.malformedHeader }
      let disposition = try HeaderParameters(parsing: text)
      guard disposition.value == "form-data", let name = disposition.parameters["name"], !name.isEmpty else {
        throw MultipartFailure.malformedHeader
      }
      self.init(name: name, fileName: disposition.fileName, mediaType: value("content-type"))
    } catch { throw .multipart(.malformedHeader) }
  }
}
