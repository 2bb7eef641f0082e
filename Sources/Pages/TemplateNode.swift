/// A part of a compiled template.
indirect enum TemplateNode: Hashable, Sendable {
  /// HTML of the template itself, its texts included.
  case html([UInt8])
  /// A value, escaped.
  case value(TemplateName)
  /// A value as it is: of the layout only.
  case raw(TemplateName)
  /// What stands once for each of a list, once for anything else that is there, and not at all for `false`.
  case section(TemplateName, [TemplateNode])
  /// What stands when there is nothing, `false` or an empty list.
  case inverted(TemplateName, [TemplateNode])
}

/// `name`, `name.part`, or `.` for the thing itself: then without any part.
struct TemplateName: Hashable, Sendable, CustomStringConvertible {
  let parts: [String]

  /// - Throws: ``PageMistake`` when it is no name.
  init(parsing text: String) throws(PageMistake) {
    guard text != "." else {
      parts = []
      return
    }
    parts = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    guard parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(Self.isAllowed) }) else {
      throw PageMistake("\(text) is no name of a value")
    }
  }

  var description: String { parts.isEmpty ? "." : parts.joined(separator: ".") }

  private static func isAllowed(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
      true
    default: false
    }
  }
}
