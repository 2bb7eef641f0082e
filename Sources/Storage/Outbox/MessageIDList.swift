package import Vocabulary

/// Several message ids in one column, apart by spaces; none is null.
package enum MessageIDList {
  package static func column(_ ids: [MessageID]) -> String? {
    ids.isEmpty ? nil : ids.map(\.text).joined(separator: " ")
  }

  /// - Throws: ``InvalidIdentifier`` when the column holds something else.
  package static func parse(_ column: String?) throws -> [MessageID] {
    try (column ?? "").split(separator: " ").map { try MessageID(parsing: $0) }
  }
}
