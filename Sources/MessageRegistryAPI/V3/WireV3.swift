import Contracts
import EdgeHTTP
import Hummingbird
import Vocabulary

/// Version 3: its shapes stand in `Shapes.swift`, what it reads in `DocumentsV3.swift`.
struct WireV3: Wire {
  func json(_ text: TranslatedText) -> JSON { text.json }
  func json(_ message: Message, href: String, at now: Instant) -> JSON { message.json(href: href, at: now) }
  func json(attachmentsOf message: Message, href: String) -> JSON { message.attachments(href: href) }
  func json(_ attachment: Attachment, contentHref: String) -> JSON {
    attachment.json(contentHref: contentHref)
  }
  func json(_ payment: Payment) -> JSON { payment.json }
  func json(_ summary: MailboxSummary) -> JSON { summary.json }
  func json(_ recipient: PublicationReceipt.Recipient, _ warnings: [PublicationWarning]) -> JSON {
    recipient.json(warnings)
  }
  var offersRehearsal: Bool { true }
  func json(_ status: MessageStatus) -> JSON { status.json }
  func json(_ type: MessageType) -> JSON { type.json }
  func json(_ application: SenderApplication, href: String) -> JSON { application.json(href: href) }
  func json(_ organization: SenderOrganization, href: String) -> JSON { organization.json(href: href) }
  func json<Item>(_ page: Page<Item>, _ links: PageLinks, _ item: (Item) -> JSON) -> JSON {
    page.json(links, item)
  }

  func json(_ listing: MessageListing, _ links: PageLinks, _ item: (Message) -> JSON) -> JSON {
    listing.page.json(links, item)
      .adding(
        ("totalUnread", .int(listing.unread)), ("totalHidden", .int(listing.hidden)),
        ("totalRecalled", .int(listing.recalled)))
  }

  func contentType(_ attachment: Attachment) -> String { attachment.mediaType.text }
  func contentType(_ logo: Logo) -> String { logo.mediaType.rawValue }

  func response(_ problem: Problem, _ trace: Trace, _ settings: MessageRegistryEdge.Settings) -> Response {
    problem.response(instance: trace.instance, environment: settings.environment.rawValue)
  }

  let senderParameter = "senderEnterpriseNumber"
  let filtersNotOffered: Set<String> = ["partition"]

  /// Any name: `httpPartName` says which one.
  func isFilePart(_ name: String) -> Bool { true }

  func publication(
    _ document: [UInt8], _ key: IdempotencyKey?
  ) throws(EdgeRefusal) -> PublicationRequest {
    try MessageToPublish.v3.parse(document, idempotencyKey: key)
  }

  func eboxID(_ reader: InputReader, _ parent: InputReader.Object, named name: String) -> NationalNumber? {
    EBoxID.recipient(reader, parent, named: name)
  }
}
