/// A running transaction. Dead after its closure; using it then is a fault that is thrown.
package final class Transaction {
  private let connection: any TransactionConnection
  private var isOpen = true
  /// The first SQL error; every later statement throws it again.
  private var poison: (any Error)?

  init(_ connection: any TransactionConnection) { self.connection = connection }

  /// Runs a statement without a result. On PostgreSQL it may be pipelined: its error surfaces at the next ``rows(_:_:)`` or
  /// at COMMIT.
  package func run(_ sql: SQL, _ values: Value...) throws {
    try checked { try connection.run(sql, values) }
  }

  /// Runs a statement and returns all its rows.
  package func rows(_ sql: SQL, _ values: Value...) throws -> [Row] {
    try checked { try connection.rows(sql, values) }
  }

  /// Ends its life; the engine calls it after the closure.
  func close() { isOpen = false }

  /// The error that poisoned it, for the engine to roll back even when the closure swallowed it.
  var failure: (any Error)? { poison }

  private func checked<T>(_ body: () throws -> T) throws -> T {
    guard isOpen else { throw TransactionMisuse.usedAfterItsClosure }
    if let poison { throw poison }
    do {
      return try body()
    } catch {
      poison = error
      throw error
    }
  }
}

/// What an engine gives a ``Transaction`` to work on: one connection, one thread.
protocol TransactionConnection: AnyObject {
  func run(_ sql: SQL, _ values: [Value]) throws
  func rows(_ sql: SQL, _ values: [Value]) throws -> [Row]
}

package enum TransactionMisuse: Error {
  case usedAfterItsClosure
  /// BEGIN, COMMIT, ROLLBACK, SAVEPOINT, RELEASE, ON CONFLICT ROLLBACK: an engine's business.
  case transactionControl
  /// Text with a NUL character can't be kept on both engines.
  case textWithNUL
}
