import CLinux
import Foundation

/// The clock. One of the few things that tests and the demo play.
package protocol TimeSource: Sendable {
  func now() -> Instant

  /// Time that has passed since some fixed moment: for how long something takes. Nobody sets it, so that a
  /// clock that is put right, or moved in a demonstration, makes nothing late.
  func elapsed() -> Duration
}

/// Where random bytes come from: ids, keys, tokens. Drawn outside transactions.
package protocol RandomSource: Sendable {
  /// Cryptographically strong bytes.
  func bytes(_ count: Int) -> [UInt8]
}

/// The operating system's clock, UTC.
package struct SystemTime: TimeSource {
  package init() {}
  package func now() -> Instant { Instant.systemNow() }
  package func elapsed() -> Duration { ContinuousClock.now - Self.start }

  private static let start = ContinuousClock.now
}

/// The operating system's generator.
package struct SystemRandom: RandomSource {
  package init() {}
  package func bytes(_ count: Int) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: count) { bytes, filled in
      let failure = ebox_random(bytes.baseAddress, count)
      // Without the kernel's generator no id and no key may be made.
      precondition(failure == 0, "the system gives no random bytes: error \(failure)")
      filled = count
    }
  }
}
extension Instant {
  static func systemNow() -> Instant {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Instant(microseconds: Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000)
  }
}
