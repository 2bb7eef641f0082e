import Vocabulary

/// The source of what stands inside `<main>`, in Mustache; compiled once for each language, at start.
package struct PageTemplate: Hashable, Sendable {
  package let name: String
  let source: String

  /// - Parameter source: HTML with `{{t.key}}` for texts and `{{name}}` for values; begins with the page's
  ///   one `<h1>`.
  package init(_ name: String, _ source: String) {
    self.name = name
    self.source = source
  }

  /// Compiled for one language: its texts stand in it already, so that a page looks up only its values.
  /// - Throws: ``PageMistake`` for a value that is written unescaped, a text that is not there or that needs
  ///   values, and for what can't be understood.
  func compiled(with words: Words, allowsRaw: Bool = false) throws(PageMistake) -> [TemplateNode] {
    do throws(PageMistake) {
      return try TemplateParser.nodes(of: source, words, allowsRaw: allowsRaw)
    } catch {
      throw PageMistake("template \(name), \(words.language): \(error)")
    }
  }
}

extension String {
  /// As text between tags and in quoted attributes, for the few texts that no template writes.
  package var htmlEscaped: String {
    var escaped: [UInt8] = []
    StrictHTML.append(self, to: &escaped)
    return String(decoding: escaped, as: UTF8.self)
  }
}

/// Escapes byte by byte, so that no combining mark hides a character that HTML gives a meaning.
enum StrictHTML {
  static func append(_ text: String, to html: inout [UInt8]) {
    var text = text
    text.withUTF8 { bytes in
      var start = 0
      for place in bytes.indices {
        guard let escape = escape(bytes[place]) else { continue }
        html += bytes[start..<place]
        html += escape.utf8
        start = place + 1
      }
      html += bytes[start...]
    }
  }

  private static func escape(_ byte: UInt8) -> String? {
    switch byte {
    case UInt8(ascii: "<"): "&lt;"
    case UInt8(ascii: ">"): "&gt;"
    case UInt8(ascii: "&"): "&amp;"
    case UInt8(ascii: "\""): "&quot;"
    case UInt8(ascii: "'"): "&#39;"
    default: nil
    }
  }
}
