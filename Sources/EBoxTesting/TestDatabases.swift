import Foundation
package import Storage

/// Both engines, as the arguments of a test: `@Test(arguments: TestDatabases.allCases)`.
package enum TestDatabases: String, CaseIterable, Sendable {
  case sqlite

  /// Runs `body` on a fresh, empty database of this engine with `migrations` landed, and removes it afterwards.
  @discardableResult package func with<Result>(
    _ migrations: [Migration] = [], _ body: (any Database) async throws -> Result
  ) async throws -> Result {
    switch self {
    case .sqlite: try await Self.withSQLite(migrations, body)
    }
  }

  private static func withSQLite<Result>(
    _ migrations: [Migration], _ body: (any Database) async throws -> Result
  ) async throws -> Result {
    try await TemporaryFolder.with { folder in
      let database = try SQLiteDatabase(path: folder + "/test.sqlite")
      return try await use(database, migrations, closing: database.close, body)
    }
  }

  private static func use<Result>(
    _ database: any Database, _ migrations: [Migration], closing close: () async -> Void,
    _ body: (any Database) async throws -> Result
  ) async throws -> Result {
    do {
      try await MigrationRunner.run(migrations, on: database)
      let result = try await body(database)
      await close()
      return result
    } catch {
      await close()
      throw error
    }
  }
}
