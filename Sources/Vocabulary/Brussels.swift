import Foundation

/// The time zone in which periods are counted.
enum Brussels {
  /// `Europe/Brussels` is in every tz database; without one the product can't keep its terms and must not
  /// start.
  static let zone: TimeZone = {
    guard let zone = TimeZone(identifier: "Europe/Brussels") else {
      preconditionFailure("the time zone database (tzdata) lacks Europe/Brussels")
    }
    return zone
  }()

  /// Seconds ahead of UTC at that second since 1970.
  static func offset(at second: Int64) -> Int {
    guard second >= firstSecond, second < lastSecond else { return zone.offset(at: second) }
    // The last change that is not after it.
    var (low, high) = (0, changes.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if changes[middle].second <= second { low = middle } else { high = middle }
    }
    return changes[low].offset
  }

  /// From 1 January 1980 on, for two centuries: whatever is earlier or later is asked of the zone.
  private static let firstSecond: Int64 = 315_532_800
  private static let lastSecond: Int64 = firstSecond + 200 * 365 * 86_400

  /// Every change of the clock in that time, the state at its beginning first: to ask the zone takes
  /// microseconds, and each notice and each due date asks several times.
  private static let changes: [(second: Int64, offset: Int)] = {
    var changes = [(firstSecond, zone.offset(at: firstSecond))]
    var now = Date(timeIntervalSince1970: Double(firstSecond))
    while let next = zone.nextDaylightSavingTimeTransition(after: now),
      next.timeIntervalSince1970 < Double(lastSecond)
    {
      let second = Int64(next.timeIntervalSince1970)
      changes.append((second, zone.offset(at: second)))
      now = next
    }
    return changes
  }()
}

extension TimeZone {
  fileprivate func offset(at second: Int64) -> Int {
    secondsFromGMT(for: Date(timeIntervalSince1970: Double(second)))
  }
}
