import Contracts
import HTTPTypes
import Hummingbird

extension EditionParts {
  static let v3 = EditionParts(
    basePath: "/REST/ebox/citizen/messageRegistry/v3", endpoints: Endpoint.v3, wire: WireV3(),
    description: OpenAPIDescription.v3)
}

extension Endpoint {
  static let v3: [Endpoint] = messages + attachments + registered + batches + referenceData

  private static let messages = [
    Endpoint(
      method: .post, path: "/ebox/messages", action: "publish", scopes: sending,
      bodyBytesMax: publicationBytesMax, serve: PublishMessage.serve),
    Endpoint(
      method: .post, path: "/searchMessageStatus", action: "status", scopes: sending,
      bodyBytesMax: statusBytesMax, serve: SearchMessageStatus.serve),
    Endpoint(
      method: .get, path: "/ebox/events", action: "events", scopes: sending, serve: ReadEvents.serve),
    Endpoint(
      method: .get, path: "/quality", action: "quality", scopes: sending, serve: ReadQuality.serve),
    Endpoint(
      method: .get, path: "/ebox/messages", action: "list", scopes: box, serve: ListMessages.serve),
    Endpoint(
      method: .get, path: "/ebox", action: "summarize", scopes: box + [.summaryOwnEbox],
      serve: ReadMessage.summary),
    Endpoint(
      method: .get, path: "/ebox/statistics", action: "statistics", scopes: box + [.summaryOwnEbox],
      serve: ReadMessage.statistics),
    Endpoint(
      method: .patch, path: "/ebox/messages", action: "setVisibility", scopes: box,
      bodyBytesMax: visibilityBytesMax, serve: UpdateMessages.serve),
    Endpoint(
      method: .post, path: "/ebox/messages/{messageId}/recall", action: "recall",
      scopes: sending, bodyBytesMax: recallBytesMax, serve: RecallMessage.serve),
    Endpoint(
      method: .post, path: "/ebox/messages/{messageId}/replies", action: "reply", scopes: reading,
      bodyBytesMax: publicationBytesMax, serve: ReplyToMessage.serve),
    Endpoint(
      method: .get, path: "/ebox/messages/{messageId}/replies", action: "replies", scopes: reading,
      serve: ReplyToMessage.receipts),
    Endpoint(
      method: .get, path: "/ebox/recalledMessages", action: "recalls", scopes: reading,
      serve: ReadMessage.recalled),
    Endpoint(
      method: .get, path: "/ebox/messages/{messageId}/accesses", action: "accesses", scopes: reading,
      serve: ReadMessage.accesses),
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

  private static let attachments = [
    Endpoint(
      method: .get, path: "/ebox/messages/{messageId}/attachments", action: "describe", scopes: box,
      serve: ReadMessage.attachments),
    Endpoint(
      method: .get, path: "/ebox/messages/{messageId}/attachments/{attachmentId}", action: "describe",
      scopes: box, serve: ReadMessage.attachment),
    Endpoint(
      method: .get, path: "/ebox/messages/{messageId}/attachments/{attachmentId}/content", action: "read",
      scopes: box, isJSON: false, serve: ReadContent.content),
    Endpoint(
      method: .head, path: "/ebox/messages/{messageId}/attachments/{attachmentId}/content",
      action: "describe",
      scopes: box, isJSON: false, serve: ReadContent.describe),
  ]

  private static let registered = [
    Endpoint(
      method: .post, path: "/registeredMails", action: "publish", scopes: sending,
      bodyBytesMax: publicationBytesMax, serve: PublishRegisteredMail.serve),
    Endpoint(
      method: .get, path: "/registeredMails/{messageId}", action: "registeredStatus", scopes: sending,
      serve: ReadRegisteredMail.status),
    Endpoint(
      method: .get, path: "/registeredMails/{messageId}/proofs/{evidenceId}", action: "proof",
      scopes: sending, isJSON: false, serve: ReadRegisteredMail.document),
    Endpoint(
      method: .get, path: "/registeredMails/{messageId}/proofs/{evidenceId}/signature", action: "proof",
      scopes: sending, isJSON: false, serve: ReadRegisteredMail.signature),
    Endpoint(
      method: .post, path: "/ebox/messages/{messageId}/decision", action: "decide", scopes: reading,
      bodyBytesMax: decisionBytesMax, serve: DecideOnMessage.serve),
    Endpoint(
      method: .get, path: "/ebox/messages/{messageId}/proofs", action: "proofs", scopes: reading,
      serve: ReadRegisteredMail.proofsOfMessage),
    Endpoint(
      method: .get, path: "/ebox/messages/{messageId}/proofs/{evidenceId}", action: "proof",
      scopes: reading, isJSON: false, serve: ReadRegisteredMail.documentOfMessage),
    Endpoint(
      method: .get, path: "/ebox/messages/{messageId}/proofs/{evidenceId}/signature", action: "proof",
      scopes: reading, isJSON: false, serve: ReadRegisteredMail.signatureOfMessage),
  ]

  private static let batches = [
    Endpoint(
      method: .post, path: "/publicationBatches", action: "acceptBatch", scopes: sending,
      bodyBytesMax: batchBytesMax, serve: PublishBatch.serve),
    Endpoint(
      method: .get, path: "/publicationBatches", action: "batches", scopes: sending,
      serve: ReadBatches.list),
    Endpoint(
      method: .get, path: "/publicationBatches/{batchId}", action: "batches", scopes: sending,
      serve: ReadBatches.status),
    Endpoint(
      method: .delete, path: "/publicationBatches/{batchId}", action: "cancelBatch", scopes: sending,
      serve: ReadBatches.cancel),
    Endpoint(
      method: .get, path: "/publicationBatches/{batchId}/results", action: "batches", scopes: sending,
      serve: ReadBatches.results),
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
      method: .get, path: "/refData/senderApplications/{senderApplicationId}", action: "describe",
      scopes: reference,
      serve: ReadReferenceData.application),
    Endpoint(
      method: .get, path: "/refData/senderOrganizations", action: "describe", scopes: reference,
      serve: ReadReferenceData.organizations),
    Endpoint(
      method: .get, path: "/refData/senderOrganizations/{senderOrganizationId}", action: "describe",
      scopes: reference,
      serve: ReadReferenceData.organization),
    Endpoint(
      method: .get, path: "/refData/senderApplications/{senderApplicationId}/images/{imageId}/content",
      action: "describe", scopes: reference, isJSON: false, serve: ReadReferenceData.applicationImage),
    Endpoint(
      method: .get, path: "/refData/senderOrganizations/{senderOrganizationId}/images/{imageId}/content",
      action: "describe", scopes: reference, isJSON: false, serve: ReadReferenceData.organizationImage),
  ]
}
