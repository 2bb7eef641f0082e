import Contracts
import Synchronization
import Vocabulary

/// Replies that are coming in, in this process: one citizen's take up no more than their share of it.
final class RepliesUnderWay: Sendable {
  private let counts = Mutex<[MailboxID: Int]>([:])

  /// - Returns: false, and nothing is counted, when there are as many as may be.
  func begin(_ mailbox: MailboxID) -> Bool {
    counts.withLock { counts in
      let count = counts[mailbox] ?? 0
      guard count < ReplyLimits.atOnceMax else { return false }
      counts[mailbox] = count + 1
      return true
    }
  }

  /// Of one that began.
  func end(_ mailbox: MailboxID) {
    counts.withLock { counts in
      let left = (counts[mailbox] ?? 1) - 1
      counts[mailbox] = left > 0 ? left : nil
    }
  }
}
