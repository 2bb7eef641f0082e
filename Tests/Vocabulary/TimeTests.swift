import Testing
import Vocabulary

@Suite struct InstantTests {
  @Test(arguments: [
    ("2026-11-22T10:00:00Z", "2026-11-22T10:00:00.000000Z"),
    ("2026-11-22T10:00:00.5+01:00", "2026-11-22T09:00:00.500000Z"),
    ("2000-02-29T23:59:59.123456-05:30", "2000-03-01T05:29:59.123456Z"),
    ("1969-12-31T23:59:59.999999Z", "1969-12-31T23:59:59.999999Z"),
  ])
  func parsesAndPrints(_ text: String, _ utc: String) throws {
    #expect(try Instant(parsing: text).description == utc)
    #expect(try Instant(parsing: utc).description == utc)
  }

  @Test(arguments: [
    "", "2026-11-22", "2026-11-22T10:00:00", "2026-02-29T00:00:00Z", "2026-11-22T24:00:00Z",
    "2026-11-22T10:00:60Z",
    "2026-11-22T10:00:00+25:00", "2026-11-22T10:00:00.1234567Z", "2026-11-22 10:00:00Z",
  ])
  func refuses(_ text: String) {
    #expect(throws: InvalidIdentifier.self) { try Instant(parsing: text) }
  }

  @Test func printsBrusselsWithItsOffset() throws {
    #expect(try Instant(parsing: "2026-07-01T10:00:00Z").brussels == "2026-07-01T12:00:00+02:00")
    #expect(try Instant(parsing: "2026-12-01T23:30:00Z").brussels == "2026-12-02T00:30:00+01:00")
  }

  @Test func anyInstantSurvivesPrintingAndParsing() throws {
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<2000 {
      let instant = Instant(
        microseconds: Int64.random(in: -2_000_000_000_000_000...4_000_000_000_000_000, using: &generator))
      #expect(try Instant(parsing: instant.description) == instant)
      let whole = Instant(microseconds: instant.secondsSince1970 * 1_000_000)
      #expect(try Instant(parsing: whole.brussels) == whole)
    }
  }
}

@Suite struct CalendarDateTests {
  @Test func daysCountBackAndForth() throws {
    for days in stride(from: -25_000, to: 60_000, by: 7) {
      #expect(CalendarDate(daysSince1970: days).daysSince1970 == days)
      #expect(try CalendarDate(parsing: CalendarDate(daysSince1970: days).description).daysSince1970 == days)
    }
  }

  @Test(arguments: [
    "2026-02-29", "2100-02-29", "2026-13-01", "2026-00-10", "2026-4-01", "26-04-01", "2026-04-31", "x",
  ])
  func refuses(_ text: String) {
    #expect(throws: InvalidIdentifier.self) { try CalendarDate(parsing: text) }
  }

  @Test(
    "an hour of the day in Brussels: jumped over, it is the jump; coming twice, it is the first",
    arguments: [
      ("2026-07-01", 8, "2026-07-01T08:00:00+02:00"), ("2026-12-01", 0, "2026-12-01T00:00:00+01:00"),
      ("2026-03-29", 1, "2026-03-29T01:00:00+01:00"), ("2026-03-29", 2, "2026-03-29T03:00:00+02:00"),
      ("2026-03-29", 3, "2026-03-29T03:00:00+02:00"), ("2026-03-29", 23, "2026-03-29T23:00:00+02:00"),
      ("2026-10-25", 1, "2026-10-25T01:00:00+02:00"), ("2026-10-25", 2, "2026-10-25T02:00:00+02:00"),
      ("2026-10-25", 3, "2026-10-25T03:00:00+01:00"), ("2026-10-25", 23, "2026-10-25T23:00:00+01:00"),
    ])
  func hours(_ day: String, _ hour: Int, _ instant: String) throws {
    #expect(try CalendarDate(parsing: day).instant(atHour: hour).brussels == instant)
  }

  @Test func theDayInBrusselsBeginsAtItsOwnMidnight() {
    for days in 18_000..<22_000 {
      let date = CalendarDate(daysSince1970: days)
      let start = date.startInBrussels
      #expect(CalendarDate(inBrusselsAt: start) == date)
      #expect(
        CalendarDate(inBrusselsAt: Instant(microseconds: start.microseconds - 1)) == date.adding(days: -1))
    }
  }
}

@Suite("R-PUB-4: periods count in Europe/Brussels and end at 24:00")
struct PeriodTests {
  @Test(arguments: [
    (1, Period.Unit.month, "2026-01-31T12:00:00+01:00", "2026-03-01T00:00:00+01:00"),
    (1, .month, "2028-01-31T12:00:00+01:00", "2028-03-01T00:00:00+01:00"),
    (30, .day, "2026-11-22T23:59:59+01:00", "2026-12-23T00:00:00+01:00"),
    (1, .day, "2026-03-28T10:00:00+01:00", "2026-03-30T00:00:00+02:00"),
    (1, .day, "2026-10-24T23:30:00+02:00", "2026-10-26T00:00:00+01:00"),
    (3, .year, "2024-02-29T08:00:00+01:00", "2027-03-01T00:00:00+01:00"),
    (24, .month, "2026-12-31T23:30:00Z", "2029-01-02T00:00:00+01:00"),
  ])
  func ends(_ number: Int, _ unit: Period.Unit, _ from: String, _ end: String) throws {
    #expect(try Period(parsing: number, unit).end(from: Instant(parsing: from)).brussels == end)
  }

  @Test func isBounded() {
    #expect(throws: InvalidIdentifier.self) { try Period(parsing: 0, .day) }
    #expect(throws: InvalidIdentifier.self) { try Period(parsing: 11, .year) }
    #expect(throws: InvalidIdentifier.self) { try Period(parsing: -1, .month) }
  }

  @Test(arguments: [
    (15, Period.Unit.day, 15, Period.Unit.day, true), (14, .day, 15, .day, false),
    (1, .year, 12, .month, true), (11, .month, 1, .year, false), (1, .month, 28, .day, true),
    (1, .month, 29, .day, false), (31, .day, 1, .month, true), (30, .day, 1, .month, false),
  ])
  func isNeverShorter(
    _ number: Int, _ unit: Period.Unit, _ other: Int, _ otherUnit: Period.Unit, _ expected: Bool
  ) throws {
    let period = try Period(parsing: number, unit)
    #expect(period.isNeverShorter(than: try Period(parsing: other, otherUnit)) == expected)
  }
}
