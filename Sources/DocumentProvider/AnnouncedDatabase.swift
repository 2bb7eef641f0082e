import Storage

/// The database, telling after each commit that audit entries and events may wait for their place.
struct AnnouncedDatabase: Database {
  let database: any Database
  /// Never blocks.
  let committed: @Sendable () -> Void

  func write<T: Sendable>(
    _ body: @escaping @Sendable (Transaction) throws -> T
  ) async throws(StorageFailure) -> T {
    let value = try await database.write(body)
    committed()
    return value
  }

  func read<T: Sendable>(
    _ body: @escaping @Sendable (Transaction) throws -> T
  ) async throws(StorageFailure) -> T {
    try await database.read(body)
  }
}
