import Foundation

/// Judges an SVG drawing by what it may hold: known shapes and text, and references to its own parts.
/// Everything else is a reason to refuse it, because a logo stands in other people's pages.
enum Drawing {
  private static let elements: Set = [
    "svg", "g", "defs", "title", "desc", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon",
    "text",
    "tspan", "linearGradient", "radialGradient", "stop", "clipPath", "mask", "use", "symbol",
  ]

  /// What it holds and may not; nil for a drawing that is one.
  static func objection(to text: String) -> String? {
    var rest = Substring(text)
    if rest.hasPrefix("\u{FEFF}") { rest = rest.dropFirst() }
    if rest.hasPrefix("<?xml ") { rest = rest.drop { $0 != ">" }.dropFirst() }
    guard rest.drop(while: \.isWhitespace).hasPrefix("<svg") else { return "something before `<svg`" }
    while let start = rest.firstIndex(of: "<") {
      guard let end = rest[start...].firstIndex(of: ">") else { return "an open `<`" }
      if let objection = objection(toTag: rest[rest.index(after: start)..<end]) { return objection }
      rest = rest[rest.index(after: end)...]
    }
    return nil
  }

  private static func objection(toTag tag: Substring) -> String? {
    var tag = tag
    if tag.hasPrefix("/") { tag = tag.dropFirst() }
    if tag.hasSuffix("/") { tag = tag.dropLast() }
    let name = String(tag.prefix { !$0.isWhitespace })
    guard elements.contains(name) else { return "<\(name.prefix(20))" }
    var rest = tag.dropFirst(name.count).drop(while: \.isWhitespace)
    while !rest.isEmpty {
      guard let equals = rest.firstIndex(of: "=") else { return "an attribute without a value" }
      let attribute = rest[..<equals].trimmingCharacters(in: .whitespaces)
      let value = rest[rest.index(after: equals)...].drop(while: \.isWhitespace)
      guard let quote = value.first, quote == "\"" || quote == "'",
        let close = value.dropFirst().firstIndex(of: quote)
      else { return "an attribute without quotes" }
      let text = String(value[value.index(after: value.startIndex)..<close])
      if let objection = objection(to: attribute, text) { return objection }
      rest = value[value.index(after: close)...].drop(while: \.isWhitespace)
    }
    return nil
  }

  private static func objection(to attribute: String, _ value: String) -> String? {
    let name = attribute.lowercased()
    let text = value.lowercased()
    if name.hasPrefix("on") { return attribute }
    if name == "href" || name.hasSuffix(":href") {
      return value.hasPrefix("#") ? nil : "\(attribute) elsewhere"
    }
    // An entity or an escape could spell what is looked for here.
    if text.contains("&#") || text.contains("\\") { return "an escape in \(attribute)" }
    if text.contains("javascript:") || text.contains("@import") { return attribute }
    let references = text.components(separatedBy: "url(").dropFirst()
    if references.contains(where: { !$0.hasPrefix("#") }) { return "url( elsewhere" }
    return nil
  }
}
