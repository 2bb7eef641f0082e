import EBoxTesting
import Storage
import Synchronization
import Testing

/// What every engine promises about statements, values and answers.
@Suite("Database, on both engines")
struct DatabaseContractTests {
  static let tables = [
    Migration(
      "storage_test", 1,
      [
        """
        CREATE TABLE storage_test_item (
          mailbox TEXT NOT NULL, number BIGINT NOT NULL, note TEXT, content BYTES,
          PRIMARY KEY (mailbox, number))
        """
      ])
  ]

  static func expectRows(
    _ expected: Int64, in database: any Database, sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    let found = try await database.read { try $0.rows("SELECT count(*) FROM storage_test_item")[0].int(0) }
    #expect(found == expected, sourceLocation: sourceLocation)
  }

  static func insert(_ number: Int64, _ transaction: Transaction) throws {
    try transaction.run("INSERT INTO storage_test_item (mailbox, number) VALUES ('a', $1)", .int(number))
  }

  @Test("every kind of value comes back as it went in", arguments: TestDatabases.allCases)
  func values(_ engine: TestDatabases) async throws {
    try await engine.with(Self.tables) { database in
      let big = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }
      let kept: [[Value]] = [
        [.int(.min), .text(""), .bytes([])],
        [.int(-1), .null, .null],
        [.int(0), .text("é€😀 'quoted' \"\\ $1 ?1"), .bytes([0, 1, 255, 0])],
        [.int(.max), .text(String(repeating: "x", count: 1_000_000)), .bytes(big)],
      ]
      try await database.write { transaction in
        for row in kept {
          try transaction.run(
            "INSERT INTO storage_test_item (mailbox, number, note, content) VALUES ('m', $1, $2, $3)",
            row[0], row[1], row[2])
        }
      }
      let found = try await database.read {
        try $0.rows("SELECT number, note, content FROM storage_test_item ORDER BY number")
      }
      #expect(found.map(\.values) == kept)
      #expect(try found[0].text(1).isEmpty)
      #expect(try found[1].textOrNil(1) == nil)
      #expect(try found[1].bytesOrNil(2) == nil)
    }
  }

  @Test("parameters count by number, in any order and repeated", arguments: TestDatabases.allCases)
  func parameters(_ engine: TestDatabases) async throws {
    try await engine.with(Self.tables) { database in
      let row = try await database.write { transaction in
        try transaction.run(
          "INSERT INTO storage_test_item (content, note, number, mailbox) VALUES ($4, $1, $3, $1)",
          .text("both"), .text("unused"), .int(7), .bytes([9]))
        return try transaction.rows(
          """
          SELECT mailbox, note, number + $2 + $2, '$1' -- $9 in a comment
            FROM storage_test_item WHERE number = $1 /* ; COMMIT */ AND number < $2
          """, .int(7), .int(100))
      }
      #expect(row == [Row([.text("both"), .text("both"), .int(207), .text("$1")])])
    }
  }

  @Test("a wrong number of values is refused", arguments: TestDatabases.allCases)
  func parameterCount(_ engine: TestDatabases) async throws {
    try await engine.with(Self.tables) { database in
      await expectRolledBack(TransactionMisuse.parameters(expected: 1, given: 0)) {
        try await database.write { try $0.run("DELETE FROM storage_test_item WHERE number = $1") }
      }
      await expectRolledBack(TransactionMisuse.parameters(expected: 1, given: 2)) {
        try await database.write {
          try $0.run("DELETE FROM storage_test_item WHERE number = $1", .int(1), .int(2))
        }
      }
    }
  }

  @Test("null in the first use does not decide the type of the next", arguments: TestDatabases.allCases)
  func nullFirst(_ engine: TestDatabases) async throws {
    try await engine.with(Self.tables) { database in
      let notes: [(Value, Value)] = [
        (.null, .null), (.text("n"), .bytes([1])), (.null, .bytes([])), (.text(""), .null),
      ]
      for (number, (note, content)) in notes.enumerated() {
        try await database.write {
          try $0.run(
            "INSERT INTO storage_test_item (mailbox, number, note, content) VALUES ('m', $1, $2, $3)",
            .int(Int64(number)), note, content)
        }
      }
      let rows = try await database.read {
        try $0.rows("SELECT note, content FROM storage_test_item ORDER BY number")
      }
      #expect(rows == notes.map { Row([$0.0, $0.1]) })
    }
  }

  @Test("a value of another kind than its column is refused", arguments: TestDatabases.allCases)
  func strictTypes(_ engine: TestDatabases) async throws {
    try await engine.with(Self.tables) { database in
      await #expect(throws: StorageFailure.self) {
        try await database.write {
          try $0.run("INSERT INTO storage_test_item (mailbox, number) VALUES ('a', $1)", .text("seven"))
        }
      }
      await #expect(throws: StorageFailure.self) {
        try await database.write {
          try $0.run(
            "INSERT INTO storage_test_item (mailbox, number, content) VALUES ('a', 1, $1)", .text("c"))
        }
      }
      try await Self.expectRows(0, in: database)
    }
  }

  @Test("text with NUL is refused", arguments: TestDatabases.allCases)
  func textWithNUL(_ engine: TestDatabases) async throws {
    try await engine.with(Self.tables) { database in
      await expectRolledBack(TransactionMisuse.textWithNUL) {
        try await database.write {
          try $0.run("INSERT INTO storage_test_item (mailbox, number) VALUES ($1, 1)", .text("a\0b"))
        }
      }
    }
  }

  @Test(
    "the first SQL error poisons the transaction, also when it is swallowed",
    arguments: TestDatabases.allCases)
  func poison(_ engine: TestDatabases) async throws {
    try await engine.with(Self.tables) { database in
      await #expect(throws: StorageFailure.self) {
        try await database.write { transaction in
          try Self.insert(1, transaction)
          do {
            _ = try transaction.rows("SELECT nothing FROM storage_test_nowhere")
            Issue.record("a table that does not exist was read")
          } catch {
            #expect(throws: (any Error).self) { try Self.insert(2, transaction) }
          }
        }
      }
      await #expect(throws: StorageFailure.self) {
        try await database.write { transaction in
          try Self.insert(3, transaction)
          do { try Self.insert(3, transaction) } catch {}
        }
      }
      try await Self.expectRows(0, in: database)
    }
  }

  @Test("a rejection that is returned is committed, a throw rolls back", arguments: TestDatabases.allCases)
  func rejectionAndThrow(_ engine: TestDatabases) async throws {
    enum Answer { case accepted, rejected }
    struct Fault: Error, Equatable {}
    try await engine.with(Self.tables) { database in
      let answer = try await database.write { transaction in
        try Self.insert(1, transaction)
        return Answer.rejected
      }
      #expect(answer == .rejected)
      try await Self.expectRows(1, in: database)
      await expectRolledBack(Fault()) {
        try await database.write { transaction in
          try Self.insert(2, transaction)
          throw Fault()
        }
      }
      try await Self.expectRows(1, in: database)
    }
  }

  @Test("transaction control in a closure is refused", arguments: TestDatabases.allCases)
  func transactionControl(_ engine: TestDatabases) async throws {
    let refused: [SQL] = [
      "COMMIT", " /* c */ -- d\n commit", "BEGIN", "END", "ROLLBACK", "SAVEPOINT s", "RELEASE closure",
      "ABORT",
      "PRAGMA synchronous = OFF", "SET TRANSACTION READ ONLY", "START TRANSACTION", "", "VACUUM",
      "INSERT OR ROLLBACK INTO storage_test_item (mailbox, number) VALUES ('a', 1)",
      "CREATE TABLE storage_test_other (number BIGINT PRIMARY KEY ON CONFLICT ROLLBACK)",
      "CREATE TABLE storage_test_other (a BIGINT REFERENCES storage_test_item DEFERRABLE INITIALLY DEFERRED)",
    ]
    try await engine.with(Self.tables) { database in
      for statement in refused {
        await expectRolledBack(TransactionMisuse.transactionControl) {
          try await database.write { transaction in
            try Self.insert(1, transaction)
            try transaction.run(statement)
          }
        }
      }
      await expectRolledBack(TransactionMisuse.severalStatements) {
        try await database.write { try $0.run("DELETE FROM storage_test_item; COMMIT") }
      }
      try await Self.expectRows(0, in: database)
      try await database.write {
        try $0.run("DELETE FROM storage_test_item WHERE note = 'COMMIT; ROLLBACK' ;")
      }
    }
  }

  @Test("a transaction is dead after its closure", arguments: TestDatabases.allCases)
  func useAfterClosure(_ engine: TestDatabases) async throws {
    struct Escaped: @unchecked Sendable { let transaction: Transaction }
    try await engine.with(Self.tables) { database in
      let escaped = try await database.write { Escaped(transaction: $0) }
      #expect(throws: TransactionMisuse.usedAfterItsClosure) { try Self.insert(1, escaped.transaction) }
      #expect(throws: TransactionMisuse.usedAfterItsClosure) {
        _ = try escaped.transaction.rows("SELECT count(*) FROM storage_test_item")
      }
      try await Self.expectRows(0, in: database)
    }
  }

  @Test("a read can't write", arguments: TestDatabases.allCases)
  func readOnly(_ engine: TestDatabases) async throws {
    try await engine.with(Self.tables) { database in
      await #expect(throws: StorageFailure.self) { try await database.read { try Self.insert(1, $0) } }
      try await Self.expectRows(0, in: database)
    }
  }

  @Test("BIGSERIAL PRIMARY KEY numbers rows in order of insertion", arguments: TestDatabases.allCases)
  func serial(_ engine: TestDatabases) async throws {
    let table = Migration(
      "storage_test", 1,
      ["CREATE TABLE storage_test_log (position BIGSERIAL PRIMARY KEY, note TEXT NOT NULL)"])
    try await engine.with([table]) { database in
      let positions = try await database.write { transaction in
        try ["a", "b", "c"].map { note in
          try transaction.rows(
            "INSERT INTO storage_test_log (note) VALUES ($1) RETURNING position", .text(note))[0].int(0)
        }
      }
      #expect(positions == [1, 2, 3])
    }
  }

  @Test(
    "INSERT … ON CONFLICT DO NOTHING RETURNING tells whether it inserted", arguments: TestDatabases.allCases)
  func insertOnce(_ engine: TestDatabases) async throws {
    try await engine.with(Self.tables) { database in
      for expected in [1, 0] {
        let rows = try await database.write {
          try $0.rows(
            """
            INSERT INTO storage_test_item (mailbox, number) VALUES ('a', 1)
              ON CONFLICT (mailbox, number) DO NOTHING RETURNING number
            """)
        }
        #expect(rows.count == expected)
      }
    }
  }
}

/// Expects ``StorageFailure/rolledBack(_:)`` with that very error.
func expectRolledBack<Failure: Error & Equatable>(
  _ expected: Failure, _ body: () async throws -> Void, sourceLocation: SourceLocation = #_sourceLocation
) async {
  do {
    try await body()
    Issue.record("was not rolled back", sourceLocation: sourceLocation)
  } catch StorageFailure.rolledBack(let error) {
    #expect(error as? Failure == expected, sourceLocation: sourceLocation)
  } catch {
    Issue.record("failed otherwise: \(error)", sourceLocation: sourceLocation)
  }
}
