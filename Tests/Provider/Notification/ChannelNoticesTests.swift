import AuditTrail
import Contracts
import EBoxTesting
import Storage
import Testing
import Vocabulary

@testable import Provider

@Suite("R-NOT-4: a channel that notifies by itself")
struct ChannelNoticesTests {
  /// Anna has an address, and chose that channel two tells her; a message came.
  private func chosen(_ provider: TestProvider) async throws -> (CitizenCaller, MessageID) {
    provider.set(try Instant(parsing: "2026-06-01T07:00:00+02:00"))
    let caller = try await provider.caller()
    try await provider.activate(caller)
    try await provider.activate(caller, "channel-two")
    try await provider.verify("anna@example.be", of: caller)
    try await provider.profile(caller).choose(
      NoticeChoices(language: .fr, pace: .atOnce, notifier: ChannelID(parsing: "channel-two")))
    return (caller, try await message(for: caller, provider))
  }

  private func message(for caller: CitizenCaller, _ provider: TestProvider) async throws -> MessageID {
    provider.clock.advance(seconds: 120)
    let message = provider.newMessage()
    try await provider.tell(.newDocument, message, of: caller.mailbox)
    try await provider.decideNotices()
    return message
  }

  private func mailed(_ provider: TestProvider) async throws -> Int {
    try await provider.mails().count { $0.addressCode == nil }
  }

  private func waiting(_ provider: TestProvider, _ channel: String = "channel-two") async throws
    -> [ChannelNotice]
  {
    try await provider.askedByChannel(channel, acknowledging: false)
  }

  @Test("the same notice comes until it is acknowledged; no mail goes", arguments: TestDatabases.allCases)
  func untilAcknowledged(_ engine: TestDatabases) async throws {
    try await TestProvider.with(engine) { provider in
      let (caller, message) = try await chosen(provider)
      let first = try await waiting(provider)
      let notice = try #require(first.first)
      #expect(first.count == 1 && notice.mailbox == caller.mailbox && notice.kind == .atOnce)
      #expect(notice.language == .fr && notice.reminders.isEmpty)
      #expect(notice.newMessages.map(\.message) == [message])
      #expect(notice.newMessages.map(\.sender?.digits) == ["0999999031"])
      #expect(try await waiting(provider) == first)
      #expect(try await waiting(provider, TestProvider.channel).isEmpty)
      let desk = provider.party.notifiers
      let other = desk.notices(for: try notifier(TestProvider.channel))
      #expect(try await other.acknowledge([notice.id]).isEmpty)
      let own = desk.notices(for: try notifier("channel-two"))
      #expect(try await own.acknowledge([notice.id, notice.id]) == [notice.id])
      #expect(try await waiting(provider).isEmpty)
      provider.clock.advance(seconds: 2 * ChannelNotice.secondsMax)
      try await provider.decideNotices()
      #expect(try await mailed(provider) == 0)
      let entries = try await provider.entries("notifier")
      #expect(entries.contains { $0.action == .noticesFetched && $0.details["notices"] == notice.id.text })
      #expect(
        entries.contains {
          $0.action == .noticeAcknowledged && $0.clientID == "channel-two"
            && $0.details["notice"] == notice.id.text && $0.mailbox == caller.mailbox
        })
    }
  }

  @Test("what was read is not told, and a citizen who names no senders is not betrayed")
  func choices() async throws {
    try await TestProvider.with(.sqlite) { provider in
      let (caller, first) = try await chosen(provider)
      let second = try await message(for: caller, provider)
      var choices = try await provider.profile(caller).current().choices
      choices.namesSenders = false
      try await provider.profile(caller).choose(choices)
      try await provider.tell(.readDocument, first, of: caller.mailbox)
      try await provider.decideNotices()
      let told = try await waiting(provider)
      #expect(told.map { $0.newMessages.map(\.message) } == [[second]])
      #expect(told.flatMap(\.newMessages).map(\.sender) == [nil])
      try await provider.tell(.readDocument, second, of: caller.mailbox)
      try await provider.decideNotices()
      #expect(try await waiting(provider).isEmpty)
    }
  }

  @Test(
    "R-CON-4: a channel that loses its consent gets no notice any more; mail takes over",
    arguments: TestDatabases.allCases)
  func withdrawn(_ engine: TestDatabases) async throws {
    try await TestProvider.with(engine) { provider in
      let (caller, _) = try await chosen(provider)
      try await provider.withdraw(caller, "channel-two")
      #expect(try await waiting(provider).isEmpty)
      provider.clock.advance(seconds: 120)
      try await provider.decideNotices()
      #expect(try await mailed(provider) == 1)
      try await provider.activate(caller, "channel-two")
      try await provider.decideNotices()
      #expect(try await waiting(provider).isEmpty)
      #expect(try await mailed(provider) == 1)
    }
  }

  @Test(
    "what a channel leaves lie for a day goes by mail, until it asks again", arguments: TestDatabases.allCases
  )
  func late(_ engine: TestDatabases) async throws {
    try await TestProvider.with(engine) { provider in
      let (caller, first) = try await chosen(provider)
      provider.clock.advance(seconds: ChannelNotice.secondsMax - 1)
      try await provider.decideNotices()
      #expect(try await mailed(provider) == 0)
      provider.clock.advance(seconds: 1)
      try await provider.decideNotices()
      #expect(try await mailed(provider) == 1)
      // It is still silent: the next one goes by mail at once.
      let second = try await message(for: caller, provider)
      #expect(try await mailed(provider) == 2)
      // It asks: what mails told is not told again, and the third is its own.
      #expect(try await waiting(provider).isEmpty)
      let third = try await message(for: caller, provider)
      #expect(try await waiting(provider).map { $0.newMessages.map(\.message) } == [[third]])
      #expect(try await mailed(provider) == 2)
      #expect(Set([first, second, third]).count == 3)
    }
  }

  @Test("a worker that looks a moment too early costs nobody a day", arguments: TestDatabases.allCases)
  func lateByAMoment(_ engine: TestDatabases) async throws {
    try await TestProvider.with(engine) { provider in
      let (caller, _) = try await chosen(provider)
      _ = try await provider.askedByChannel(acknowledging: true)
      var choices = try await provider.profile(caller).current().choices
      choices.pace = .daily
      try await provider.profile(caller).choose(choices)
      _ = try await message(for: caller, provider)
      // Looked at a second after eight; the next day, with one more message, right at eight.
      provider.set(try Instant(parsing: "2026-06-02T08:00:01+02:00"))
      try await provider.decideNotices()
      _ = try await message(for: caller, provider)
      provider.set(try Instant(parsing: "2026-06-03T08:00:00+02:00"))
      try await provider.decideNotices()
      #expect(try await mailed(provider) == 0)
      provider.set(try Instant(parsing: "2026-06-03T08:00:01+02:00"))
      try await provider.decideNotices()
      let mail = try #require(try await provider.mails().last)
      #expect(try await mailed(provider) == 1 && mail.newMessages.count == 2)
      provider.clock.advance(seconds: 3600)
      try await provider.decideNotices()
      #expect(try await mailed(provider) == 1, "one a day")
      let entries = try await provider.entries("notices")
      #expect(entries.contains { $0.action == .noticeTakenBack && $0.mailbox == caller.mailbox })
    }
  }

  @Test("notices that can't be acknowledged keep nothing back: `after` goes on behind them")
  func paging() async throws {
    try await TestProvider.with(.sqlite) { provider in
      let (caller, first) = try await chosen(provider)
      let second = try await message(for: caller, provider)
      let own = provider.party.notifiers.notices(for: try notifier("channel-two"))
      let page = try await own.waiting(after: nil, limit: 1)
      #expect(page.map { $0.newMessages.map(\.message) } == [[first]])
      let next = try await own.waiting(after: page.last?.id, limit: 1)
      #expect(next.map { $0.newMessages.map(\.message) } == [[second]])
      #expect(try await own.waiting(after: next.last?.id, limit: 1).isEmpty)
      // What was read comes in no page, and costs none a place.
      try await provider.tell(.readDocument, first, of: caller.mailbox)
      try await provider.decideNotices()
      #expect(try await own.waiting(after: nil, limit: 1) == next)
    }
  }

  @Test("rows go with the box, and with time")
  func removed() async throws {
    try await TestProvider.with(.sqlite) { provider in
      let count = { @Sendable in
        try await provider.database.read {
          try provider.party.notices.waitingForChannels(in: $0).values.reduce(0, +)
        }
      }
      let (caller, _) = try await chosen(provider)
      #expect(try await count() == 1)
      try await provider.party.register.close(
        NationalNumber(parsing: "78041299916"), requestID: RequestID("register"))
      #expect(try await count() == 0)
      let other = try await provider.caller("65093099914")
      try await provider.activate(other, "channel-two")
      try await provider.profile(other).choose(
        NoticeChoices(pace: .atOnce, notifier: ChannelID(parsing: "channel-two")))
      _ = try await message(for: other, provider)
      provider.clock.advance(seconds: 31 * 86_400)
      try await provider.party.sweep()
      #expect(try await count() == 1)
      provider.clock.advance(seconds: 1)
      try await provider.party.sweep()
      #expect(try await count() == 0)
      #expect(caller.mailbox != other.mailbox)
    }
  }

  @Test("without an address a late channel stays the only way")
  func noAddress() async throws {
    try await TestProvider.with(.sqlite) { provider in
      let caller = try await provider.caller()
      try await provider.activate(caller, "channel-two")
      try await provider.profile(caller).declineAddress()
      try await provider.profile(caller).choose(
        NoticeChoices(pace: .atOnce, notifier: ChannelID(parsing: "channel-two")))
      let message = try await message(for: caller, provider)
      provider.clock.advance(seconds: 3 * ChannelNotice.secondsMax)
      try await provider.decideNotices()
      let told = try await waiting(provider)
      #expect(told.map { $0.newMessages.map(\.message) } == [[message]])
    }
  }

  @Test("a mail that waits when a channel is chosen is told by the channel, once")
  func switched() async throws {
    try await TestProvider.with(.sqlite) { provider in
      let (caller, first) = try await chosen(provider)
      _ = try await provider.askedByChannel(acknowledging: true)
      var choices = try await provider.profile(caller).current().choices
      let channel = choices.notifier
      choices.notifier = nil
      try await provider.profile(caller).choose(choices)
      let second = try await message(for: caller, provider)
      let mail = try #require(try await provider.mails().last)
      choices.notifier = channel
      try await provider.profile(caller).choose(choices)
      let review = provider.party.noticeReview
      #expect(try await provider.database.write { try review.revise(mail, in: $0) } == nil)
      let told = try await waiting(provider)
      #expect(told.map(\.id) == [mail.id])
      #expect(told.map { $0.newMessages.map(\.message) } == [[second]])
      #expect(first != second)
    }
  }

  @Test("without the scope nothing is told, and that is on record")
  func scope() async throws {
    try await TestProvider.with(.sqlite) { provider in
      _ = try await chosen(provider)
      let notices = provider.party.notifiers.notices(
        for: NotifierCaller(
          channel: try ChannelID(parsing: "channel-two"), scopes: [.documentConsumer],
          requestID: RequestID("denied")))
      do {
        _ = try await notices.waiting(after: nil, limit: 10)
        Issue.record("told without the scope")
      } catch Failure<Never>.denied(let denial) {
        #expect(denial == .missingScope(.notices))
      }
      let entries = try await provider.entries("denied")
      #expect(entries.map(\.outcome) == [.denied] && entries.map(\.code) == ["MISSING_SCOPE"])
    }
  }

  private func notifier(_ channel: String) throws -> NotifierCaller {
    NotifierCaller(
      channel: try ChannelID(parsing: channel), scopes: [.notices], requestID: RequestID("notifier"))
  }
}
