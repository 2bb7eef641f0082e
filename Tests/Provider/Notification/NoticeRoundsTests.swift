import AuditTrail
import Contracts
import EBoxTesting
import Storage
import Testing
import Vocabulary

@testable import Provider

@Suite("Notices are decided once")
struct NoticeRoundsTests {
  /// A citizen with an address, at eight in the morning of a day on which a message came at seven.
  private func morning(_ provider: TestProvider) async throws -> (CitizenCaller, MessageID) {
    provider.set(try Instant(parsing: "2026-06-01T07:00:00+02:00"))
    let caller = try await provider.caller()
    try await provider.activate(caller)
    try await provider.verify("anna@example.be", of: caller)
    let message = provider.newMessage()
    try await provider.tell(.newDocument, message, of: caller.mailbox)
    try await provider.decideNotices()
    provider.clock.advance(seconds: 3600)
    return (caller, message)
  }

  private func dailies(_ provider: TestProvider) async throws -> Int {
    try await provider.mails().count { $0.kind == .daily }
  }

  @Test("R-NOT-1: many workers at once queue one mail for one day", arguments: TestDatabases.allCases)
  func manyWorkers(_ engine: TestDatabases) async throws {
    try await TestProvider.with(engine) { provider in
      _ = try await morning(provider)
      let queued = await withTaskGroup(of: Int.self) { group in
        for index in 0..<8 {
          group.addTask {
            do { return try await provider.noticeRounds("worker-\(index)").runOnce() } catch { return 0 }
          }
        }
        return await group.reduce(0, +)
      }
      #expect(queued == 1)
      #expect(try await dailies(provider) == 1)
      let entries = try await provider.entries("notices")
      #expect(entries.map(\.action) == [.noticeQueued])
    }
  }

  @Test("R-PUB-10: a reply, which is told to a sender, troubles no citizen")
  func reply() async throws {
    try await TestProvider.with(.sqlite) { provider in
      let (caller, _) = try await morning(provider)
      try await provider.tell(.newReply, provider.newMessage(), of: caller.mailbox)
      #expect(try await provider.noticeRounds("worker").runOnce() == 1)
      let daily = try #require(try await provider.entries("notices").first)
      #expect(daily.details["newMessages"]?.split(separator: " ").count == 1)
    }
  }

  @Test("a profile that can't be read holds up its own mailbox only")
  func unreadable() async throws {
    try await TestProvider.with(.sqlite) { provider in
      let (caller, _) = try await morning(provider)
      try await provider.database.write { transaction in
        try transaction.run(
          """
          INSERT INTO provider_profile (mailbox, acts, hour, pace, names_senders)
          VALUES ('01JDA0000000000000000000ZZ', 0, 8, 'yearly', 1)
          """)
      }
      let broken = try MailboxID(parsing: "01JDA0000000000000000000ZZ")
      try await provider.tell(.newDocument, provider.newMessage(), of: broken)
      try await provider.tell(.newDocument, provider.newMessage(), of: caller.mailbox)
      #expect(try await provider.noticeRounds("worker").runOnce() == 1)
      #expect(try await dailies(provider) == 1)
    }
  }

  @Test("R-NOT-1: a worker that ends after its commit, before it knew, queues no second mail")
  func crash() async throws {
    try await TestProvider.with(.sqlite) { provider in
      _ = try await morning(provider)
      let rows = { @Sendable (transaction: Transaction) in
        try transaction.rows("SELECT next_at, last_day FROM provider_watch").count
      }
      // Taken in by nobody: a lease of a worker that is gone keeps the others out until it ends.
      try await provider.database.write { transaction in
        for shard in 0..<Outbox.shardCount {
          _ = try WatchRows.claim(shard, for: "gone", now: provider.clock.now(), in: transaction)
        }
      }
      #expect(try await provider.noticeRounds().runOnce() == 0)
      provider.clock.advance(seconds: WatchRows.leaseSeconds)
      #expect(try await provider.noticeRounds().runOnce() == 1)
      #expect(try await provider.noticeRounds("another").runOnce() == 0)
      #expect(try await provider.database.read(rows) == 1)
      #expect(try await dailies(provider) == 1)
    }
  }

  @Test("R-NOT-1: reading cancels what was not decided", arguments: TestDatabases.allCases)
  func reading(_ engine: TestDatabases) async throws {
    try await TestProvider.with(engine) { provider in
      let (caller, message) = try await morning(provider)
      try await provider.tell(.readDocument, message, of: caller.mailbox)
      #expect(try await provider.noticeRounds().runOnce() == 0)
      #expect(try await dailies(provider) == 0)
    }
  }

  @Test("who is told follows the choices at the moment of sending", arguments: TestDatabases.allCases)
  func review(_ engine: TestDatabases) async throws {
    try await TestProvider.with(engine) { provider in
      let (caller, message) = try await morning(provider)
      let second = provider.newMessage()
      try await provider.tell(.newDocument, second, of: caller.mailbox)
      #expect(try await provider.noticeRounds().runOnce() == 1)
      let notice = try #require(try await provider.mails().last)
      #expect(notice.newMessages.count == 2)
      let review = provider.party.noticeReview
      let revised = { @Sendable in
        try await provider.database.write { try review.revise(notice, in: $0) }
      }
      #expect(try await revised() == notice)
      try await provider.tell(.readDocument, second, of: caller.mailbox)
      _ = try await provider.noticeRounds().runOnce()
      #expect(try await revised()?.newMessages.count == 1)
      try await provider.profile(caller).choose(NoticeChoices(language: .de, namesSenders: false))
      let german = try #require(try await revised())
      #expect(german.language == .de)
      #expect(german.newMessages.map(\.sender) == [nil])
      try await provider.withdraw(caller)
      #expect(try await revised() == nil)
      try await provider.activate(caller)
      #expect(try await revised() != nil)
      try await provider.bounce("anna@example.be", of: caller.mailbox)
      #expect(try await revised() == nil)
      try await provider.verify("other@example.be", of: caller)
      #expect(try await revised()?.address.text == "other@example.be")
      try await provider.tell(.readDocument, message, of: caller.mailbox)
      _ = try await provider.noticeRounds().runOnce()
      #expect(try await revised() == nil)
    }
  }

  @Test("a code is sent while its address waits for it", arguments: TestDatabases.allCases)
  func codes(_ engine: TestDatabases) async throws {
    try await TestProvider.with(engine) { provider in
      let own = provider.profile(try await provider.caller())
      let review = provider.party.noticeReview
      try await own.propose(EmailAddress(parsing: "anna@example.be"))
      let first = try #require(try await provider.mails().last)
      #expect(try await provider.database.write { try review.revise(first, in: $0) } == first)
      provider.clock.advance(seconds: 60)
      try await own.sendCodeAgain()
      #expect(try await provider.database.write { try review.revise(first, in: $0) } == nil)
      let second = try #require(try await provider.mails().last)
      try await own.confirm(second.addressCode ?? "")
      #expect(try await provider.database.write { try review.revise(second, in: $0) } == nil)
    }
  }

  @Test("a mailbox that can't be read rests, and holds up nobody")
  func poison() async throws {
    try await TestProvider.with(.sqlite) { provider in
      let (caller, _) = try await morning(provider)
      let other = try await provider.caller("65093099914")
      try await provider.activate(other)
      try await provider.verify("other@example.be", of: other)
      try await provider.database.write { transaction in
        try transaction.run(
          "UPDATE provider_address SET address = address_hash WHERE mailbox = $1", .text(caller.mailbox.text))
      }
      provider.clock.advance(seconds: 60)
      try await provider.tell(.newDocument, provider.newMessage(), of: other.mailbox)
      provider.clock.advance(seconds: 86_400)
      #expect(try await provider.decideNotices() == 1)
      let next = try await provider.database.read { transaction in
        try transaction.rows(
          "SELECT next_at FROM provider_watch WHERE mailbox = $1", .text(caller.mailbox.text)
        ).first?.int(0)
      }
      #expect(next == provider.clock.now().adding(seconds: NoticeRounds.restSeconds).microseconds)
    }
  }
}
