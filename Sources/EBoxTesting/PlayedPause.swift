import Synchronization

/// A wait that ends when the test says so.
package final class PlayedPause: Sendable {
  private struct State {
    var isOver = false
    var asked: [Duration] = []
    var waiting: [CheckedContinuation<Void, Never>] = []
    var watching: [CheckedContinuation<Void, Never>] = []
  }

  private let state = Mutex(State())

  /// How long was asked for, so far.
  package var asked: [Duration] { state.withLock { $0.asked } }

  @Sendable package func pause(_ duration: Duration) async {
    await withCheckedContinuation { continuation in
      let (goesOn, watchers) = state.withLock { state in
        state.asked.append(duration)
        if !state.isOver { state.waiting.append(continuation) }
        defer { state.watching = [] }
        return (state.isOver, state.watching)
      }
      for watcher in watchers { watcher.resume() }
      if goesOn { continuation.resume() }
    }
  }

  /// Returns when somebody waits, or waited.
  package func begun() async {
    await withCheckedContinuation { continuation in
      let has = state.withLock { state in
        if state.asked.isEmpty { state.watching.append(continuation) }
        return !state.asked.isEmpty
      }
      if has { continuation.resume() }
    }
  }

  /// The time is over, for who waits now and later.
  package func end() {
    let waiting = state.withLock { state in
      state.isOver = true
      defer { state.waiting = [] }
      return state.waiting
    }
    for continuation in waiting { continuation.resume() }
  }
}
