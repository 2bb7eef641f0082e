import Synchronization
package import Vocabulary

/// A clock that stands still until the test moves it.
package final class PlayedTime: TimeSource {
  private let instant: Mutex<Instant>

  /// Begins at 2026-01-01T00:00:00Z unless told otherwise.
  package init(_ start: Instant = Instant(microseconds: 1_767_225_600_000_000)) { instant = Mutex(start) }

  package func now() -> Instant { instant.withLock { $0 } }
  package func set(_ now: Instant) { instant.withLock { $0 = now } }
  package func advance(seconds: Int64) { instant.withLock { $0 = $0.adding(seconds: seconds) } }
}
