import Testing
import Vocabulary

/// Patterns that an operator writes and a stranger's values are held against.
@Suite("Patterns of business data")
struct ValuePatternTests {
  @Test("the whole value is what the pattern says")
  func whole() throws {
    let pattern = try ValuePattern(parsing: "[0-9]{4}-[0-9]+")
    #expect(pattern.matches("2026-77"))
    for wrong in ["2026-", "x2026-77", "2026-77x", "", "2026-77\n"] { #expect(!pattern.matches(wrong)) }
    #expect(try ValuePattern(parsing: "(A|B)?[a-z]{2,5}").matches("Axyz"))
    #expect(try ValuePattern(parsing: #"\(+[+*]{2}"#).matches("((++"))
  }

  @Test(
    "what is no pattern, or could take for ever, is refused",
    arguments: [
      "", "[", "(", "([0-9]+-?)+", "(a*)*", "(ab){2,}", #"(a)\1"#, #"(?<x>a)\k<x>"#, ".*a.*b.*",
      "a{1,}b{2,}c{3,}", String(repeating: "a", count: 201),
    ])
  func refused(_ text: String) {
    #expect(throws: InvalidIdentifier.self) { try ValuePattern(parsing: text) }
  }
}
