import Contracts
import EBoxTesting
import Storage
import Testing
import Vocabulary

@testable import DocumentProvider

@Suite("Statistics of a mailbox")
struct StatisticsTests {
  @Test("reference §2.3: what asks for attention is counted", arguments: TestDatabases.allCases)
  func counts(_ engine: TestDatabases) async throws {
    try await House.with(engine) { house in
      func publish(_ days: Int64?, _ change: (inout Draft) throws -> Void = { _ in }) async throws
        -> MessageID
      {
        var draft = Draft()
        draft.expiration = days.map { house.time.now().adding(seconds: $0 * 86_400) }
        try change(&draft)
        return try await house.published(draft)
      }
      _ = try await publish(1)
      let read = try await publish(7)
      let hidden = try await publish(7)
      _ = try await publish(8) { $0.due = Due(.answer, end: house.time.now().adding(seconds: 60)) }
      _ = try await publish(nil) { $0.payment = try Cast.payment() }
      _ = try await publish(nil) { $0.messageType = Cast.permit }
      _ = try await publish(nil) {
        $0.messageType = Cast.permit
        $0.due = Due(.appeal, end: house.time.now().adding(seconds: 60))
      }
      let attachment = try await house.channel().message(read).attachments[0].id
      _ = try await house.channel().content(of: attachment, in: read, range: nil)
      try await house.channel().update([MessageUpdate(hidden, isVisible: false)])
      let channel = house.channel(scopes: [.summaryOwnEbox])
      var expected = MailboxStatistics()
      (expected.messages, expected.unread, expected.endingSoon) = (7, 5, 3)
      (expected.unreadEndingSoon, expected.requiringAction) = (1, 4)
      #expect(try await channel.statistics() == expected)
      house.time.advance(seconds: 61)
      expected.requiringAction = 2
      #expect(try await channel.statistics() == expected)
      // The permit's thirty days are over, and all but two of the rest.
      house.time.set(try Instant(parsingEnd: "2026-12-22"))
      (expected.messages, expected.unread, expected.endingSoon) = (3, 3, 0)
      (expected.unreadEndingSoon, expected.requiringAction) = (0, 1)
      #expect(try await channel.statistics() == expected)
      try await house.provider.sweeper.sweep(now: house.time.now())
      #expect(try await channel.statistics() == expected)
      #expect(try await house.audit().last == "statistics done")
      #expect(try await house.channel(scopes: [.documentConsumer]).statistics() == expected)
      await #expect(throws: Failure<ReadingRejection>.self) {
        try await house.channel(Cast.marie).statistics()
      }
      #expect(try await house.audit().last == "statistics denied BOX_NOT_ACTIVE")
    }
  }

  @Test("registered messages are counted by their mark", arguments: TestDatabases.allCases)
  func registered(_ engine: TestDatabases) async throws {
    try await House.with(engine) { house in
      _ = try await house.published(.registered(Cast.ruling))
      _ = try await house.published()
      #expect(try await house.channel().statistics().registered == 1)
    }
  }

  @Test(
    "the first day that is still in time is the one that the rule itself says",
    arguments: [
      (30, Period.Unit.day), (1, .day), (1, .month), (120, .month), (10, .year), (3652, .day),
    ])
  func runningSince(number: Int, unit: Period.Unit) throws {
    let rule = DueRule(.appeal, after: try Period(parsing: number, unit))
    for text in ["2026-11-22T10:00:00+01:00", "2027-03-01T00:00:00+01:00", "2028-02-29T23:59:59+01:00"] {
      let now = try Instant(parsing: text)
      let since = rule.runningSince(now)
      #expect(rule.end(availableAt: since) > now)
      #expect(rule.end(availableAt: Instant(microseconds: since.microseconds - 1)) <= now)
    }
  }
}
