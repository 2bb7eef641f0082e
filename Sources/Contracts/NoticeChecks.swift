package import Vocabulary

/// What a notice was sent for.
package enum NoticeKind: String, Hashable, Sendable, CaseIterable {
  /// The one mail of the day: new messages and reminders.
  case daily
  /// The mail of a citizen who chose to hear of each message.
  case atOnce
  /// The mail about one piece of registered mail, apart from all others and at once.
  case registered
  /// Carries the six digits by which an address is verified.
  case addressCode
  /// Tells the old address that another took its place.
  case addressReplaced
}

/// Tells anybody who holds a mail whether it was ours, by the code in it (R-NOT-5). It tells nothing about
/// whose mail it was; the code is as hard to guess as a key.
package protocol NoticeChecks: Sendable {
  /// - Parameter typed: the code as somebody typed it.
  /// - Returns: nil when no mail of ours has that code. Both answers are in the audit trail.
  func wasOurs(_ typed: String, requestID: RequestID) async throws(Failure<Never>) -> NoticeCheckAnswer?
}

/// The day in Europe/Brussels on which a mail of ours was made, and what it was for.
package struct NoticeCheckAnswer: Hashable, Sendable {
  package let day: CalendarDate
  package let kind: NoticeKind

  package init(day: CalendarDate, kind: NoticeKind) {
    self.day = day
    self.kind = kind
  }
}
