package import Vocabulary

/// The texts of one language.
///
/// A table is `key = text`, a line each; a line that begins with a space goes on with the one before.
/// `{name}` is a placeholder.
package struct Words: Sendable {
  package let language: Language
  private var texts: [TextKey: String] = [:]
  /// The texts without placeholders, for templates.
  var plain: [String: String] = [:]

  init(language: Language) { self.language = language }

  /// - Throws: ``PageMistake`` when a key is unknown, missing or there twice.
  init(language: Language, parsing table: String) throws(PageMistake) {
    self.language = language
    for entry in Self.entries(table) {
      let halves = entry.split(separator: " = ", maxSplits: 1)
      guard halves.count == 2, let key = TextKey(rawValue: String(halves[0])), texts[key] == nil else {
        throw PageMistake("texts in \(language): unknown, empty or repeated: \(halves.first ?? "")")
      }
      guard !halves[1].contains("{{") else {
        throw PageMistake("texts in \(language): \(key.rawValue) would be read as a template")
      }
      texts[key] = String(halves[1])
    }
    if let missing = TextKey.allCases.first(where: { texts[$0] == nil }) {
      throw PageMistake("texts in \(language): \(missing.rawValue) is missing")
    }
    for (key, text) in texts where Self.placeholders(in: text).isEmpty { plain[key.rawValue] = text }
  }

  package subscript(_ key: TextKey) -> String { texts[key] ?? "" }

  /// The text with its placeholders filled. What is put in is still escaped by the template.
  package func filled(_ key: TextKey, _ values: [String: String]) -> String {
    var text = ""
    var rest = Substring(self[key])
    // By bytes: to look for characters takes ten times as long.
    while let open = rest.utf8.firstIndex(of: UInt8(ascii: "{")),
      let close = rest[open...].utf8.firstIndex(of: UInt8(ascii: "}"))
    {
      text += rest[..<open]
      text += values[String(rest[rest.utf8.index(after: open)..<close])] ?? ""
      rest = rest[rest.utf8.index(after: close)...]
    }
    return text + rest
  }

  /// `one` or `many`, with `{count}` filled.
  package func counted(_ count: Int, one: TextKey, many: TextKey) -> String {
    let isOne = count == 1 || count == 0 && language == .fr
    return filled(isOne ? one : many, ["count": String(count)])
  }

  static func all() throws(PageMistake) -> [Language: Words] {
    var all: [Language: Words] = [:]
    let tables: [Language: [String]] = [
      .nl: [dutchTexts, dutchPortalTexts, dutchRegisteredTexts, dutchDemoTexts],
      .fr: [frenchTexts, frenchPortalTexts, frenchRegisteredTexts, frenchDemoTexts],
      .de: [germanTexts, germanPortalTexts, germanRegisteredTexts, germanDemoTexts],
      .en: [englishTexts, englishPortalTexts, englishRegisteredTexts, englishDemoTexts],
    ]
    for (language, parts) in tables {
      all[language] = try Words(language: language, parsing: parts.joined(separator: "\n"))
    }
    return all
  }

  static func placeholders(in text: String) -> Set<String> {
    Set(text.matches(of: /\{([a-z][A-Za-z]*)\}/).map { String($0.output.1) })
  }

  private static func entries(_ table: String) -> [String] {
    var entries: [String] = []
    for line in table.split(separator: "\n") where !line.hasPrefix("#") {
      if line.hasPrefix(" "), let last = entries.indices.last {
        entries[last] += " " + line.drop { $0 == " " }
      } else {
        entries.append(String(line))
      }
    }
    return entries
  }
}
