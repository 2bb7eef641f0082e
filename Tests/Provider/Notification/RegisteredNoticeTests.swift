import Contracts
import EBoxTesting
import Storage
import Testing
import Vocabulary

@testable import Provider

@Suite("R-NOT-1: notices of registered mail")
struct RegisteredNoticeTests {
  private static func message(
    _ received: String, decide: String? = nil, until: String? = nil
  ) throws -> UnreadMessage {
    let at = try Instant(parsing: received)
    return UnreadMessage(
      message: MessageID(at: at, random: SystemRandom()), sender: nil, isRegisteredMail: true, receivedAt: at,
      expires: try until.map { try Instant(parsing: $0) },
      acceptUntil: try decide.map { try Instant(parsing: $0) })
  }

  /// Looks whenever the plan says so: when each notice was decided, with what it said.
  private static func life(
    _ message: UnreadMessage, _ citizen: NoticePlan.Citizen, from start: String,
    acceptedAt accepted: String? = nil
  ) throws -> [String] {
    var (message, past, said) = (message, NoticePlan.Past(), [String]())
    var next: Instant? = try Instant(parsing: start)
    var accepted = try accepted.map { try Instant(parsing: $0) }
    while let now = next, said.count < 20 {
      if let act = accepted, act <= now {
        (message.acceptUntil, message.isDecided, accepted) = (nil, true, nil)
      }
      let plan = NoticePlan(citizen, unread: [message], past: past, ids: NoticePlanTests.ids, now: now)
      for notice in plan.notices {
        #expect(notice.kind == .registered)
        said.append("\(now.brussels) \(notice.newMessages.isEmpty ? "reminder" : "new")")
      }
      message = plan.marked.first ?? message
      past = plan.past
      next = [plan.nextLook, accepted].compactMap { $0 }.min()
    }
    return said
  }

  @Test(
    "told at once whatever the pace; one reminder a week before the end, at the citizen's hour")
  func decision() throws {
    for pace in [NoticeChoices.Pace.daily, .atOnce] {
      let said = try Self.life(
        Self.message("2026-06-01T10:00:00+02:00", decide: "2026-07-01T00:00:00+02:00"),
        NoticePlanTests.citizen(pace, hour: 8), from: "2026-06-01T10:00:00+02:00")
      #expect(said == ["2026-06-01T10:00:00+02:00 new", "2026-06-24T08:00:00+02:00 reminder"])
    }
  }

  @Test(
    "of a short period the reminder comes at half of it, and never after its end",
    arguments: [
      // Half of four days is the third at 5.00: at eight.
      ("2026-06-05T00:00:00+02:00", ["2026-06-03T08:00:00+02:00 reminder"]),
      // Half of 12 hours is 16.00, and eight in the morning would be too late.
      ("2026-06-01T22:00:00+02:00", ["2026-06-01T16:00:00+02:00 reminder"]),
    ])
  func short(_ end: String, _ reminders: [String]) throws {
    let said = try Self.life(
      Self.message("2026-06-01T10:00:00+02:00", decide: end), NoticePlanTests.citizen(hour: 8),
      from: "2026-06-01T10:00:00+02:00")
    #expect(said == ["2026-06-01T10:00:00+02:00 new"] + reminders)
    // Who is told late is reminded by that.
    let late = try Self.life(
      Self.message("2026-06-01T10:00:00+02:00", decide: "2026-06-12T00:00:00+02:00"),
      NoticePlanTests.citizen(hour: 8), from: "2026-06-10T12:00:00+02:00")
    #expect(late == ["2026-06-10T12:00:00+02:00 new"])
  }

  @Test(
    "what was accepted gives the reminders of any unread message, apart"
  )
  func accepted() throws {
    let message = try Self.message(
      "2026-06-01T10:00:00+02:00", decide: "2026-07-01T00:00:00+02:00", until: "2026-08-01T00:00:00+02:00")
    let citizen = try NoticePlanTests.citizen(hour: 8)
    #expect(
      try Self.life(
        message, citizen, from: "2026-06-01T10:00:00+02:00", acceptedAt: "2026-06-02T09:00:00+02:00")
        == [
          "2026-06-01T10:00:00+02:00 new", "2026-06-15T08:00:00+02:00 reminder",
          "2026-07-24T08:00:00+02:00 reminder",
        ])
    #expect(
      try Self.life(
        message, citizen, from: "2026-06-02T10:00:00+02:00", acceptedAt: "2026-06-02T09:00:00+02:00")
        == ["2026-06-15T08:00:00+02:00 reminder", "2026-07-24T08:00:00+02:00 reminder"])
  }

  @Test(
    "many pieces at once: a notice each, five to a look; the daily mail counts none")
  func many() throws {
    let registered = try (0..<7).map { try Self.message("2026-06-01T07:0\($0):00+02:00") }
    let ordinary = try NoticePlanTests.message("2026-06-01T07:30:00+02:00")
    let plan = try NoticePlanTests.plan(
      NoticePlanTests.citizen(), registered + [ordinary], at: "2026-06-01T08:00:00+02:00")
    #expect(plan.notices.map(\.kind) == Array(repeating: .registered, count: 5) + [.daily])
    #expect(plan.notices.last?.newMessages == plan.marked.suffix(1))
    #expect(Set(plan.notices.map(\.id)).count == 6)
    #expect(plan.nextLook?.brussels == "2026-06-01T08:00:01+02:00")
    let rest = try NoticePlanTests.plan(
      NoticePlanTests.citizen(), plan.marked + registered.suffix(2), past: plan.past,
      at: "2026-06-01T08:00:01+02:00")
    #expect(rest.notices.map(\.newMessages) == rest.marked.map { [$0] } && rest.notices.count == 2)
  }

  @Test("a decision or a reading before the mail leaves cancels it", arguments: TestDatabases.allCases)
  func cancelled(_ engine: TestDatabases) async throws {
    try await TestProvider.with(engine) { provider in
      provider.set(try Instant(parsing: "2026-06-01T10:00:00+02:00"))
      let caller = try await provider.caller()
      try await provider.activate(caller)
      try await provider.verify("anna@example.be", of: caller)
      let review = provider.party.noticeReview
      let outcomes: [RegisteredMailEvent?] = [
        .consignmentAcceptance, .consignmentRejection, .acceptanceRejectionExpiry, .contentConsignmentFailure,
        nil,
      ]
      for outcome in outcomes {
        let message = provider.newMessage()
        let until = provider.clock.now().adding(seconds: 20 * 86_400)
        try await provider.tell(
          .newDocument, message, of: caller.mailbox, registered: .init(acceptUntil: until))
        #expect(try await provider.noticeRounds().runOnce() == 1)
        let notice = try #require(try await provider.mails().last { $0.kind == .registered })
        #expect(notice.newMessages.map(\.decideBefore) == [until])
        let revised = { @Sendable in
          try await provider.database.write { try review.revise(notice, in: $0) }
        }
        #expect(try await revised() == notice)
        if let outcome {
          try await provider.tell(
            .registeredOutcome, message, of: caller.mailbox, registered: .init(outcome: outcome))
        } else {
          try await provider.tell(.readDocument, message, of: caller.mailbox)
        }
        #expect(try await provider.noticeRounds().runOnce() == 0)
        #expect(try await revised() == nil, "\(outcome?.rawValue ?? "read")")
        provider.clock.advance(seconds: 60)
      }
    }
  }

  @Test(
    "a channel that notifies is told of each piece apart, with until when", arguments: TestDatabases.allCases)
  func channel(_ engine: TestDatabases) async throws {
    try await TestProvider.with(engine) { provider in
      provider.set(try Instant(parsing: "2026-06-01T10:00:00+02:00"))
      let caller = try await provider.caller()
      try await provider.activate(caller, "channel-two")
      try await provider.profile(caller).choose(
        NoticeChoices(notifier: ChannelID(parsing: "channel-two")))
      let until = provider.clock.now().adding(seconds: 20 * 86_400)
      try await provider.tell(
        .newDocument, provider.newMessage(), of: caller.mailbox, registered: .init(acceptUntil: until))
      #expect(try await provider.noticeRounds().runOnce() == 1)
      let told = try await provider.askedByChannel(acknowledging: true)
      #expect(told.map(\.kind) == [.registered])
      #expect(told.first?.newMessages.map(\.acceptUntil) == [until])
      #expect(told.first?.newMessages.map(\.isRegisteredMail) == [true])
    }
  }
}
