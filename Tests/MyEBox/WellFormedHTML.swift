import Testing
import Vocabulary

/// A strict look at a page: tags nest, attributes are quoted, ids are unique and exist where they are pointed
/// at, one `h1`, nothing that a reader would find empty.
enum WellFormedHTML {
  private static let void: Set<String> = ["meta", "link", "input", "img", "br", "hr"]
  private static let spoken: Set<String> = [
    "a", "button", "h1", "h2", "h3", "li", "dt", "dd", "title", "label", "time",
  ]

  static func check(_ html: String, _ language: Language) throws {
    #expect(html.hasPrefix("<!DOCTYPE html>\n<html lang=\"\(language)\">"))
    #expect(html.matches(of: /<h1[\s>]/).count == 1)
    #expect(html.matches(of: /<main\s/).count == 1)
    #expect(!html.contains("{{") && !html.contains("Optional("))
    var open: [(name: String, start: String.Index)] = []
    for match in html.matches(of: /<(\/?)([a-z][a-z0-9]*)((?:\s[^<>]*)?)>/) {
      let name = String(match.output.2)
      if match.output.1 == "/" {
        let popped = open.popLast()
        let last = try #require(popped, "</\(name)> closes nothing")
        #expect(last.name == name, "</\(name)> closes <\(last.name)>")
        if spoken.contains(name) {
          let inside = html[last.start..<match.range.lowerBound]
          #expect(
            !inside.replacing(/<[^>]*>/, with: "").allSatisfy(\.isWhitespace) || inside.contains("<input"),
            "<\(name)> is empty")
        }
      } else {
        let attributes = String(match.output.3)
        let isQuoted = attributes.wholeMatch(of: /(\s+[a-z-]+(="[^"<>]*")?)*/) != nil
        #expect(isQuoted, "attributes of <\(name)>: \(attributes)")
        if !void.contains(name) { open.append((name, match.range.upperBound)) }
      }
    }
    #expect(open.isEmpty, "never closed: \(open.map(\.name))")
    let angles = html.replacing(/<!DOCTYPE html>|<\/?[a-z][a-z0-9]*(?:\s[^<>]*)?>/, with: "")
    #expect(!angles.contains("<") && !angles.contains(">"))
    checkIDs(html)
  }

  private static func checkIDs(_ html: String) {
    let ids = html.matches(of: /\sid="([^"]+)"/).map { String($0.output.1) }
    #expect(Set(ids).count == ids.count, "an id stands twice: \(ids)")
    for reference in html.matches(of: /aria-labelledby="([^"]+)"/) {
      #expect(ids.contains(String(reference.output.1)))
    }
  }
}
