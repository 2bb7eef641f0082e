import Storage
import Synchronization

/// A real database whose next write fails as a test says: before it starts, in it, or after its commit with
/// the answer lost.
final class FaultyDatabase: Database {
  enum Fault: Error { case overloaded, cancelled, rolledBack, lostBeforeCommit, lostAfterCommit }

  private let database: any Database
  private let fault = Mutex<Fault?>(nil)

  init(_ database: any Database) { self.database = database }

  /// The next write only.
  func fail(_ next: Fault) { fault.withLock { $0 = next } }

  /// Takes a fault back that no write met.
  func clear() { fault.withLock { $0 = nil } }

  func write<T: Sendable>(
    _ body: @escaping @Sendable (Transaction) throws -> T
  ) async throws(StorageFailure) -> T {
    let fault = fault.withLock { fault in
      defer { fault = nil }
      return fault
    }
    switch fault {
    case nil: return try await database.write(body)
    case .overloaded: throw .overloaded
    case .cancelled: throw .cancelled
    case .rolledBack: throw .rolledBack(Fault.rolledBack)
    case .lostBeforeCommit: throw .outcomeUnknown(Fault.lostBeforeCommit)
    case .lostAfterCommit:
      _ = try await database.write(body)
      throw .outcomeUnknown(Fault.lostAfterCommit)
    }
  }

  func read<T: Sendable>(
    _ body: @escaping @Sendable (Transaction) throws -> T
  ) async throws(StorageFailure) -> T {
    try await database.read(body)
  }
}
