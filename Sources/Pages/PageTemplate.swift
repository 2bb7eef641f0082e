import Mustache
import Vocabulary

/// The mustache source of what stands inside `<main>`; compiled once, at start.
package struct PageTemplate: Hashable, Sendable {
  package let name: String
  let source: String

  /// - Parameter source: HTML with `{{t.key}}` for texts and `{{name}}` for values; begins with the page's
  ///   one `<h1>`.
  package init(_ name: String, _ source: String) {
    self.name = name
    self.source = source
  }

  /// Refuses unescaped output and texts that are not there or that need values.
  func check(against texts: [Language: Words]) throws(PageMistake) {
    guard !source.contains("{{{"), !source.contains("{{&") else {
      throw PageMistake("template \(name) writes a value unescaped")
    }
    guard !source.contains(/\{\{[#^\/]t\./) else {
      throw PageMistake("template \(name) takes a text for a section")
    }
    try checkTexts(against: texts)
  }

  func checkTexts(against texts: [Language: Words]) throws(PageMistake) {
    for match in source.matches(of: /\{\{t\.([A-Za-z]+)\}\}/) {
      let key = String(match.output.1)
      for (language, words) in texts where words.plain[key] == nil {
        throw PageMistake(
          "template \(name) names the text \(key), which \(language) has not, or which needs values")
      }
    }
  }

  /// Compiled for one language: its texts stand in it already, so that a page looks up only its values.
  ///
  /// Escapes by our own rule: Mustache's compares grapheme clusters, so a quote followed by a combining mark
  /// would slip through.
  func compiled(with words: Words) throws -> MustacheTemplate {
    let localized = source.replacing(/\{\{t\.([A-Za-z]+)\}\}/) { match in
      (words.plain[String(match.output.1)] ?? "").htmlEscaped
    }
    return try MustacheTemplate(string: "{{% CONTENT_TYPE: \(StrictHTML.name)}}\n" + localized)
  }
}

extension String {
  /// As text between tags and in quoted attributes, for the few texts that no template writes.
  package var htmlEscaped: String { StrictHTML().escapeText(self) }
}

/// Escapes byte by byte, so that no combining mark hides a character that HTML gives a meaning.
struct StrictHTML: MustacheContentType {
  static let name = "STRICT_HTML"

  func escapeText(_ text: String) -> String {
    var escaped: [UInt8] = []
    escaped.reserveCapacity(text.utf8.count)
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "<"): escaped += "&lt;".utf8
      case UInt8(ascii: ">"): escaped += "&gt;".utf8
      case UInt8(ascii: "&"): escaped += "&amp;".utf8
      case UInt8(ascii: "\""): escaped += "&quot;".utf8
      case UInt8(ascii: "'"): escaped += "&#39;".utf8
      default: escaped.append(byte)
      }
    }
    return String(decoding: escaped, as: UTF8.self)
  }
}
