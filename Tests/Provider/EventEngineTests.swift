import Contracts
import EBoxTesting
import Provider
import Testing
import Vocabulary

@Suite("The event engine")
struct EventEngineTests {
  @Test("R-NOT-4: events are kept once, in the order in which they came", arguments: TestDatabases.allCases)
  func once(_ engine: TestDatabases) async throws {
    try await TestProvider.with(engine) { provider in
      let now = provider.clock.now()
      let mailbox = MailboxID(at: now, random: SystemRandom())
      let events = try (0..<5).map { index in
        Event(
          id: EventID(at: now, random: SystemRandom()), kind: index == 0 ? .newDocument : .readDocument,
          mailbox: mailbox, occurredAt: now, message: MessageID(at: now, random: SystemRandom()),
          sender: try EnterpriseNumber(parsing: "0999999031"), receiptDate: now, isRegisteredMail: index == 1)
      }
      let eventEngine = provider.party.eventEngine
      try await eventEngine.take(Array(events[0...2]))
      try await eventEngine.take(Array(events[1...4]))
      let kept = try await eventEngine.events(after: 0, limit: 10)
      #expect(kept.map(\.event) == events)
      #expect(kept.map(\.number) == [1, 2, 3, 4, 5])
      #expect(try await eventEngine.events(after: 3, limit: 1).map(\.number) == [4])
      #expect(try await eventEngine.events(after: 5).isEmpty)
    }
  }
}
