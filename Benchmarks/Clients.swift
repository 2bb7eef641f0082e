import Foundation
import Synchronization

/// Ends a client early, and is no failure: there is nothing more for it to do.
struct NothingLeft: Error {}

/// Runs `clients` threads, each with a worker of its own, for `seconds`; every call of a worker is one
/// operation.
enum Clients {
  /// - Parameters:
  ///   - pauseMilliseconds: that a client waits between two operations; the first ones are spread over it.
  ///   - worker: makes a client's operation; it throws when the operation fails, which ends the run,
  ///     and ``NothingLeft`` to end early.
  static func run(
    _ clients: Int, seconds: Double, pauseMilliseconds: Int = 0,
    worker: @escaping @Sendable (Int) throws -> (() throws -> Void)
  ) throws -> Measurement {
    let results = Mutex<(times: [Int], failure: (any Error)?)>(([], nil))
    let ready = DispatchSemaphore(value: 0)
    let go = DispatchSemaphore(value: 0)
    let done = DispatchSemaphore(value: 0)
    for client in 0..<clients {
      let thread = Thread {
        var times: [Int] = []
        var failure: (any Error)?
        do {
          let operation = try worker(client)
          ready.signal()
          go.wait()
          let end = now() + Int(seconds * 1_000_000)
          usleep(UInt32(pauseMilliseconds * 1000 * client / clients))
          while true {
            let begin = now()
            if begin >= end { break }
            try operation()
            times.append(now() - begin)
            if pauseMilliseconds > 0 { usleep(UInt32(pauseMilliseconds * 1000)) }
          }
        } catch is NothingLeft {
          // What was done until now counts.
        } catch {
          failure = error
          ready.signal()
        }
        results.withLock { [times, failure] in
          $0.times += times
          if let failure { $0.failure = failure }
        }
        done.signal()
      }
      thread.stackSize = 1 << 20
      thread.start()
    }
    for _ in 0..<clients { ready.wait() }
    let begin = now()
    for _ in 0..<clients { go.signal() }
    for _ in 0..<clients { done.wait() }
    let wall = Double(now() - begin) / 1_000_000
    return try results.withLock {
      if let failure = $0.failure { throw failure }
      return Measurement(microseconds: $0.times, seconds: wall)
    }
  }

  /// Monotonic microseconds.
  static func now() -> Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec * 1_000_000 + time.tv_nsec / 1000
  }
}
