package import Foundation

/// A point in time: whole microseconds since 1970-01-01T00:00:00Z. The only form in which the product keeps
/// time.
package struct Instant: Hashable, Sendable, Comparable, CustomStringConvertible {
  package let microseconds: Int64

  package init(microseconds: Int64) { self.microseconds = microseconds }

  /// Parses RFC 3339 with an offset (`2026-11-22T10:00:00+01:00`, `…Z`), with up to six digits of fraction.
  package init(parsing text: some StringProtocol) throws(InvalidIdentifier) {
    let invalid = InvalidIdentifier("dateTime", "must be RFC 3339 with an offset: yyyy-MM-ddTHH:mm:ss+01:00")
    guard let microseconds = Self.microseconds(of: text) else { throw invalid }
    self.init(microseconds: microseconds)
  }

  private static func microseconds(of text: some StringProtocol) -> Int64? {
    var digits = DecimalDigits(text)
    guard let date = CalendarDate(&digits), digits.take(UInt8(ascii: "T"), or: UInt8(ascii: "t")) != nil,
      let clock = secondsOfDay(&digits), digits.take(UInt8(ascii: ":")), let second = digits.number(2),
      second < 60
    else { return nil }
    var fraction = 0
    if digits.take(UInt8(ascii: ".")) {
      guard let millionths = digits.millionths() else { return nil }
      fraction = millionths
    }
    guard let offset = offset(&digits), digits.isAtEnd else { return nil }
    let seconds = date.daysSince1970 * 86_400 + clock + second - offset
    return Int64(seconds) * 1_000_000 + Int64(fraction)
  }

  /// `HH:mm`, in seconds.
  private static func secondsOfDay(_ digits: inout DecimalDigits) -> Int? {
    guard let hour = digits.number(2), digits.take(UInt8(ascii: ":")), let minute = digits.number(2),
      hour < 24, minute < 60
    else { return nil }
    return hour * 3600 + minute * 60
  }

  /// `Z` or `+HH:mm`, at most 14 hours and some, in seconds.
  private static func offset(_ digits: inout DecimalDigits) -> Int? {
    if digits.take(UInt8(ascii: "Z")) { return 0 }
    guard let sign = digits.take(UInt8(ascii: "+"), or: UInt8(ascii: "-")),
      let clock = secondsOfDay(&digits), clock < 15 * 3600
    else { return nil }
    return sign == UInt8(ascii: "-") ? -clock : clock
  }

  package static func < (left: Self, right: Self) -> Bool { left.microseconds < right.microseconds }

  package func adding(seconds: Int64) -> Instant { Instant(microseconds: microseconds + seconds * 1_000_000) }
  package func adding(milliseconds: Int64) -> Instant {
    Instant(microseconds: microseconds + milliseconds * 1000)
  }

  /// Whole seconds since 1970, rounded down, as in JWT and OAuth.
  package var secondsSince1970: Int64 {
    microseconds >= 0 ? microseconds / 1_000_000 : (microseconds - 999_999) / 1_000_000
  }

  package var date: Date { Date(timeIntervalSince1970: Double(microseconds) / 1_000_000) }

  /// RFC 3339 in UTC with six digits of fraction.
  package var description: String {
    var text = written(offset: 0)
    text.add(UInt8(ascii: "."))
    text.add(Int(microseconds - secondsSince1970 * 1_000_000), 6)
    text.add(UInt8(ascii: "Z"))
    return text.finished
  }

  /// `yyyy-MM-dd'T'HH:mm:ssXXX` with the offset of Europe/Brussels, as the registries write it (reference
  /// §2.3).
  package var brussels: String {
    let offset = Brussels.offset(at: secondsSince1970)
    var text = written(offset: offset)
    text.add(UInt8(ascii: "+"))
    text.add(secondsOfDay: offset, withSeconds: false)
    return text.finished
  }

  private func written(offset: Int) -> DecimalText {
    let local = Int(secondsSince1970) + offset
    let days = local >= 0 ? local / 86_400 : (local - 86_399) / 86_400
    var text = DecimalText()
    text.add(CalendarDate(daysSince1970: days))
    text.add(UInt8(ascii: "T"))
    text.add(secondsOfDay: local - days * 86_400, withSeconds: true)
    return text
  }
}
