import Pages
import Vocabulary

/// Until when a message can be seen, in words (R-BOX-3).
struct Availability: Sendable {
  /// From a week before its end on, a message is marked.
  static let endingSeconds: Int64 = 7 * 86_400

  let text: String

  /// A term that ends at midnight is said with its last day; another with its time.
  init(_ expiration: Instant, _ words: Words) {
    let last = Instant(microseconds: expiration.microseconds - 1)
    let isMidnight = CalendarDate(inBrusselsAt: expiration).startInBrussels == expiration
    text =
      isMidnight
      ? words.filled(.availableUntilDay, ["date": WrittenTime(last, in: words.language).date])
      : words.filled(.availableUntilTime, ["date": WrittenTime(expiration, in: words.language).dateAndTime])
  }

  static func isEnding(_ expiration: Instant, now: Instant) -> Bool {
    expiration <= now.adding(seconds: endingSeconds)
  }
}
