import Contracts
import EdgeHTTP
import HTTPTypes
import Hummingbird

/// A route of the registry: what it needs and who serves it.
struct Endpoint: Sendable {
  let method: HTTPRequest.Method
  /// Under the base path, with parameters in braces, as in the description of its version.
  let path: String
  /// The name under which a refused attempt is recorded.
  let action: String
  /// One of these suffices.
  let scopes: [Scope]
  /// Bytes of a request body.
  var bodyBytesMax = 0
  /// Whether it answers JSON, and so respects `Accept`.
  var isJSON = true
  let serve: @Sendable (Exchange) async throws -> Response

  /// Bytes of a whole publication on the wire: files, document, and what multipart adds.
  static let publicationBytesMax =
    PublicationLimits.publicationBytesMax + PublicationLimits.requestBytesMax
    + 16 * (MultipartLimits().headerBytesMax + 256)
  /// A batch on the wire: manifest and files, and what tar adds to each.
  static let batchBytesMax = BatchLimits.bytesMax + (BatchLimits.filesMax + 2) * 4 * TarReader.blockBytes

  /// 250 queries of at most some 250 bytes each.
  static let statusBytesMax = 131_072

  /// 100 changes of some 60 bytes each.
  static let visibilityBytesMax = 16_384

  /// A decision on registered mail.
  static let decisionBytesMax = 1024

  /// A recall after a data breach: ten approvals of at most 3072 bytes, and a reason, escaped throughout.
  static let recallBytesMax = 49_152

  static let sending: [Scope] = [.publicationSender, .representativePublication]
  static let reading: [Scope] = [.documentConsumer, .messagesFull]
  /// Of a citizen's box, or of a sender's own.
  static let box = reading + sending
  static let reference: [Scope] = [
    .referenceData, .publicationSender, .representativePublication, .documentConsumer, .messagesFull,
  ]
}
