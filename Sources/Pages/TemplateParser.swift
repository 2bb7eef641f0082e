import Vocabulary

/// Reads the part of Mustache that pages are written in (mustache(5)): `{{name}}`, `{{#section}}`,
/// `{{^inverted}}`, `{{/end}}`, and `{{{raw}}}` where it is allowed. A tag of a section that stands alone on
/// its line takes the line away. `{{t.key}}` becomes the text of the language, at once.
struct TemplateParser {
  private enum Tag {
    case value(String), raw(String), begin(String), inverted(String), end(String)

    var isOfSection: Bool {
      switch self {
      case .value, .raw: false
      case .begin, .inverted, .end: true
      }
    }
  }

  private struct Open {
    let name: String
    let isInverted: Bool
    var nodes: [TemplateNode] = []
  }

  private static let textPrefix = "t."
  private static let newline = UInt8(ascii: "\n")

  private let source: [UInt8]
  private let words: Words
  private let allowsRaw: Bool
  private var place = 0
  private var nodes: [TemplateNode] = []
  /// Sections that were begun, the innermost last.
  private var open: [Open] = []

  init(_ source: String, _ words: Words, allowsRaw: Bool) {
    self.source = Array(source.utf8)
    self.words = words
    self.allowsRaw = allowsRaw
  }

  /// - Throws: ``PageMistake`` saying what can't be understood.
  static func nodes(
    of source: String, _ words: Words, allowsRaw: Bool = false
  ) throws(PageMistake) -> [TemplateNode] {
    var parser = TemplateParser(source, words, allowsRaw: allowsRaw)
    return try parser.parse()
  }

  private mutating func parse() throws(PageMistake) -> [TemplateNode] {
    while let begin = next("{{", from: place) {
      let (tag, end) = try tag(at: begin)
      let line = tag.isOfSection ? ownLine(begin, end) : nil
      add(source[place..<(line?.lowerBound ?? begin)])
      place = line?.upperBound ?? end
      try add(tag)
    }
    add(source[place...])
    if let left = open.last { throw PageMistake("the section \(left.name) has no end") }
    return nodes
  }

  private mutating func add(_ tag: Tag) throws(PageMistake) {
    switch tag {
    case .value(let name) where name.hasPrefix(Self.textPrefix):
      let key = String(name.dropFirst(Self.textPrefix.count))
      guard let text = words.plain[key] else {
        throw PageMistake("the text \(key) is not there, or needs values")
      }
      add(Array(text.htmlEscaped.utf8)[...])
    case .value(let name): append(.value(try TemplateName(parsing: name)))
    case .raw(let name): append(.raw(try TemplateName(parsing: name)))
    case .begin(let name): open.append(Open(name: name, isInverted: false))
    case .inverted(let name): open.append(Open(name: name, isInverted: true))
    case .end(let name):
      guard let section = open.popLast(), section.name == name else {
        throw PageMistake("{{/\(name)}} ends another section, or none")
      }
      guard !name.hasPrefix(Self.textPrefix) else { throw PageMistake("the text \(name) is no section") }
      let parsed = try TemplateName(parsing: name)
      append(section.isInverted ? .inverted(parsed, section.nodes) : .section(parsed, section.nodes))
    }
  }

  /// HTML, joined to that before it.
  private mutating func add(_ html: ArraySlice<UInt8>) {
    guard !html.isEmpty else { return }
    let last = open.isEmpty ? nodes.last : open[open.count - 1].nodes.last
    guard case .html(let before)? = last else { return append(.html(Array(html))) }
    if open.isEmpty { nodes.removeLast() } else { open[open.count - 1].nodes.removeLast() }
    append(.html(before + html))
  }

  private mutating func append(_ node: TemplateNode) {
    if open.isEmpty { nodes.append(node) } else { open[open.count - 1].nodes.append(node) }
  }

  /// The tag that begins at `begin`, and the place after it.
  private func tag(at begin: Int) throws(PageMistake) -> (Tag, Int) {
    let isRaw = begin + 2 < source.count && source[begin + 2] == UInt8(ascii: "{")
    let inside = begin + (isRaw ? 3 : 2)
    guard let end = next(isRaw ? "}}}" : "}}", from: inside) else { throw PageMistake("a tag has no end") }
    let after = end + (isRaw ? 3 : 2)
    let text = String(decoding: source[inside..<end], as: UTF8.self)
    if isRaw {
      guard allowsRaw else { throw PageMistake("\(text) is written unescaped") }
      return (.raw(text), after)
    }
    switch text.utf8.first {
    case UInt8(ascii: "#")?: return (.begin(String(text.dropFirst())), after)
    case UInt8(ascii: "^")?: return (.inverted(String(text.dropFirst())), after)
    case UInt8(ascii: "/")?: return (.end(String(text.dropFirst())), after)
    default: return (.value(text), after)
    }
  }

  /// The line of a tag that stands alone on it, its end included.
  private func ownLine(_ begin: Int, _ end: Int) -> Range<Int>? {
    var (first, last) = (begin, end)
    while first > 0, source[first - 1] == UInt8(ascii: " ") { first -= 1 }
    guard first == 0 || source[first - 1] == Self.newline else { return nil }
    while last < source.count, source[last] == UInt8(ascii: " ") { last += 1 }
    if last == source.count { return first..<last }
    return source[last] == Self.newline ? first..<(last + 1) : nil
  }

  private func next(_ mark: String, from start: Int) -> Int? {
    let mark = Array(mark.utf8)
    guard source.count >= mark.count, start <= source.count - mark.count else { return nil }
    return (start...(source.count - mark.count)).first { place in
      source[place] == mark[0] && source[place..<(place + mark.count)].elementsEqual(mark)
    }
  }
}
