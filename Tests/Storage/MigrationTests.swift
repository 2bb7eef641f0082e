import EBoxTesting
import Storage
import Testing

@Suite("Migrations, on both engines")
struct MigrationTests {
  static let first = Migration(
    "storage_test", 1, ["CREATE TABLE storage_test_a (number BIGINT PRIMARY KEY, content BYTES)"])
  static let second = Migration(
    "storage_test", 2,
    [
      "ALTER TABLE storage_test_a ADD COLUMN note TEXT",
      "CREATE INDEX storage_test_a_note ON storage_test_a (note)",
    ])
  static let neighbour = Migration("audit_test", 1, ["CREATE TABLE audit_test_b (number BIGINT NOT NULL)"])

  @Test("land once, in order, and again without effect", arguments: TestDatabases.allCases)
  func landOnce(_ engine: TestDatabases) async throws {
    try await engine.with([Self.first]) { database in
      try await database.write { try $0.run("INSERT INTO storage_test_a (number) VALUES (1)") }
      for _ in 0..<2 {
        try await MigrationRunner.run([Self.first, Self.neighbour, Self.second], on: database)
      }
      let rows = try await database.read { try $0.rows("SELECT number, note FROM storage_test_a") }
      #expect(rows == [Row([.int(1), .null])])
    }
  }

  @Test("a database newer than the program is refused", arguments: TestDatabases.allCases)
  func newer(_ engine: TestDatabases) async throws {
    try await engine.with([Self.first, Self.second, Self.neighbour]) { database in
      await #expect(throws: MigrationRefused.databaseIsNewer(room: "storage_test", number: 2)) {
        try await MigrationRunner.run([Self.first, Self.neighbour], on: database)
      }
      await #expect(throws: MigrationRefused.databaseIsNewer(room: "audit_test", number: 1)) {
        try await MigrationRunner.run([Self.first, Self.second], on: database)
      }
    }
  }

  @Test("a migration changed after it landed is refused", arguments: TestDatabases.allCases)
  func changed(_ engine: TestDatabases) async throws {
    try await engine.with([Self.first]) { database in
      let changed = Migration("storage_test", 1, ["CREATE TABLE storage_test_a (number BIGINT NOT NULL)"])
      await #expect(throws: MigrationRefused.changedAfterLanding(room: "storage_test", number: 1)) {
        try await MigrationRunner.run([changed, Self.second], on: database)
      }
      await #expect(throws: StorageFailure.self, "nothing was changed") {
        try await database.read { _ = try $0.rows("SELECT note FROM storage_test_a") }
      }
    }
  }

  @Test("numbers with a gap are refused", arguments: TestDatabases.allCases)
  func gap(_ engine: TestDatabases) async throws {
    try await engine.with { database in
      await #expect(throws: MigrationRefused.notNumberedFromOne(room: "storage_test")) {
        try await MigrationRunner.run([Self.second], on: database)
      }
    }
  }

  @Test(
    "one that fails leaves nothing of itself and keeps those before it", arguments: TestDatabases.allCases)
  func failing(_ engine: TestDatabases) async throws {
    let failing = Migration(
      "storage_test", 2,
      ["CREATE TABLE storage_test_c (number BIGINT)", "CREATE TABLE storage_test_a (number BIGINT)"])
    try await engine.with { database in
      await #expect(throws: StorageFailure.self) {
        try await MigrationRunner.run([Self.first, failing], on: database)
      }
      await #expect(throws: StorageFailure.self) {
        try await database.read { _ = try $0.rows("SELECT number FROM storage_test_c") }
      }
      try await MigrationRunner.run([Self.first, Self.second], on: database)
    }
  }

  @Test("several programs that migrate at once land each step once", arguments: TestDatabases.allCases)
  func atOnce(_ engine: TestDatabases) async throws {
    try await engine.with { database in
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<4 {
          group.addTask {
            try await MigrationRunner.run([Self.first, Self.second, Self.neighbour], on: database)
          }
        }
        try await group.waitForAll()
      }
      let landed = try await database.read { try $0.rows("SELECT count(*) FROM storage_migration")[0].int(0) }
      #expect(landed == 3)
    }
  }
}
