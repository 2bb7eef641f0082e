package import Foundation

/// Base 64 with the URL alphabet and without padding (RFC 4648 §5), as JSON Web Tokens, OAuth and digests are
/// written.
package enum Base64URL {
  package static func encode(_ bytes: some Sequence<UInt8>) -> String {
    let plain = Data(bytes).base64EncodedData()
    return String(unsafeUninitializedCapacity: plain.count) { text in
      var count = 0
      for byte in plain where byte != UInt8(ascii: "=") {
        text[count] = letter(byte, "+", "-", "/", "_")
        count += 1
      }
      return count
    }
  }

  /// Nil for anything but the URL alphabet; padding is not accepted.
  package static func decode(_ text: some StringProtocol) -> Data? {
    guard !text.utf8.contains(where: { "+/= \n\r\t".utf8.contains($0) }) else { return nil }
    var plain = Data(text.utf8.map { letter($0, "-", "+", "_", "/") })
    while plain.count % 4 != 0 { plain.append(UInt8(ascii: "=")) }
    return Data(base64Encoded: plain)
  }

  /// The letter, with `first` and `second` written as what follows each.
  private static func letter(
    _ byte: UInt8, _ first: Unicode.Scalar, _ writtenFirst: Unicode.Scalar, _ second: Unicode.Scalar,
    _ writtenSecond: Unicode.Scalar
  ) -> UInt8 {
    switch byte {
    case UInt8(ascii: first): UInt8(ascii: writtenFirst)
    case UInt8(ascii: second): UInt8(ascii: writtenSecond)
    default: byte
    }
  }
}
