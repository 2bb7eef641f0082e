import Contracts
import EdgeHTTP
import Hummingbird
import Vocabulary

/// How one version of the contract writes what the parties say, and reads what callers send. Everything else
/// is the same for all versions.
protocol Wire: Sendable {
  func json(_ text: TranslatedText) -> JSON
  /// - Parameters:
  ///   - href: the URL of the message.
  ///   - now: at which it is told where registered mail stands.
  func json(_ message: Message, href: String, at now: Instant) -> JSON
  func json(attachmentsOf message: Message, href: String) -> JSON
  func json(_ attachment: Attachment, contentHref: String) -> JSON
  func json(_ payment: Payment) -> JSON
  func json(_ summary: MailboxSummary) -> JSON
  func json(_ recipient: PublicationReceipt.Recipient, _ warnings: [PublicationWarning]) -> JSON
  /// Whether a publication can be rehearsed in this version.
  var offersRehearsal: Bool { get }
  func json(_ status: MessageStatus) -> JSON
  func json(_ type: MessageType) -> JSON
  /// - Parameter href: the URL of the application; its logos are under it.
  func json(_ application: SenderApplication, href: String) -> JSON
  func json(_ organization: SenderOrganization, href: String) -> JSON
  /// - Parameter links: the address of this list.
  func json<Item>(_ page: Page<Item>, _ links: PageLinks, _ item: (Item) -> JSON) -> JSON
  /// A page of messages, with what the version says beside it.
  func json(_ listing: MessageListing, _ links: PageLinks, _ item: (Message) -> JSON) -> JSON

  /// `Content-Type` under which an attachment's bytes are sent.
  func contentType(_ attachment: Attachment) -> String
  func contentType(_ logo: Logo) -> String
  /// The whole answer to what went wrong.
  func response(_ problem: Problem, _ trace: Trace, _ settings: MessageRegistryEdge.Settings) -> Response

  /// The filter of the list that names the sender.
  var senderParameter: String { get }
  /// Filters that the version knows and this registry does not offer.
  var filtersNotOffered: Set<String> { get }
  /// Whether a file may come in a part of this name.
  func isFilePart(_ name: String) -> Bool
  /// The document `messageToPublish`.
  func publication(
    _ document: [UInt8], _ key: IdempotencyKey?
  ) throws(EdgeRefusal) -> PublicationRequest
  /// Whose box it is; a citizen's.
  func eboxID(_ reader: InputReader, _ parent: InputReader.Object, named name: String) -> NationalNumber?
}

/// The address of a list, for links to its pages.
struct PageLinks: Hashable, Sendable {
  let path: String
  /// The query as it came, without its page.
  let filters: String

  func page(_ number: Int, size: Int) -> String {
    "\(path)?\(filters.isEmpty ? "" : filters + "&")page=\(number)&pageSize=\(size)"
  }
}
