import Contracts
import Pages
import Vocabulary

/// A running or past due date, in words.
struct WrittenDue: Sendable {
  let text: String
  let isOver: Bool
  /// The last week of it.
  let isNear: Bool

  init(_ due: DueRule, of message: Message, now: Instant, _ words: Words) {
    let end = due.end(availableAt: message.availableAt)
    let date = ["date": WrittenTerm.lastDay(end, words.language)]
    isOver = end <= now
    isNear = !isOver && WrittenTerm.isEnding(end, now: now)
    text = words.filled(isOver ? .dueOver : due.kind.key, date)
  }

  /// The classes of its badge.
  var badge: String { isOver ? "badge" : isNear ? "badge warn" : "badge calm" }

  var values: [String: any Sendable] { ["text": text, "badge": badge] }
}

extension DueRule.Kind {
  fileprivate var key: TextKey {
    switch self {
    case .appeal: .dueAppeal
    case .payment: .duePayment
    case .answer: .dueAnswer
    }
  }
}
