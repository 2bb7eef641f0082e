import Mail

/// Words of citizens and senders as they stand in a notice: one line, and nothing in it that a mail program
/// makes a link of by itself, such as `naam.be` (written `naam. be`), an e-mail address or a scheme.
struct UnlinkedText {
  let text: String

  init(_ original: String, charactersMax: Int) {
    let line = String(HeaderText(original).text.prefix(charactersMax))
    var out = String.UnicodeScalarView()
    // The last scalar that is seen: a joiner behind a dot does not part it from what follows.
    var last: Unicode.Scalar?
    for scalar in line.unicodeScalars {
      if let last, !last.properties.isWhitespace, !scalar.properties.isWhitespace,
        Self.joins.contains(last) || scalar == "@"
      {
        out.append(" ")
      }
      out.append(scalar)
      if scalar.properties.generalCategory != .format { last = scalar }
    }
    text = String(out)
  }

  /// Full stops of other scripts count as well: mail programs take them for one.
  private static let joins: Set<Unicode.Scalar> = [".", ":", "/", "@", "\\", "。", "．", "｡", "․"]
}
