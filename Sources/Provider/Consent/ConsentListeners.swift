package import Contracts
import Synchronization
import Vocabulary

/// The active document providers that must hear of a consent act before the citizen is answered.
///
/// Registered while the program composes, because a document provider itself asks the provider.
package final class ConsentListeners: Sendable {
  private let listeners = Mutex<[any ConsentListener]>([])

  package init() {}

  package func add(_ listener: any ConsentListener) {
    listeners.withLock { $0.append(listener) }
  }

  var all: [any ConsentListener] { listeners.withLock { $0 } }
}

/// Waits until every listener confirmed a change, or until every grant that was given before it has expired.
struct ConsentRound: Sendable {
  let listeners: ConsentListeners
  /// Waits that long; played in tests.
  let pause: @Sendable (Duration) async -> Void

  private enum Word: Sendable { case confirmed, timeUp }

  /// Begin it after the act is committed: grants given before the commit end within
  /// ``ReadingGrant/secondsMax``. A listener that fails or hangs is not waited for longer than that, and
  /// can't hold up the others.
  func tell(_ change: ConsentChange) async {
    let listeners = listeners.all
    guard !listeners.isEmpty else { return }
    let (words, speaker) = AsyncStream.makeStream(of: Word.self)
    var tasks = listeners.map { listener in
      Task {
        do {
          try await listener.consentChanged(change)
          speaker.yield(.confirmed)
        } catch {
          // Not confirmed: the answer waits until the last grant has expired.
        }
      }
    }
    let pause = pause
    tasks.append(
      Task {
        await pause(.seconds(ReadingGrant.secondsMax))
        speaker.yield(.timeUp)
      })
    var missing = listeners.count
    for await word in words {
      if word == .timeUp { break }
      missing -= 1
      if missing == 0 { break }
    }
    for task in tasks { task.cancel() }
  }
}
