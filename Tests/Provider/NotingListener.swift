import Contracts
import Synchronization

/// Notes what it hears; hangs when told to, whatever happens.
final class NotingListener: ConsentListener {
  private let hangs: Bool
  private let heard = Mutex<[ConsentChange]>([])
  private let forgotten = Mutex<[CheckedContinuation<Void, Never>]>([])

  init(hangs: Bool = false) { self.hangs = hangs }

  var changes: [ConsentChange] { heard.withLock { $0 } }

  func consentChanged(_ change: ConsentChange) async throws(Failure<Never>) {
    heard.withLock { $0.append(change) }
    guard hangs else { return }
    await withCheckedContinuation { continuation in forgotten.withLock { $0.append(continuation) } }
  }

  /// Lets go of who hangs.
  func release() {
    for continuation in forgotten.withLock({ waiting in
      defer { waiting = [] }
      return waiting
    }) { continuation.resume() }
  }
}
