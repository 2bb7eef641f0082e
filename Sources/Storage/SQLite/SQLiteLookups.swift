import Synchronization

/// Connections for reads that are over before another thread could begin them.
final class SQLiteLookups: Sendable {
  /// A connection that one caller at a time has in hand.
  private struct Idle: @unchecked Sendable {
    let connection: SQLiteConnection
  }

  /// Nil once closed.
  private let idle: Mutex<[Idle]?>

  init(_ connections: [SQLiteConnection]) { idle = Mutex(connections.map(Idle.init)) }

  /// Runs `body` on this thread, on one snapshot.
  /// - Returns: nil when every connection is in use, or all are closed: nothing was run.
  func run<T>(_ body: (Transaction) throws -> T) throws(StorageFailure) -> T? {
    guard let taken = idle.withLock({ $0?.popLast() }) else { return nil }
    defer { giveBack(taken) }
    let transaction = Transaction(taken.connection)
    defer { transaction.close() }
    do {
      let found = try taken.connection.onSnapshot { try body(transaction) }
      if let failure = transaction.failure { throw failure }
      return found
    } catch {
      throw .rolledBack(transaction.failure ?? error)
    }
  }

  /// Those in use close when they are given back.
  func close() {
    let connections = idle.withLock { idle in
      defer { idle = nil }
      return idle ?? []
    }
    for idle in connections { idle.connection.close() }
  }

  private func giveBack(_ taken: Idle) {
    let isClosed = idle.withLock { idle in
      idle?.append(taken)
      return idle == nil
    }
    if isClosed { taken.connection.close() }
  }
}
