import Mail

/// Words of citizens and senders as they stand in a notice: one line, and nothing in it that a mail program
/// makes a link of by itself, such as `naam.be` (written `naam. be`), an e-mail address or a scheme.
struct UnlinkedText {
  let text: String

  init(_ original: String, charactersMax: Int) {
    let line = String(HeaderText(original).text.prefix(charactersMax))
    var out = ""
    for character in line {
      // Between a mark that links are made of and what follows it, and around an @, stands a space.
      if let last = out.last, !last.isWhitespace, !character.isWhitespace,
        Self.joins.contains(last) || character == "@"
      {
        out.append(" ")
      }
      out.append(character)
    }
    text = out
  }

  /// Full stops of other scripts count as well: mail programs take them for one.
  private static let joins: Set<Character> = [".", ":", "/", "@", "\\", "。", "．", "｡", "․"]
}
