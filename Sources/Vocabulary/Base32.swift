/// Crockford's base 32: digits and capitals without I, L, O, U; sorts as the bytes do.
enum Base32 {
  private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)
  /// The value of each byte as a digit; 32 for what is none.
  private static let digits: [UInt8] = {
    var digits = [UInt8](repeating: 32, count: 256)
    for (value, character) in alphabet.enumerated() { digits[Int(character)] = UInt8(value) }
    return digits
  }()

  /// 16 bytes to 26 characters, the first of them 0…7.
  static func encode(_ bytes: [UInt8]) -> String {
    var value = bytes.reduce(UInt128(0)) { $0 << 8 | UInt128($1) }
    var text = [UInt8](repeating: 0, count: 26)
    for place in text.indices.reversed() {
      text[place] = alphabet[Int(value & 31)]
      value >>= 5
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// 26 canonical characters (capitals) to 16 bytes, or nil.
  static func decode(_ text: some StringProtocol) -> [UInt8]? {
    let characters = Array(text.utf8)
    guard characters.count == 26, characters[0] <= UInt8(ascii: "7") else { return nil }
    var value = UInt128(0)
    for character in characters {
      let digit = digits[Int(character)]
      guard digit < 32 else { return nil }
      value = value << 5 | UInt128(digit)
    }
    return (0..<16).map { UInt8(truncatingIfNeeded: value >> UInt128(8 * (15 - $0))) }
  }
}
