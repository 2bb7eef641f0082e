/// Crockford's base 32: digits and capitals without I, L, O, U; sorts as the bytes do.
enum Base32 {
  private static let alphabet: StaticString = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
  /// The value of each byte as a digit; 32 for what is none.
  private static let digits: [UInt8] = {
    var digits = [UInt8](repeating: 32, count: 256)
    alphabet.withUTF8Buffer { alphabet in
      for (value, character) in alphabet.enumerated() { digits[Int(character)] = UInt8(value) }
    }
    return digits
  }()

  /// The number that at most 16 bytes write, the first the most significant.
  static func value(of bytes: [UInt8]) -> UInt128 { bytes.reduce(UInt128(0)) { $0 << 8 | UInt128($1) } }

  /// 128 bits as 26 characters, the first of them 0…7.
  static func text(of value: UInt128) -> String {
    String(unsafeUninitializedCapacity: 26) { text in
      alphabet.withUTF8Buffer { alphabet in
        var rest = value
        for place in (0..<26).reversed() {
          text[place] = alphabet[Int(truncatingIfNeeded: rest & 31)]
          rest >>= 5
        }
      }
      return 26
    }
  }

  /// The 128 bits of 26 canonical characters (capitals), or nil.
  static func value(ofText text: String) -> UInt128? {
    var value = UInt128(0)
    var count = 0
    for character in text.utf8 {
      let digit = digits[Int(character)]
      guard digit < (count == 0 ? 8 : 32), count < 26 else { return nil }
      value = value << 5 | UInt128(digit)
      count += 1
    }
    return count == 26 ? value : nil
  }
}
