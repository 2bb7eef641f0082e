import EBoxTesting
import Foundation
import Testing

@testable import Storage

@Suite("SQLite")
struct SQLiteDatabaseTests {
  static let table = Migration("storage_test", 1, ["CREATE TABLE storage_test_a (number BIGINT NOT NULL)"])

  static func insert(_ number: Int64, _ transaction: Transaction) throws {
    try transaction.run("INSERT INTO storage_test_a (number) VALUES ($1)", .int(number))
  }

  static func numbers(_ database: any Database) async throws -> [Int64] {
    try await database.read {
      try $0.rows("SELECT number FROM storage_test_a ORDER BY number").map { try $0.int(0) }
    }
  }

  /// What waits joins the batch that runs, however long a test holds it.
  static var oneBatch: SQLiteDatabase.Options {
    var options = SQLiteDatabase.Options()
    options.batchDuration = .seconds(3600)
    return options
  }

  @Test("the writer syncs at each COMMIT (synchronous = FULL), also after it opened a file again")
  func synchronous() async throws {
    try await TemporaryFolder.with { folder in
      for _ in 0..<2 {
        let database = try SQLiteDatabase(path: folder + "/test.sqlite")
        try SQLiteDatabase.requireDurable(database.writer.connection)
        await database.close()
      }
      let careless = try SQLiteConnection(path: folder + "/test.sqlite")
      try careless.pragma("synchronous = NORMAL")
      #expect(throws: EngineRefused(setting: "synchronous", found: "int(1)")) {
        try SQLiteDatabase.requireDurable(careless)
      }
    }
  }

  @Test("nobody of a batch is answered before its COMMIT, not even the one that failed")
  func answeredAfterCommit() async throws {
    try await TestDatabases.withSQLite(options: Self.oneBatch) { database in
      try await MigrationRunner.run([Self.table], on: database)
      let first = Gate()
      let last = Gate()
      let answers = Tally()
      let good: @Sendable (Int64, Gate?) async throws -> Void = { number, gate in
        try await database.write {
          gate?.hold(); try Self.insert(number, $0)
        }
        answers.add()
      }
      let holding = Task { try await good(1, first) }
      await first.held()
      let second = Task { try await good(2, nil) }
      await database.waitUntilQueued(1)
      let failing = Task {
        await expectFailure({ !$0.isCancelled }) { try await database.write { _ in throw DatabaseClosed() } }
        answers.add()
      }
      await database.waitUntilQueued(2)
      let third = Task { try await good(3, last) }
      await database.waitUntilQueued(3)
      first.open()
      await last.held()
      #expect(try await Self.numbers(database) == [])
      #expect(answers.count == 0)
      last.open()
      for task in [holding, second, third] { try await task.value }
      await failing.value
      #expect(try await Self.numbers(database) == [1, 2, 3])
    }
  }

  @Test("a full queue turns the next one away and starts nothing")
  func overloaded() async throws {
    var options = SQLiteDatabase.Options()
    options.waitingMax = 2
    try await TestDatabases.withSQLite(options: options) { database in
      try await MigrationRunner.run([Self.table], on: database)
      let gate = Gate()
      async let running: Void = database.write {
        gate.hold(); try Self.insert(1, $0)
      }
      await gate.held()
      async let waiting: Void = database.write { try Self.insert(2, $0) }
      await database.waitUntilQueued(1)
      async let waitingToo: Void = database.write { try Self.insert(3, $0) }
      await database.waitUntilQueued(2)
      await expectFailure(\.isOverloaded) { try await database.write { try Self.insert(4, $0) } }
      gate.open()
      _ = try await (running, waiting, waitingToo)
      #expect(try await Self.numbers(database) == [1, 2, 3])
    }
  }

  @Test("when SQLite itself ends the transaction, the whole batch is told that nothing was kept")
  func lostBatch() async throws {
    try await TestDatabases.withSQLite(options: Self.oneBatch) { database in
      try await MigrationRunner.run([Self.table], on: database)
      let gate = Gate()
      let innocent = Task {
        await expectFailure(\.isBatchLost) {
          try await database.write {
            gate.hold(); try Self.insert(1, $0)
          }
        }
      }
      await gate.held()
      let culprit = Task {
        await expectFailure({ !$0.isCancelled }) {
          try await database.write { transaction in
            try Self.insert(2, transaction)
            try database.writer.connection.control(.rollback)
          }
        }
      }
      await database.waitUntilQueued(1)
      gate.open()
      await innocent.value
      await culprit.value
      try await database.write { try Self.insert(3, $0) }
      #expect(try await Self.numbers(database) == [3])
    }
  }

  @Test("tables are STRICT")
  func strict() async throws {
    try await TestDatabases.withSQLite { database in
      try await MigrationRunner.run([Self.table], on: database)
      let text = try await database.read {
        try $0.rows("SELECT sql FROM sqlite_schema WHERE name = 'storage_test_a'")[0].text(0)
      }
      #expect(text == "CREATE TABLE storage_test_a (number INTEGER NOT NULL) STRICT")
    }
  }

  @Test("a file that is no database, or can't be opened, is refused")
  func noDatabase() async throws {
    try await TemporaryFolder.with { folder in
      try Data(repeating: 7, count: 8192).write(to: URL(fileURLWithPath: folder + "/no.sqlite"))
      #expect(throws: SQLiteError.self) { try SQLiteDatabase(path: folder + "/no.sqlite") }
      #expect(throws: SQLiteError.self) { try SQLiteDatabase(path: folder + "/nowhere/a.sqlite") }
    }
  }

  @Test("bytes that were answered are there when the file is opened again")
  func reopened() async throws {
    try await TemporaryFolder.with { folder in
      let path = folder + "/test.sqlite"
      let database = try SQLiteDatabase(path: path)
      try await MigrationRunner.run([Self.table], on: database)
      try await database.write { try Self.insert(7, $0) }
      await database.close()
      #expect(!FileManager.default.fileExists(atPath: path + "-wal"))
      let again = try SQLiteDatabase(path: path)
      let kept = try await again.read { try $0.rows("SELECT number FROM storage_test_a") }
      #expect(kept == [Row([.int(7)])])
      await again.close()
    }
  }
}

extension StorageFailure {
  fileprivate var isBatchLost: Bool {
    if case .rolledBack(let error) = self { error is SQLiteBatchLost } else { false }
  }
}
