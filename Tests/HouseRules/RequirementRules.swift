import Foundation

/// `docs/requirements.md` promises no more than the tests show.
enum RequirementRules {
  static let states = ["kept", "partly", "open"]

  /// Rows are `| R-PUB-1 | … | *kept* | tests in back quotes |`, or *partly* and *open* with what lacks.
  /// - Parameter exists: whether a test, suite or file of that name is there.
  static func rows(_ source: SourceText, exists: (String) -> Bool) -> [Finding] {
    source.lines.enumerated().flatMap { index, line -> [Finding] in
      guard let id = Pattern.matches(#"^\|\s*`?(R-[A-Z]+-\d+)"#, in: line).first?[1] else { return [] }
      let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
      let found = cells.map { $0.trimmingCharacters(in: CharacterSet(charactersIn: "*_`")) }
      guard let column = found.firstIndex(where: { states.contains($0) }) else {
        return [
          source.finding(
            index + 1, "\(id) has no state", "write *kept*, *partly* or *open* in a cell of its own")
        ]
      }
      let rest = cells[(column + 1)...].joined(separator: " ")
      switch found[column] {
      case "kept":
        return kept(id, rest, exists).map { source.finding(index + 1, $0, "name a test that is there") }
      case "partly" where rest.isEmpty:
        return [source.finding(index + 1, "\(id) is partly kept", "say what lacks")]
      default: return []
      }
    }
  }

  private static func kept(_ id: String, _ text: String, _ exists: (String) -> Bool) -> [String] {
    let names = Pattern.matches(#"`([^`]+)`"#, in: text).map { $0[1] }
    if names.isEmpty { return ["\(id) is kept but names no test"] }
    return names.filter { !exists($0) }.map { "\(id) names \($0), which is no test" }
  }

  /// A file of the house, or `Suite/test`, `Suite`, `test` of a test file.
  static func isTest(_ name: String, among tests: [SourceText], files: Set<String>) -> Bool {
    if files.contains(name) { return true }
    let last = name.split(separator: "/").last.map(String.init) ?? name
    let bare = String(last.prefix { $0 != "(" })
    guard !bare.isEmpty, bare.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" }) else { return false }
    return tests.contains { !$0.codeMatches(#"\b(func|struct|class|enum) \#(bare)\b"#).isEmpty }
  }
}
