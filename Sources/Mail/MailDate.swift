import Vocabulary

/// An instant as `Date` has it (RFC 5322 §3.3), in UTC.
enum MailDate {
  private static let days = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  static func text(_ instant: Instant) -> String {
    let seconds = max(0, instant.secondsSince1970)
    let date = CalendarDate(daysSince1970: Int(seconds / 86_400))
    let clock = [seconds % 86_400 / 3600, seconds % 3600 / 60, seconds % 60].map {
      $0 < 10 ? "0\($0)" : "\($0)"
    }
    let day = days[date.daysSince1970 % 7]
    return "\(day), \(date.day) \(months[date.month - 1]) \(date.year) \(clock.joined(separator: ":")) +0000"
  }
}
