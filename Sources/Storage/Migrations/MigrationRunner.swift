import Crypto

/// Brings a database to the tables that this program knows. Forward only, each migration in a transaction of
/// its own.
package enum MigrationRunner {
  /// Applies what has not landed yet, in the order given. Repeating it changes nothing; two programs may do
  /// it at once.
  /// - Parameter migrations: those of **all** rooms that use the database: a landed one that is not among
  ///   them means that a newer program was here.
  /// - Throws: ``MigrationRefused`` before anything was changed, or a ``StorageFailure``: then the earlier
  ///   ones have landed.
  package static func run(_ migrations: [Migration], on database: any Database) async throws {
    try requireNumbered(migrations)
    try await createTable(on: database)
    try requireKnown(try await landed(on: database), migrations)
    for migration in migrations { try await land(migration, on: database) }
  }

  private struct Landed: Sendable {
    let room: String
    let number: Int
    let checksum: String
  }

  private static func requireNumbered(_ migrations: [Migration]) throws(MigrationRefused) {
    for (room, ofRoom) in Dictionary(grouping: migrations, by: \.room)
    where ofRoom.map(\.number) != Array(1...ofRoom.count) {
      throw .notNumberedFromOne(room: room)
    }
  }

  /// Two programs that create it at once: one of them fails on PostgreSQL, and finds it there the next time.
  private static func createTable(on database: any Database) async throws {
    let create: @Sendable (Transaction) throws -> Void = { transaction in
      try transaction.run(
        """
        CREATE TABLE IF NOT EXISTS storage_migration (
          room TEXT NOT NULL, number BIGINT NOT NULL, checksum TEXT NOT NULL, PRIMARY KEY (room, number))
        """)
    }
    do {
      try await database.write(create)
    } catch StorageFailure.rolledBack {
      try await database.write(create)
    }
  }

  private static func landed(on database: any Database) async throws -> [Landed] {
    try await database.read { transaction in
      try transaction.rows("SELECT room, number, checksum FROM storage_migration ORDER BY room, number").map {
        Landed(room: try $0.text(0), number: Int(try $0.int(1)), checksum: try $0.text(2))
      }
    }
  }

  private static func requireKnown(_ landed: [Landed], _ migrations: [Migration]) throws(MigrationRefused) {
    for step in landed {
      guard let known = migrations.first(where: { $0.room == step.room && $0.number == step.number }) else {
        throw .databaseIsNewer(room: step.room, number: step.number)
      }
      guard known.checksum == step.checksum else {
        throw .changedAfterLanding(room: step.room, number: step.number)
      }
    }
  }

  private static func land(_ migration: Migration, on database: any Database) async throws {
    if try await hasLanded(migration, on: database) { return }
    do {
      try await database.write { transaction in
        for statement in migration.statements { try transaction.run(statement) }
        try transaction.run(
          "INSERT INTO storage_migration (room, number, checksum) VALUES ($1, $2, $3)",
          .text(migration.room), .int(Int64(migration.number)), .text(migration.checksum))
      }
    } catch StorageFailure.rolledBack(let error) {
      guard try await hasLanded(migration, on: database) else { throw StorageFailure.rolledBack(error) }
    }
  }

  private static func hasLanded(_ migration: Migration, on database: any Database) async throws -> Bool {
    let found = try await landed(on: database).first {
      $0.room == migration.room && $0.number == migration.number
    }
    guard let found else { return false }
    guard found.checksum == migration.checksum else {
      throw MigrationRefused.changedAfterLanding(room: migration.room, number: migration.number)
    }
    return true
  }
}

/// The database and the program do not fit; nothing was changed.
package enum MigrationRefused: Error, Hashable, CustomStringConvertible {
  /// The numbers of a room must be 1, 2, 3… in that order.
  case notNumberedFromOne(room: String)
  case databaseIsNewer(room: String, number: Int)
  case changedAfterLanding(room: String, number: Int)

  package var description: String {
    switch self {
    case .notNumberedFromOne(let room):
      "the migrations of \(room) are not numbered 1, 2, 3…"
    case .databaseIsNewer(let room, let number):
      "the database has migration \(number) of \(room), which this program does not know: use a newer program"
    case .changedAfterLanding(let room, let number):
      "migration \(number) of \(room) was changed after it landed in this database: add a new one instead"
    }
  }
}

extension Migration {
  /// SHA-256 of the statements as they are written, hexadecimal.
  fileprivate var checksum: String {
    var hash = SHA256()
    for statement in statements { hash.update(data: Array(statement.text.utf8) + [0]) }
    return hash.finalize().map { byte in
      let digits = String(byte, radix: 16)
      return digits.count == 1 ? "0" + digits : digits
    }.joined()
  }
}
