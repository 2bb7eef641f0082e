import Contracts
import HTTPTypes
import Hummingbird

extension EditionParts {
  static let v21 = EditionParts(
    basePath: "/REST/ebox/citizen/messageRegistry/v2", endpoints: Endpoint.v21, wire: WireV21(),
    description: OpenAPIDescription.v21)
}

extension Endpoint {
  /// The twenty operations of the public description.
  static let v21: [Endpoint] = mailboxV21 + contentV21 + sendingV21 + referenceDataV21

  private static let mailboxV21 = [
    Endpoint(
      method: .get, path: "/ebox", action: "summarize", scopes: box + [.summaryOwnEbox],
      serve: ReadMessage.summary),
    Endpoint(
      method: .get, path: "/ebox/messages", action: "list", scopes: box, serve: ListMessages.serve),
    Endpoint(
      method: .patch, path: "/ebox/messages", action: "setVisibility", scopes: box,
      bodyBytesMax: visibilityBytesMax, serve: UpdateMessages.serve),
    Endpoint(
      method: .get, path: "/ebox/messages/{messageId}", action: "describe", scopes: box,
      serve: ReadMessage.message),
    Endpoint(
      method: .get, path: "/ebox/messages/{messageId}/body", action: "body", scopes: box,
      serve: ReadMessage.body),
    Endpoint(
      method: .get, path: "/ebox/messages/{messageId}/paymentData", action: "describe", scopes: box,
      serve: ReadMessage.payment),
  ]

  private static let contentV21 = [
    Endpoint(
      method: .get, path: "/ebox/messages/{messageId}/attachments", action: "describe", scopes: box,
      serve: ReadMessage.attachments),
    Endpoint(
      method: .get, path: "/ebox/messages/{messageId}/attachments/{attachmentId}", action: "describe",
      scopes: box, serve: ReadMessage.attachment),
    Endpoint(
      method: .get, path: "/ebox/messages/{messageId}/attachments/{attachmentId}/content", action: "read",
      scopes: box, isJSON: false, serve: ReadContent.content),
  ]

  private static let sendingV21 = [
    Endpoint(
      method: .post, path: "/publishMessage", action: "publish", scopes: sending,
      bodyBytesMax: publicationBytesMax, serve: PublishMessage.serve),
    Endpoint(
      method: .post, path: "/linkEboxMessage", action: "link", scopes: sending,
      bodyBytesMax: statusBytesMax, serve: LinkMessage.serve),
    Endpoint(
      method: .post, path: "/searchMessageStatus", action: "status", scopes: sending,
      bodyBytesMax: statusBytesMax, serve: SearchMessageStatus.serve),
  ]

  private static let referenceDataV21 = [
    Endpoint(
      method: .get, path: "/referenceData/messageTypes", action: "describe", scopes: reference,
      serve: ReadReferenceData.messageTypes),
    Endpoint(
      method: .get, path: "/referenceData/messageTypes/{messageTypeId}", action: "describe",
      scopes: reference, serve: ReadReferenceData.messageType),
    Endpoint(
      method: .get, path: "/referenceData/senderApplications", action: "describe", scopes: reference,
      serve: ReadReferenceData.applications),
    Endpoint(
      method: .get, path: "/referenceData/senderApplications/{senderApplicationId}", action: "describe",
      scopes: reference, serve: ReadReferenceData.application),
    Endpoint(
      method: .get, path: "/referenceData/senderOrganizations", action: "describe", scopes: reference,
      serve: ReadReferenceData.organizations),
    Endpoint(
      method: .get, path: "/referenceData/senderOrganizations/{senderOrganizationId}", action: "describe",
      scopes: reference, serve: ReadReferenceData.organization),
    Endpoint(
      method: .get, path: "/referenceData/senderApplications/{senderApplicationId}/images/{imageId}/content",
      action: "describe", scopes: reference, isJSON: false, serve: ReadReferenceData.applicationImage),
    Endpoint(
      method: .get,
      path: "/referenceData/senderOrganizations/{senderOrganizationId}/images/{imageId}/content",
      action: "describe", scopes: reference, isJSON: false, serve: ReadReferenceData.organizationImage),
  ]
}
