import Contracts
import EBoxTesting
import Logging
import Synchronization
import Testing
import Vocabulary

@testable import Storage

/// Events leave the outbox when every subscriber has them, days later; nothing that anybody still needs.
@Suite struct OutboxPruningTests {
  private final class Subscriber: EventEngine {
    private let events = Mutex<[Event]>([])
    func take(_ events: [Event]) async throws { self.events.withLock { $0 += events } }
    var taken: [Event] { events.withLock { $0 } }
  }

  private static let outbox = Outbox(party: "document-provider")
  private static let start = Instant(microseconds: 1_767_225_600_000_000)
  /// When what occurred at ``start`` is old enough.
  private static let later = start.adding(seconds: OutboxPruning.keptSeconds + 1)

  private static func tell(
    _ count: Int, of mailboxes: [MailboxID], at instant: Instant = start, on database: any Database
  ) async throws -> [Event] {
    let events = (0..<count).map { index in
      Event(
        id: EventID(at: instant, random: SystemRandom()), kind: .newDocument,
        mailbox: mailboxes[index % mailboxes.count], occurredAt: instant)
    }
    try await database.write { transaction in
      for event in events { try outbox.record(event, in: transaction) }
    }
    return events
  }

  private static func number(on database: any Database) async throws {
    try await database.write { transaction in
      let numbering = OutboxNumbering(outbox)
      let pending = try numbering.pending(max: 10_000, in: transaction)
      #expect(try numbering.number(pending, in: transaction))
    }
  }

  private static func deliver(
    to subscriber: Subscriber, as name: String, on database: any Database
  ) async throws {
    let worker = OutboxWorker(
      outbox: outbox, subscriber: name, engine: subscriber, database: database, time: PlayedTime(),
      owner: name, log: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    while try await worker.deliverOnce(now: start).delivered > 0 {}
  }

  private static func kept(on database: any Database) async throws -> Int64 {
    try await database.read { try $0.rows("SELECT COUNT(*) FROM outbox_event")[0].int(0) }
  }

  private static func mailboxes(_ count: Int) -> [MailboxID] {
    (0..<count).map { _ in MailboxID(at: start, random: SystemRandom()) }
  }

  @Test("R-NOT-4: what one subscriber has not taken stays for it", arguments: TestDatabases.allCases)
  func slowest(_ engine: TestDatabases) async throws {
    try await engine.with(Outbox.migrations) { database in
      let events = try await Self.tell(40, of: Self.mailboxes(8), on: database)
      try await Self.number(on: database)
      let pruning = OutboxPruning(Self.outbox, database: database)
      #expect(try await pruning.prune(now: Self.later) == 0, "nobody has asked for them")

      let (fast, slow) = (Subscriber(), Subscriber())
      try await Self.deliver(to: fast, as: "fast", on: database)
      try await database.write { transaction in
        try OutboxShards(party: "document-provider", subscriber: "slow").prepare(in: transaction)
      }
      #expect(try await pruning.prune(now: Self.later) == 0, "the slow one has not taken them")
      try await Self.deliver(to: slow, as: "slow", on: database)
      #expect(Set(slow.taken.map(\.id)) == Set(events.map(\.id)))

      #expect(try await pruning.prune(now: Self.later.adding(seconds: -2)) == 0, "too young")
      #expect(try await pruning.prune(now: Self.later) == 40)
      #expect(try await Self.kept(on: database) == 0)
    }
  }

  @Test(
    "what is not numbered, past the cursor, too young or another party's stays",
    arguments: TestDatabases.allCases)
  func mixed(_ engine: TestDatabases) async throws {
    try await engine.with(Outbox.migrations) { database in
      let mailboxes = Self.mailboxes(1)
      _ = try await Self.tell(5, of: mailboxes, on: database)
      _ = try await Self.tell(5, of: mailboxes, at: Self.later, on: database)
      try await Self.number(on: database)
      try await Self.deliver(to: Subscriber(), as: "one", on: database)
      _ = try await Self.tell(3, of: mailboxes, on: database)
      try await Self.number(on: database)
      _ = try await Self.tell(2, of: mailboxes, on: database)
      let other = Outbox(party: "provider")
      try await database.write { transaction in
        let event = Event(
          id: EventID(at: Self.start, random: SystemRandom()), kind: .consentGiven, mailbox: mailboxes[0],
          occurredAt: Self.start)
        try other.record(event, in: transaction)
      }
      #expect(try await OutboxPruning(Self.outbox, database: database).prune(now: Self.later) == 5)
      #expect(try await Self.kept(on: database) == 5 + 3 + 2 + 1)
    }
  }

  @Test(
    "after all was pruned, numbers go on, and no subscriber misses or repeats",
    arguments: TestDatabases.allCases)
  func goesOn(_ engine: TestDatabases) async throws {
    try await engine.with(Outbox.migrations) { database in
      let (mailboxes, subscriber) = (Self.mailboxes(3), Subscriber())
      var told: [Event] = []
      for _ in 0..<3 {
        told += try await Self.tell(30, of: mailboxes, on: database)
        try await Self.number(on: database)
        try await Self.deliver(to: subscriber, as: "one", on: database)
        #expect(try await OutboxPruning(Self.outbox, database: database).prune(now: Self.later) == 30)
      }
      #expect(subscriber.taken.count == told.count)
      for mailbox in mailboxes {
        #expect(subscriber.taken.filter { $0.mailbox == mailbox } == told.filter { $0.mailbox == mailbox })
      }
      let reach = try await database.read { try Self.outbox.reach(in: $0) }
      #expect(reach.head == 90 && reach.pruned == 90)

      let late = Subscriber()
      let after = try await Self.tell(4, of: mailboxes, on: database)
      try await Self.number(on: database)
      try await Self.deliver(to: late, as: "late", on: database)
      #expect(Set(late.taken.map(\.id)) == Set(after.map(\.id)), "it begins with the oldest that is kept")
    }
  }

  @Test("more than a batch of one mailbox", arguments: TestDatabases.allCases)
  func batches(_ engine: TestDatabases) async throws {
    try await engine.with(Outbox.migrations) { database in
      let count = Int(OutboxPruning.batchMax) * 2 + 100
      _ = try await Self.tell(count, of: Self.mailboxes(1), on: database)
      try await Self.number(on: database)
      try await Self.deliver(to: Subscriber(), as: "one", on: database)
      #expect(try await OutboxPruning(Self.outbox, database: database).prune(now: Self.later) == count)
    }
  }
}
