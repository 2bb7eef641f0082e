/// A colour of the design system, for the page that shows them all.
package struct PageColours: Hashable, Sendable {
  /// Its name in the style sheet.
  package let name: String
  package let light: String
  package let dark: String

  package static let all = zip(ColourTokens.light, ColourTokens.dark).map {
    PageColours(name: $0.name, light: $0.value, dark: $1.value)
  }
}
