import Synchronization

/// Many deadlines of the same length, and one timer for them while there are any: a timer for each question
/// costs more than most answers.
package final class Deadlines: Sendable {
  private struct State {
    /// By order of coming, which is that of ending.
    var waiting: [UInt64: (end: ContinuousClock.Instant, late: @Sendable () -> Void)] = [:]
    var next: UInt64 = 0
    var isRunning = false
  }

  private let length: Duration
  private let state = Mutex(State())

  package init(_ length: Duration) { self.length = length }

  /// Calls `late` once the time is over, unless it is withdrawn before.
  /// - Returns: what ``withdraw(_:)`` takes.
  func add(_ late: @escaping @Sendable () -> Void) -> UInt64 {
    let (number, isFirst) = state.withLock { state in
      defer {
        state.next += 1
        state.isRunning = true
      }
      state.waiting[state.next] = (ContinuousClock.now + length, late)
      return (state.next, !state.isRunning)
    }
    // Detached: what is known to the one that asked first must not be kept by the timer.
    if isFirst { Task.detached { await self.run() } }
    return number
  }

  func withdraw(_ number: UInt64) { state.withLock { $0.waiting[number] = nil } }

  /// Nobody has its task in hand, so nobody cancels it.
  private func run() async {
    while let end = nextEnd() {
      do { try await Task.sleep(until: end, clock: .continuous) } catch { return }
      for late in overdue() { late() }
    }
  }

  /// When the earliest ends; nil, and not running any more, when there is none.
  private func nextEnd() -> ContinuousClock.Instant? {
    state.withLock { state in
      let first = state.waiting.values.map(\.end).min()
      state.isRunning = first != nil
      return first
    }
  }

  private func overdue() -> [@Sendable () -> Void] {
    let now = ContinuousClock.now
    return state.withLock { state in
      let over = state.waiting.filter { $0.value.end <= now }
      for number in over.keys { state.waiting[number] = nil }
      return over.values.map(\.late)
    }
  }
}
