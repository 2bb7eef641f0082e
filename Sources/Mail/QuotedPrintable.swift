/// UTF-8 text as lines of at most 76 columns of ASCII (RFC 2045 §6.7). Lines end in CRLF.
enum QuotedPrintable {
  static let columnsMax = 76
  private static let digits = Array("0123456789ABCDEF".utf8)

  static func encode(_ text: String) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(text.utf8.count * 2)
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      encode(line: Array(line.utf8.filter { $0 != 0x0D }), to: &out)
      out += [0x0D, 0x0A]
    }
    return out
  }

  private static func encode(line: [UInt8], to out: inout [UInt8]) {
    var column = 0
    for (place, byte) in line.enumerated() {
      let isLast = place == line.count - 1
      let piece =
        isPlain(byte, place, isLast) ? [byte] : [0x3D, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      // Room stays for the soft break's `=`.
      if column + piece.count > columnsMax - 1 {
        out += [0x3D, 0x0D, 0x0A]
        column = 0
      }
      out += piece
      column += piece.count
    }
  }

  /// A space at the end, a dot or an F at the beginning are encoded: relays and mailboxes treat them apart.
  private static func isPlain(_ byte: UInt8, _ place: Int, _ isLast: Bool) -> Bool {
    if byte == 0x20 || byte == 0x09 { return !isLast }
    if place == 0, byte == UInt8(ascii: ".") || byte == UInt8(ascii: "F") { return false }
    return (0x21...0x7E).contains(byte) && byte != UInt8(ascii: "=")
  }
}
