import Contracts
import EdgeHTTP
import HTTPTypes
import Hummingbird
import NIOCore
import Vocabulary

/// A body of one request document and files as frames, read from the connection only as they are asked for.
///
/// A failure comes after every frame that precedes it in the body, however the bytes were cut on their way.
struct UploadFrames<Request: Sendable>: AsyncSequence, Sendable {
  typealias Element = UploadFrame<Request>

  let wire: any Wire
  let reader: MultipartReader
  /// The part that holds the request document.
  let documentPart: String
  let parse: @Sendable ([UInt8]) throws(EdgeRefusal) -> Request

  /// - Throws: ``EdgeRefusal`` when it is not multipart, or declared to be too large.
  init(
    _ exchange: Exchange, document: String = DocumentPart.name,
    _ parse: @escaping @Sendable ([UInt8]) throws(EdgeRefusal) -> Request
  ) throws {
    let expected = "multipart/form-data"
    guard let type = exchange.request.headers[.contentType], type.lowercased().hasPrefix(expected) else {
      throw EdgeRefusal.unsupportedMediaType(expected: expected)
    }
    let boundary = try HeaderParameters.boundary(ofContentType: type, subtype: "form-data")
    try exchange.body.checkDeclared()
    wire = exchange.wire
    reader = try MultipartReader(exchange.body, boundary: boundary)
    documentPart = document
    self.parse = parse
  }

  func makeAsyncIterator() -> Iterator { Iterator(frames: self) }

  struct Iterator: AsyncIteratorProtocol {
    private enum Part { case none, file, document([UInt8]) }

    private let wire: any Wire
    private let documentPart: String
    private let parse: @Sendable ([UInt8]) throws(EdgeRefusal) -> Request
    private var reader: MultipartReader
    private var part = Part.none
    private var hasDocument = false

    fileprivate init(frames: UploadFrames) {
      wire = frames.wire
      documentPart = frames.documentPart
      parse = frames.parse
      reader = frames.reader
    }

    /// What makes no frame is told as ``UploadFrame/pending``.
    mutating func next() async throws -> UploadFrame<Request>? {
      guard let step = try await reader.next() else { return nil }
      switch step {
      case .part(let headers): return try begin(headers) ?? .pending
      case .bytes(let bytes): return try content(bytes) ?? .pending
      case .endOfPart: return try end() ?? .pending
      case .pending: return .pending
      }
    }

    private mutating func begin(_ headers: [MultipartHeader]) throws(EdgeRefusal) -> UploadFrame<Request>? {
      let header = try PartHeader(formData: headers)
      guard header.name == documentPart else {
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

    private mutating func content(_ bytes: ByteBuffer) throws(EdgeRefusal) -> UploadFrame<Request>? {
      guard case .document(var document) = part else { return .bytes(bytes) }
      part = .none
      document.append(contentsOf: bytes.readableBytesView)
      guard document.count <= PublicationLimits.requestBytesMax else {
        throw .payloadTooLarge(bytesMax: PublicationLimits.requestBytesMax)
      }
      part = .document(document)
      return nil
    }

    private mutating func end() throws(EdgeRefusal) -> UploadFrame<Request>? {
      defer { part = .none }
      guard case .document(let document) = part else { return .endOfPart }
      return .request(try parse(document))
    }
  }
}

/// The part that holds the request document of a publication or a reply.
enum DocumentPart {
  static let name = "messageToPublish"
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
