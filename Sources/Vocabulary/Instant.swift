package import Foundation

/// A point in time: whole microseconds since 1970-01-01T00:00:00Z. The only form in which the product keeps
/// time.
package struct Instant: Hashable, Sendable, Comparable, CustomStringConvertible {
  package let microseconds: Int64

  package init(microseconds: Int64) { self.microseconds = microseconds }

  /// Parses RFC 3339 with an offset (`2026-11-22T10:00:00+01:00`, `…Z`), with up to six digits of fraction.
  package init(parsing text: some StringProtocol) throws(InvalidIdentifier) {
    let invalid = InvalidIdentifier("dateTime", "must be RFC 3339 with an offset: yyyy-MM-ddTHH:mm:ss+01:00")
    guard let match = String(text).wholeMatch(of: Instant.rfc3339) else { throw invalid }
    let parts = match.output
    guard let hour = Int64(parts.2), let minute = Int64(parts.3), let second = Int64(parts.4),
      hour < 24, minute < 60, second < 60, let date = try? CalendarDate(parsing: parts.1)
    else { throw invalid }
    let fraction = (parts.5 ?? "").dropFirst().padding(toLength: 6)
    var offset: Int64 = 0
    if parts.6 != "Z" {
      let sign: Int64 = parts.6.hasPrefix("-") ? -1 : 1
      guard let hours = Int64(parts.6.dropFirst().prefix(2)), let minutes = Int64(parts.6.suffix(2)),
        hours <= 14,
        minutes < 60
      else { throw invalid }
      offset = sign * (hours * 60 + minutes) * 60
    }
    let seconds = Int64(date.daysSince1970) * 86_400 + hour * 3600 + minute * 60 + second - offset
    self.init(microseconds: seconds * 1_000_000 + (Int64(fraction) ?? 0))
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
    let micros = microseconds - secondsSince1970 * 1_000_000
    return utc(offset: 0).appending(".\(String(micros).leftPadded(6))Z")
  }

  /// `yyyy-MM-dd'T'HH:mm:ssXXX` with the offset of Europe/Brussels, as the registries write it (reference
  /// §2.3).
  package var brussels: String {
    let offset = Brussels.zone.secondsFromGMT(for: date)
    let (hours, minutes) = (offset / 3600, offset % 3600 / 60)
    return utc(offset: Int64(offset)) + "+\(String(hours).leftPadded(2)):\(String(minutes).leftPadded(2))"
  }

  private func utc(offset: Int64) -> String {
    let local = secondsSince1970 + offset
    let days = local >= 0 ? local / 86_400 : (local - 86_399) / 86_400
    let second = local - days * 86_400
    let clock = [second / 3600, second % 3600 / 60, second % 60].map { String($0).leftPadded(2) }
    return "\(CalendarDate(daysSince1970: Int(days)))T\(clock.joined(separator: ":"))"
  }

  nonisolated(unsafe) private static let rfc3339 =
    /(\d{4}-\d{2}-\d{2})[Tt](\d{2}):(\d{2}):(\d{2})(\.\d{1,6})?(Z|[+-]\d{2}:\d{2})/
}

extension String {
  func leftPadded(_ length: Int) -> String {
    String(repeating: "0", count: max(0, length - utf8.count)) + self
  }
}

extension Substring {
  fileprivate func padding(toLength length: Int) -> String {
    self + String(repeating: "0", count: Swift.max(0, length - utf8.count))
  }
}
