import Synchronization

/// The first of several answers to one question, or that none came in time.
final class Arrival<Answer: Sendable>: Sendable {
  private enum State {
    case open
    case awaited(CheckedContinuation<Answer, Never>)
    case arrived(Answer)
    case taken
  }

  private let state = Mutex(State.open)

  /// What comes later is dropped.
  func arrive(_ answer: Answer) {
    let waiting: CheckedContinuation<Answer, Never>? = state.withLock { state in
      switch state {
      case .open:
        state = .arrived(answer)
        return nil
      case .awaited(let continuation):
        state = .taken
        return continuation
      case .arrived, .taken:
        return nil
      }
    }
    waiting?.resume(returning: answer)
  }

  /// The first answer; by one task, once.
  func first() async -> Answer {
    await withCheckedContinuation { continuation in
      let answer: Answer? = state.withLock { state in
        if case .arrived(let answer) = state {
          state = .taken
          return answer
        }
        state = .awaited(continuation)
        return nil
      }
      if let answer { continuation.resume(returning: answer) }
    }
  }
}
