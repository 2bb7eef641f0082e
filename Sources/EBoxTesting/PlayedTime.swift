import Synchronization
package import Vocabulary

/// A clock that stands still until the test moves it.
package final class PlayedTime: TimeSource {
  private struct Hands {
    var instant: Instant
    var elapsed = Duration.zero
  }

  private let hands: Mutex<Hands>

  /// Begins at 2026-01-01T00:00:00Z unless told otherwise.
  package init(_ start: Instant = Instant(microseconds: 1_767_225_600_000_000)) {
    hands = Mutex(Hands(instant: start))
  }

  package func now() -> Instant { hands.withLock(\.instant) }
  package func elapsed() -> Duration { hands.withLock(\.elapsed) }

  /// The clock is set; no time passes.
  package func set(_ now: Instant) { hands.withLock { $0.instant = now } }

  /// Time passes.
  package func advance(seconds: Int64) {
    hands.withLock {
      $0.instant = $0.instant.adding(seconds: seconds)
      $0.elapsed += .seconds(seconds)
    }
  }
}
