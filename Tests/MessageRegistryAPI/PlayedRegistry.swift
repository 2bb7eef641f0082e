import Contracts
import NIOConcurrencyHelpers
import NIOCore
import Vocabulary

/// A party that answers what the test says and remembers what it was asked.
final class PlayedRegistry: MessageRegistry, RegisteredMail, Sendable {
  struct State: Sendable {
    var parts: [String: [UInt8]] = [:]
    var headers: [PartHeader] = []
    var requests: [PublicationRequest] = []
    var rehearsals = 0
    var queries: [MessageQuery] = []
    var reads: [String] = []
    var updates: [MessageUpdate] = []
    /// For which purpose each content was opened.
    var purposes: [ReadingPurpose] = []
    var senders: [SenderCaller] = []
    var recalls: [Recall] = []
    var recallFailure: Failure<RecallRejection>?
    var largestPiece = 0
    var pending = 0
    var publicationFailure: Failure<PublicationRejection>?
    var readingFailure: Failure<ReadingRejection>?
    /// Stops reading after that many frames.
    var framesTaken = Int.max
    var isDigital = true
    var batches = BatchesState()
    var registered = RegisteredState()
    var replies: [ReplyRequest] = []
    var replyKeys: [IdempotencyKey?] = []
    var replyFailure: Failure<ReplyRejection>?
    /// What a sender's own box holds.
    var message = Cast.message
  }

  let state = NIOLockedValueBox(State())
  let referenceData: any ReferenceData = PlayedReferenceData()

  func registry(for caller: SenderCaller) -> any SenderRegistry {
    state.withLockedValue { $0.senders.append(caller) }
    return PlayedSender(state: state)
  }
  func batches(for caller: SenderCaller) -> any PublicationBatches {
    state.withLockedValue { $0.senders.append(caller) }
    return PlayedBatches(state: state)
  }
  func registry(for caller: ChannelCaller) -> any ChannelRegistry {
    PlayedChannel(state: state, purpose: caller.purpose)
  }
  func registeredMail(for caller: SenderCaller) -> any RegisteredMailDesk {
    state.withLockedValue { $0.senders.append(caller) }
    return PlayedRegisteredMail(state: state)
  }
  func registeredMail(for caller: ChannelCaller) -> any RegisteredMailbox {
    state.withLockedValue { $0.purposes.append(caller.purpose) }
    return PlayedRegisteredMail(state: state)
  }
}

struct PlayedSender: SenderRegistry {
  let state: NIOLockedValueBox<PlayedRegistry.State>

  func publish(
    _ frames: some AsyncSequence<PublicationFrame, any Error> & Sendable
  ) async throws(Failure<PublicationRejection>) -> PublicationReceipt {
    do {
      var open = ""
      var taken = 0
      let most = state.withLockedValue(\.framesTaken)
      for try await frame in frames {
        state.withLockedValue { state in
          switch frame {
          case .part(let header):
            open = header.name
            state.headers.append(header)
            state.parts[open] = []
          case .bytes(let bytes):
            state.largestPiece = max(state.largestPiece, bytes.readableBytes)
            state.parts[open]?.append(contentsOf: bytes.readableBytesView)
          case .endOfPart: open = ""
          case .pending: state.pending += 1
          case .request(let request): state.requests.append(request)
          }
        }
        taken += 1
        if taken >= most { break }
      }
    } catch { throw .interrupted(error) }
    if let failure = state.withLockedValue(\.publicationFailure) { throw failure }
    return PublicationReceipt(recipients: [
      .init(
        messageID: Cast.messageID, expiration: Cast.expiration, isDigital: state.withLockedValue(\.isDigital))
    ])
  }

  func rehearse(
    _ frames: some AsyncSequence<PublicationFrame, any Error> & Sendable
  ) async throws(Failure<PublicationRejection>) -> PublicationRehearsal {
    let receipt = try await publish(frames)
    state.withLockedValue { $0.rehearsals += 1 }
    return PublicationRehearsal(
      recipients: receipt.recipients.map {
        PublicationRehearsal.Recipient(
          expiration: $0.expiration, isDigital: $0.isDigital, paperUntil: nil, currentNumber: $0.currentNumber
        )
      },
      warnings: [PublicationWarning(part: "upfile1", finding: .noTextLayer)])
  }

  func quality(_ days: QualityReport.Days) async throws(Failure<Never>) -> QualityReport {
    QualityReport(
      days: days,
      lines: [
        QualityReport.Line(
          application: Cast.application.id, messageType: Cast.messageType.id, finding: .noTextLayer,
          published: 3, refused: 0, lastAt: Cast.now)
      ])
  }

  func events(_ query: SenderEventQuery) async throws(Failure<Never>) -> SenderEvents {
    let all = Cast.events.filter { $0.number > query.last }
    let seen = all.prefix(query.size)
    return SenderEvents(
      items: seen.filter { event in query.kind.map { $0 == event.kind } ?? true },
      last: seen.last?.number ?? query.last, hasNext: all.count > query.size)
  }

  func status(of queries: [StatusQuery]) async throws(Failure<Never>) -> [MessageStatus] {
    queries.map {
      MessageStatus(
        message: $0.message, recipient: $0.recipient, expiration: Cast.expiration, readAt: Cast.now)
    }
  }
}

extension PlayedSender {
  func box(for purpose: ReadingPurpose) -> any BoxRegistry {
    PlayedChannel(state: state, purpose: purpose)
  }

  func recall(_ recall: Recall) async throws(Failure<RecallRejection>) {
    if let failure = state.withLockedValue(\.recallFailure) { throw failure }
    state.withLockedValue { $0.recalls.append(recall) }
  }
}

struct PlayedChannel: ChannelRegistry {
  let state: NIOLockedValueBox<PlayedRegistry.State>
  let purpose: ReadingPurpose

  private func check() throws(Failure<ReadingRejection>) {
    if let failure = state.withLockedValue(\.readingFailure) { throw failure }
  }

  func messages(_ query: MessageQuery) async throws(Failure<ReadingRejection>) -> Page<Message> {
    try check()
    state.withLockedValue { $0.queries.append(query) }
    return Page(items: [state.withLockedValue(\.message)], total: 26, request: query.page)
  }

  func message(_ id: MessageID) async throws(Failure<ReadingRejection>) -> Message {
    try check()
    return state.withLockedValue(\.message)
  }

  func summary() async throws(Failure<ReadingRejection>) -> MailboxSummary {
    try check()
    return Cast.summary
  }

  func statistics() async throws(Failure<ReadingRejection>) -> MailboxStatistics {
    try check()
    return Cast.statistics
  }

  func update(_ updates: [MessageUpdate]) async throws(Failure<ReadingRejection>) {
    try check()
    state.withLockedValue { $0.updates += updates }
  }

  func recalledMessages() async throws(Failure<ReadingRejection>) -> [RecalledMessage] {
    try check()
    return [Cast.recalled]
  }

  func accesses(of message: MessageID) async throws(Failure<ReadingRejection>) -> [ContentAccess] {
    try check()
    return [
      ContentAccess(
        channel: Cast.channel, at: Cast.now, content: .attachment(Cast.attachmentID), isMainContent: true),
      ContentAccess(channel: Cast.channel, at: Cast.now, content: .body, isMainContent: false),
    ]
  }

  func reply(
    to message: MessageID, _ key: IdempotencyKey?,
    _ frames: some AsyncSequence<ReplyFrame, any Error> & Sendable
  ) async throws(Failure<ReplyRejection>) -> ReplyReceipt {
    do {
      for try await frame in frames {
        state.withLockedValue { state in
          switch frame {
          case .part(let header): state.headers.append(header)
          case .request(let request): state.replies.append(request)
          case .bytes, .endOfPart, .pending: break
          }
        }
      }
    } catch { throw .interrupted(error) }
    if let failure = state.withLockedValue(\.replyFailure) { throw failure }
    state.withLockedValue { $0.replyKeys.append(key) }
    return Cast.receipt
  }

  func replies(to message: MessageID) async throws(Failure<ReadingRejection>) -> [ReplyReceipt] {
    try check()
    return [Cast.receipt]
  }

  func listing(_ query: MessageQuery) async throws(Failure<ReadingRejection>) -> MessageListing {
    MessageListing(page: try await messages(query), unread: 3, hidden: 1, recalled: 2)
  }

  func describe(_ attachment: AttachmentID, in message: MessageID) async throws(Failure<ReadingRejection>)
    -> Attachment
  {
    try check()
    state.withLockedValue { $0.reads.append("describe") }
    return Cast.attachment
  }

  func content(
    of attachment: AttachmentID, in message: MessageID, range: ByteRange?
  ) async throws(Failure<ReadingRejection>) -> Content {
    try check()
    if let range, range.first >= Cast.attachment.size { throw .rejected(.rangeNotSatisfiable) }
    state.withLockedValue {
      $0.reads.append("read")
      $0.purposes.append(purpose)
    }
    let all = Array("0123456789".utf8)
    let bytes = range.map { Array(all[Int($0.first)...Int($0.last)]) } ?? all
    return Content(
      attachment: Cast.attachment, range: range,
      bytes: AsyncThrowingStream { continuation in
        continuation.yield(ByteBuffer(bytes: bytes))
        continuation.finish()
      })
  }

  func body(of message: MessageID) async throws(Failure<ReadingRejection>) -> TranslatedText {
    try check()
    state.withLockedValue { $0.purposes.append(purpose) }
    return Cast.subject
  }
}

struct PlayedReferenceData: ReferenceData {
  func messageTypes(_ page: PageRequest) async throws(Failure<Never>) -> Page<MessageType> {
    Page(items: [Cast.messageType], total: 1, request: page)
  }
  func messageType(_ id: MessageTypeID) async throws(Failure<Never>) -> MessageType? {
    id == Cast.messageType.id ? Cast.messageType : nil
  }
  func applications(_ page: PageRequest) async throws(Failure<Never>) -> Page<SenderApplication> {
    Page(items: [Cast.application], total: 1, request: page)
  }
  func application(_ id: ApplicationID) async throws(Failure<Never>) -> SenderApplication? {
    Cast.application
  }
  func organizations(_ page: PageRequest) async throws(Failure<Never>) -> Page<SenderOrganization> {
    Page(items: [Cast.organization], total: 1, request: page)
  }
  func organization(_ number: EnterpriseNumber) async throws(Failure<Never>) -> SenderOrganization? {
    Cast.organization
  }
  func image(_ id: ImageID, of owner: LogoOwner) async throws(Failure<Never>) -> [UInt8]? {
    id == Cast.logo.id ? Cast.logoBytes : nil
  }
}
