/// A validity period of a message type: a number of calendar days, months or years in Europe/Brussels.
///
/// Source: R-PUB-4; contract 2.1 `validityPeriod`; domain.md, "Publication".
package struct Period: Hashable, Sendable, CustomStringConvertible {
  package enum Unit: String, Hashable, Sendable, CaseIterable { case day, month, year }

  /// The longest period that the platform keeps a message.
  package static let yearsMax = 10

  package let number: Int
  package let unit: Unit

  package init(parsing number: Int, _ unit: Unit) throws(InvalidIdentifier) {
    let limit = [Unit.day: 3652, .month: 120, .year: Period.yearsMax][unit] ?? 0
    guard (1...limit).contains(number) else {
      throw InvalidIdentifier("validityPeriod", "must be 1 to \(limit) \(unit.rawValue)s")
    }
    (self.number, self.unit) = (number, unit)
  }

  /// The instant at which the period that starts at `instant` is over: 24:00 in Brussels on its last day.
  package func end(from instant: Instant) -> Instant {
    let start = CalendarDate(inBrusselsAt: instant)
    let last =
      switch unit {
      case .day: start.adding(days: number)
      case .month: start.adding(months: number)
      case .year: start.adding(months: 12 * number)
      }
    return last.adding(days: 1).startInBrussels
  }

  /// Whether it is never over before the other, whenever both begin together; of days and months by the
  /// shortest and the longest month.
  package func isNeverShorter(than other: Period) -> Bool {
    switch (months, other.months) {
    case (let own?, let others?): own >= others
    case (nil, nil): number >= other.number
    case (let own?, nil): 28 * own >= other.number
    case (nil, let others?): number >= 31 * others
    }
  }

  private var months: Int? {
    switch unit {
    case .day: nil
    case .month: number
    case .year: 12 * number
    }
  }

  package var description: String { "\(number) \(unit.rawValue)\(number == 1 ? "" : "s")" }
}
