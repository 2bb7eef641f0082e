/// A reader with a connection and a thread of its own: each closure sees one snapshot.
final class SQLiteReader: @unchecked Sendable {
  private let connection: SQLiteConnection
  private let queue: TransactionQueue

  init(connection: SQLiteConnection, queue: TransactionQueue) {
    self.connection = connection
    self.queue = queue
  }

  /// Runs on its own thread until the queue is closed and empty.
  func runUntilClosed() {
    while let transaction = queue.take() {
      if transaction.start() { transaction.finish(read(transaction).map(StorageFailure.rolledBack)) }
    }
    connection.close()
  }

  private func read(_ transaction: any QueuedTransaction) -> (any Error)? {
    do {
      return try connection.onSnapshot { transaction.attempt(on: connection) }
    } catch {
      return error
    }
  }
}

extension SQLiteConnection {
  /// Runs `body` between BEGIN and ROLLBACK: it sees one snapshot.
  func onSnapshot<T>(_ body: () throws -> T) throws -> T {
    try control(.begin)
    let result = Result(catching: body)
    if isInTransaction { try control(.rollback) }
    return try result.get()
  }
}
