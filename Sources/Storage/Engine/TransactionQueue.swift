import Foundation

/// Transactions that wait for a thread of an engine, in order of arrival, at most `capacity` of them.
final class TransactionQueue: @unchecked Sendable {
  enum Offer { case accepted, full, closed }

  private let condition = NSCondition()
  /// A ring: `count` places from `head` on are taken.
  private var places: [(any QueuedTransaction)?]
  private var head = 0
  private var count = 0
  private var idleThreads = 0
  private var isClosed = false

  init(capacity: Int) { places = Array(repeating: nil, count: capacity) }

  func offer(_ transaction: any QueuedTransaction) -> Offer {
    condition.lock()
    defer { condition.unlock() }
    if isClosed { return .closed }
    if count == places.count { return .full }
    places[(head + count) % places.count] = transaction
    count += 1
    if idleThreads > 0 { condition.signal() }
    return .accepted
  }

  /// Waits for the next one; nil when the queue is closed and empty.
  func take() -> (any QueuedTransaction)? {
    condition.lock()
    defer { condition.unlock() }
    while count == 0 {
      if isClosed { return nil }
      idleThreads += 1
      condition.wait()
      idleThreads -= 1
    }
    return removeFirst()
  }

  /// The next one, if there is one now.
  func takeIfWaiting() -> (any QueuedTransaction)? {
    condition.lock()
    defer { condition.unlock() }
    return count == 0 ? nil : removeFirst()
  }

  /// How many wait now.
  var waiting: Int {
    condition.lock()
    defer { condition.unlock() }
    return count
  }

  /// Accepts nothing more; what was accepted is still handed out.
  func close() {
    condition.lock()
    defer { condition.unlock() }
    isClosed = true
    condition.broadcast()
  }

  private func removeFirst() -> (any QueuedTransaction)? {
    let first = places[head]
    places[head] = nil
    head = (head + 1) % places.count
    count -= 1
    return first
  }
}
