import Contracts
import Foundation
import NIOCore
import Vocabulary

/// A registry whose messages a test decides; remembers what was opened.
final class PlayedMailbox: ChannelRegistry, ReferenceData, @unchecked Sendable {
  private let lock = NSLock()
  private var messages: [Message]
  private var contents: [AttachmentID: [UInt8]] = [:]
  private var bodies: [MessageID: TranslatedText] = [:]
  private var opened: [MessageID] = []
  private var lists = 0
  private var receipts: [MessageID: [ReplyReceipt]] = [:]
  private var failures: [MessageID: [Failure<ReadingRejection>]] = [:]
  private var onList: [Int: @Sendable (PlayedMailbox) -> Void] = [:]

  init(_ messages: [Message]) { self.messages = messages }

  var reads: [MessageID] { lock.withLock { opened } }
  var all: [Message] { lock.withLock { messages } }
  func give(_ bytes: [UInt8], to attachment: AttachmentID) { lock.withLock { contents[attachment] = bytes } }
  func give(_ body: TranslatedText, to message: MessageID) { lock.withLock { bodies[message] = body } }
  func fail(_ message: MessageID, _ reasons: [Failure<ReadingRejection>]) {
    lock.withLock { failures[message] = reasons }
  }
  func give(_ receipt: ReplyReceipt) {
    lock.withLock { receipts[receipt.original, default: []] += [receipt] }
  }
  func remove(_ id: MessageID) { lock.withLock { messages.removeAll { $0.id == id } } }
  func add(_ message: Message) { lock.withLock { messages.append(message) } }
  /// Runs before the list is asked for the n-th time, from 1.
  func before(list number: Int, _ change: @escaping @Sendable (PlayedMailbox) -> Void) {
    lock.withLock { onList[number] = change }
  }

  func messages(_ query: MessageQuery) async throws(Failure<ReadingRejection>) -> Page<Message> {
    let change = lock.withLock {
      lists += 1
      return onList[lists]
    }
    change?(self)
    let sorted = all.sorted { ($1.publishedAt, $1.id) < ($0.publishedAt, $0.id) }
    return Page(
      items: Array(sorted.dropFirst(query.page.offset).prefix(query.page.size)), total: sorted.count,
      request: query.page)
  }

  func message(_ id: MessageID) async throws(Failure<ReadingRejection>) -> Message {
    guard let found = all.first(where: { $0.id == id }) else { throw .rejected(.messageNotFound) }
    return found
  }

  func describe(
    _ attachment: AttachmentID, in message: MessageID
  ) async throws(Failure<ReadingRejection>) -> Attachment {
    guard let found = try await self.message(message).attachments.first(where: { $0.id == attachment }) else {
      throw .rejected(.contentNotFound)
    }
    return found
  }

  func content(
    of attachment: AttachmentID, in message: MessageID, range: ByteRange?
  ) async throws(Failure<ReadingRejection>) -> Content {
    let failure = lock.withLock {
      failures[message]?.isEmpty ?? true ? nil : failures[message]?.removeFirst()
    }
    if let failure { throw failure }
    let described = try await describe(attachment, in: message)
    let bytes = lock.withLock {
      opened.append(message)
      return contents[attachment] ?? [UInt8](repeating: 0x41, count: Int(described.size))
    }
    let stream = AsyncThrowingStream<ByteBuffer, any Error> { continuation in
      for start in stride(from: 0, to: bytes.count, by: 700) {
        continuation.yield(ByteBuffer(bytes: bytes[start..<min(bytes.count, start + 700)]))
      }
      continuation.finish()
    }
    return Content(attachment: described, range: nil, bytes: stream)
  }

  func body(of message: MessageID) async throws(Failure<ReadingRejection>) -> TranslatedText {
    guard let body = lock.withLock({ bodies[message] }) else { throw .rejected(.contentNotFound) }
    return body
  }

  func summary() async throws(Failure<ReadingRejection>) -> MailboxSummary {
    MailboxSummary(messages: 0, unread: 0, endingSoon: 0, lastReceived: nil, bytes: 0)
  }

  func update(_ updates: [MessageUpdate]) async throws(Failure<ReadingRejection>) {}
  func statistics() async throws(Failure<ReadingRejection>) -> MailboxStatistics { MailboxStatistics() }
  func recalledMessages() async throws(Failure<ReadingRejection>) -> [RecalledMessage] { [] }
  func reply(
    to message: MessageID, _ key: IdempotencyKey?,
    _ frames: some AsyncSequence<ReplyFrame, any Error> & Sendable
  ) async throws(Failure<ReplyRejection>) -> ReplyReceipt { throw .rejected(.replyNotAllowed) }
  func replies(to message: MessageID) async throws(Failure<ReadingRejection>) -> [ReplyReceipt] {
    lock.withLock { receipts[message] ?? [] }
  }
  func accesses(of message: MessageID) async throws(Failure<ReadingRejection>) -> [ContentAccess] { [] }

  func image(_ id: ImageID, of owner: LogoOwner) async throws(Failure<Never>) -> [UInt8]? { nil }
  func organization(_ number: EnterpriseNumber) async throws(Failure<Never>) -> SenderOrganization? {
    let name = try! TranslatedText(
      parsing: [.nl: "Premies <script>alert(1)</script>"], kind: "name", charactersMax: 100)
    return SenderOrganization(
      number: number, name: name, contact: "helpdesk@premies.example", applications: [], messageTypes: [],
      standing: .production)
  }

  func messageType(_ id: MessageTypeID) async throws(Failure<Never>) -> MessageType? { nil }
  func messageTypes(_ page: PageRequest) async throws(Failure<Never>) -> Page<MessageType> {
    Page(items: [], total: 0, request: page)
  }
  func applications(_ page: PageRequest) async throws(Failure<Never>) -> Page<SenderApplication> {
    Page(items: [], total: 0, request: page)
  }
  func application(_ id: ApplicationID) async throws(Failure<Never>) -> SenderApplication? { nil }
  func organizations(_ page: PageRequest) async throws(Failure<Never>) -> Page<SenderOrganization> {
    Page(items: [], total: 0, request: page)
  }
}

/// Messages for tests.
struct Sample {
  static let now = try! Instant(parsing: "2026-11-22T10:00:00Z")

  var subject = "Beslissing over uw renovatiepremie"
  var fileNames = ["beslissing.pdf"]
  var mediaType = MediaType.pdf
  var size: Int64 = 2000
  var hasBody = false
  var isRead = false
  var minutesAgo: Int64 = 0
  var payment: Payment?
  var due: Due?
  var businessData: [BusinessData] = []
  var replacedBy: MessageID?
  var isReplyAuthorized = false
  var delivery: RegisteredDelivery?

  func make() -> Message {
    let at = Self.now.adding(seconds: -60 * minutesAgo)
    let attachments = fileNames.enumerated().map { place, name in
      Attachment(
        id: AttachmentID(at: at, random: SystemRandom()), fileName: name, mediaType: mediaType, size: size,
        digest: try! Digest(.sha256, parsing: [UInt8](repeating: 7, count: 32)), isMainContent: place == 0,
        isSigned: false)
    }
    return Message(
      id: MessageID(at: at, random: SystemRandom()), sender: try! EnterpriseNumber(parsing: "0999999031"),
      application: try! ApplicationID(parsing: "premies"),
      messageType: try! MessageTypeID(parsing: "PREMIE-BESLISSING"),
      subject: try! TranslatedText(parsing: [.nl: subject], kind: "subject", charactersMax: 400),
      publishedAt: at, availableAt: at, expiration: at.adding(seconds: 86_400 * 400),
      readAt: isRead ? at : nil, isRegisteredMail: delivery != nil, isReplyAuthorized: isReplyAuthorized,
      hasBody: hasBody,
      isBodyMainContent: false, attachments: attachments, payment: payment, due: due,
      businessData: businessData, replacedBy: replacedBy, delivery: delivery)
  }
}
