import Mustache

/// A page's values as Mustache finds them at once: asked about a dictionary or a string it goes through
/// several dynamic casts and, at last, reflection for every name.
struct TemplateScope: MustacheParent {
  private let values: [String: any Sendable]

  init(_ values: [String: any Sendable]) { self.values = values }

  func child(named name: String) -> Any? {
    switch values[name] {
    case let text as String: TemplateText(renderText: text)
    case let scope as [String: any Sendable]: TemplateScope(scope)
    case let scopes as [[String: any Sendable]]: scopes.map(TemplateScope.init)
    case let other: other
    }
  }
}

/// A text among the values; escaped by the template like any other.
private struct TemplateText: MustacheCustomRenderable {
  let renderText: String
  var isNull: Bool { false }
}
