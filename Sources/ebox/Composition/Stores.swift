import AuditTrail
import DocumentProvider
import Foundation
import MyEBox
import Provider
import Storage
import TrustServices

/// The stores of this process, or of one of its further document providers, with the tables of the rooms that
/// use them, and the lock that keeps a second process out of the folder.
struct Stores: Sendable {
  static let migrations =
    AuditTrail.migrations + Outbox.migrations + KeyChecks.migrations + ProviderParty.migrations
    + DocumentProvider.migrations
    + MyEBox.migrations
  /// Of a document provider that has its stores for itself.
  static let furtherMigrations =
    AuditTrail.migrations + Outbox.migrations + KeyChecks.migrations + DocumentProvider.migrations

  let places: StorePlaces
  let database: any Database
  let documents: SegmentStore
  let keys: DirectoryKeyStore
  private let closeDatabase: @Sendable () async -> Void
  private let lock: DataFolderLock

  /// Opens or creates them, and brings the tables up to this program.
  /// - Throws: ``KeyStoreRefused`` when the keys are not those that the database was made with.
  static func open(
    _ places: StorePlaces, _ migrations: [Migration], _ surroundings: Surroundings
  ) async throws -> Stores {
    let folder = places.dataDirectory
    try FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    let lock = try DataFolderLock(folder: folder)
    let (database, closeDatabase) = try await engine(places)
    do {
      try await MigrationRunner.run(migrations, on: database)
      let keys = try DirectoryKeyStore(opening: places.keysPath, random: surroundings.random)
      try await KeyChecks(keys, of: database).verify()
      return Stores(
        places: places, database: database,
        documents: try SegmentStore(
          opening: places.documentsPath, time: surroundings.time, random: surroundings.random),
        keys: keys, closeDatabase: closeDatabase, lock: lock)
    } catch {
      await closeDatabase()
      throw error
    }
  }

  /// Remembers in the database which root keys the parties have; before the first of them is used.
  func keepKeyChecks() async throws { try await KeyChecks(keys, of: database).keep() }

  /// The database alone, beside a running server; for commands that only read.
  static func openToRead(_ places: StorePlaces) async throws -> any Database {
    try await engine(places).database
  }

  static func openToRead(_ settings: Settings) async throws -> any Database {
    try await openToRead(settings.places)
  }

  /// Finishes what was accepted and gives the folder free.
  func close() async {
    await documents.close()
    await closeDatabase()
    lock.release()
  }

  private static func engine(
    _ places: StorePlaces
  ) async throws -> (database: any Database, close: @Sendable () async -> Void) {
    guard places.postgreSQL.isEmpty else {
      let database = try await PostgreSQLDatabase(
        conninfo: places.postgreSQL, connections: places.connections)
      return (database, { await database.close() })
    }
    let database = try SQLiteDatabase(path: places.sqlitePath)
    return (database, { await database.close() })
  }
}
