import Contracts
import Foundation
import NIOCore
import Vocabulary

/// Document providers whose messages a test decides; remembers what was read.
final class PlayedRegistries: MessageRegistries, @unchecked Sendable {
  private let lock = NSLock()
  private var boxes: [String: [PlayedMessage]] = [:]
  private var second: [PlayedMessage]?
  private var secondFailure: Failure<ReadingRejection>?
  private var secondAnswersLeft: Int?
  private var secondHangs = false
  private var failure: Failure<ReadingRejection>?
  private var opened: [String] = []
  private var afterRead: @Sendable (PlayedRegistries) -> Void = { _ in }
  private var asked: [MessageQuery] = []
  private var told: [ContentAccess] = []
  private var hidden: Set<MessageID> = []
  private var takenBack: [RecalledMessage] = []
  private var replies: [PlayedReply] = []
  private var receipts: [ReplyReceipt] = []
  private var replyFailure: Failure<ReplyRejection>?
  let registeredMail = PlayedRegisteredMail()

  /// What each token may see.
  func give(_ token: String, _ messages: [PlayedMessage]) { lock.withLock { boxes[token] = messages } }
  /// A second document provider, for every token.
  func addProvider(_ messages: [PlayedMessage]) { lock.withLock { second = messages } }
  /// Of the second one only.
  /// - Parameter answers: that it still gives.
  func failSecond(_ failure: Failure<ReadingRejection>?, after answers: Int = 0) {
    lock.withLock { (secondFailure, secondAnswersLeft) = (failure, answers) }
  }
  /// From now on the second one never answers.
  func hangSecond() { lock.withLock { secondHangs = true } }
  func revoke(_ token: String) { lock.withLock { boxes[token] = nil } }
  func fail(_ failure: Failure<ReadingRejection>?) { lock.withLock { self.failure = failure } }
  /// What the history of every message says.
  func tell(_ accesses: [ContentAccess]) { lock.withLock { told = accesses } }
  func takeBack(_ messages: [RecalledMessage]) { lock.withLock { takenBack = messages } }
  fileprivate var recalled: [RecalledMessage] { lock.withLock { takenBack } }
  func failReplies(_ failure: Failure<ReplyRejection>?) { lock.withLock { replyFailure = failure } }
  func give(_ receipt: ReplyReceipt) { lock.withLock { receipts.insert(receipt, at: 0) } }
  /// Replies that came, in order.
  var replied: [PlayedReply] { lock.withLock { replies } }
  fileprivate func receipts(of message: MessageID) -> [ReplyReceipt] {
    lock.withLock { receipts.filter { $0.original == message } }
  }

  fileprivate func take(
    _ reply: PlayedReply, to message: MessageID
  ) throws(Failure<ReplyRejection>) -> ReplyReceipt {
    if let failure = lock.withLock({ replyFailure }) { throw failure }
    lock.withLock { replies.append(reply) }
    let receipt = Sample.receipt(of: message, text: reply.request?.text != nil, reply.files.map(\.0))
    give(receipt)
    return receipt
  }

  /// Lists that were asked for, in order.
  var queries: [MessageQuery] { lock.withLock { asked } }
  /// Contents that were opened, in order.
  var reads: [String] { lock.withLock { opened } }

  func open(_ token: String, _ requestID: RequestID) async throws -> [OpenRegistry]? {
    let referenceData = try PlayedReferenceData()
    return lock.withLock {
      guard let messages = boxes[token] else { return nil }
      return [messages, second].compactMap { $0 }.enumerated().map { place, messages in
        let registry = PlayedRegistry(owner: self, messages: messages, isSecond: place == 1)
        let name = place == 1 ? Sample.secondName : nil
        return OpenRegistry(
          provider: "p\(place)", name: name, registry: registry,
          registeredMail: PlayedRegisteredMailbox(played: registeredMail, messages: messages),
          referenceData: referenceData)
      }
    }
  }

  fileprivate func check(isSecond: Bool) async throws(Failure<ReadingRejection>) {
    if isSecond, lock.withLock({ secondHangs }) {
      // Never resumed, and deaf to cancellation.
      await withUnsafeContinuation { (_: UnsafeContinuation<Void, Never>) in }
    }
    if let failure = lock.withLock({ isSecond ? nextFailureOfSecond() ?? failure : failure }) {
      throw failure
    }
  }

  private func nextFailureOfSecond() -> Failure<ReadingRejection>? {
    guard let left = secondAnswersLeft, left > 0 else { return secondFailure }
    secondAnswersLeft = left - 1
    return nil
  }

  /// Runs after each reading.
  func onRead(_ change: @escaping @Sendable (PlayedRegistries) -> Void) {
    lock.withLock { afterRead = change }
  }
  fileprivate func note(_ read: String) {
    let change = lock.withLock {
      opened.append(read)
      return afterRead
    }
    change(self)
  }
  fileprivate func note(_ query: MessageQuery) { lock.withLock { asked.append(query) } }
  fileprivate var accesses: [ContentAccess] { lock.withLock { told } }
  fileprivate func isVisible(_ id: MessageID) -> Bool { lock.withLock { !hidden.contains(id) } }
  fileprivate func set(_ update: MessageUpdate) {
    lock.withLock {
      if update.isVisible == true { hidden.remove(update.message) } else { hidden.insert(update.message) }
    }
  }
}

/// A reply as it came.
struct PlayedReply: Sendable {
  let key: IdempotencyKey?
  var request: ReplyRequest?
  var files: [(PartHeader, [UInt8])] = []
}

struct PlayedMessage: Sendable {
  var message: Message
  var body: TranslatedText?
  var contents: [AttachmentID: [UInt8]] = [:]
}

struct PlayedRegistry: ChannelRegistry {
  let owner: PlayedRegistries
  let messages: [PlayedMessage]
  var isSecond = false

  func messages(_ query: MessageQuery) async throws(Failure<ReadingRejection>) -> Page<Message> {
    try await owner.check(isSecond: isSecond)
    owner.note(query)
    let all = messages.map { owner.registeredMail.standing($0.message) }
      .filter { query.isRead == nil || ($0.readAt != nil) == query.isRead }
      .filter { query.isVisible == nil || owner.isVisible($0.id) == query.isVisible }
      .filter { message in
        query.search.map { words in message.subject.texts.values.contains { $0.contains(words.text) } }
          ?? true
      }
      .sorted { $1.id < $0.id }
    return Page(
      items: Array(all.dropFirst(query.page.offset).prefix(query.page.size)), total: all.count,
      request: query.page)
  }

  func message(_ id: MessageID) async throws(Failure<ReadingRejection>) -> Message {
    let message = owner.registeredMail.standing(try await find(id).message)
    return owner.isVisible(id) ? message : message.copy(isVisible: false)
  }

  func summary() async throws(Failure<ReadingRejection>) -> MailboxSummary {
    try await owner.check(isSecond: isSecond)
    let last = messages.map(\.message.availableAt).max()
    return MailboxSummary(messages: messages.count, unread: 0, endingSoon: 0, lastReceived: last, bytes: 0)
  }

  func update(_ updates: [MessageUpdate]) async throws(Failure<ReadingRejection>) {
    for update in updates {
      _ = try await find(update.message)
      owner.set(update)
    }
  }

  func statistics() async throws(Failure<ReadingRejection>) -> MailboxStatistics {
    try await owner.check(isSecond: isSecond)
    return MailboxStatistics()
  }

  func recalledMessages() async throws(Failure<ReadingRejection>) -> [RecalledMessage] { owner.recalled }

  func reply(
    to message: MessageID, _ key: IdempotencyKey?,
    _ frames: some AsyncSequence<ReplyFrame, any Error> & Sendable
  ) async throws(Failure<ReplyRejection>) -> ReplyReceipt {
    do { _ = try await find(message) } catch { throw .rejected(.messageNotFound) }
    var reply = PlayedReply(key: key)
    do {
      for try await frame in frames {
        switch frame {
        case .part(let header): reply.files.append((header, []))
        case .bytes(let bytes): reply.files[reply.files.count - 1].1 += Array(bytes.readableBytesView)
        case .request(let request): reply.request = request
        case .endOfPart, .pending: break
        }
      }
    } catch { throw .interrupted(error) }
    return try owner.take(reply, to: message)
  }

  func replies(to message: MessageID) async throws(Failure<ReadingRejection>) -> [ReplyReceipt] {
    _ = try await find(message)
    return owner.receipts(of: message)
  }

  func accesses(of message: MessageID) async throws(Failure<ReadingRejection>) -> [ContentAccess] {
    _ = try await find(message)
    return owner.accesses
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
    let described = try await describe(attachment, in: message)
    let bytes = try await find(message).contents[attachment] ?? []
    owner.note(attachment.text)
    let part = range.map { bytes[Int($0.first)...Int($0.last)] } ?? bytes[...]
    let stream = AsyncThrowingStream<ByteBuffer, any Error> { continuation in
      continuation.yield(ByteBuffer(bytes: part))
      continuation.finish()
    }
    return Content(attachment: described, range: range, bytes: stream)
  }

  func body(of message: MessageID) async throws(Failure<ReadingRejection>) -> TranslatedText {
    guard let body = try await find(message).body else { throw .rejected(.contentNotFound) }
    owner.note("body")
    return body
  }

  private func find(_ id: MessageID) async throws(Failure<ReadingRejection>) -> PlayedMessage {
    try await owner.check(isSecond: isSecond)
    guard let found = messages.first(where: { $0.message.id == id }) else {
      throw .rejected(.messageNotFound)
    }
    return found
  }
}

extension Message {
  func copy(isVisible: Bool? = nil, delivery: RegisteredDelivery? = nil) -> Message {
    let delivery = delivery ?? self.delivery
    let isOpen = delivery?.isOpen ?? true
    return Message(
      id: id, sender: sender, application: application, messageType: messageType, subject: subject,
      publishedAt: publishedAt, availableAt: availableAt, expiration: expiration, readAt: readAt,
      isRegisteredMail: isRegisteredMail, isReplyAuthorized: isReplyAuthorized, hasBody: hasBody && isOpen,
      isBodyMainContent: isBodyMainContent, attachments: isOpen ? attachments : [],
      wasSentBeforeActivation: wasSentBeforeActivation, isVisible: isVisible ?? self.isVisible,
      delivery: delivery)
  }
}

/// One organisation and one message type, under whatever number or id is asked.
struct PlayedReferenceData: ReferenceData {
  private let senderName: TranslatedText
  private let typeName: TranslatedText
  private let validity: Period
  private let appeal: Period
  private let transitionEnd: CalendarDate

  init() throws {
    senderName = try TranslatedText(
      parsing: [.nl: "Premies <b>Federaal</b>", .fr: "Primes fédérales"], kind: "name", charactersMax: 100)
    typeName = try TranslatedText(parsing: [.nl: "Beslissing"], kind: "name", charactersMax: 100)
    validity = try Period(parsing: 24, .month)
    appeal = try Period(parsing: 30, .day)
    transitionEnd = try CalendarDate(parsing: "2026-11-20")
  }

  func organization(_ number: EnterpriseNumber) async throws(Failure<Never>) -> SenderOrganization? {
    SenderOrganization(
      number: number, name: senderName, contact: "helpdesk@premies.example", applications: [],
      messageTypes: [],
      standing: .production)
  }

  func messageType(_ id: MessageTypeID) async throws(Failure<Never>) -> MessageType? {
    MessageType(
      id: id, name: typeName, description: nil, validity: validity, isReplyAllowed: false,
      isKeptForInactive: false, legalGround: nil, organizations: [], applications: [],
      due: id.text == "VERGUNNING" ? DueRule(.appeal, after: appeal) : nil,
      paperUntil: id.text == "OVERGANG" ? transitionEnd : nil)
  }

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
  func image(_ id: ImageID, of owner: LogoOwner) async throws(Failure<Never>) -> [UInt8]? {
    nil
  }
}
