/// An item of structured fields whose value is a token (RFC 8941 §3.3.4), with parameters that are read over.
enum StructuredItem {
  /// - Returns: the token; nil where the text is no such item.
  static func token(_ text: String) -> String? {
    var rest = Substring(text)[...]
    rest = rest.drop { $0 == " " }
    guard let token = takeToken(&rest) else { return nil }
    while rest.first == ";" {
      rest = rest.dropFirst().drop { $0 == " " }
      guard takeKey(&rest) else { return nil }
      guard rest.first == "=" else { continue }
      rest = rest.dropFirst()
      guard takeValue(&rest) else { return nil }
    }
    return rest.allSatisfy { $0 == " " } ? token : nil
  }

  private static func takeToken(_ rest: inout Substring) -> String? {
    guard let first = rest.first, isLetter(first) || first == "*" else { return nil }
    let token = rest.prefix { isLetter($0) || isDigit($0) || "!#$%&'*+-.^_`|~:/".contains($0) }
    rest = rest.dropFirst(token.count)
    return String(token)
  }

  private static func takeKey(_ rest: inout Substring) -> Bool {
    guard let first = rest.first, isLower(first) || first == "*" else { return false }
    rest = rest.drop { isLower($0) || isDigit($0) || "_-.*".contains($0) }
    return true
  }

  /// A bare item: token, string, byte sequence, boolean or number.
  private static func takeValue(_ rest: inout Substring) -> Bool {
    switch rest.first {
    case "\"": return takeString(&rest)
    case ":":
      let bytes = rest.dropFirst().prefix { isLetter($0) || isDigit($0) || "+/=".contains($0) }
      rest = rest.dropFirst(1 + bytes.count)
      guard rest.first == ":" else { return false }
      rest = rest.dropFirst()
      return true
    case "?":
      guard ["?0", "?1"].contains(rest.prefix(2)) else { return false }
      rest = rest.dropFirst(2)
      return true
    case let first? where isDigit(first) || first == "-": return takeNumber(&rest)
    default: return takeToken(&rest) != nil
    }
  }

  private static func takeString(_ rest: inout Substring) -> Bool {
    rest = rest.dropFirst()
    while let character = rest.popFirst() {
      if character == "\"" { return true }
      if character == "\\" {
        guard let escaped = rest.popFirst(), escaped == "\"" || escaped == "\\" else { return false }
      } else if !("\u{20}"..."\u{7E}").contains(character) {
        return false
      }
    }
    return false
  }

  /// At most 15 digits, and up to three of them after a point that stands behind at most twelve.
  private static func takeNumber(_ rest: inout Substring) -> Bool {
    if rest.first == "-" { rest = rest.dropFirst() }
    let whole = rest.prefix(while: isDigit).count
    rest = rest.dropFirst(whole)
    guard rest.first == "." else { return (1...15).contains(whole) }
    rest = rest.dropFirst()
    let part = rest.prefix(while: isDigit).count
    rest = rest.dropFirst(part)
    return (1...12).contains(whole) && (1...3).contains(part)
  }

  private static func isLower(_ character: Character) -> Bool { ("a"..."z").contains(character) }
  private static func isLetter(_ character: Character) -> Bool {
    isLower(character) || ("A"..."Z").contains(character)
  }
  private static func isDigit(_ character: Character) -> Bool { ("0"..."9").contains(character) }
}
