import AuditTrail
import Contracts
import EBoxTesting
import Storage
import Vocabulary

@testable import Provider

extension TestProvider {
  /// Every notice that was queued, in the order of queueing.
  func mails() async throws -> [Notice] {
    let notices = party.notices
    return try await database.read { transaction in
      try transaction.rows("SELECT mailbox, id FROM provider_notice ORDER BY queued_at, id").compactMap {
        row in
        try notices.notice(
          NoticeID(parsing: row.text(1)), of: MailboxID(parsing: row.text(0)), in: transaction)
      }
    }
  }

  /// What a channel that notifies finds when it asks.
  func askedByChannel(
    _ channel: String = "channel-two", acknowledging: Bool
  ) async throws -> [ChannelNotice] {
    let notices = party.notifiers.notices(
      for: NotifierCaller(
        channel: try ChannelID(parsing: channel), scopes: [.notices], requestID: RequestID("notifier")))
    let told = try await notices.waiting(after: nil, limit: ChannelNotice.perAnswerMax)
    if acknowledging { _ = try await notices.acknowledge(told.map(\.id)) }
    return told
  }

  func profile(_ caller: CitizenCaller) -> any CitizenProfile { party.profileDesk.profile(for: caller) }

  /// Gives an address and verifies it by the code that was sent.
  func verify(_ address: String, of caller: CitizenCaller) async throws {
    try await profile(caller).propose(EmailAddress(parsing: address))
    try await profile(caller).confirm(try await code(to: address))
  }

  /// The digits that were sent last to an address.
  func code(to address: String) async throws -> String {
    try await mails().last { $0.address.text == address && $0.addressCode != nil }?.addressCode ?? ""
  }

  func activate(
    _ caller: CitizenCaller, _ channel: String = TestProvider.channel, _ language: Language = .nl
  ) async throws {
    _ = try await party.consentDesk.consents(for: caller).activate(
      ChannelID(parsing: channel), accepted: ConsentText(language: language))
  }

  func withdraw(_ caller: CitizenCaller, _ channel: String = TestProvider.channel) async throws {
    try await party.consentDesk.consents(for: caller).withdraw(ChannelID(parsing: channel))
  }

  /// What is told of registered mail beside.
  struct Registered: Sendable {
    var acceptUntil: Instant?
    var outcome: RegisteredMailEvent?
  }

  /// A document provider tells of a message.
  func tell(
    _ kind: Event.Kind, _ message: MessageID, of mailbox: MailboxID, until expiration: Instant? = nil,
    registered: Registered? = nil
  ) async throws {
    let now = clock.now()
    try await party.eventEngine.take([
      Event(
        id: EventID(at: now, random: SystemRandom()), kind: kind, mailbox: mailbox, occurredAt: now,
        message: message, sender: try EnterpriseNumber(parsing: "0999999031"), receiptDate: now,
        expiration: expiration, isRegisteredMail: registered != nil, outcome: registered?.outcome,
        acceptUntil: registered?.acceptUntil)
    ])
  }

  func newMessage() -> MessageID { MessageID(at: clock.now(), random: SystemRandom()) }
}

/// What an act on a profile was turned down with; nil when it was not.
func rejection(_ act: () async throws -> Void) async throws -> ProfileRejection? {
  do {
    try await act()
    return nil
  } catch let failure as Failure<ProfileRejection> {
    guard case .rejected(let rejection) = failure else { throw failure }
    return rejection
  }
}
