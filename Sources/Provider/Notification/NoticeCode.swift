package import Vocabulary

/// What a citizen types to learn whether a mail was ours: twelve characters of Crockford's base 32, 60 bits
/// (R-NOT-5). Shown in groups of four; read in capitals or not, with or without dashes and spaces, I and L
/// as 1, O as 0.
package struct NoticeCode: Hashable, Sendable {
  package static let bitsCount = 60
  private static let charactersCount = 12
  /// Longer texts are not looked at.
  private static let typedBytesMax = 64
  private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)

  /// Without the dashes.
  let text: String

  /// The first 60 bits.
  init(bits bytes: [UInt8]) {
    let value = bytes.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    let characters = (0..<Self.charactersCount).map { place in
      Self.alphabet[Int(value >> UInt64(64 - 5 * (place + 1)) & 31)]
    }
    text = String(decoding: characters, as: UTF8.self)
  }

  package init(parsing typed: some StringProtocol) throws(InvalidIdentifier) {
    let invalid = InvalidIdentifier("noticeCode", "must be 12 characters, in groups of four")
    guard typed.utf8.count <= Self.typedBytesMax else { throw invalid }
    var characters: [UInt8] = []
    for byte in typed.uppercased().utf8 where !" -\t\r\n".utf8.contains(byte) {
      characters.append(Self.meant(byte))
    }
    guard characters.count == Self.charactersCount, characters.allSatisfy(Self.alphabet.contains) else {
      throw invalid
    }
    text = String(decoding: characters, as: UTF8.self)
  }

  /// `XXXX-XXXX-XXXX`.
  package var shown: String {
    stride(from: 0, to: Self.charactersCount, by: 4).map { start in
      String(text.dropFirst(start).prefix(4))
    }.joined(separator: "-")
  }

  private static func meant(_ byte: UInt8) -> UInt8 {
    switch byte {
    case UInt8(ascii: "I"), UInt8(ascii: "L"): UInt8(ascii: "1")
    case UInt8(ascii: "O"): UInt8(ascii: "0")
    default: byte
    }
  }
}
