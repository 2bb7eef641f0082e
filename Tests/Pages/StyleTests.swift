import Foundation
import Testing

@testable import Pages

@Suite("The style sheet")
struct StyleTests {
  @Test("R-BOX-7: every text has a contrast of 4.5 to 1 on what it stands on, in light and dark")
  func textContrast() throws {
    for tokens in [ColourTokens.light, ColourTokens.dark] {
      for pair in ColourTokens.texts {
        let contrast = try Self.contrast(pair.text, pair.ground, tokens)
        #expect(contrast >= 4.5, "\(pair.text) on \(pair.ground): \(contrast)")
      }
    }
  }

  @Test("R-BOX-7: edges of fields and the mark of focus have 3 to 1 (WCAG 2.2, 1.4.11)")
  func edgeContrast() throws {
    for tokens in [ColourTokens.light, ColourTokens.dark] {
      for (edge, ground) in [
        ("edge", "surface"), ("edge", "ground"), ("focus", "ground"), ("focus", "surface"), ("focus", "tint"),
        ("accent", "ground"), ("danger", "surface"),
      ] {
        #expect(try Self.contrast(edge, ground, tokens) >= 3, "\(edge) on \(ground)")
      }
    }
  }

  @Test("light and dark name the same colours, and every colour that is used has a name")
  func names() {
    let names = ColourTokens.light.map(\.name)
    #expect(names == ColourTokens.dark.map(\.name))
    let used = Set(styleSheet.matches(of: /var\(--([a-z-]+)\)/).map { String($0.output.1) })
    #expect(used.subtracting(names).isSubset(of: ["radius", "measure", "page"]))
    #expect(Set(names).subtracting(used).isEmpty)
  }

  @Test("nothing is loaded from elsewhere, and it stays light")
  func selfContained() {
    #expect(!styleSheet.contains("url(") && !styleSheet.contains("@import") && !styleSheet.contains("http"))
    #expect(styleSheet.utf8.count < 24_000)
    #expect(styleSheet.filter { $0 == "{" }.count == styleSheet.filter { $0 == "}" }.count)
  }

  /// WCAG 2.2, "contrast ratio".
  private static func contrast(
    _ text: String, _ ground: String, _ tokens: [(name: String, value: String)]
  ) throws -> Double {
    let (one, two) = (try luminance(text, tokens), try luminance(ground, tokens))
    return (max(one, two) + 0.05) / (min(one, two) + 0.05)
  }

  private static func luminance(_ name: String, _ tokens: [(name: String, value: String)]) throws -> Double {
    let value = try #require(tokens.first { $0.name == name }?.value)
    let number = try #require(Int(value.dropFirst(), radix: 16))
    let parts = [16, 8, 0].map { shift -> Double in
      let part = Double(number >> shift & 0xFF) / 255
      return part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
  }
}
