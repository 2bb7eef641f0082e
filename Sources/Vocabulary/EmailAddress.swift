/// An e-mail address as a citizen may give one: `local@domain` in ASCII, without quoting, comments or
/// address literals. It holds no space, control character or line break, so that it can stand in a header
/// or an SMTP command as it is. Prints masked (`j…@e…`).
///
/// Source: RFC 5321 §4.1.2 (Dot-string, Domain), §4.5.3.1 (limits); a name in other letters is written in
/// its `xn--` form.
package struct EmailAddress: Hashable, Sendable, CustomStringConvertible, CustomDebugStringConvertible {
  package static let localBytesMax = 64
  /// Of the whole: the longest path of RFC 5321 without its angle brackets.
  package static let bytesMax = 254
  private static let labelBytesMax = 63
  private static let marks = Set("!#$%&'*+-/=?^_`{|}~".utf8)

  /// As given, the domain in small letters. Only for the wire and for the keyed hash: never for a log, a
  /// metric or an audit entry.
  package let text: String

  /// - Throws: ``InvalidIdentifier``, which never carries the address.
  package init(parsing text: some StringProtocol) throws(InvalidIdentifier) {
    guard text.utf8.count <= Self.bytesMax else {
      throw InvalidIdentifier("emailAddress", "must have at most \(Self.bytesMax) characters")
    }
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    guard parts.count == 2 else { throw InvalidIdentifier("emailAddress", "must have exactly one @") }
    guard Self.isLocal(parts[0]) else {
      throw InvalidIdentifier("emailAddress", "has a part before the @ that is not usual")
    }
    guard Self.isDomain(parts[1]) else {
      throw InvalidIdentifier("emailAddress", "has no domain name after the @")
    }
    self.text = "\(parts[0])@\(parts[1].lowercased())"
  }

  package var domain: String { String(text[(text.lastIndex(of: "@") ?? text.startIndex)...].dropFirst()) }

  package var description: String { "\(text.prefix(1))…@\(domain.prefix(1))…" }
  package var debugDescription: String { description }

  /// Words of letters, digits and RFC 5322's marks, joined by single dots.
  private static func isLocal(_ text: some StringProtocol) -> Bool {
    text.utf8.count <= localBytesMax
      && text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { word in
        !word.isEmpty && word.utf8.allSatisfy { isLetterOrDigit($0) || marks.contains($0) }
      }
  }

  /// At least two labels of letters, digits and inner dashes; the last has a letter, so that no address of
  /// a machine passes.
  private static func isDomain(_ text: some StringProtocol) -> Bool {
    let labels = text.split(separator: ".", omittingEmptySubsequences: false)
    guard labels.count >= 2, let last = labels.last else { return false }
    return labels.allSatisfy { label in
      (1...labelBytesMax).contains(label.utf8.count) && !label.hasPrefix("-") && !label.hasSuffix("-")
        && label.utf8.allSatisfy { isLetterOrDigit($0) || $0 == UInt8(ascii: "-") }
    } && last.utf8.contains { isLetterOrDigit($0) && !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: false
    }
  }
}

extension EmailAddress: CustomReflectable {
  package var customMirror: Mirror { Mirror(self, children: ["masked": description]) }
}
