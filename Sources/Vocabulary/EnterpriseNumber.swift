/// A number of the Crossroads Bank for Enterprises (KBO, BCE): ten digits, the last two 97 − (first eight
/// mod 97).
///
/// Source: the reference report §6; series 1 since 19 September 2023.
package struct EnterpriseNumber: Hashable, Sendable, Comparable, CustomStringConvertible {
  package let digits: String

  /// Exactly ten digits, the first 0 or 1 (REST and SOAP EboxMessage refuse the nine-digit form).
  package init(parsing text: some StringProtocol) throws(InvalidIdentifier) {
    let text = String(text)
    guard text.utf8.count == 10, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
      let value = Int(text), value < 2_000_000_000
    else {
      throw InvalidIdentifier("enterpriseNumber", "must be exactly 10 digits, the first 0 or 1")
    }
    guard value % 100 == 97 - (value / 100) % 97 else {
      throw InvalidIdentifier("enterpriseNumber", "fails its checksum (the last two digits)")
    }
    self.digits = text
  }

  /// Nine digits are taken as ten with a leading 0: certificates and tokens may lack it (reference §6).
  package init(parsingPadded text: some StringProtocol) throws(InvalidIdentifier) {
    try self.init(parsing: text.utf8.count == 9 ? "0\(text)" : String(text))
  }

  package var description: String { digits }
  package static func < (left: Self, right: Self) -> Bool { left.digits < right.digits }
}
