import Contracts
import EBoxTesting
import Provider
import Testing
import Vocabulary

@testable import FederationAPI

@Suite("What a citizen reads before the last withdrawal")
struct WithdrawalPageTests {
  private static let now = TestProvider.startClock().now()

  fileprivate static func message(
    _ subject: String, readAt: Instant? = nil, due: Due? = nil, delivery: RegisteredDelivery? = nil
  ) throws -> Message {
    Message(
      id: MessageID(at: now, random: SystemRandom()), sender: try EnterpriseNumber(parsing: "0999999031"),
      application: try ApplicationID(parsing: "premies"), messageType: try MessageTypeID(parsing: "BESLUIT"),
      subject: try TranslatedText(parsing: [.nl: subject], kind: "subject", charactersMax: 400),
      publishedAt: now, availableAt: now, expiration: now.adding(seconds: 86_400 * 300), readAt: readAt,
      isRegisteredMail: delivery != nil, isReplyAuthorized: false, hasBody: false, isBodyMainContent: false,
      attachments: [], due: due, delivery: delivery)
  }

  @Test("R-CON-4: each message has its own date and no other's; one that is over has none")
  func dates() async throws {
    let soon = Due(.appearance, end: Self.now.adding(seconds: 86_400 * 9))
    let own = PlayedOwnMailboxes(
      unread: [try Self.message("Zonder termijn"), try Self.message("Met termijn", due: soon)],
      running: [
        try Self.message("Nog te doen", readAt: Self.now, due: soon),
        try Self.message("Al voorbij", readAt: Self.now, due: Due(.answer, end: Self.now)),
      ])
    try await ServedProvider.with(mailboxes: [own]) { served in
      let browser = Browser()
      let journey = ConsentJourneyTests()
      try await journey.activate(served, browser)
      let page = try await served.get("/provider/consents/withdraw?channel=channel-one&lang=nl", browser).text
      for subject in ["Zonder termijn", "Met termijn", "Nog te doen", "Al voorbij"] {
        #expect(page.contains(subject))
      }
      #expect(page.ranges(of: "U wordt verwacht op").count == 2)
      for trace in ["TemplateScope", "TemplateText", "values:", "Optional("] {
        #expect(!page.contains(trace))
      }
      #expect(!page.contains("aangetekende zendingen die op uw beslissing wachten"))
    }
  }

  @Test("R-REG-3: registered mail that waits is named, with until when, and that it is not delivered then")
  func registered() async throws {
    let until = Self.now.adding(seconds: 86_400 * 9)
    let fact = RegisteredMailFact(
      id: EvidenceID(at: Self.now, random: SystemRandom()), event: .notificationForAcceptance, at: Self.now)
    let waiting = try Self.message(
      "Oproep", delivery: RegisteredDelivery(acceptUntil: until, facts: [fact]))
    let newer = try (1...100).map { try Self.message("Brief \($0)") }
    for unread in [[waiting], newer + [waiting]] {
      try await ServedProvider.with(
        mailboxes: [PlayedOwnMailboxes(unread: unread, running: [])]
      ) { served in
        let browser = Browser()
        try await ConsentJourneyTests().activate(served, browser)
        let page = try await served.get(
          "/provider/consents/withdraw?channel=channel-one&lang=nl", browser
        ).text
        #expect(page.ranges(of: "Oproep").count == 1 && page.contains("<strong>Aangetekend</strong>"))
        #expect(page.contains("Aanvaarden of weigeren tot en met"))
        #expect(page.contains("U hebt ook aangetekende zendingen die op uw beslissing wachten."))
      }
    }
  }
}

extension WithdrawalPageTests {
  @Test("R-CON-4, R-BOX-8: what both document providers keep is shown, and whether one does not answer")
  func several() async throws {
    let one = PlayedOwnMailboxes(unread: [try Self.message("Bij de eerste")], running: [])
    for isDown in [false, true] {
      let two = PlayedOwnMailboxes(unread: [try Self.message("Bij de tweede")], running: [], isDown: isDown)
      try await ServedProvider.with(mailboxes: [one, two]) { served in
        let browser = Browser()
        try await ConsentJourneyTests().activate(served, browser)
        let page = try await served.get(
          "/provider/consents/withdraw?channel=channel-one&lang=nl", browser
        ).text
        #expect(page.contains("Bij de eerste") && page.contains("Bij de tweede") != isDown)
        #expect(page.contains("We kunnen nu niet tonen") == isDown)
        #expect(page.contains("action=\"/provider/consents/withdraw\""), "it can be withdrawn all the same")
      }
    }
  }
}

extension WithdrawalPageTests {
  @Test("R-CON-4, R-BOX-8: one that never answers holds up neither the page nor the withdrawal")
  func hanging() async throws {
    let one = PlayedOwnMailboxes(unread: [try Self.message("Bij de eerste")], running: [])
    let two = PlayedOwnMailboxes(unread: [try Self.message("Bij de tweede")], running: [], hangs: true)
    try await ServedProvider.with(mailboxes: [one, two]) { served in
      let browser = Browser()
      try await ConsentJourneyTests().activate(served, browser)
      let page = try await served.get("/provider/consents/withdraw?channel=channel-one&lang=nl", browser).text
      #expect(page.contains("Bij de eerste") && !page.contains("Bij de tweede"))
      #expect(page.contains("We kunnen nu niet tonen"))
      #expect(page.contains("action=\"/provider/consents/withdraw\""))
    }
  }
}

/// A document provider that shows what a test gives it.
private struct PlayedOwnMailboxes: OwnMailboxes {
  let unread: [Message]
  let running: [Message]
  var isDown = false
  var hangs = false

  func mailbox(for caller: CitizenCaller) -> any OwnMailbox { PlayedOwnMailbox(all: self) }
  var referenceData: any ReferenceData { NoReferenceData() }
}

private struct PlayedOwnMailbox: OwnMailbox {
  let all: PlayedOwnMailboxes

  func backToPaper(_ page: PageRequest) async throws(Failure<ReadingRejection>) -> Page<Message> {
    if all.hangs {
      // Never resumed, and deaf to cancellation.
      await withUnsafeContinuation { (_: UnsafeContinuation<Void, Never>) in }
    }
    guard !all.isDown else { throw .overloaded(retryAfterSeconds: 1) }
    let items = Array(all.unread.dropFirst(page.offset).prefix(page.size))
    return Page(items: items, total: all.unread.count, request: page)
  }
  func awaitingDecision() async throws(Failure<ReadingRejection>) -> [Message] {
    all.unread.filter { $0.isAwaitingDecision(at: $0.publishedAt) }
  }
  func runningDueDates() async throws(Failure<ReadingRejection>) -> [Message] { all.running }
  var takeOut: any ChannelRegistry { NothingToTakeOut() }
  var takeOutProofs: any RegisteredMailbox { NothingToTakeOut() }
}

/// A box that is active: there is nothing to take out.
private struct NothingToTakeOut: ChannelRegistry, RegisteredMailbox {
  private let denied = Failure<ReadingRejection>.denied(.boxNotActive)

  func messages(_ query: MessageQuery) async throws(Failure<ReadingRejection>) -> Page<Message> {
    throw denied
  }
  func message(_ id: MessageID) async throws(Failure<ReadingRejection>) -> Message { throw denied }
  func describe(
    _ attachment: AttachmentID, in message: MessageID
  ) async throws(Failure<ReadingRejection>) -> Contracts.Attachment { throw denied }
  func content(
    of attachment: AttachmentID, in message: MessageID, range: ByteRange?
  ) async throws(Failure<ReadingRejection>) -> Content { throw denied }
  func body(of message: MessageID) async throws(Failure<ReadingRejection>) -> TranslatedText { throw denied }
  func summary() async throws(Failure<ReadingRejection>) -> MailboxSummary { throw denied }
  func update(_ updates: [MessageUpdate]) async throws(Failure<ReadingRejection>) { throw denied }
  func statistics() async throws(Failure<ReadingRejection>) -> MailboxStatistics { throw denied }
  func recalledMessages() async throws(Failure<ReadingRejection>) -> [RecalledMessage] { throw denied }
  func accesses(of message: MessageID) async throws(Failure<ReadingRejection>) -> [ContentAccess] {
    throw denied
  }
  func reply(
    to message: MessageID, _ key: IdempotencyKey?,
    _ frames: some AsyncSequence<ReplyFrame, any Error> & Sendable
  ) async throws(Failure<ReplyRejection>) -> ReplyReceipt { throw .denied(.boxNotActive) }
  func replies(to message: MessageID) async throws(Failure<ReadingRejection>) -> [ReplyReceipt] {
    throw denied
  }
  func decide(
    _ decision: AcceptanceDecision, on message: MessageID
  ) async throws(Failure<AcceptanceRejection>) -> RegisteredDelivery { throw .denied(.boxNotActive) }
  func proofs(of message: MessageID) async throws(Failure<ProofRejection>) -> Set<EvidenceID> {
    throw .denied(.boxNotActive)
  }
  func proof(
    _ id: EvidenceID, of message: MessageID
  ) async throws(Failure<ProofRejection>) -> SealedProof { throw .denied(.boxNotActive) }
}

/// A register that names nothing.
private struct NoReferenceData: ReferenceData {
  func messageTypes(_ page: PageRequest) async throws(Failure<Never>) -> Page<MessageType> { none(page) }
  func messageType(_ id: MessageTypeID) async throws(Failure<Never>) -> MessageType? { nil }
  func applications(_ page: PageRequest) async throws(Failure<Never>) -> Page<SenderApplication> {
    none(page)
  }
  func application(_ id: ApplicationID) async throws(Failure<Never>) -> SenderApplication? { nil }
  func organizations(_ page: PageRequest) async throws(Failure<Never>) -> Page<SenderOrganization> {
    none(page)
  }
  func organization(_ number: EnterpriseNumber) async throws(Failure<Never>) -> SenderOrganization? { nil }
  func image(_ id: ImageID, of owner: LogoOwner) async throws(Failure<Never>) -> [UInt8]? { nil }

  private func none<Item>(_ page: PageRequest) -> Page<Item> { Page(items: [], total: 0, request: page) }
}
