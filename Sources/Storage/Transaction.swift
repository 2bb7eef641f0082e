/// A running transaction. Dead after its closure; using it then is a fault that is thrown.
package final class Transaction {
  private let connection: any TransactionConnection
  private var isOpen = true
  /// The first SQL error; every later statement throws it again.
  private var poison: (any Error)?

  init(_ connection: any TransactionConnection) { self.connection = connection }

  /// Runs a statement without a result. On PostgreSQL it may be pipelined: its error surfaces at the next
  /// ``rows(_:_:)`` or at COMMIT.
  package func run(_ sql: SQL, _ values: Value...) throws {
    try checked {
      try Self.refuseNUL(values)
      try connection.run(sql, values)
    }
  }

  /// Runs a statement and returns all its rows.
  package func rows(_ sql: SQL, _ values: Value...) throws -> [Row] {
    try checked {
      try Self.refuseNUL(values)
      return try connection.rows(sql, values)
    }
  }

  /// Ends its life; the engine calls it after the closure.
  func close() { isOpen = false }

  /// The error that poisoned it, for the engine to roll back even when the closure swallowed it.
  var failure: (any Error)? { poison }

  private static func refuseNUL(_ values: [Value]) throws {
    for case .text(let text) in values where text.utf8.contains(0) { throw TransactionMisuse.textWithNUL }
  }

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

/// A statement or a closure that no engine may run: a fault of its author. It poisons the transaction.
package enum TransactionMisuse: Error, Hashable {
  case usedAfterItsClosure
  /// Anything but SELECT, WITH, VALUES, INSERT, UPDATE, DELETE, CREATE, ALTER and DROP, and the words
  /// ROLLBACK, DEFERRED and DEFERRABLE anywhere: transaction control is the engine's business.
  case transactionControl
  /// More than one statement in a text.
  case severalStatements
  /// The number of values is not that of the statement's parameters.
  case parameters(expected: Int, given: Int)
  /// A value is not of the kind that this parameter was used with before; counted from 1.
  case parameterKind(parameter: Int)
  /// Text with a NUL character can't be kept on both engines.
  case textWithNUL
  /// A column of a type that is not ours: cast it to BIGINT, TEXT or BYTES.
  case columnType(column: Int)
  /// Answered as done without having run: a fault of the engine.
  case neverRan
}
