/// Writes a compiled template with the values of a page.
struct TemplateRendering {
  private(set) var html: [UInt8] = []
  /// The page's values, and those of each section around the place that is written, the innermost last.
  private var stack: [any Sendable]

  /// - Returns: UTF-8.
  static func html(
    _ nodes: [TemplateNode], _ values: [String: any Sendable], bytesExpected: Int = 0
  ) -> [UInt8] {
    var rendering = TemplateRendering(stack: [values])
    rendering.html.reserveCapacity(bytesExpected)
    rendering.write(nodes)
    return rendering.html
  }

  private init(stack: [any Sendable]) { self.stack = stack }

  private mutating func write(_ nodes: [TemplateNode]) {
    for node in nodes {
      switch node {
      case .html(let bytes): html += bytes
      case .value(let name): if let value = value(name) { StrictHTML.append(Self.text(value), to: &html) }
      case .raw(let name): if let value = value(name) { html += Self.text(value).utf8 }
      case .section(let name, let nodes): if let value = value(name) { write(nodes, for: value) }
      case .inverted(let name, let nodes): if Self.isNothing(value(name)) { write(nodes) }
      }
    }
  }

  private mutating func write(_ nodes: [TemplateNode], for value: any Sendable) {
    switch value {
    case let isThere as Bool: if isThere { write(nodes) }
    case let scope as [String: any Sendable]: write(nodes, inside: scope)
    case let scopes as [[String: any Sendable]]: for scope in scopes { write(nodes, inside: scope) }
    case let things as [any Sendable]: for thing in things { write(nodes, inside: thing) }
    default: write(nodes, inside: value)
    }
  }

  private mutating func write(_ nodes: [TemplateNode], inside value: any Sendable) {
    stack.append(value)
    write(nodes)
    stack.removeLast()
  }

  /// What a name stands for: the first part is looked for from the innermost section outwards.
  private func value(_ name: TemplateName) -> (any Sendable)? {
    guard let first = name.parts.first else { return stack.last }
    for values in stack.reversed() {
      guard let scope = values as? [String: any Sendable], var found = scope[first] else { continue }
      for part in name.parts[1...] {
        guard let next = (found as? [String: any Sendable])?[part] else { return nil }
        found = next
      }
      return found
    }
    return nil
  }

  private static func isNothing(_ value: (any Sendable)?) -> Bool {
    switch value {
    case nil: true
    case let isThere as Bool: !isThere
    case let things as [any Sendable]: things.isEmpty
    default: false
    }
  }

  private static func text(_ value: any Sendable) -> String { (value as? String) ?? "\(value)" }
}
