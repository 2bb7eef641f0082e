package import Vocabulary

/// A moment in Europe/Brussels, written out by our own tables: the same on every machine.
package struct WrittenTime: Sendable {
  private let instant: Instant
  private let language: Language

  package init(_ instant: Instant, in language: Language) {
    self.instant = instant
    self.language = language
  }

  /// `22 november 2026`, `1er novembre 2026`, `22. November 2026`, `22 November 2026`.
  package var date: String {
    let date = CalendarDate(inBrusselsAt: instant)
    let month = Self.months[language]?[date.month - 1] ?? ""
    switch language {
    case .fr where date.day == 1: return "1er \(month) \(date.year)"
    case .de: return "\(date.day). \(month) \(date.year)"
    case .nl, .fr, .en: return "\(date.day) \(month) \(date.year)"
    }
  }

  /// The date, then hours and minutes.
  package var dateAndTime: String {
    let clock = instant.brussels.split(separator: "T")[1].split(separator: ":")
    let (hours, minutes) = (clock[0], clock[1])
    switch language {
    case .nl: return "\(date) om \(hours).\(minutes) uur"
    case .fr: return "\(date) à \(hours) h \(minutes)"
    case .de: return "\(date), \(hours).\(minutes) Uhr"
    case .en: return "\(date) at \(hours):\(minutes)"
    }
  }

  /// For a `<time datetime="{{iso}}">{{text}}</time>`.
  package var dateValues: [String: any Sendable] { ["iso": instant.brussels, "text": date] }
  package var dateAndTimeValues: [String: any Sendable] { ["iso": instant.brussels, "text": dateAndTime] }

  private static let months: [Language: [String]] = [
    .nl: [
      "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober",
      "november",
      "december",
    ],
    .fr: [
      "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre",
      "novembre",
      "décembre",
    ],
    .de: [
      "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober",
      "November",
      "Dezember",
    ],
    .en: [
      "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
      "November",
      "December",
    ],
  ]
}
