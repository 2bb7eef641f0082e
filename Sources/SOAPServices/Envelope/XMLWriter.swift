/// Writes XML of ours: elements and text in order, everything escaped.
struct XMLWriter {
  private(set) var text = ""

  mutating func element(
    _ name: String, _ attributes: [(String, String)] = [], _ content: (inout XMLWriter) -> Void
  ) {
    text += "<\(name)"
    for (name, value) in attributes { text += " \(name)=\"\(Self.escaped(value))\"" }
    text += ">"
    content(&self)
    text += "</\(name)>"
  }

  mutating func element(_ name: String, _ attributes: [(String, String)] = [], text value: String) {
    element(name, attributes) { $0.text += Self.escaped(value) }
  }

  mutating func element(_ name: String, flag: Bool) { element(name, text: flag ? "true" : "false") }

  /// Control characters that XML 1.0 can't hold are left out.
  private static func escaped(_ value: String) -> String {
    var text = ""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "&": text += "&amp;"
      case "<": text += "&lt;"
      case ">": text += "&gt;"
      case "\"": text += "&quot;"
      case "\t", "\n", "\r": text += "&#\(scalar.value);"
      case "\u{0}"..<"\u{20}", "\u{FFFE}", "\u{FFFF}": break
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text
  }
}
