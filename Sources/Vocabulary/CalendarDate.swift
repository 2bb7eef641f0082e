/// A day of the Gregorian calendar, without a time.
package struct CalendarDate: Hashable, Sendable, Comparable, CustomStringConvertible {
  package let year: Int
  package let month: Int
  package let day: Int

  /// `yyyy-MM-dd` of an existing day, years 1900 to 9999.
  package init(parsing text: some StringProtocol) throws(InvalidIdentifier) {
    var digits = DecimalDigits(text)
    guard let date = CalendarDate(&digits), digits.isAtEnd else {
      throw InvalidIdentifier("date", "must be an existing day, yyyy-MM-dd")
    }
    self = date
  }

  /// The same at the beginning of a longer text.
  init?(_ digits: inout DecimalDigits) {
    guard let year = digits.number(4), digits.take(UInt8(ascii: "-")), let month = digits.number(2),
      digits.take(UInt8(ascii: "-")), let day = digits.number(2), year >= 1900, (1...12).contains(month),
      (1...CalendarDate.days(in: month, of: year)).contains(day)
    else { return nil }
    (self.year, self.month, self.day) = (year, month, day)
  }

  /// Days since 1970-01-01; proleptic Gregorian.
  package init(daysSince1970 days: Int) {
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  }

  /// The day that it is in Europe/Brussels at `instant`.
  package init(inBrusselsAt instant: Instant) {
    let local = instant.secondsSince1970 + Int64(Brussels.offset(at: instant.secondsSince1970))
    self.init(daysSince1970: Int(local >= 0 ? local / 86_400 : (local - 86_399) / 86_400))
  }

  package var daysSince1970: Int {
    let shiftedYear = month <= 2 ? year - 1 : year
    let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
    let yearOfEra = shiftedYear - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  package func adding(days: Int) -> CalendarDate { CalendarDate(daysSince1970: daysSince1970 + days) }

  /// 31 January + 1 month is the last day of February.
  package func adding(months: Int) -> CalendarDate {
    let count = year * 12 + month - 1 + months
    let (newYear, newMonth) = (count / 12, count % 12 + 1)
    let newDay = min(day, CalendarDate.days(in: newMonth, of: newYear))
    let first = CalendarDate(year: newYear, month: newMonth)
    return first.adding(days: newDay - 1)
  }

  /// The instant at which the day begins in Europe/Brussels.
  package var startInBrussels: Instant {
    let utcMidnight = Int64(daysSince1970) * 86_400
    // The offset a day earlier and a day later differ only around a clock change; midnight itself never
    // falls in one.
    let guess = utcMidnight - Int64(offset(at: utcMidnight))
    return Instant(microseconds: (utcMidnight - Int64(offset(at: guess))) * 1_000_000)
  }

  /// The instant at which it is that hour of the day in Europe/Brussels: the first of the two where the hour
  /// comes twice, and the moment at which the clock jumps over it where it does not come.
  /// - Parameter hour: 0 to 23.
  package func instant(atHour hour: Int) -> Instant {
    let local = Int64(daysSince1970) * 86_400 + Int64(hour) * 3600
    let before = Int64(offset(at: startInBrussels.secondsSince1970))
    let after = Int64(offset(at: adding(days: 1).startInBrussels.secondsSince1970))
    let isLater = Int64(offset(at: local - before)) != before && Int64(offset(at: local - after)) == after
    return Instant(microseconds: (local - (isLater ? after : before)) * 1_000_000)
  }

  package var description: String {
    var text = DecimalText()
    text.add(self)
    return text.finished
  }

  package static func < (left: Self, right: Self) -> Bool {
    (left.year, left.month, left.day) < (right.year, right.month, right.day)
  }

  private init(year: Int, month: Int) { (self.year, self.month, self.day) = (year, month, 1) }

  private func offset(at second: Int64) -> Int { Brussels.offset(at: second) }

  private static func days(in month: Int, of year: Int) -> Int {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    return month == 2 ? (leap ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
  }
}

extension Instant {
  /// The end of what is written as a day (`yyyy-MM-dd`, over at its end in Brussels) or as an instant with
  /// its offset (RFC 3339).
  /// - Throws: ``InvalidIdentifier`` when it is neither, or its end is past the year 9998: after that there
  ///   is no way to write it.
  package init(parsingEnd text: String) throws(InvalidIdentifier) {
    let end =
      text.utf8.count == 10
      ? try CalendarDate(parsing: text).adding(days: 1).startInBrussels : try Instant(parsing: text)
    guard CalendarDate(inBrusselsAt: end).year < 9999 else {
      throw InvalidIdentifier("date", "must be before the year 9999")
    }
    self = end
  }
}
