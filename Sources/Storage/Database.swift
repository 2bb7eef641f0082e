/// The database, on either engine. One SQL, two engines (house.md §4).
///
/// Closures are synchronous and pure: ids, clock and randomness are drawn outside, because an engine may run
/// a closure again. The first SQL error poisons the transaction; transaction control inside a closure is
/// refused.
package protocol Database: Sendable {
  /// Runs `body` in a transaction and returns when it is durable. A rejection is a returned value (its audit
  /// entry is committed with it); a throw rolls everything back.
  func write<T: Sendable>(_ body: @escaping @Sendable (Transaction) throws -> T) async throws(StorageFailure)
    -> T

  /// Runs `body` on one read-only snapshot.
  func read<T: Sendable>(_ body: @escaping @Sendable (Transaction) throws -> T) async throws(StorageFailure)
    -> T

  /// ``read(_:)`` for a few rows by their keys. The embedded engine runs it where it is called, because
  /// another thread would cost more than the rows; so `body` must not scan.
  func lookup<T: Sendable>(_ body: @escaping @Sendable (Transaction) throws -> T)
    async throws(StorageFailure) -> T
}

extension Database {
  package func lookup<T: Sendable>(
    _ body: @escaping @Sendable (Transaction) throws -> T
  ) async throws(StorageFailure) -> T { try await read(body) }
}

/// What became of a transaction that did not succeed: only ``outcomeUnknown(_:)`` may have been kept.
package enum StorageFailure: Error {
  /// The queue is full: nothing was started.
  case overloaded
  /// The task was cancelled before the transaction started.
  case cancelled
  /// Nothing was kept. Carries what `body` threw, or the engine's error.
  case rolledBack(any Error)
  /// The connection was lost during COMMIT: it is kept, or it is not.
  case outcomeUnknown(any Error)
}
