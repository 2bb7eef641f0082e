import Contracts
import HTTPTypes
import Hummingbird

/// A route of Message Registry 3: what it needs and who serves it.
struct Endpoint: Sendable {
  let method: HTTPRequest.Method
  /// Under the base path, with parameters in braces, as in the OpenAPI description.
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
  /// 250 queries of at most some 250 bytes each.
  static let statusBytesMax = 131_072

  /// 100 changes of some 60 bytes each.
  static let visibilityBytesMax = 16_384

  private static let reading: [Scope] = [.documentConsumer, .messagesFull]
  private static let reference: [Scope] = [
    .referenceData, .publicationSender, .documentConsumer, .messagesFull,
  ]

  static let all: [Endpoint] = messages + attachments + referenceData

  private static let messages = [
    Endpoint(
      method: .post, path: "/ebox/messages", action: "publish", scopes: [.publicationSender],
      bodyBytesMax: publicationBytesMax, serve: PublishMessage.serve),
    Endpoint(
      method: .post, path: "/searchMessageStatus", action: "status", scopes: [.publicationSender],
      bodyBytesMax: statusBytesMax, serve: SearchMessageStatus.serve),
    Endpoint(
      method: .get, path: "/ebox/messages", action: "list", scopes: reading, serve: ListMessages.serve),
    Endpoint(
      method: .get, path: "/ebox", action: "summarize", scopes: reading + [.summaryOwnEbox],
      serve: ReadMessage.summary),
    Endpoint(
      method: .patch, path: "/ebox/messages", action: "setVisibility", scopes: reading,
      bodyBytesMax: visibilityBytesMax, serve: UpdateMessages.serve),
    Endpoint(
      method: .get, path: "/ebox/messages/{messageId}/accesses", action: "accesses", scopes: reading,
      serve: ReadMessage.accesses),
    Endpoint(
      method: .get, path: "/ebox/messages/{messageId}", action: "describe", scopes: reading,
      serve: ReadMessage.message),
    Endpoint(
      method: .get, path: "/ebox/messages/{messageId}/body", action: "body", scopes: reading,
      serve: ReadMessage.body),
    Endpoint(
      method: .get, path: "/ebox/messages/{messageId}/paymentData", action: "describe", scopes: reading,
      serve: ReadMessage.payment),
  ]

  private static let attachments = [
    Endpoint(
      method: .get, path: "/ebox/messages/{messageId}/attachments", action: "describe", scopes: reading,
      serve: ReadMessage.attachments),
    Endpoint(
      method: .get, path: "/ebox/messages/{messageId}/attachments/{attachmentId}", action: "describe",
      scopes: reading, serve: ReadMessage.attachment),
    Endpoint(
      method: .get, path: "/ebox/messages/{messageId}/attachments/{attachmentId}/content", action: "read",
      scopes: reading, isJSON: false, serve: ReadContent.content),
    Endpoint(
      method: .head, path: "/ebox/messages/{messageId}/attachments/{attachmentId}/content",
      action: "describe",
      scopes: reading, isJSON: false, serve: ReadContent.describe),
  ]

  private static let referenceData = [
    Endpoint(
      method: .get, path: "/refData/messageTypes", action: "describe", scopes: reference,
      serve: ReadReferenceData.messageTypes),
    Endpoint(
      method: .get, path: "/refData/messageTypes/{messageTypeId}", action: "describe", scopes: reference,
      serve: ReadReferenceData.messageType),
    Endpoint(
      method: .get, path: "/refData/senderApplications", action: "describe", scopes: reference,
      serve: ReadReferenceData.applications),
    Endpoint(
      method: .get, path: "/refData/senderApplications/{applicationId}", action: "describe",
      scopes: reference,
      serve: ReadReferenceData.application),
    Endpoint(
      method: .get, path: "/refData/senderOrganizations", action: "describe", scopes: reference,
      serve: ReadReferenceData.organizations),
    Endpoint(
      method: .get, path: "/refData/senderOrganizations/{organizationId}", action: "describe",
      scopes: reference,
      serve: ReadReferenceData.organization),
  ]
}
