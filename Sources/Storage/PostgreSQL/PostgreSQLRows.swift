import CLibPQ

/// Reads a result in binary form.
enum PostgreSQLRows {
  /// - Throws: ``TransactionMisuse/columnType(column:)``.
  static func read(_ result: OpaquePointer) throws -> [Row] {
    let types = try (0..<PQnfields(result)).map { column in
      guard let type = PostgreSQLType(rawValue: PQftype(result, column)), type != .unspecified else {
        throw TransactionMisuse.columnType(column: Int(column))
      }
      return type
    }
    return try (0..<PQntuples(result)).map { row in
      Row(
        try types.enumerated().map { column, type in
          try value(of: result, row, Int32(column), as: type)
        })
    }
  }

  private static func value(
    of result: OpaquePointer, _ row: Int32, _ column: Int32, as type: PostgreSQLType
  ) throws -> Value {
    if PQgetisnull(result, row, column) == 1 { return .null }
    let bytes = UnsafeRawBufferPointer(
      start: PQgetvalue(result, row, column), count: Int(PQgetlength(result, row, column)))
    guard let value = type.value(bytes) else { throw TransactionMisuse.columnType(column: Int(column)) }
    return value
  }
}
