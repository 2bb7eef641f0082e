import Foundation

/// Holds a thread until the test opens it: for closures that must still be running at a certain moment.
package final class Gate: @unchecked Sendable {
  private let condition = NSCondition()
  private var isOpen = false
  private var arrivals = 0
  private var waiters: [CheckedContinuation<Void, Never>] = []

  package init() {}

  /// Blocks the calling thread; not for the cooperative pool.
  package func hold() {
    condition.lock()
    arrivals += 1
    let arrived = waiters
    waiters = []
    for waiter in arrived { waiter.resume() }
    while !isOpen { condition.wait() }
    condition.unlock()
  }

  /// Returns when a thread is held, or was.
  package func held() async {
    await withCheckedContinuation { continuation in
      condition.lock()
      if arrivals > 0 { continuation.resume() } else { waiters.append(continuation) }
      condition.unlock()
    }
  }

  package func open() {
    condition.lock()
    isOpen = true
    condition.broadcast()
    condition.unlock()
  }
}
