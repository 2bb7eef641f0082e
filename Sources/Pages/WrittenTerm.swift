package import Vocabulary

/// Until when something holds, in words: a term that ends at midnight by its last day, another by its time
/// (R-BOX-3).
package struct WrittenTerm: Sendable {
  /// From a week before its end on, a message is marked.
  package static let endingSeconds: Int64 = 7 * 86_400

  /// A whole phrase: "Available until the end of 28 November 2026".
  package let text: String

  package init(_ expiration: Instant, _ words: Words) {
    text =
      Self.isMidnight(expiration)
      ? words.filled(.availableUntilDay, ["date": Self.lastDay(expiration, words.language)])
      : words.filled(.availableUntilTime, ["date": WrittenTime(expiration, in: words.language).dateAndTime])
  }

  /// The last day of a term, written out.
  package static func lastDay(_ end: Instant, _ language: Language) -> String {
    WrittenTime(Instant(microseconds: end.microseconds - 1), in: language).date
  }

  /// Its last day, or its moment where it does not end with a day.
  package static func end(_ end: Instant, _ language: Language) -> String {
    isMidnight(end) ? lastDay(end, language) : WrittenTime(end, in: language).dateAndTime
  }

  package static func isEnding(_ expiration: Instant, now: Instant) -> Bool {
    expiration <= now.adding(seconds: endingSeconds)
  }

  private static func isMidnight(_ instant: Instant) -> Bool {
    CalendarDate(inBrusselsAt: instant).startInBrussels == instant
  }
}
