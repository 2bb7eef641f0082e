import Foundation

/// A connection and its thread: runs whole transactions, and runs them again where PostgreSQL asks for it.
final class PostgreSQLWorker: @unchecked Sendable {
  /// Times a closure is run before its conflict is told.
  static let attemptsMax = 50
  /// The longest wait between two of them, microseconds.
  static let pauseMax = 20_000

  private enum Outcome {
    case done
    case failed(StorageFailure)
    /// Nothing was kept, and the same closure may succeed.
    case again(any Error)
  }

  private let conninfo: String
  private let queue: TransactionQueue
  /// Spreads the pauses of workers that meet each other.
  private let number: Int
  private var connection: PostgreSQLConnection?

  init(number: Int, conninfo: String, queue: TransactionQueue) {
    self.number = number
    self.conninfo = conninfo
    self.queue = queue
  }

  /// Runs on its own thread until the queue is closed and empty.
  func runUntilClosed() {
    while let transaction = queue.take() {
      if transaction.start() { transaction.finish(perform(transaction)) }
    }
    connection = nil
  }

  private func perform(_ transaction: any QueuedTransaction) -> StorageFailure? {
    var attempts = 0
    while true {
      attempts += 1
      switch attempt(transaction) {
      case .done: return nil
      case .failed(let failure): return failure
      case .again(let error):
        if attempts == Self.attemptsMax { return .rolledBack(error) }
        pause(after: attempts)
      }
    }
  }

  private func attempt(_ transaction: any QueuedTransaction) -> Outcome {
    let connection: PostgreSQLConnection
    do {
      connection = try connected()
      try connection.begin(isReadOnly: transaction.isReadOnly)
    } catch {
      return retryOrFail(error)
    }
    if let failure = transaction.attempt(on: connection) {
      connection.abandon()
      return retryOrFail(failure)
    }
    return transaction.isReadOnly ? endReading(connection) : commit(connection)
  }

  private func endReading(_ connection: PostgreSQLConnection) -> Outcome {
    do {
      try connection.endReading()
      return .done
    } catch {
      connection.abandon()
      return retryOrFail(error)
    }
  }

  private func commit(_ connection: PostgreSQLConnection) -> Outcome {
    do {
      try connection.commit()
      return .done
    } catch {
      switch error {
      case .notKept(let cause): return retryOrFail(cause)
      case .unknown(let cause):
        dropLost()
        return .failed(.outcomeUnknown(cause))
      }
    }
  }

  private func connected() throws -> PostgreSQLConnection {
    if let connection { return connection }
    let opened = try PostgreSQLConnection(conninfo: conninfo)
    connection = opened
    return opened
  }

  /// A lost connection before COMMIT kept nothing, as a conflict did.
  private func retryOrFail(_ error: any Error) -> Outcome {
    let wasLost = connection?.isLost ?? false
    dropLost()
    let isConflict = (error as? PostgreSQLError)?.isConflict ?? false
    return isConflict || wasLost ? .again(error) : .failed(.rolledBack(error))
  }

  private func dropLost() {
    if connection?.isLost ?? false { connection = nil }
  }

  private func pause(after attempts: Int) {
    let longest = min(Self.pauseMax, 500 << min(attempts, 6))
    usleep(UInt32(longest * (number % 8 + 1) / 8))
  }
}
