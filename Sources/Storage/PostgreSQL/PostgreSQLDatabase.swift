/// The engine for many copies of the program: PostgreSQL 14 or newer, through libpq (house.md §4).
///
/// Transactions are serializable and run again on a conflict, so closures are pure. What ``write(_:)``
/// answered is durable as far as the server's settings say; settings that would not keep it are refused when
/// connecting.
package final class PostgreSQLDatabase: Database {
  /// Transactions that wait for a connection; more is ``StorageFailure/overloaded``.
  package static let waitingMax = 1024

  let queue: TransactionQueue
  private let threads = EngineThreads()

  /// Connects once, to see that the server is there and suitable; the other connections are made when they
  /// are needed.
  /// - Parameters:
  ///   - conninfo: of libpq: `host=… dbname=…` or a URI.
  ///   - connections: each with a thread of its own.
  /// - Throws: ``PostgreSQLError``; ``EngineRefused`` for settings or a locale that can't be relied on.
  package init(conninfo: String, connections: Int, waitingMax: Int = PostgreSQLDatabase.waitingMax)
    async throws
  {
    let queue = TransactionQueue(capacity: waitingMax)
    self.queue = queue
    for number in 0..<connections {
      let worker = PostgreSQLWorker(number: number, conninfo: conninfo, queue: queue)
      threads.start("postgresql") { worker.runUntilClosed() }
    }
    do {
      _ = try await read { try $0.rows("SELECT 1") }
    } catch StorageFailure.rolledBack(let error) {
      queue.close()
      throw error
    }
  }

  deinit { queue.close() }

  package func write<T: Sendable>(
    _ body: @escaping @Sendable (Transaction) throws -> T
  ) async throws(StorageFailure) -> T {
    try await PendingTransaction.run(body, isReadOnly: false, through: queue)
  }

  package func read<T: Sendable>(
    _ body: @escaping @Sendable (Transaction) throws -> T
  ) async throws(StorageFailure) -> T {
    try await PendingTransaction.run(body, isReadOnly: true, through: queue)
  }

  /// Finishes what was accepted and closes the connections. Later calls fail with ``DatabaseClosed``.
  package func close() async {
    queue.close()
    await threads.allEnded()
  }
}
