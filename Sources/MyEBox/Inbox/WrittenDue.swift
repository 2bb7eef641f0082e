import Contracts
import Pages
import Vocabulary

/// A running or past due date, in words.
struct WrittenDue: Sendable {
  let due: Due
  let text: String
  let isOver: Bool
  /// The last week of it.
  let isNear: Bool

  init(_ due: Due, now: Instant, _ words: Words) {
    self.due = due
    let date = ["date": WrittenTerm.end(due.end, words.language)]
    isOver = due.end <= now
    isNear = !isOver && WrittenTerm.isEnding(due.end, now: now)
    text = words.filled(isOver ? .dueOver : due.kind.key, date)
  }

  /// The classes of its badge.
  var badge: String { isOver ? "badge" : isNear ? "badge warn" : "badge calm" }

  var values: [String: any Sendable] { ["text": text, "badge": badge] }
}

extension Due.Kind {
  fileprivate var key: TextKey {
    switch self {
    case .appeal: .dueAppeal
    case .payment: .duePayment
    case .answer: .dueAnswer
    case .appearance: .dueAppearance
    }
  }
}
