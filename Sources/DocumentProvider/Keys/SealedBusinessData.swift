import Contracts
import Vocabulary

/// Business data as they are sealed in one column: a record for each, apart by a record separator; its key,
/// its name, its description or nothing, and its values, apart by unit separators. No text holds either.
extension [BusinessData] {
  private static let (record, unit): (Unicode.Scalar, Unicode.Scalar) = ("\u{1E}", "\u{1F}")

  var column: String {
    map { datum in
      ([datum.key.text, datum.name.column, datum.description?.column ?? ""] + datum.values.map(\.column))
        .joined(separator: String(Self.unit))
    }.joined(separator: String(Self.record))
  }

  /// - Throws: ``InvalidIdentifier`` when it is not such a column.
  init(column: String) throws {
    self = try column.unicodeScalars.split(separator: Self.record).map { record in
      let fields = record.split(separator: Self.unit, omittingEmptySubsequences: false)
        .map { String(String.UnicodeScalarView($0)) }
      guard fields.count > 3 else { throw InvalidIdentifier("businessData", "the column is damaged") }
      func text(_ column: String) throws -> TranslatedText {
        // Names may be as long as the register has them.
        try TranslatedText(column: column, kind: "businessData", charactersMax: .max / 8)
      }
      return BusinessData(
        key: try BusinessDataKey(parsing: fields[0]), name: try text(fields[1]),
        description: fields[2].isEmpty ? nil : try text(fields[2]), values: try fields[3...].map(text))
    }
  }
}
