package import Vocabulary

extension Message {
  /// Whether its content may be opened: always, but for registered mail that was not accepted or not
  /// delivered.
  package var isOpenable: Bool { delivery?.isOpen ?? true }

  /// Whether it still waits for its citizen, to be read or to be decided on.
  package func isUnread(at now: Instant) -> Bool {
    guard readAt == nil else { return false }
    return switch delivery?.state(at: now) {
    case nil, .awaitingAcceptance?, .delivered?: true
    case .refused?, .unanswered?, .notDelivered?: false
    }
  }

  /// Whether it is registered mail that waits for its citizen's decision.
  package func isAwaitingDecision(at now: Instant) -> Bool {
    if case .awaitingAcceptance? = delivery?.state(at: now) { true } else { false }
  }
}
