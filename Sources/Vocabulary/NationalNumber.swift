/// An INSZ (NISS, SSIN): the number of a natural person in the national register, or a BIS number. Prints
/// masked.
///
/// Eleven digits `YYMMDD SSS CC`. `CC` is 97 − (first nine digits mod 97), with a `2` before the nine digits
/// for who was born from 2000 on; the number alone does not tell the century when both fit. Months 20–39 and
/// 40–59 mark a BIS number (+20: sex unknown, +40: known; past 12 when the serials of a day ran out); month
/// and day may be 00.
///
/// Source: R-PUB-3; the reference report §6; belgif openapi-person-identifier.
package struct NationalNumber: Hashable, Sendable, CustomStringConvertible, CustomDebugStringConvertible {
  /// The eleven digits. Only for the wire and for the keyed hash: never for a log, a metric or a mail.
  package let digits: String

  /// - Throws: ``InvalidIdentifier`` when it is not eleven digits, has no such month or day, or fails the
  ///   checksum.
  package init(parsing text: some StringProtocol) throws(InvalidIdentifier) {
    let numbers = text.utf8.map { Int($0) - 48 }
    guard numbers.count == 11, numbers.allSatisfy({ (0...9).contains($0) }) else {
      throw InvalidIdentifier("ssin", "must be exactly 11 digits")
    }
    let value = numbers.reduce(0) { $0 * 10 + $1 }
    let (front, check) = (value / 100, value % 100)
    guard NationalNumber.isMonth(numbers[2] * 10 + numbers[3]), numbers[4] * 10 + numbers[5] <= 31 else {
      throw InvalidIdentifier("ssin", "has no such month or day")
    }
    guard check == 97 - front % 97 || check == 97 - (2_000_000_000 + front) % 97 else {
      throw InvalidIdentifier("ssin", "fails its checksum (the last two digits)")
    }
    self.digits = String(text)
  }

  /// Whether it is a BIS number: given to persons who are not in the national register.
  package var isBIS: Bool { month > 12 }

  /// The centuries in which the checksum holds: 1900, 2000, or both.
  package var possibleCenturies: [Int] {
    let value = Int(digits) ?? 0
    let (front, check) = (value / 100, value % 100)
    return [(1900, 0), (2000, 2_000_000_000)].filter { check == 97 - ($0.1 + front) % 97 }.map(\.0)
  }

  package var description: String { "*********" + digits.suffix(2) }
  package var debugDescription: String { description }

  private var month: Int { Int(digits.dropFirst(2).prefix(2)) ?? 0 }

  private static func isMonth(_ month: Int) -> Bool {
    (0...12).contains(month) || (20...59).contains(month)
  }
}

extension NationalNumber: CustomReflectable {
  package var customMirror: Mirror { Mirror(self, children: ["masked": description]) }
}
