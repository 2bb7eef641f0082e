import EBoxTesting
import Foundation
import Testing

@testable import Storage

@Suite("PostgreSQL")
struct PostgreSQLDatabaseTests {
  static let table = Migration("storage_test", 1, ["CREATE TABLE storage_test_a (number BIGINT NOT NULL)"])

  static func insert(_ number: Int64, _ transaction: Transaction) throws {
    try transaction.run("INSERT INTO storage_test_a (number) VALUES ($1)", .int(number))
  }

  static func numbers(_ database: any Database) async throws -> [Int64] {
    try await database.read {
      try $0.rows("SELECT number FROM storage_test_a ORDER BY number").map { try $0.int(0) }
    }
  }

  @Test("a connection lost before COMMIT: nothing was kept, the closure runs again on a new one")
  func lostBeforeCommit() async throws {
    try await TestDatabases.withPostgreSQL { database, _ in
      try await MigrationRunner.run([Self.table], on: database)
      let runs = Tally()
      try await database.write { transaction in
        try Self.insert(1, transaction)
        if runs.add() == 1 {
          _ = try transaction.rows("SELECT pg_terminate_backend(pg_backend_pid())")
        }
      }
      #expect(runs.count == 2)
      #expect(try await Self.numbers(database) == [1])
    }
  }

  @Test("a connection that is lost each time: rolled back after the last attempt")
  func lostAlways() async throws {
    try await TestDatabases.withPostgreSQL(connections: 1) { database, _ in
      try await MigrationRunner.run([Self.table], on: database)
      await expectFailure({ if case .rolledBack = $0 { true } else { false } }) {
        try await database.write { transaction in
          try Self.insert(1, transaction)
          _ = try transaction.rows("SELECT pg_terminate_backend(pg_backend_pid())")
        }
      }
      #expect(try await Self.numbers(database) == [])
    }
  }

  @Test("a connection lost during COMMIT: the outcome is unknown, and the closure does not run again")
  func lostDuringCommit() async throws {
    try await TestDatabases.withPostgreSQL { database, schema in
      try await MigrationRunner.run([Self.table], on: database)
      try schema.execute(
        """
        CREATE FUNCTION storage_test_die() RETURNS trigger LANGUAGE plpgsql AS
          'BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); PERFORM pg_sleep(60); RETURN NULL; END';
        CREATE CONSTRAINT TRIGGER storage_test_die AFTER INSERT ON storage_test_a
          DEFERRABLE INITIALLY DEFERRED
          FOR EACH ROW WHEN (NEW.number = 13) EXECUTE FUNCTION storage_test_die();
        """)
      let runs = Tally()
      await expectFailure(\.isOutcomeUnknown) {
        try await database.write { transaction in
          runs.add()
          try Self.insert(13, transaction)
        }
      }
      #expect(runs.count == 1)
      try await database.write { try Self.insert(14, $0) }
      #expect(try await Self.numbers(database) == [14])
    }
  }

  @Test("the answer to COMMIT is lost: the outcome is unknown, here it was kept")
  func answerLost() async throws {
    try await TestDatabases.withPostgreSQL { direct, schema in
      try await MigrationRunner.run([Self.table], on: direct)
      let (folder, port) = try await direct.read { transaction in
        let row = try transaction.rows(
          "SELECT current_setting('unix_socket_directories'), CAST(current_setting('port') AS BIGINT)")[0]
        return (try row.text(0), try row.int(1))
      }
      try await TemporaryFolder.with { relayed in
        let relay = try SeveringRelay(folder: relayed, server: folder, port: port)
        let database = try await PostgreSQLDatabase(
          conninfo: schema.conninfo + " host=\(relayed)", connections: 1)
        try await database.write { try Self.insert(1, $0) }
        relay.sever()
        await expectFailure(\.isOutcomeUnknown) { try await database.write { try Self.insert(2, $0) } }
        try await database.write { try Self.insert(3, $0) }
        #expect(try await Self.numbers(direct) == [1, 2, 3])
        await database.close()
        relay.close()
      }
    }
  }

  @Test("a constraint that fails at COMMIT rolls back")
  func refusedAtCommit() async throws {
    try await TestDatabases.withPostgreSQL { database, schema in
      try await MigrationRunner.run([Self.table], on: database)
      try schema.execute(
        """
        ALTER TABLE storage_test_a
          ADD CONSTRAINT storage_test_once UNIQUE (number) DEFERRABLE INITIALLY DEFERRED
        """)
      await expectFailure({
        if case .rolledBack(let error as PostgreSQLError) = $0 { error.code == "23505" } else { false }
      }) {
        try await database.write {
          try Self.insert(1, $0); try Self.insert(1, $0)
        }
      }
      try await database.write { try Self.insert(2, $0) }
      #expect(try await Self.numbers(database) == [2])
    }
  }

  @Test("connections that the server ended while idle are replaced unnoticed")
  func lostWhileIdle() async throws {
    try await TestDatabases.withPostgreSQL(connections: 1) { database, schema in
      try await MigrationRunner.run([Self.table], on: database)
      for number in 1...3 as ClosedRange<Int64> {
        let process = try await database.read { try $0.rows("SELECT pg_backend_pid()")[0].int(0) }
        try schema.execute("SELECT pg_terminate_backend(\(process), 5000)")
        try await database.write { try Self.insert(number, $0) }
      }
      #expect(try await Self.numbers(database) == [1, 2, 3])
    }
  }

  @Test("an error of a statement without a result surfaces at COMMIT, and its connection goes on")
  func deferredError() async throws {
    try await TestDatabases.withPostgreSQL(connections: 1) { database, _ in
      try await MigrationRunner.run([Self.table], on: database)
      for _ in 0..<2 {
        await expectFailure({
          if case .rolledBack(let error as PostgreSQLError) = $0 { error.code == "42P01" } else { false }
        }) {
          try await database.write { transaction in
            try Self.insert(1, transaction)
            try transaction.run("DELETE FROM storage_test_nowhere")
            try transaction.run("DELETE FROM storage_test_a WHERE number = $1", .int(0))
          }
        }
      }
      try await database.write { transaction in
        try transaction.run("DELETE FROM storage_test_a WHERE number = $1", .int(0))
        for number in 1...200 as ClosedRange<Int64> { try Self.insert(number, transaction) }
      }
      #expect(try await Self.numbers(database) == Array(1...200))
    }
  }

  @Test("a full queue turns the next one away and starts nothing")
  func overloaded() async throws {
    try await TestDatabases.withPostgreSQL(connections: 1, waitingMax: 1) { database, _ in
      try await MigrationRunner.run([Self.table], on: database)
      let gate = Gate()
      async let running: Void = database.write {
        gate.hold(); try Self.insert(1, $0)
      }
      await gate.held()
      async let waiting: Void = database.write { try Self.insert(2, $0) }
      await database.waitUntilQueued(1)
      await expectFailure(\.isOverloaded) { try await database.write { try Self.insert(3, $0) } }
      gate.open()
      _ = try await (running, waiting)
      #expect(try await Self.numbers(database) == [1, 2])
    }
  }

  @Test("a server that would lose what it answered is refused")
  func carelessServer() async throws {
    let schema = try await ThrowawayPostgreSQL.shared.newSchema()
    await #expect(throws: EngineRefused(setting: "synchronous_commit", found: "off")) {
      try await PostgreSQLDatabase(
        conninfo: schema.server + " options='-c synchronous_commit=off'", connections: 1)
    }
    try schema.drop()
  }

  @Test("a server that can't be reached is told at once")
  func unreachable() async throws {
    await #expect(throws: PostgreSQLError.self) {
      try await PostgreSQLDatabase(conninfo: "host=/nowhere dbname=postgres", connections: 1)
    }
  }
}
