import Contracts
import EdgeHTTP
import HTTPTypes
import Hummingbird
import NIOCore
import Vocabulary

/// Version 2.1: its shapes, names and errors (reference §2.1 to §2.4). Members are those of the public
/// description and no others, except where `docs/contracts/divergences.md` says so.
struct WireV21: Wire {
  /// `TranslatedString`: three languages, missing ones filled from another (reference §2.2).
  func json(_ text: TranslatedText) -> JSON {
    let filled = text.filled
    return .object(
      Language.v21.compactMap { language in
        filled[language].map { JSON.Member(language.rawValue, .string($0)) }
      })
  }

  func json(_ message: Message, href: String, at now: Instant) -> JSON {
    .members(
      ("messageId", .string(message.id.text)),
      ("originalMessageId", (message.reply?.original.text).map(JSON.string)),
      // The description requires an organisation; who wrote a reply stands beside it.
      ("eboxId", (message.reply?.author).map(json(_:))), ("subject", json(message.subject)),
      ("receiptDate", .string(message.availableAt.brussels)),
      ("expirationDate", .string(message.expiration.brussels)), ("readStatus", .bool(message.readAt != nil)),
      ("visible", .bool(message.isVisible)), ("registeredMail", .bool(message.isRegisteredMail)),
      ("messageTypeId", .string(message.messageType.text)),
      ("senderOrganizationId", .string(message.sender.digits)),
      ("senderApplicationId", .string(message.application.text)),
      ("attachments", json(attachmentsOf: message, href: href)),
      ("bodyMainContent", .bool(message.isBodyMainContent)),
      ("paymentData", message.payment.map(json(_:))),
      ("businessDataList", message.businessData.json(json(_:))),
      ("replyAuthorized", .bool(message.isReplyAuthorized)))
  }

  func json(attachmentsOf message: Message, href: String) -> JSON {
    let items = message.attachments.map { json($0, contentHref: "\(href)/attachments/\($0.id)/content") }
    return list(items, total: items.count)
  }

  /// The version knows SHA-256 only: a digest by another method is left out.
  func json(_ attachment: Attachment, contentHref: String) -> JSON {
    let title = Language.v21.map { JSON.Member($0.rawValue, .string(attachment.fileName)) }
    return .members(
      ("attachmentId", .string(attachment.id.text)), ("attachmentTitle", .object(title)),
      ("fileName", .string(attachment.fileName)), ("mainContent", .bool(attachment.isMainContent)),
      ("mediaType", .string(attachment.mediaType.text)),
      ("size", .number("\(Double(attachment.size) / 1024)")),
      ("digest", attachment.digest.method == .sha256 ? attachment.digest.json : nil),
      ("attachmentSigned", .bool(attachment.isSigned)), ("contentHref", .string(contentHref)))
  }

  func json(_ payment: Payment) -> JSON { payment.json }

  func json(_ summary: MailboxSummary) -> JSON {
    .members(
      ("numberOfMessages", .int(summary.messages)), ("numberOfUnreadMessages", .int(summary.unread)),
      ("lastReceiptDate", (summary.lastReceived?.brussels).map(JSON.string)),
      ("eboxSize", .number("\(Double(summary.bytes) / 1024)")))
  }

  var offersRehearsal: Bool { false }

  /// The contract has no place for warnings: they are in the quality report.
  func json(_ recipient: PublicationReceipt.Recipient, _ warnings: [PublicationWarning]) -> JSON {
    .members(
      ("messageId", .string(recipient.messageID.text)),
      ("expirationDate", .string(recipient.expiration.brussels)),
      ("code", recipient.isDigital ? nil : .string(PublicationReceipt.Recipient.noDigitalUser)),
      ("message", recipient.told), ("eboxId", recipient.currentNumber.map(json(_:))))
  }

  func json(_ status: MessageStatus) -> JSON {
    .members(
      ("messageId", .string(status.message.text)), ("eboxId", json(status.recipient)),
      ("expirationDate", .string(status.expiration.brussels)), ("readStatus", .bool(status.readAt != nil)))
  }

  func json(_ type: MessageType) -> JSON {
    .members(
      ("messageTypeId", .string(type.id.text)), ("messageTypeName", json(type.name)),
      ("messageTypeDescription", type.description.map(json(_:))), ("validityPeriod", type.validity.json),
      ("senderOrganizationIds", .array(type.organizations.map { .string($0.digits) })),
      ("senderApplicationIds", .array(type.applications.map { .string($0.text) })))
  }

  func json(_ application: SenderApplication, href: String) -> JSON {
    .members(
      ("applicationId", .string(application.id.text)), ("applicationName", json(application.name)),
      ("applicationDescription", application.presentation.description.map(json(_:))),
      ("applicationLogos", application.presentation.logos.json(href: href, Language.v21)),
      ("applicationUrl", application.presentation.url.map(json(_:))),
      ("senderOrganizationIds", .array(application.organizations.map { .string($0.digits) })),
      ("messageTypeIds", .array(application.messageTypes.map { .string($0.text) })),
      ("contactBusiness", application.contact.map(JSON.string)),
      ("contactTechnical", application.presentation.contactTechnical.map(JSON.string)))
  }

  func json(_ organization: SenderOrganization, href: String) -> JSON {
    .members(
      ("organizationId", .string(organization.number.digits)),
      ("organizationShortName", json(organization.name)),
      ("organizationLongName", organization.presentation.description.map(json(_:))),
      ("organizationLogos", organization.presentation.logos.json(href: href, Language.v21)),
      ("organizationUrl", organization.presentation.url.map(json(_:))),
      ("senderApplicationIds", .array(organization.applications.map { .string($0.text) })),
      ("messageTypeIds", .array(organization.messageTypes.map { .string($0.text) })),
      ("contactBusiness", .string(organization.contact)),
      ("contactTechnical", organization.presentation.contactTechnical.map(JSON.string)))
  }

  func json<Item>(_ page: Page<Item>, _ links: PageLinks, _ item: (Item) -> JSON) -> JSON {
    list(page.items.map(item), total: page.total)
  }

  func json(_ listing: MessageListing, _ links: PageLinks, _ item: (Message) -> JSON) -> JSON {
    json(listing.page, links, item)
  }

  func contentType(_ attachment: Attachment) -> String { "application/octet-stream" }
  func contentType(_ logo: Logo) -> String { "application/octet-stream" }

  /// A `StatusMessage`. It has one text and no list of issues, so the text names each of them.
  func response(_ problem: Problem, _ trace: Trace, _ settings: MessageRegistryEdge.Settings) -> Response {
    let known = JSON.members(
      ("id", .string(trace.requestID.text)), ("code", .string(problem.code)),
      ("message", .string(problem.sentence { Self.names[$0] ?? $0 })),
      ("contact", settings.contact.map(JSON.string)),
      ("environment", .string(settings.environment.rawValue)))
    var headers = problem.headers
    headers[.contentType] = "application/json"
    headers[.cacheControl] = "no-store"
    let body = ByteBuffer(bytes: known.adding(problem.members).bytes)
    return Response(status: problem.status, headers: headers, body: .init(byteBuffer: body))
  }

  let senderParameter = "senderOrganizationId"
  let filtersNotOffered: Set<String> = []

  /// `upfile1` to `upfile6`.
  func isFilePart(_ name: String) -> Bool { Self.fileParts.contains(name) }

  func publication(
    _ document: [UInt8], _ key: IdempotencyKey?
  ) throws(EdgeRefusal) -> PublicationRequest {
    try MessageToPublish.v21.parse(document, idempotencyKey: key)
  }

  func eboxID(_ reader: InputReader, _ parent: InputReader.Object, named name: String) -> NationalNumber? {
    EBoxIDV21.recipient(reader, parent, named: name)
  }

  private static let fileParts = Set((1...6).map { "upfile\($0)" })

  /// What the rules of publication call by the names of version 3.
  private static let names = [
    "sender.enterpriseNumber": "senderOrganizationId", "sender": "senderOrganizationId",
    "isMainContent": "mainContent", "isReplyAuthorized": "replyAuthorized",
    "isRegisteredMail": "registeredMail",
  ]

  private func json(_ number: NationalNumber) -> JSON {
    .members(("eboxType", .string("citizen")), ("eboxIdValue", .string(number.digits)))
  }

  private func list(_ items: [JSON], total: Int) -> JSON {
    .members(("items", .array(items)), ("totalItems", .int(total)))
  }
}
