import Contracts
import Logging
import Storage
import Synchronization
import Vocabulary

/// Keeps that whole contents went out, beside the answers: no reader waits for it.
///
/// The consultation stands already when a content begins to go out; this mark is kept beside it (domain.md,
/// "Reading"). Marks that come together share a transaction. Those of the last moment are lost with a process
/// that dies.
final class Deliveries: Sendable {
  private typealias Mark = @Sendable (Transaction) throws -> Void

  private struct State {
    var waiting: [Mark] = []
    var isWriting = false
    var settlers: [CheckedContinuation<Void, Never>] = []
  }

  private let database: any Database
  private let log: Logger
  private let state = Mutex(State())

  init(database: any Database, log: Logger) {
    self.database = database
    self.log = log
  }

  /// Never blocks.
  func note(_ consultation: Consultation, at instant: Instant) {
    let mustStart = state.withLock { state in
      state.waiting.append { try consultation.recordDelivery(at: instant, $0) }
      defer { state.isWriting = true }
      return !state.isWriting
    }
    if mustStart { Task { await write() } }
  }

  /// Returns when everything noted before is kept.
  func settle() async {
    await withCheckedContinuation { settler in
      let isIdle = state.withLock { state in
        if state.isWriting { state.settlers.append(settler) }
        return !state.isWriting
      }
      if isIdle { settler.resume() }
    }
  }

  private func write() async {
    while let marks = take() {
      do throws(StorageFailure) {
        try await database.write { transaction in for mark in marks { try mark(transaction) } }
      } catch {
        log.warning(
          "deliveries of whole contents could not be recorded",
          metadata: ["count": "\(marks.count)", "cause": "\(error)"])
      }
    }
  }

  private func take() -> [Mark]? {
    let (marks, settlers) = state.withLock { state in
      let marks = state.waiting
      state.waiting = []
      guard marks.isEmpty else { return (marks, [CheckedContinuation<Void, Never>]()) }
      state.isWriting = false
      defer { state.settlers = [] }
      return (marks, state.settlers)
    }
    for settler in settlers { settler.resume() }
    return marks.isEmpty ? nil : marks
  }
}
