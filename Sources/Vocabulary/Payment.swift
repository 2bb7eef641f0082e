/// An International Bank Account Number (ISO 13616): country, two check digits, up to 30 letters and digits.
package struct IBAN: Hashable, Sendable, CustomStringConvertible {
  /// Without spaces, in capitals.
  package let text: String

  /// Takes it as written on paper too, in groups with spaces.
  /// - Throws: ``InvalidIdentifier`` when it is malformed, too short or long for its country, or fails its
  ///   checksum (ISO 7064, modulo 97).
  package init(parsing text: some StringProtocol) throws(InvalidIdentifier) {
    let compact = String(text).filter { $0 != " " }.uppercased()
    let bytes = Array(compact.utf8)
    guard (15...34).contains(bytes.count), bytes.allSatisfy({ $0.isCapital || $0.isDigit }),
      bytes[0].isCapital, bytes[1].isCapital, bytes[2].isDigit, bytes[3].isDigit
    else { throw InvalidIdentifier("iban", "must be two letters, two digits and 11 to 30 letters or digits") }
    if let length = Self.lengths[String(compact.prefix(2))], length != bytes.count {
      throw InvalidIdentifier("iban", "must have \(length) characters in this country")
    }
    guard (2...98).contains(Int(bytes[2] - 48) * 10 + Int(bytes[3] - 48)),
      Self.remainder(Array(bytes.dropFirst(4) + bytes.prefix(4))) == 1
    else {
      throw InvalidIdentifier("iban", "fails its checksum")
    }
    self.text = compact
  }

  /// In groups of four, as people read it.
  package var grouped: String {
    stride(from: 0, to: text.count, by: 4).map { String(text.dropFirst($0).prefix(4)) }
      .joined(separator: " ")
  }

  package var description: String { text }

  /// Letters count as 10 to 35.
  private static func remainder(_ bytes: [UInt8]) -> Int {
    bytes.reduce(0) { remainder, byte in
      let value = byte.isDigit ? Int(byte - 48) : Int(byte - 55)
      return (remainder * (value < 10 ? 10 : 100) + value) % 97
    }
  }

  /// Countries of the single euro payments area, by the registry of ISO 13616.
  private static let lengths = [
    "AD": 24, "AT": 20, "BE": 16, "BG": 22, "CH": 21, "CY": 28, "CZ": 24, "DE": 22, "DK": 18, "EE": 20,
    "ES": 24, "FI": 18, "FR": 27, "GB": 22, "GR": 27, "HR": 21, "HU": 28, "IE": 22, "IS": 26, "IT": 27,
    "LI": 21, "LT": 20, "LU": 20, "LV": 21, "MC": 27, "MT": 31, "NL": 18, "NO": 15, "PL": 28, "PT": 25,
    "RO": 24, "SE": 24, "SI": 19, "SK": 24, "SM": 27, "VA": 22,
  ]
}

/// A Business Identifier Code (ISO 9362): 8 or 11 letters and digits.
package struct BIC: Hashable, Sendable, CustomStringConvertible {
  package let text: String

  package init(parsing text: some StringProtocol) throws(InvalidIdentifier) {
    let bytes = Array(text.utf8)
    guard bytes.count == 8 || bytes.count == 11, bytes.prefix(6).allSatisfy(\.isCapital),
      bytes.dropFirst(6).allSatisfy({ $0.isCapital || $0.isDigit })
    else { throw InvalidIdentifier("bic", "must be six capitals and two or five capitals or digits") }
    self.text = String(text)
  }

  package var description: String { text }
}

/// The structured communication of a Belgian credit transfer: ten digits and two check digits, written
/// `+++999/0000/00171+++`.
package struct StructuredCommunication: Hashable, Sendable, CustomStringConvertible {
  package let digits: String

  /// Takes it with its signs (`+` or `*`) and strokes, or as twelve digits.
  /// - Throws: ``InvalidIdentifier`` when it is malformed or fails its check digits: the first ten digits
  ///   modulo 97, and 97 for 0.
  package init(parsing text: some StringProtocol) throws(InvalidIdentifier) {
    let digits = String(text).filter { !"+*/ ".contains($0) }
    guard digits.utf8.count == 12, digits.utf8.allSatisfy(\.isDigit), let number = Int(digits.prefix(10)),
      let check = Int(digits.suffix(2))
    else { throw InvalidIdentifier("structuredCommunication", "must be twelve digits: +++NNN/NNNN/NNNNN+++") }
    guard check == (number % 97 == 0 ? 97 : number % 97) else {
      throw InvalidIdentifier("structuredCommunication", "fails its check digits")
    }
    self.digits = digits
  }

  package var description: String {
    "+++\(digits.prefix(3))/\(digits.dropFirst(3).prefix(4))/\(digits.suffix(5))+++"
  }
}

/// A sum of money, exact: hundredths of a unit of its currency.
package struct MoneyAmount: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// The most that a SEPA credit transfer carries: 999 999 999.99.
  package static let hundredthsMax: Int64 = 99_999_999_999

  package let hundredths: Int64

  /// - Throws: ``InvalidIdentifier`` unless it is a decimal number from 0 with at most two decimals.
  package init(parsing text: some StringProtocol) throws(InvalidIdentifier) {
    guard let hundredths = Self.hundredths(text), hundredths <= Self.hundredthsMax else {
      throw InvalidIdentifier("amount", "must be from 0 to 999999999.99, with at most two decimals")
    }
    self.hundredths = hundredths
  }

  /// Whatever form JSON has for it: `1.0E7`, `100.000`. Nil when it is no such number, or not exact.
  private static func hundredths(_ text: some StringProtocol) -> Int64? {
    let powers = text.split(omittingEmptySubsequences: false) { $0 == "e" || $0 == "E" }
    guard let mantissa = powers.first, powers.count <= 2 else { return nil }
    let halves = mantissa.split(separator: ".", omittingEmptySubsequences: false)
    guard halves.count <= 2, halves.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(\.isDigit) }),
      let power = powers.count == 1 ? 0 : Int(powers[1]), (-30...30).contains(power)
    else { return nil }
    var digits = Array(halves.joined().utf8)
    // The place of the last digit, in powers of ten of a hundredth.
    var place = power + 2 - (halves.count == 2 ? halves[1].utf8.count : 0)
    while place < 0, digits.last == 48 {
      digits.removeLast()
      place += 1
    }
    if digits.allSatisfy({ $0 == 48 }) { return 0 }
    guard place >= 0 else { return nil }
    digits.removeFirst(digits.prefix { $0 == 48 }.count)
    guard digits.count + place <= 12 else { return nil }
    return Int64(String(decoding: digits, as: UTF8.self) + String(repeating: "0", count: place))
  }

  /// With two decimals: `125.50`.
  package var description: String {
    let rest = hundredths % 100
    return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)"
  }

  package static func < (left: Self, right: Self) -> Bool { left.hundredths < right.hundredths }
}

/// An alphabetic currency code in use (ISO 4217).
package struct CurrencyCode: Hashable, Sendable, CustomStringConvertible {
  package let text: String

  package init(parsing text: some StringProtocol) throws(InvalidIdentifier) {
    guard Self.inUse.contains(String(text)) else {
      throw InvalidIdentifier("currency", "must be a currency code of ISO 4217, such as EUR")
    }
    self.text = String(text)
  }

  package var description: String { text }

  private static let inUse = Set(
    """
    AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD \
    CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ \
    GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR \
    LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN \
    PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB \
    TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VED VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG
    """.split(separator: " ").map(String.init))
}

extension UInt8 {
  fileprivate var isDigit: Bool { (48...57).contains(self) }
  fileprivate var isCapital: Bool { (65...90).contains(self) }
}

/// What the citizen has to do in time.
package enum DueKind: String, Hashable, Sendable, CaseIterable { case appeal, payment, answer, appearance }
