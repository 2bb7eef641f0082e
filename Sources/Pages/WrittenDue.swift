package import Vocabulary

/// A running or past due date, in words.
package struct WrittenDue: Sendable {
  package let text: String
  package let isOver: Bool
  /// The last week of it.
  package let isNear: Bool

  /// - Parameter end: the instant at which it is too late.
  package init(_ kind: DueKind, end: Instant, now: Instant, _ words: Words) {
    isOver = end <= now
    isNear = !isOver && WrittenTerm.isEnding(end, now: now)
    let date = ["date": WrittenTerm.end(end, words.language)]
    text = words.filled(isOver ? .dueOver : kind.key, date)
  }

  /// The classes of its badge.
  package var badge: String { isOver ? "badge" : isNear ? "badge warn" : "badge calm" }

  package var values: [String: any Sendable] { ["text": text, "badge": badge] }
}

extension DueKind {
  fileprivate var key: TextKey {
    switch self {
    case .appeal: .dueAppeal
    case .payment: .duePayment
    case .answer: .dueAnswer
    case .appearance: .dueAppearance
    }
  }
}
