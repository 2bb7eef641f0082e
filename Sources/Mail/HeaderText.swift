/// Text for people in a header: one line, whatever it was made of. There is no other way for text to get
/// into a header, so that nothing a citizen or sender typed can end one.
package struct HeaderText: Hashable, Sendable {
  package static let charactersMax = 200

  /// Without control characters, line and paragraph separators and marks of direction; white space joined
  /// to single spaces; cut at ``charactersMax``.
  package let text: String

  package init(_ text: some StringProtocol) {
    var cleaned = ""
    var count = 0
    for character in text {
      guard count < Self.charactersMax else { break }
      if character.isWhitespace || !character.unicodeScalars.allSatisfy(Self.isShown) {
        if cleaned.last != " ", !cleaned.isEmpty { cleaned.append(" ") }
      } else {
        cleaned.append(character)
      }
      count += 1
    }
    if cleaned.last == " " { cleaned.removeLast() }
    self.text = cleaned
  }

  private static func isShown(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned: false
    // Zero-width joiners belong to words; marks of direction turn what follows around.
    case .format: scalar == "\u{200C}" || scalar == "\u{200D}"
    default: true
    }
  }

  /// As the value of a header such as Subject: plain ASCII as it is, anything else in encoded words
  /// (RFC 2047).
  var unstructured: [String] {
    let isPlain = text.utf8.allSatisfy { (0x20...0x7E).contains($0) } && !text.contains("=?")
    guard !isPlain else { return text.split(separator: " ").flatMap(Self.pieces) }
    return EncodedWord.words(text)
  }

  /// As the name before an address: letters, digits and spaces as they are, other ASCII quoted, anything
  /// else in encoded words.
  var phrase: [String] {
    guard text.utf8.allSatisfy({ (0x20...0x7E).contains($0) }), !text.contains("=?") else {
      return EncodedWord.words(text)
    }
    let isAtoms = text.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: " "), UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"),
        UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"):
        true
      default: false
      }
    }
    if isAtoms { return text.split(separator: " ").flatMap(Self.pieces) }
    return EncodedWord.words(text)
  }

  /// A word so long that no line could hold it is encoded.
  private static func pieces(_ word: Substring) -> [String] {
    word.utf8.count <= EncodedWord.columnsMax ? [String(word)] : EncodedWord.words(String(word))
  }
}
