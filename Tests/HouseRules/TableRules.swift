/// A room's statements name its own tables only (house.md §2).
enum TableRules {
  /// Prefixes of the tables of a target.
  static let prefixes: [String: [String]] = [
    "Storage": ["storage_", "outbox_"],
    "TrustServices": ["trust_"],
    "AuditTrail": ["audit_"],
    "DocumentProvider": ["document_provider_"],
    "Provider": ["provider_"],
    "MyEBox": ["my_ebox_"],
  ]
  /// Catalogues of the engines.
  private static let catalogues = ["sqlite_", "pg_", "pragma_", "information_schema"]

  static func tables(_ source: SourceText) -> [Finding] {
    guard source.root == "Sources", source.room != "EBoxTesting" else { return [] }
    let mine = prefixes[source.room] ?? []
    let text = source.layers.strings.joined(separator: "\n")
    let named = Set(Pattern.matches(#"\b([a-z_]\w*)(?: \([^)]*\))? AS \("#, in: text).map { $0[1] })
    let change = #"(?:CREATE|ALTER|DROP) TABLE(?: IF (?:NOT )?EXISTS)?"#
    let pattern = #"\b(?:FROM|JOIN|INSERT INTO|UPDATE|\#(change)|INDEX \w+\s+ON)\s+([a-z_][a-z0-9_]*)"#
    return source.layers.strings.indices.flatMap { index -> [Finding] in
      // A clause may end a line and its table begin the next.
      let next = index + 1 < source.layers.strings.count ? source.layers.strings[index + 1] : ""
      let line = source.layers.strings[index]
      let isOpen = !Pattern.matches(#"\b(FROM|JOIN|INTO|UPDATE|TABLE|ON)\s*$"#, in: line).isEmpty
      return Pattern.matches(pattern, in: isOpen ? line + " " + next : line).compactMap { match in
        let table = match[1]
        guard !named.contains(table), !(mine + catalogues).contains(where: { table.hasPrefix($0) }) else {
          return nil
        }
        let remedy =
          mine.isEmpty ? "\(source.room) has no tables: ask a party" : "its tables begin with \(mine)"
        return source.finding(index + 1, "a statement of \(source.room) names \(table)", remedy)
      }
    }
  }
}
