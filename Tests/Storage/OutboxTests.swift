import Contracts
import EBoxTesting
import Logging
import Synchronization
import Testing
import Vocabulary

@testable import Storage

/// Delivery: at least once, in order per mailbox, by whoever holds the shard.
@Suite struct OutboxTests {
  /// A subscriber that remembers what it took, and can be told to do something first, or to fail.
  private final class Subscriber: EventEngine {
    struct Unwilling: Error {}

    private let batches = Mutex<[[Event]]>([])
    private let before: @Sendable ([Event]) async throws -> Void

    init(before: @escaping @Sendable ([Event]) async throws -> Void = { _ in }) { self.before = before }

    func take(_ events: [Event]) async throws {
      try await before(events)
      batches.withLock { $0.append(events) }
    }

    var taken: [Event] { batches.withLock { $0.flatMap(\.self) } }
  }

  private static let outbox = Outbox(party: "document-provider")
  private static let start = Instant(microseconds: 1_767_225_600_000_000)

  private static func mailbox() -> MailboxID { MailboxID(at: start, random: SystemRandom()) }

  /// All at one instant: a clock that stands still must not change their order.
  private static func event(_ mailbox: MailboxID) -> Event {
    Event(
      id: EventID(at: start, random: SystemRandom()), kind: .newDocument, mailbox: mailbox, occurredAt: start)
  }

  private static func record(_ events: [Event], on database: any Database) async throws {
    try await database.write { transaction in
      for event in events { try outbox.record(event, in: transaction) }
    }
  }

  private static func number(on database: any Database) async throws {
    try await database.write { transaction in
      let numbering = OutboxNumbering(outbox)
      let pending = try numbering.pending(max: 10_000, in: transaction)
      #expect(try numbering.number(pending, in: transaction))
    }
  }

  private static func worker(
    _ engine: any EventEngine, _ database: any Database, owner: String = "one",
    time: PlayedTime = PlayedTime()
  ) -> OutboxWorker {
    OutboxWorker(
      outbox: outbox, subscriber: "provider", engine: engine, database: database, time: time, owner: owner,
      log: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
  }

  @Test(
    "R-NOT-4: events come with every field, in order per mailbox, once when nothing fails",
    arguments: TestDatabases.allCases)
  func order(_ engine: TestDatabases) async throws {
    try await engine.with(Outbox.migrations) { database in
      let mailboxes = (0..<5).map { _ in Self.mailbox() }
      let events = (0..<50).map { Self.event(mailboxes[$0 % 5]) }
      for event in events { try await Self.record([event], on: database) }
      let subscriber = Subscriber()
      let worker = Self.worker(subscriber, database)
      #expect(try await worker.deliverOnce(now: Self.start).delivered == 0)
      try await Self.number(on: database)
      #expect(try await worker.deliverOnce(now: Self.start) == OutboxWorker.Round(delivered: 50))
      #expect(try await worker.deliverOnce(now: Self.start).delivered == 0)
      for mailbox in mailboxes {
        #expect(subscriber.taken.filter { $0.mailbox == mailbox } == events.filter { $0.mailbox == mailbox })
      }
    }
  }

  @Test("an event comes back from its row as it was", arguments: TestDatabases.allCases)
  func fields(_ engine: TestDatabases) async throws {
    try await engine.with(Outbox.migrations) { database in
      let event = Event(
        id: EventID(at: Self.start, random: SystemRandom()), kind: .readDocument, mailbox: Self.mailbox(),
        occurredAt: Self.start, message: MessageID(at: Self.start, random: SystemRandom()),
        sender: try EnterpriseNumber(parsing: "0316380841"),
        messageType: try MessageTypeID(parsing: "type:one"),
        receiptDate: Self.start.adding(seconds: 1), expiration: Self.start.adding(seconds: 2),
        isRegisteredMail: true, channel: try ChannelID(parsing: "my-ebox"))
      try await Self.record([event], on: database)
      try await Self.number(on: database)
      let subscriber = Subscriber()
      try await Self.worker(subscriber, database).deliverOnce(now: Self.start)
      #expect(subscriber.taken == [event])
    }
  }

  @Test("a rolled-back event is never told, and an unnumbered one not yet", arguments: TestDatabases.allCases)
  func rolledBack(_ engine: TestDatabases) async throws {
    try await engine.with(Outbox.migrations) { database in
      let (gone, kept) = (Self.event(Self.mailbox()), Self.event(Self.mailbox()))
      await #expect(throws: StorageFailure.self) {
        try await database.write { transaction in
          try Self.outbox.record(gone, in: transaction)
          throw Subscriber.Unwilling()
        }
      }
      try await Self.record([kept], on: database)
      try await Self.number(on: database)
      try await Self.record([Self.event(Self.mailbox())], on: database)
      let subscriber = Subscriber()
      try await Self.worker(subscriber, database).deliverOnce(now: Self.start)
      #expect(subscriber.taken == [kept])
    }
  }

  @Test(
    "a crash between taking and moving the cursor repeats the same events, once the lease is over",
    arguments: TestDatabases.allCases)
  func crash(_ engine: TestDatabases) async throws {
    try await engine.with(Outbox.migrations) { database in
      let events = [Self.event(Self.mailbox()), Self.event(Self.mailbox())]
      try await Self.record(events, on: database)
      try await Self.number(on: database)
      let subscriber = Subscriber()
      try await Self.die(holding: events, handedTo: subscriber, owner: "dead", on: database)
      let worker = Self.worker(subscriber, database, owner: "alive")
      #expect(try await worker.deliverOnce(now: Self.start.adding(seconds: 1)).delivered == 0)
      let later = Self.start.adding(seconds: OutboxWorker.leaseSeconds)
      #expect(try await worker.deliverOnce(now: later).delivered == 2)
      #expect(subscriber.taken.count == 4 && Set(subscriber.taken.map(\.id)) == Set(events.map(\.id)))
    }
  }

  @Test(
    "a worker that comes back under its name takes its own leases up at once",
    arguments: TestDatabases.allCases)
  func restart(_ engine: TestDatabases) async throws {
    try await engine.with(Outbox.migrations) { database in
      let event = Self.event(Self.mailbox())
      try await Self.record([event], on: database)
      try await Self.number(on: database)
      let subscriber = Subscriber()
      try await Self.die(holding: [event], handedTo: subscriber, owner: "server", on: database)
      let worker = Self.worker(subscriber, database, owner: "server")
      #expect(try await worker.deliverOnce(now: Self.start).delivered == 1)
      #expect(subscriber.taken.map(\.id) == [event.id, event.id])
    }
  }

  /// What is left of a worker that claimed the shards of events, handed them over, and was killed.
  private static func die(
    holding events: [Event], handedTo subscriber: Subscriber, owner: String, on database: any Database
  ) async throws {
    let shards = OutboxShards(party: outbox.party, subscriber: "provider")
    try await database.write { transaction in
      try shards.prepare(in: transaction)
      for event in events {
        let shard = Outbox.shard(of: event.mailbox)
        #expect(try shards.claim(shard, for: owner, now: start, in: transaction) != nil)
      }
    }
    try await subscriber.take(events)
  }

  @Test(
    "two workers share the shards: all events once, in order per mailbox", arguments: TestDatabases.allCases)
  func twoWorkers(_ engine: TestDatabases) async throws {
    try await engine.with(Outbox.migrations) { database in
      let mailboxes = (0..<20).map { _ in Self.mailbox() }
      let events = (0..<400).map { Self.event(mailboxes[$0 % 20]) }
      try await Self.record(events, on: database)
      try await Self.number(on: database)
      let subscriber = Subscriber()
      try await withThrowingTaskGroup(of: Void.self) { group in
        for owner in ["one", "two"] {
          let worker = Self.worker(subscriber, database, owner: owner)
          group.addTask {
            while subscriber.taken.count < 400 { try await worker.deliverOnce(now: Self.start) }
          }
        }
        try await group.waitForAll()
      }
      #expect(subscriber.taken.count == 400)
      for mailbox in mailboxes {
        #expect(subscriber.taken.filter { $0.mailbox == mailbox } == events.filter { $0.mailbox == mailbox })
      }
    }
  }

  @Test("a worker whose lease is over does not move the cursor", arguments: TestDatabases.allCases)
  func leaseLost(_ engine: TestDatabases) async throws {
    try await engine.with(Outbox.migrations) { database in
      let event = Self.event(Self.mailbox())
      try await Self.record([event], on: database)
      try await Self.number(on: database)
      let fast = Subscriber()
      let other = Self.worker(fast, database, owner: "two")
      let slow = Subscriber { _ in
        try await other.deliverOnce(now: Self.start.adding(seconds: OutboxWorker.leaseSeconds))
      }
      let round = try await Self.worker(slow, database).deliverOnce(now: Self.start)
      #expect(round == OutboxWorker.Round(lost: 1))
      #expect(fast.taken == [event] && slow.taken == [event])
      #expect(try await other.deliverOnce(now: Self.start.adding(seconds: 100)).delivered == 0)
    }
  }

  @Test(
    "a subscriber that fails is asked again after 1, 2, 4… seconds, and the other shards go on",
    arguments: TestDatabases.allCases)
  func failure(_ engine: TestDatabases) async throws {
    try await engine.with(Outbox.migrations) { database in
      let bad = Self.mailbox()
      let willing = Flag()
      let subscriber = Subscriber { events in
        if events.contains(where: { $0.mailbox == bad }), !willing.isUp {
          throw Subscriber.Unwilling()
        }
      }
      let worker = Self.worker(subscriber, database)
      let events = [Self.event(bad), Self.event(Self.mailboxOfAnotherShard(bad)), Self.event(bad)]
      try await Self.record(events, on: database)
      try await Self.number(on: database)
      #expect(try await worker.deliverOnce(now: Self.start) == OutboxWorker.Round(delivered: 1, failed: 1))
      var now = Self.start
      for delay: Int64 in [1, 2, 4] {
        let early = now.adding(seconds: delay).adding(milliseconds: -1)
        #expect(try await worker.deliverOnce(now: early) == OutboxWorker.Round())
        now = now.adding(seconds: delay)
        #expect(try await worker.deliverOnce(now: now) == OutboxWorker.Round(failed: 1))
      }
      willing.raise()
      now = now.adding(seconds: 8)
      #expect(try await worker.deliverOnce(now: now) == OutboxWorker.Round(delivered: 2))
      #expect(subscriber.taken.filter { $0.mailbox == bad } == [events[0], events[2]])
    }
  }

  private static func mailboxOfAnotherShard(_ mailbox: MailboxID) -> MailboxID {
    while true {
      let other = Self.mailbox()
      if Outbox.shard(of: other) != Outbox.shard(of: mailbox) { return other }
    }
  }

  @Test("the delay grows to five minutes and no further")
  func delays() {
    #expect((1...10).map(OutboxWorker.delaySeconds) == [1, 2, 4, 8, 16, 32, 64, 128, 256, 300])
    #expect(OutboxWorker.delaySeconds(afterFailures: .max) == 300)
  }

  @Test("a batch is at most 100 events", arguments: TestDatabases.allCases)
  func batches(_ engine: TestDatabases) async throws {
    try await engine.with(Outbox.migrations) { database in
      let mailbox = Self.mailbox()
      try await Self.record((0..<250).map { _ in Self.event(mailbox) }, on: database)
      try await Self.number(on: database)
      let worker = Self.worker(Subscriber(), database)
      var delivered: [Int] = []
      for _ in 0..<4 { delivered.append(try await worker.deliverOnce(now: Self.start).delivered) }
      #expect(delivered == [100, 100, 50, 0])
    }
  }

  @Test("a running worker is woken, and ends when cancelled", arguments: TestDatabases.allCases)
  func running(_ engine: TestDatabases) async throws {
    try await engine.with(Outbox.migrations) { database in
      let event = Self.event(Self.mailbox())
      try await Self.record([event], on: database)
      try await Self.number(on: database)
      let (taken, continuation) = AsyncStream.makeStream(of: [Event].self)
      let worker = Self.worker(Subscriber { continuation.yield($0) }, database)
      let running = Task { await worker.run() }
      worker.wake()
      var batches = taken.makeAsyncIterator()
      #expect(await batches.next() == [event])
      running.cancel()
      await running.value
    }
  }

  @Test("the shard of a mailbox never changes")
  func shard() throws {
    let mailbox = try MailboxID(parsing: "01KDVQ3VVVX2Q0Z8C2WJ3D9K7M")
    #expect(Outbox.shard(of: mailbox) == 15)
    let shards = Set((0..<2000).map { _ in Outbox.shard(of: Self.mailbox()) })
    #expect(shards == Set(0..<Outbox.shardCount))
  }
}
