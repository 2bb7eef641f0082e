import Foundation

/// `docs/contracts/coverage.md` holds every operation and field of our descriptions, and promises no more
/// than the tests show.
enum CoverageRules {
  static let states = ["kept", "diverges", "open"]

  /// Rows are `| ` item ` | *kept* | tests in back quotes |`, or *diverges* and *open* with the reason.
  /// - Parameter exists: whether a test, suite or file of that name is there.
  static func rows(_ source: SourceText, exists: (String) -> Bool) -> [Finding] {
    source.lines.enumerated().flatMap { index, line -> [Finding] in
      guard let row = row(line) else { return [] }
      let finding = { (wrong: String, remedy: String) in
        [source.finding(index + 1, "\(row.item): \(wrong)", remedy)]
      }
      let named = Pattern.matches(#"`([^`]+)`"#, in: row.rest).map { $0[1] }
      if let unknown = named.first(where: { !exists($0) }) {
        return finding("\(unknown) is no test", "name a test that is there")
      }
      switch row.state {
      case "kept" where named.isEmpty: return finding("kept and names no test", "name a test")
      case "diverges" where row.rest.isEmpty, "open" where row.rest.isEmpty:
        return finding("no reason", "say why not")
      default: return []
      }
    }
  }

  /// What the description has and the table lacks.
  static func missing(_ source: SourceText, description: String) -> [Finding] {
    let rows = Set(source.lines.compactMap { row($0)?.item })
    return items(of: description).filter { !rows.contains($0) }.map {
      source.finding(1, "\($0) has no row", "add one, with its tests")
    }
  }

  /// Operations as `GET /path`, and `Schema.field` of the public version 2.1; only operations of others.
  static func items(of description: String) -> [String] {
    var items: [String] = []
    var (section, path, schema, inProperties) = ("", "", "", false)
    for line in description.split(separator: "\n").map(String.init) {
      if !line.hasPrefix(" ") { section = line }
      if section == "paths:" {
        if let found = Pattern.matches(#"^  (/\S*):$"#, in: line).first { path = found[1] }
        if let found = Pattern.matches(#"^    (get|head|post|put|patch|delete):$"#, in: line).first {
          items.append("\(found[1].uppercased()) \(path)")
        }
      }
      if line == "  schemas:" { section = line }
      guard section == "  schemas:" else { continue }
      if let found = Pattern.matches(#"^    (\w+):"#, in: line).first {
        (schema, inProperties) = (found[1], false)
      }
      if line == "      properties:" {
        inProperties = true
      } else if Pattern.matches(#"^ {6}\S"#, in: line).first != nil {
        inProperties = false
      }
      if inProperties, let found = Pattern.matches(#"^ {8}(\w+):"#, in: line).first {
        items.append("\(schema).\(found[1])")
      }
    }
    return items
  }

  private static func row(_ line: String) -> (item: String, state: String, rest: String)? {
    guard let found = Pattern.matches(#"^\| `?([^`|]+?)`? \| \*(\w+)\* \|(.*)\|$"#, in: line).first,
      states.contains(found[2])
    else { return nil }
    return (found[1], found[2], found[3].trimmingCharacters(in: .whitespaces))
  }
}
