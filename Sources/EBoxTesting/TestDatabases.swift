import Foundation
package import Storage

/// Both engines, as the arguments of a test: `@Test(arguments: TestDatabases.allCases)`.
package enum TestDatabases: String, CaseIterable, Sendable {
  case sqlite, postgreSQL

  /// Connections to PostgreSQL of one test.
  package static let connections = 4

  /// Runs `body` on a fresh, empty database of this engine with `migrations` landed, and removes it
  /// afterwards.
  @discardableResult package func with<Result>(
    _ migrations: [Migration] = [], _ body: (any Database) async throws -> Result
  ) async throws -> Result {
    switch self {
    case .sqlite:
      try await Self.withSQLite { database in
        try await MigrationRunner.run(migrations, on: database)
        return try await body(database)
      }
    case .postgreSQL:
      try await Self.withPostgreSQL { database, _ in
        try await MigrationRunner.run(migrations, on: database)
        return try await body(database)
      }
    }
  }

  /// For tests of that engine only.
  @discardableResult package static func withSQLite<Result>(
    options: SQLiteDatabase.Options = SQLiteDatabase.Options(),
    _ body: (SQLiteDatabase) async throws -> Result
  ) async throws -> Result {
    try await TestPermits.databases.holding {
      try await TemporaryFolder.with { folder in
        let database = try SQLiteDatabase(path: folder + "/test.sqlite", options: options)
        do {
          let result = try await body(database)
          await database.close()
          return result
        } catch {
          await database.close()
          throw error
        }
      }
    }
  }

  /// For tests of that engine only; the schema is the way around it.
  @discardableResult package static func withPostgreSQL<Result>(
    connections: Int = connections, waitingMax: Int = PostgreSQLDatabase.waitingMax,
    _ body: (PostgreSQLDatabase, TestSchema) async throws -> Result
  ) async throws -> Result {
    try await TestPermits.databases.holding {
      let schema = try await ThrowawayPostgreSQL.shared.newSchema()
      let database = try await PostgreSQLDatabase(
        conninfo: schema.conninfo, connections: connections, waitingMax: waitingMax)
      do {
        let result = try await body(database, schema)
        await database.close()
        try schema.drop()
        return result
      } catch {
        await database.close()
        try schema.drop()
        throw error
      }
    }
  }
}
