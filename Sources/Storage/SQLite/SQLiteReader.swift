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
      try connection.control(.begin)
      let failure = transaction.attempt(on: connection)
      if connection.isInTransaction { try connection.control(.rollback) }
      return failure
    } catch {
      return error
    }
  }
}
