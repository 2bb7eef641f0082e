/// A header value with parameters, as in `form-data; name="a"; filename*=UTF-8''b` (RFC 2045 §5.1, RFC 6266,
/// RFC 8187).
package struct HeaderParameters: Hashable, Sendable {
  /// What stands before the parameters, in lower case.
  package let value: String
  /// Names in lower case; quotes and backslashes undone. The first of a repeated name counts.
  package let parameters: [String: String]

  package init(parsing text: String) throws(MultipartFailure) {
    var rest = text.utf8[...]
    value = Self.token(&rest, until: [Self.semicolon]).lowercased()
    var parameters: [String: String] = [:]
    while rest.first == Self.semicolon {
      rest.removeFirst()
      let name = Self.token(&rest, until: [Self.equals, Self.semicolon]).lowercased()
      guard rest.first == Self.equals else {
        // A `;` at the end is common and harmless; a name without a value is not.
        guard name.isEmpty else { throw .malformedHeader }
        continue
      }
      rest.removeFirst()
      let content = try Self.content(&rest)
      guard !name.isEmpty else { throw .malformedHeader }
      if parameters[name] == nil { parameters[name] = content }
    }
    guard rest.isEmpty else { throw .malformedHeader }
    self.parameters = parameters
  }

  /// The name of a file: `filename*` (RFC 8187) before `filename`, percent-encoding undone where it is UTF-8
  /// (reference §3.1), as sent otherwise.
  package var fileName: String? {
    if let extended = parameters["filename*"], let name = HeaderParameters.extended(extended) { return name }
    guard let plain = parameters["filename"] else { return nil }
    return HeaderParameters.percentDecoded(plain) ?? plain
  }

  private static let semicolon = UInt8(ascii: ";")
  private static let equals = UInt8(ascii: "=")
  private static let quote = UInt8(ascii: "\"")
  private static let backslash = UInt8(ascii: "\\")

  private static func token(_ rest: inout Substring.UTF8View, until ends: [UInt8]) -> String {
    let taken = rest.prefix { !ends.contains($0) }
    rest = rest[taken.endIndex...]
    return trimmed(taken)
  }

  private static func content(_ rest: inout Substring.UTF8View) throws(MultipartFailure) -> String {
    rest = rest.drop(while: isBlank)
    guard rest.first == quote else { return token(&rest, until: [semicolon]) }
    rest.removeFirst()
    var text: [UInt8] = []
    while let byte = rest.popFirst() {
      switch byte {
      case quote:
        rest = rest.drop(while: isBlank)
        return String(decoding: text, as: UTF8.self)
      // Browsers send `\` unescaped in paths: only a quote or a backslash is taken as escaped.
      case backslash where rest.first == quote || rest.first == backslash: text.append(rest.removeFirst())
      default: text.append(byte)
      }
    }
    throw .malformedHeader
  }

  private static func trimmed(_ text: Substring.UTF8View) -> String {
    var text = text.drop(while: isBlank)
    while text.last.map(isBlank) ?? false { text.removeLast() }
    return String(Substring(text))
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

  /// `charset'language'value`, for UTF-8 and ISO-8859-1.
  private static func extended(_ text: String) -> String? {
    let parts = text.split(separator: "'", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3, let bytes = percentDecodedBytes(String(parts[2])),
      bytes.allSatisfy({ $0 >= 0x20 && $0 != 0x7F })
    else { return nil }
    switch parts[0].lowercased() {
    case "utf-8": return String(validating: bytes, as: UTF8.self)
    case "iso-8859-1": return String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
    default: return nil
    }
  }

  /// Nil when an escape is malformed, or the outcome is not UTF-8 or holds control characters.
  private static func percentDecoded(_ text: String) -> String? {
    guard let bytes = percentDecodedBytes(text), bytes.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else {
      return nil
    }
    return String(validating: bytes, as: UTF8.self)
  }

  private static func percentDecodedBytes(_ text: String) -> [UInt8]? {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      guard rest.count >= 2, let high = hexadecimal(rest.removeFirst()),
        let low = hexadecimal(rest.removeFirst())
      else { return nil }
      bytes.append(high << 4 | low)
    }
    return bytes
  }

  private static func hexadecimal(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x37
    case 0x61...0x66: byte - 0x57
    default: nil
    }
  }
}

extension HeaderParameters {
  /// The boundary that a `Content-Type` names.
  /// - Throws: ``MultipartFailure/boundaryInvalid`` unless it is of that multipart subtype and has one.
  package static func boundary(ofContentType text: String, subtype: String) throws(MultipartFailure) -> String
  {
    let type: HeaderParameters
    do { type = try HeaderParameters(parsing: text) } catch { throw .boundaryInvalid }
    guard type.value == "multipart/\(subtype)", let boundary = type.parameters["boundary"] else {
      throw .boundaryInvalid
    }
    return boundary
  }
}
