import Foundation

/// A mail as its reader sees it: for showing what was sent. Reads what ``MailMessage`` writes; of other mails
/// what it can.
package struct ReadMail: Sendable {
  package let from: String
  package let to: String
  package let subject: String
  package let date: String
  package let plain: String
  package let html: String
  /// Names and values of all header fields, decoded.
  package let fields: [(name: String, value: String)]

  /// - Throws: when it is no mail in two forms.
  package init(parsing bytes: [UInt8]) throws {
    let mail = try MailPart(bytes[...])
    fields = mail.fields.map { ($0.name, EncodedWord.decoded($0.value)) }
    func value(_ name: String) -> String { EncodedWord.decoded(mail.value(name) ?? "") }
    (from, to, subject, date) = (value("from"), value("to"), value("subject"), value("date"))
    let parts = try mail.parts()
    plain = Self.text("text/plain", in: parts)
    html = Self.text("text/html", in: parts)
  }

  private static func text(_ type: String, in parts: [MailPart]) -> String {
    let part = parts.first { ContentType($0.value("content-type") ?? "")?.type == type }
    guard let part else { return "" }
    let isQuoted = part.value("content-transfer-encoding")?.lowercased() == "quoted-printable"
    let bytes = isQuoted ? QuotedPrintable.decode(part.body) : Array(part.body)
    return String(decoding: bytes, as: UTF8.self).replacing("\r\n", with: "\n")
  }
}

extension EncodedWord {
  /// Encoded words decoded, white space between two of them dropped (RFC 2047 §6.2).
  static func decoded(_ value: String) -> String {
    var (text, rest, wasEncoded) = ("", value[...], false)
    while let start = rest.firstRange(of: opening),
      let end = rest[start.upperBound...].firstRange(of: closing)
    {
      let between = rest[..<start.lowerBound]
      if !wasEncoded || !between.allSatisfy(\.isWhitespace) { text += between }
      guard let data = Data(base64Encoded: String(rest[start.upperBound..<end.lowerBound])) else {
        return text + rest
      }
      text += String(decoding: data, as: UTF8.self)
      rest = rest[end.upperBound...]
      wasEncoded = true
    }
    return text + rest
  }
}

extension QuotedPrintable {
  static func decode(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var out: [UInt8] = []
    var rest = bytes
    while let byte = rest.first {
      rest.removeFirst()
      guard byte == UInt8(ascii: "=") else {
        out.append(byte)
        continue
      }
      let pair = rest.prefix(2)
      if pair.first == 0x0A {
        rest.removeFirst()
      } else if pair.elementsEqual([0x0D, 0x0A]) {
        rest.removeFirst(2)
      } else if let value = UInt8(String(decoding: pair, as: UTF8.self), radix: 16), pair.count == 2 {
        out.append(value)
        rest.removeFirst(2)
      } else {
        out.append(byte)
      }
    }
    return out
  }
}
