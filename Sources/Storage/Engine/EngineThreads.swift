import Foundation
import Synchronization

/// The operating system threads of an engine. Storage blocks; the cooperative pool must not.
final class EngineThreads: Sendable {
  private struct State {
    var running = 0
    var waiters: [CheckedContinuation<Void, Never>] = []
  }

  private let state = Mutex(State())

  func start(_ name: String, _ body: @escaping @Sendable () -> Void) {
    state.withLock { $0.running += 1 }
    let thread = Thread { [self] in
      body()
      ended()
    }
    thread.name = name
    thread.start()
  }

  /// Returns when every thread has ended.
  func allEnded() async {
    await withCheckedContinuation { continuation in
      let isOver = state.withLock { state in
        if state.running > 0 { state.waiters.append(continuation) }
        return state.running == 0
      }
      if isOver { continuation.resume() }
    }
  }

  private func ended() {
    let waiters = state.withLock { state in
      state.running -= 1
      defer { if state.running == 0 { state.waiters = [] } }
      return state.running == 0 ? state.waiters : []
    }
    for waiter in waiters { waiter.resume() }
  }
}
