import Logging

/// The one writer: many closures, one COMMIT, one fsync (house.md §4).
///
/// Every answer, a thrown one too, goes out after COMMIT. A closure that fails is undone alone; when SQLite
/// itself ended the transaction, the whole batch is undone and told so.
final class SQLiteWriter: @unchecked Sendable {
  /// Closures in a batch.
  static let closuresMax = 64

  private struct Answer {
    let transaction: any QueuedTransaction
    var failure: StorageFailure?
  }

  let connection: SQLiteConnection
  private let queue: TransactionQueue
  private let batchDuration: Duration

  init(connection: SQLiteConnection, queue: TransactionQueue, batchDuration: Duration) {
    self.batchDuration = batchDuration
    self.connection = connection
    self.queue = queue
  }

  /// Runs on its own thread until the queue is closed and empty.
  func runUntilClosed() {
    while let first = queue.take() {
      if first.start() { runBatch(startingWith: first) }
    }
    connection.close()
  }

  private func runBatch(startingWith first: any QueuedTransaction) {
    do {
      try connection.control(.beginImmediate)
    } catch {
      return first.finish(.rolledBack(error))
    }
    var answers: [Answer] = []
    var lost: (any Error)?
    let deadline = ContinuousClock.now + batchDuration
    var next: (any QueuedTransaction)? = first
    while let transaction = next, lost == nil {
      let failure: (any Error)?
      do {
        failure = try attempt(transaction)
      } catch {
        failure = error.cause
        lost = error
      }
      answers.append(Answer(transaction: transaction, failure: failure.map(StorageFailure.rolledBack)))
      let takesMore = answers.count < Self.closuresMax && ContinuousClock.now < deadline && lost == nil
      next = takesMore ? nextStarted() : nil
    }
    answer(answers, lost.map(StorageFailure.rolledBack) ?? commit())
  }

  private func nextStarted() -> (any QueuedTransaction)? {
    while let transaction = queue.takeIfWaiting() {
      if transaction.start() { return transaction }
    }
    return nil
  }

  /// Runs one closure in a savepoint of its own.
  /// - Returns: why it was undone; nil when it is part of the batch.
  private func attempt(_ transaction: any QueuedTransaction) throws(SQLiteBatchLost) -> (any Error)? {
    var failure: (any Error)?
    do {
      try connection.control(.savepoint)
      failure = transaction.attempt(on: connection)
      guard connection.isInTransaction else { throw SQLiteBatchLost(cause: failure) }
      if failure != nil { try connection.control(.rollbackToSavepoint) }
      try connection.control(.release)
      return failure
    } catch {
      undo()
      throw (error as? SQLiteBatchLost) ?? SQLiteBatchLost(cause: failure ?? error)
    }
  }

  private func commit() -> StorageFailure? {
    do {
      try connection.control(.commit)
      return nil
    } catch {
      undo()
      let isUnknown = (error as? SQLiteError)?.isInputOutput ?? false
      return isUnknown ? .outcomeUnknown(error) : .rolledBack(error)
    }
  }

  /// A failed ROLLBACK leaves a transaction that the next BEGIN runs into, which is answered there.
  private func undo() {
    guard connection.isInTransaction else { return }
    do {
      try connection.control(.rollback)
    } catch {
      Logger(label: "storage.sqlite").error("ROLLBACK failed", metadata: ["error": "\(error)"])
    }
  }

  /// A closure that failed by itself is told its own failure, whatever became of the batch.
  private func answer(_ answers: [Answer], _ batchFailure: StorageFailure?) {
    for answer in answers { answer.transaction.finish(answer.failure ?? batchFailure) }
  }
}

/// SQLite ended the transaction under a batch (disk full, input or output error): none of the batch is kept.
package struct SQLiteBatchLost: Error {
  /// What the closure met that was running then.
  package let cause: (any Error)?
}
