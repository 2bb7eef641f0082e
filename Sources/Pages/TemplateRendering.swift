/// Writes a compiled template with the values of a page.
struct TemplateRendering {
  /// What the names inside a section are looked for in.
  private enum Scope {
    case values([String: any Sendable])
    /// Anything that has no parts: `{{.}}`.
    case thing(any Sendable)
  }

  private var html: [UInt8] = []
  /// The page's values, and those of each section around the place that is written, the innermost last.
  private var stack: [Scope]

  /// - Returns: UTF-8.
  static func html(
    _ nodes: [TemplateNode], _ values: [String: any Sendable], bytesExpected: Int = 0
  ) -> [UInt8] {
    var rendering = TemplateRendering(stack: [.values(values)])
    rendering.html.reserveCapacity(bytesExpected)
    rendering.write(nodes)
    return rendering.html
  }

  private init(stack: [Scope]) { self.stack = stack }

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
    case let values as [String: any Sendable]: write(nodes, inside: .values(values))
    case let items as [[String: any Sendable]]: for values in items { write(nodes, inside: .values(values)) }
    case let things as [any Sendable]: for thing in things { write(nodes, inside: .thing(thing)) }
    default: write(nodes, inside: .thing(value))
    }
  }

  private mutating func write(_ nodes: [TemplateNode], inside scope: Scope) {
    stack.append(scope)
    write(nodes)
    stack.removeLast()
  }

  /// What a name stands for: the first part is looked for from the innermost section outwards.
  private func value(_ name: TemplateName) -> (any Sendable)? {
    guard let first = name.parts.first else { return thing }
    for place in stack.indices.reversed() {
      guard case .values(let values) = stack[place], var found = values[first] else { continue }
      for part in name.parts[1...] {
        guard let next = (found as? [String: any Sendable])?[part] else { return nil }
        found = next
      }
      return found
    }
    return nil
  }

  private var thing: (any Sendable)? {
    switch stack.last {
    case .values(let values)?: values
    case .thing(let thing)?: thing
    case nil: nil
    }
  }

  private static func isNothing(_ value: (any Sendable)?) -> Bool {
    switch value {
    case nil: true
    case let isThere as Bool: !isThere
    case let items as [[String: any Sendable]]: items.isEmpty
    case let things as [any Sendable]: things.isEmpty
    default: false
    }
  }

  private static func text(_ value: any Sendable) -> String { (value as? String) ?? "\(value)" }
}
