import Synchronization

/// Something that has happened, or not yet.
package final class Flag: Sendable {
  private let value = Mutex(false)

  package init() {}

  package var isUp: Bool { value.withLock { $0 } }

  package func raise() { value.withLock { $0 = true } }
}
