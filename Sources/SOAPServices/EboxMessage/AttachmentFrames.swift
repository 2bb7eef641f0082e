import Contracts
import EdgeHTTP
import Vocabulary

/// A publication as frames: the request first, then the attachments as they come.
struct AttachmentFrames: AsyncSequence, Sendable {
  typealias Element = PublicationFrame

  let request: PublicationRequest
  let files: [String: EboxFile]
  let reader: MultipartReader?
  /// Content-IDs of parts before these.
  let seen: Set<String>

  func makeAsyncIterator() -> Iterator { Iterator(frames: self) }

  struct Iterator: AsyncIteratorProtocol {
    private let files: [String: EboxFile]
    private var request: PublicationRequest?
    private var reader: MultipartReader?
    private var seen: Set<String>

    fileprivate init(frames: AttachmentFrames) {
      files = frames.files
      request = frames.request
      reader = frames.reader
      seen = frames.seen
    }

    mutating func next() async throws -> PublicationFrame? {
      if let request {
        self.request = nil
        return .request(request)
      }
      guard let step = try await reader?.next() else { return nil }
      switch step {
      case .part(let headers): return .part(try begin(AttachmentPart(headers)))
      case .bytes(let bytes): return .bytes(bytes)
      case .endOfPart: return .endOfPart
      case .pending: return .pending
      }
    }

    private mutating func begin(_ part: AttachmentPart) throws -> PartHeader {
      guard let id = part.contentID else {
        throw SOAPFault.notInteroperable("An attachment has no Content-ID.")
      }
      guard seen.insert(id).inserted else {
        throw SOAPFault.notInteroperable("Two parts have the same Content-ID.")
      }
      guard let file = files[id] else {
        throw SOAPFault.content("An attachment came that the message does not refer to.")
      }
      return PartHeader(
        name: id, fileName: file.fileName, mediaType: file.mediaType ?? part.contentType)
    }
  }
}
