import EBoxTesting
import Storage
import Testing

/// What every engine promises about transactions beside each other.
@Suite("Transactions, on both engines")
struct TransactionTests {
  static let tables = [
    Migration(
      "storage_test", 1,
      [
        "CREATE TABLE storage_test_counter (name TEXT NOT NULL PRIMARY KEY, value BIGINT NOT NULL)",
        "INSERT INTO storage_test_counter (name, value) VALUES ('a', 0), ('b', 0)",
      ])
  ]

  static func value(_ name: String, _ transaction: Transaction) throws -> Int64 {
    try transaction.rows("SELECT value FROM storage_test_counter WHERE name = $1", .text(name))[0].int(0)
  }

  static func set(_ name: String, to value: Int64, _ transaction: Transaction) throws {
    try transaction.run(
      "UPDATE storage_test_counter SET value = $2 WHERE name = $1", .text(name), .int(value))
  }

  @Test("concurrent read-then-write increments are all counted", arguments: TestDatabases.allCases)
  func increments(_ engine: TestDatabases) async throws {
    try await engine.with(Self.tables) { database in
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<8 {
          group.addTask {
            for _ in 0..<20 {
              try await database.write { try Self.set("a", to: try Self.value("a", $0) + 1, $0) }
            }
          }
        }
        try await group.waitForAll()
      }
      let total = try await database.read { try Self.value("a", $0) }
      #expect(total == 160)
    }
  }

  @Test("no write skew: at most one of two that read each other's row", arguments: TestDatabases.allCases)
  func writeSkew(_ engine: TestDatabases) async throws {
    try await engine.with(Self.tables) { database in
      try await withThrowingTaskGroup(of: Void.self) { group in
        for (mine, other) in [("a", "b"), ("b", "a")] {
          group.addTask {
            try await database.write { transaction in
              if try Self.value(other, transaction) == 0 { try Self.set(mine, to: 1, transaction) }
            }
          }
        }
        try await group.waitForAll()
      }
      let sum = try await database.read { try Self.value("a", $0) + Self.value("b", $0) }
      #expect(sum == 1)
    }
  }

  @Test("a batch keeps the good and undoes the failing, each told its own", arguments: TestDatabases.allCases)
  func goodAndFailing(_ engine: TestDatabases) async throws {
    struct Fault: Error {}
    try await engine.with(Self.tables) { database in
      let told = await withTaskGroup(of: (number: Int64, isKept: Bool).self) { group in
        for number in 1...100 as ClosedRange<Int64> {
          group.addTask {
            do {
              try await database.write { transaction in
                try transaction.run(
                  "INSERT INTO storage_test_counter (name, value) VALUES (CAST($1 AS TEXT), $1)", .int(number)
                )
                switch number % 4 {
                case 1: throw Fault()
                case 2: try transaction.run("INSERT INTO storage_test_counter (name, value) VALUES ('a', 1)")
                case 3: try transaction.run("ROLLBACK")
                default: break
                }
              }
              return (number, true)
            } catch {
              return (number, false)
            }
          }
        }
        return await group.reduce(into: Set<Int64>()) { if $1.isKept { $0.insert($1.number) } }
      }
      let kept = try await database.read {
        Set(try $0.rows("SELECT value FROM storage_test_counter WHERE value > 0").map { try $0.int(0) })
      }
      #expect(kept == Set(stride(from: 4, through: 100, by: 4)))
      #expect(told == kept)
    }
  }

  @Test("a read sees one snapshot and is not held up by a writer", arguments: TestDatabases.allCases)
  func snapshot(_ engine: TestDatabases) async throws {
    try await engine.with(Self.tables) { database in
      let gate = Gate()
      async let seen = database.read { transaction in
        let before = try Self.value("a", transaction)
        gate.hold()
        return [before, try Self.value("a", transaction), try Self.value("b", transaction)]
      }
      await gate.held()
      try await database.write {
        try Self.set("a", to: 5, $0); try Self.set("b", to: 6, $0)
      }
      let after = try await database.read { try Self.value("a", $0) }
      gate.open()
      #expect(after == 5)
      #expect(try await seen == [0, 0, 0])
    }
  }

  @Test("cancelled before it started: never runs", arguments: TestDatabases.allCases)
  func cancelled(_ engine: TestDatabases) async throws {
    try await engine.with(Self.tables) { database in
      let gate = Gate()
      let hasRun = Tally()
      let holders = (0..<TestDatabases.connections).map { _ in
        Task { try await database.write { _ in gate.hold() } }
      }
      await gate.held()
      let waiting = Task {
        try await database.write { transaction in
          hasRun.add()
          try Self.set("a", to: 9, transaction)
        }
      }
      let alreadyCancelled = Task {
        withUnsafeCurrentTask { $0?.cancel() }
        try await database.write { try Self.set("a", to: 9, $0) }
      }
      await expectFailure(\.isCancelled) { try await alreadyCancelled.value }
      if engine == .sqlite {
        waiting.cancel()
        await expectFailure(\.isCancelled) { try await waiting.value }
        #expect(hasRun.count == 0)
      }
      gate.open()
      for holder in holders { try await holder.value }
      _ = await waiting.result
      let value = try await database.read { try Self.value("a", $0) }
      #expect(value == (engine == .sqlite ? 0 : 9))
    }
  }

  @Test("after close everything is turned away, what was accepted is done", arguments: TestDatabases.allCases)
  func closed(_ engine: TestDatabases) async throws {
    try await engine.with(Self.tables) { database in
      let gate = Gate()
      async let accepted: Void = database.write {
        gate.hold(); try Self.set("a", to: 1, $0)
      }
      await gate.held()
      async let closing: Void = Self.close(database)
      gate.open()
      await closing
      try await accepted
      do {
        _ = try await database.read { try Self.value("a", $0) }
        Issue.record("a closed database was read")
      } catch StorageFailure.rolledBack(let error) {
        #expect(error is DatabaseClosed)
      }
    }
  }

  private static func close(_ database: any Database) async {
    switch database {
    case let database as SQLiteDatabase: await database.close()
    case let database as PostgreSQLDatabase: await database.close()
    default: Issue.record("an engine that this test does not know")
    }
  }
}

extension StorageFailure {
  var isCancelled: Bool { if case .cancelled = self { true } else { false } }
  var isOverloaded: Bool { if case .overloaded = self { true } else { false } }
  var isOutcomeUnknown: Bool { if case .outcomeUnknown = self { true } else { false } }
}

/// Expects that `body` fails with the storage failure that `isExpected` tells.
func expectFailure(
  _ isExpected: (StorageFailure) -> Bool, sourceLocation: SourceLocation = #_sourceLocation,
  _ body: () async throws -> Void
) async {
  do {
    try await body()
    Issue.record("did not fail", sourceLocation: sourceLocation)
  } catch let failure as StorageFailure where isExpected(failure) {
  } catch {
    Issue.record("failed otherwise: \(error)", sourceLocation: sourceLocation)
  }
}
