/// A statement, known at compile time: no interpolation, so no injection; it is the statement cache's key.
///
/// Parameters are `$1`, `$2`… in any order and as often as needed. DDL uses our type words `BIGINT`, `TEXT`
/// and `BYTES`, and `BIGSERIAL PRIMARY KEY` for a row's order of insertion (SQLite: `INTEGER PRIMARY KEY`,
/// the rowid), mapped per engine; the highest number may come again after its row was deleted. Shared SQL
/// avoids LIKE, uncast SUM, reliance on the order of NULLs, and collation.
package struct SQL: ExpressibleByStringLiteral, Hashable, Sendable {
  private let literal: StaticString
  package init(stringLiteral text: StaticString) { literal = text }

  package var text: String { "\(literal)" }

  /// By the place of the literal in the program: the same words written twice are two statements.
  package static func == (left: SQL, right: SQL) -> Bool {
    left.literal.utf8Start == right.literal.utf8Start
      && left.literal.utf8CodeUnitCount == right.literal.utf8CodeUnitCount
  }

  package func hash(into hasher: inout Hasher) { hasher.combine(literal.utf8Start) }
}

/// A value of a parameter or a column. Text with NUL is refused. Instants are ``int(_:)`` microseconds.
package enum Value: Hashable, Sendable {
  case null
  case int(Int64)
  case text(String)
  case bytes([UInt8])
}

/// A row of a result, by 0-based column.
package struct Row: Hashable, Sendable {
  package let values: [Value]
  package init(_ values: [Value]) { self.values = values }
}

/// A row does not have the shape that the statement's author expected: a fault.
package struct RowMismatch: Error, CustomStringConvertible {
  package let column: Int
  package let expected: String
  package var description: String { "column \(column) is not \(expected)" }
}

extension Row {
  package func int(_ column: Int) throws -> Int64 {
    guard column < values.count, case .int(let value) = values[column] else {
      throw RowMismatch(column: column, expected: "an integer")
    }
    return value
  }

  package func text(_ column: Int) throws -> String {
    guard column < values.count, case .text(let value) = values[column] else {
      throw RowMismatch(column: column, expected: "a text")
    }
    return value
  }

  package func bytes(_ column: Int) throws -> [UInt8] {
    guard column < values.count, case .bytes(let value) = values[column] else {
      throw RowMismatch(column: column, expected: "bytes")
    }
    return value
  }

  package func isNull(_ column: Int) -> Bool { column < values.count && values[column] == .null }
  package func intOrNil(_ column: Int) throws -> Int64? { isNull(column) ? nil : try int(column) }
  package func textOrNil(_ column: Int) throws -> String? { isNull(column) ? nil : try text(column) }
  package func bytesOrNil(_ column: Int) throws -> [UInt8]? { isNull(column) ? nil : try bytes(column) }
}
