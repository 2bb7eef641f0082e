import Storage
import Synchronization

/// How far the sweep for nobody's bytes has come.
final class SweepCursor: Sendable {
  private let state = Mutex<DocumentPlace?>(nil)

  /// Nil before the first document.
  var place: DocumentPlace? {
    get { state.withLock { $0 } }
    set { state.withLock { $0 = newValue } }
  }
}
