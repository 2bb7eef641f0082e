import Synchronization
import Vocabulary

/// What a story calls its messages.
final class MessageNames: Sendable {
  private let ids = Mutex<[String: MessageID]>([:])

  func keep(_ name: String, _ message: MessageID) { ids.withLock { $0[name] = message } }

  func message(_ name: String) throws -> MessageID {
    guard let message = ids.withLock({ $0[name] }) else { throw Unexpected("no message \(name)") }
    return message
  }

  /// The name of an id, or the id.
  func name(_ id: String) -> String {
    ids.withLock { ids in ids.first { $0.value.text == id }?.key ?? id }
  }
}
