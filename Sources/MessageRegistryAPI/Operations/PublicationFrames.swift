import Contracts
import EdgeHTTP
import NIOCore
import Vocabulary

/// A publication's body as frames, read from the connection only as they are asked for.
///
/// A failure comes after every frame that precedes it in the body, however the bytes were cut on their way.
struct PublicationFrames: AsyncSequence, Sendable {
  typealias Element = PublicationFrame

  let wire: any Wire
  let reader: MultipartReader
  let idempotencyKey: IdempotencyKey?

  func makeAsyncIterator() -> Iterator { Iterator(frames: self) }

  struct Iterator: AsyncIteratorProtocol {
    private enum Part { case none, file, document([UInt8]) }

    private let wire: any Wire
    private let idempotencyKey: IdempotencyKey?
    private var reader: MultipartReader
    private var part = Part.none
    private var hasDocument = false

    fileprivate init(frames: PublicationFrames) {
      wire = frames.wire
      idempotencyKey = frames.idempotencyKey
      reader = frames.reader
    }

    /// What makes no frame is told as ``PublicationFrame/pending``.
    mutating func next() async throws -> PublicationFrame? {
      guard let step = try await reader.next() else { return nil }
      switch step {
      case .part(let headers): return try begin(headers) ?? .pending
      case .bytes(let bytes): return try content(bytes) ?? .pending
      case .endOfPart: return try end() ?? .pending
      case .pending: return .pending
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

    private mutating func content(_ bytes: ByteBuffer) throws(EdgeRefusal) -> PublicationFrame? {
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
