/// Reads numbers of a fixed count of digits from the beginning of a text on, as dates have them.
struct DecimalDigits {
  private var rest: ArraySlice<UInt8>

  init(_ text: some StringProtocol) { rest = Array(text.utf8)[...] }

  var isAtEnd: Bool { rest.isEmpty }

  /// The next `count` digits; nil when there are fewer.
  mutating func number(_ count: Int) -> Int? {
    guard rest.count >= count else { return nil }
    var value = 0
    for byte in rest.prefix(count) {
      guard (0x30...0x39).contains(byte) else { return nil }
      value = value * 10 + Int(byte - 0x30)
    }
    rest = rest.dropFirst(count)
    return value
  }

  /// What one to six digits say behind a decimal point, in millionths; nil for none or more.
  mutating func millionths() -> Int? {
    let digits = rest.prefix { (0x30...0x39).contains($0) }
    guard (1...6).contains(digits.count), let value = number(digits.count) else { return nil }
    return (digits.count..<6).reduce(value) { value, _ in value * 10 }
  }

  /// Whether this comes next, which is passed over.
  mutating func take(_ byte: UInt8) -> Bool { take(byte, or: byte) != nil }

  /// Which of the two comes next, which is passed over; nil for neither.
  mutating func take(_ one: UInt8, or other: UInt8) -> UInt8? {
    guard let byte = rest.first, byte == one || byte == other else { return nil }
    rest = rest.dropFirst()
    return byte
  }
}

/// Writes numbers with leading zeros, as dates have them.
struct DecimalText {
  private var bytes: [UInt8] = []

  init() { bytes.reserveCapacity(32) }

  var finished: String { String(decoding: bytes, as: UTF8.self) }

  mutating func add(_ byte: UInt8) { bytes.append(byte) }

  /// At least `count` digits, behind a sign where the number is negative.
  mutating func add(_ number: Int, _ count: Int) {
    if number < 0 { add(UInt8(ascii: "-")) }
    var (rest, places) = (abs(number), 1)
    var scale = 1
    while places < count || rest / scale > 9 {
      scale *= 10
      places += 1
    }
    while scale > 0 {
      bytes.append(UInt8(ascii: "0") + UInt8(rest / scale))
      rest %= scale
      scale /= 10
    }
  }

  /// `yyyy-MM-dd`.
  mutating func add(_ date: CalendarDate) {
    add(date.year, 4)
    add(UInt8(ascii: "-"))
    add(date.month, 2)
    add(UInt8(ascii: "-"))
    add(date.day, 2)
  }

  /// `HH:mm`, with `:ss` when seconds are asked for.
  mutating func add(secondsOfDay second: Int, withSeconds: Bool) {
    add(second / 3600, 2)
    add(UInt8(ascii: ":"))
    add(second % 3600 / 60, 2)
    guard withSeconds else { return }
    add(UInt8(ascii: ":"))
    add(second % 60, 2)
  }
}
