import AuditTrail
import EBoxTesting
import Logging
import Storage
import Testing
import Vocabulary

@Suite struct SequencerTests {
  private struct Thrown: Error {}

  @Test(
    "R-AUD-1: a transaction that rolls back leaves no entry and no event", arguments: TestDatabases.allCases)
  func rollback(_ engine: TestDatabases) async throws {
    try await engine.with(Sample.migrations) { database in
      let (entry, event) = (try Sample.entry(0), Sample.event())
      await #expect(throws: StorageFailure.self) {
        try await database.write { transaction in
          try Sample.trail.record(entry, in: transaction)
          try Sample.outbox.record(event, in: transaction)
          throw Thrown()
        }
      }
      #expect(try await Sample.sequencer(database, time: PlayedTime()).sequenceOnce() == .idle)
      #expect(try await Sample.number("SELECT COUNT(*) FROM audit_entry", on: database) == 0)
      #expect(try await Sample.number("SELECT COUNT(*) FROM outbox_event", on: database) == 0)
    }
  }

  @Test("R-AUD-4: places have no gaps under 16 writers and two sequencers", arguments: TestDatabases.allCases)
  func concurrentWriters(_ engine: TestDatabases) async throws {
    try await engine.with(Sample.migrations) { database in
      let time = PlayedTime()
      let written = Flag()
      try await withThrowingTaskGroup(of: Void.self) { group in
        for owner in ["one", "two"] {
          let sequencer = Sample.sequencer(database, time: time, owner: owner)
          group.addTask {
            while try await sequencer.sequenceOnce() != .idle || !written.isUp {
              await Task.yield()
            }
          }
        }
        try await withThrowingTaskGroup(of: Void.self) { writers in
          for _ in 0..<16 { writers.addTask { try await Self.writeEntriesAndEvents(12, on: database) } }
          try await writers.waitForAll()
        }
        // The other's lease ends, so that whoever comes last finds nothing to wait for.
        time.advance(seconds: Sequencer.leaseSeconds)
        written.raise()
        try await group.waitForAll()
      }
      #expect(
        try await Sample.number("SELECT COUNT(*) FROM audit_entry WHERE place IS NULL", on: database) == 0)
      #expect(try await Sample.number("SELECT COUNT(DISTINCT place) FROM audit_entry", on: database) == 192)
      #expect(try await Sample.number("SELECT MAX(place) FROM audit_entry", on: database) == 191)
      #expect(try await Sample.number("SELECT COUNT(DISTINCT number) FROM outbox_event", on: database) == 192)
      #expect(try await Sample.number("SELECT MAX(number) FROM outbox_event", on: database) == 192)
      let report = try await AuditVerifier(Sample.trail, database: database).verify()
      #expect(report.isSound && report.entriesVerified == 192)
    }
  }

  private static func writeEntriesAndEvents(_ count: Int, on database: any Database) async throws {
    for number in 0..<count {
      let (entry, event) = (try Sample.entry(number), Sample.event())
      try await database.write { transaction in
        try Sample.trail.record(entry, in: transaction)
        try Sample.outbox.record(event, in: transaction)
      }
    }
  }

  @Test("a batch is at most 1000 entries, with a checkpoint each", arguments: TestDatabases.allCases)
  func batches(_ engine: TestDatabases) async throws {
    try await engine.with(Sample.migrations) { database in
      let entries = try (0...Sequencer.batchMax).map { try Sample.entry($0) }
      try await database.write { transaction in
        for entry in entries { try Sample.trail.record(entry, in: transaction) }
      }
      let sequencer = Sample.sequencer(database, time: PlayedTime())
      #expect(try await sequencer.sequenceOnce() == .sequenced(entries: 1000, events: 0))
      #expect(try await sequencer.sequenceOnce() == .sequenced(entries: 1, events: 0))
      #expect(try await sequencer.sequenceOnce() == .idle)
      #expect(try await Sample.number("SELECT COUNT(*) FROM audit_checkpoint", on: database) == 2)
      let report = try await AuditVerifier(Sample.trail, database: database).verify()
      #expect(report.isSound && report.checkpointsVerified == 2 && report.size == 1001)
    }
  }

  @Test(
    "one process sequences while it holds the lease; another follows when it ends",
    arguments: TestDatabases.allCases)
  func lease(_ engine: TestDatabases) async throws {
    try await engine.with(Sample.migrations) { database in
      let time = PlayedTime()
      let one = Sample.sequencer(database, time: time)
      let two = Sample.sequencer(database, time: time, owner: "two")
      try await Sample.record(1, on: database)
      #expect(try await one.sequenceOnce() == .sequenced(entries: 1, events: 0))
      try await Sample.record(1, on: database)
      #expect(try await two.sequenceOnce() == .leftToAnother)
      time.advance(seconds: Sequencer.leaseSeconds)
      #expect(try await two.sequenceOnce() == .sequenced(entries: 1, events: 0))
      try await Sample.record(1, on: database)
      #expect(try await one.sequenceOnce() == .leftToAnother)
    }
  }

  @Test("parties of one database have trees of their own", arguments: TestDatabases.allCases)
  func parties(_ engine: TestDatabases) async throws {
    try await engine.with(Sample.migrations) { database in
      try await Sample.record(2, on: database)
      let other = AuditTrail(party: "provider")
      let entry = try Sample.entry(2)
      try await database.write { transaction in try other.record(entry, in: transaction) }
      let sequencer = Sequencer(
        trail: other, outbox: nil, database: database, time: PlayedTime(), owner: "one",
        log: .init(label: "test"))
      #expect(try await sequencer.sequenceOnce() == .sequenced(entries: 1, events: 0))
      #expect(try await sequencer.sequenceOnce() == .idle)
      let report = try await AuditVerifier(other, database: database).verify()
      #expect(report.isSound && report.size == 1)
    }
  }

  @Test(
    "a running sequencer is woken by a write, tells of events, and ends when cancelled",
    arguments: TestDatabases.allCases)
  func running(_ engine: TestDatabases) async throws {
    try await engine.with(Sample.migrations) { database in
      let (told, continuation) = AsyncStream.makeStream(of: Void.self)
      let sequencer = Sequencer(
        trail: Sample.trail, outbox: Sample.outbox, database: database, time: PlayedTime(), owner: "one",
        log: .init(label: "test"), told: { continuation.yield() })
      let running = Task { await sequencer.run() }
      let event = Sample.event()
      try await database.write { transaction in try Sample.outbox.record(event, in: transaction) }
      sequencer.wake()
      var events = told.makeAsyncIterator()
      await events.next()
      running.cancel()
      await running.value
      #expect(try await Sample.number("SELECT number FROM outbox_event", on: database) == 1)
    }
  }
}
