import Synchronization

/// A transaction on its way through an engine. ``start()``, ``attempt(on:)`` and ``finish(_:)`` are called by
/// one thread.
protocol QueuedTransaction: AnyObject, Sendable {
  var isReadOnly: Bool { get }

  /// False when its task was cancelled before: it is answered already and must not run.
  func start() -> Bool

  /// Runs the closure, once more on each call.
  /// - Returns: why it must be rolled back; nil when it may be kept.
  func attempt(on connection: any TransactionConnection) -> (any Error)?

  /// Answers the caller; nil when the last attempt is durable.
  func finish(_ failure: StorageFailure?)
}

/// The engine was closed before the transaction could start.
package struct DatabaseClosed: Error {}

/// A closure, what it returned, and the task that waits for it.
final class PendingTransaction<Output: Sendable>: QueuedTransaction, @unchecked Sendable {
  private typealias Answer = Result<Output, StorageFailure>

  private enum Phase {
    case new
    case waiting(CheckedContinuation<Answer, Never>)
    case started(CheckedContinuation<Answer, Never>)
    case answered
  }

  private let body: @Sendable (Transaction) throws -> Output
  private let phase = Mutex(Phase.new)
  /// Touched only by the thread that runs it.
  private var output: Output?

  let isReadOnly: Bool

  private init(isReadOnly: Bool, _ body: @escaping @Sendable (Transaction) throws -> Output) {
    self.isReadOnly = isReadOnly
    self.body = body
  }

  /// Queues `body` and waits for its answer.
  static func run(
    _ body: @escaping @Sendable (Transaction) throws -> Output, isReadOnly: Bool,
    through queue: TransactionQueue
  ) async throws(StorageFailure) -> Output {
    let pending = PendingTransaction(isReadOnly: isReadOnly, body)
    let answer = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        guard pending.wait(continuation) else { return continuation.resume(returning: .failure(.cancelled)) }
        switch queue.offer(pending) {
        case .accepted: break
        case .full: pending.finish(.overloaded)
        case .closed: pending.finish(.rolledBack(DatabaseClosed()))
        }
      }
    } onCancel: {
      pending.cancel()
    }
    return try answer.get()
  }

  func start() -> Bool {
    phase.withLock { phase in
      guard case .waiting(let continuation) = phase else { return false }
      phase = .started(continuation)
      return true
    }
  }

  func attempt(on connection: any TransactionConnection) -> (any Error)? {
    let transaction = Transaction(connection)
    defer { transaction.close() }
    do {
      output = try body(transaction)
      return transaction.failure
    } catch {
      return transaction.failure ?? error
    }
  }

  func finish(_ failure: StorageFailure?) {
    guard let continuation = leave() else { return }
    if let failure {
      continuation.resume(returning: .failure(failure))
    } else if let output {
      continuation.resume(returning: .success(output))
    } else {
      continuation.resume(returning: .failure(.rolledBack(TransactionMisuse.neverRan)))
    }
  }

  /// False when it was cancelled already.
  private func wait(_ continuation: CheckedContinuation<Answer, Never>) -> Bool {
    phase.withLock { phase in
      guard case .new = phase else { return false }
      phase = .waiting(continuation)
      return true
    }
  }

  private func cancel() {
    let continuation: CheckedContinuation<Answer, Never>? = phase.withLock { phase in
      switch phase {
      case .new:
        phase = .answered
        return nil
      case .waiting(let continuation):
        phase = .answered
        return continuation
      case .started, .answered:
        return nil
      }
    }
    continuation?.resume(returning: .failure(.cancelled))
  }

  private func leave() -> CheckedContinuation<Answer, Never>? {
    phase.withLock { phase in
      switch phase {
      case .waiting(let continuation), .started(let continuation):
        phase = .answered
        return continuation
      case .new, .answered:
        return nil
      }
    }
  }
}
