import Foundation
import Synchronization

/// A thread of the operating system for work that blocks: in order, one at a time.
final class MailThread: Sendable {
  private struct State {
    var work: [@Sendable () -> Void] = []
    var isClosed = false
  }

  private let state = Mutex(State())
  private let signal = DispatchSemaphore(value: 0)

  init(_ name: String) {
    let thread = Thread { [self] in runUntilClosed() }
    thread.name = name
    thread.start()
  }

  /// - Returns: nil after ``close()``.
  func run<T: Sendable>(_ body: @escaping @Sendable () -> T) async -> T? {
    await withCheckedContinuation { continuation in
      let isTaken = state.withLock { state in
        guard !state.isClosed else { return false }
        state.work.append { continuation.resume(returning: body()) }
        return true
      }
      if isTaken { signal.signal() } else { continuation.resume(returning: nil) }
    }
  }

  /// What was given is done first.
  func close() {
    state.withLock { $0.isClosed = true }
    signal.signal()
  }

  private func runUntilClosed() {
    while true {
      signal.wait()
      let (work, isClosed) = state.withLock { state in
        (state.work.isEmpty ? nil : state.work.removeFirst(), state.isClosed)
      }
      if let work { work() } else if isClosed { return }
    }
  }
}
