import AuditTrail
import DocumentProvider
import Foundation
import Logging
import Provider
import Storage

/// The database of this process with the tables of all rooms, and the lock that keeps a second process out of
/// its folder.
struct OpenDatabase: Sendable {
  static let migrations =
    AuditTrail.migrations + Outbox.migrations + ProviderParty.migrations + DocumentProvider.migrations

  let database: any Database
  let lock: DataFolderLock

  /// Opens or creates it, and brings its tables up to this program.
  static func open(_ settings: Settings, log: Logger) async throws -> OpenDatabase {
    try FileManager.default.createDirectory(
      atPath: settings.dataDirectory, withIntermediateDirectories: true,
      attributes: [.posixPermissions: 0o700])
    let lock = try DataFolderLock(folder: settings.dataDirectory)
    let database = try await engine(settings, log)
    try await MigrationRunner.run(migrations, on: database)
    return OpenDatabase(database: database, lock: lock)
  }

  private static func engine(_ settings: Settings, _ log: Logger) async throws -> any Database {
    guard settings.databasePostgreSQL.isEmpty else {
      throw ConfigurationError(place: "database.postgresql", reason: "not yet")
    }
    return try SQLiteDatabase(path: settings.sqlitePath)
  }
}
