import Synchronization
import Vocabulary

/// What a search compares of one message.
struct SearchedMessage: Hashable, Sendable {
  /// Whether its content was open, and so its business data among the words; another process may open it.
  let isOpen: Bool
  /// The subject and the values of business data, a line each.
  let words: FoldedText
  let sender: String
  let application: String
  let messageType: String
}

/// Folded subjects of the mailboxes that were searched lately, so that a second search does not decrypt
/// everything again. Only in memory, at most ``bytesMax`` together; a mailbox goes ``secondsMax`` after its
/// first search, so that nothing is known longer of a message that ended, and at once at a consent act.
final class FoldedSubjects: Sendable {
  static let bytesMax = 64 << 20
  /// Ten minutes.
  static let secondsMax: Int64 = 600
  /// What a subject takes beside its letters, roughly.
  private static let overheadBytes = 200

  private struct Entry {
    var subjects: [String: SearchedMessage]
    var bytes: Int
    var madeAt: Instant
  }

  private struct State {
    var entries: [MailboxID: Entry] = [:]
    var bytes = 0
  }

  private let state = Mutex(State())

  /// What is remembered of a mailbox, by message id.
  func remembered(_ mailbox: MailboxID, at now: Instant) -> [String: SearchedMessage] {
    state.withLock { state in
      Self.forgetOld(&state, at: now)
      return state.entries[mailbox]?.subjects ?? [:]
    }
  }

  /// Remembers these of a mailbox in place of what was. Too much for the whole room is not remembered.
  func remember(_ subjects: [String: SearchedMessage], of mailbox: MailboxID, at now: Instant) {
    let bytes = subjects.values.reduce(0) { $0 + $1.words.bytes.count + Self.overheadBytes }
    state.withLock { state in
      let madeAt = state.entries[mailbox]?.madeAt ?? now
      Self.forget(mailbox, &state)
      guard bytes <= Self.bytesMax else { return }
      while state.bytes + bytes > Self.bytesMax,
        let oldest = state.entries.min(by: { $0.value.madeAt < $1.value.madeAt })
      { Self.forget(oldest.key, &state) }
      state.entries[mailbox] = Entry(subjects: subjects, bytes: bytes, madeAt: madeAt)
      state.bytes += bytes
    }
  }

  func forget(_ mailbox: MailboxID) { state.withLock { Self.forget(mailbox, &$0) } }

  private static func forgetOld(_ state: inout State, at now: Instant) {
    for (mailbox, entry) in state.entries where entry.madeAt.adding(seconds: secondsMax) <= now {
      forget(mailbox, &state)
    }
  }

  private static func forget(_ mailbox: MailboxID, _ state: inout State) {
    guard let entry = state.entries.removeValue(forKey: mailbox) else { return }
    state.bytes -= entry.bytes
  }
}
