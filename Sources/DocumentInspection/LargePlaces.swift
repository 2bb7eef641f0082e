import Synchronization

/// Places for what is large, given in the order that they were asked for.
final class LargePlaces: Sendable {
  private struct State {
    var free: Int
    var waiting: [(id: Int, continuation: CheckedContinuation<Bool, Never>)] = []
    var nextID = 0
  }

  private let state: Mutex<State>

  init(_ count: Int) { state = Mutex(State(free: count)) }

  /// - Returns: false when none was free in time. Otherwise the place must be given back.
  func take(within seconds: Int) async -> Bool {
    await withCheckedContinuation { continuation in
      let waiting = state.withLock { state -> Int? in
        guard state.free == 0 else {
          state.free -= 1
          return nil
        }
        state.nextID += 1
        state.waiting.append((state.nextID, continuation))
        return state.nextID
      }
      guard let waiting else { return continuation.resume(returning: true) }
      Task {
        // absent is an answer: nobody cancels this task, and less waiting would do no harm
        try? await Task.sleep(for: .seconds(seconds))
        giveUp(waiting)
      }
    }
  }

  func giveBack() {
    let next = state.withLock { state -> CheckedContinuation<Bool, Never>? in
      guard state.waiting.isEmpty else { return state.waiting.removeFirst().continuation }
      state.free += 1
      return nil
    }
    next?.resume(returning: true)
  }

  private func giveUp(_ id: Int) {
    let late = state.withLock { state in
      state.waiting.firstIndex { $0.id == id }.map { state.waiting.remove(at: $0).continuation }
    }
    late?.resume(returning: false)
  }
}
