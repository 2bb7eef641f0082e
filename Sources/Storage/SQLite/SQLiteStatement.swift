import GRDBSQLite

/// A prepared statement of one connection.
final class SQLiteStatement {
  private let handle: OpaquePointer
  private let database: OpaquePointer
  private let parameters: Int

  init(_ text: String, parameters: Int, on database: OpaquePointer) throws {
    var prepared: OpaquePointer?
    let code = sqlite3_prepare_v3(database, text, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &prepared, nil)
    guard code == SQLITE_OK, let prepared else {
      throw SQLiteError(code: code, message: String(cString: sqlite3_errmsg(database)))
    }
    handle = prepared
    self.database = database
    self.parameters = parameters
  }

  deinit { sqlite3_finalize(handle) }

  func run(_ values: [Value]) throws {
    defer { reset() }
    try bind(values)
    while try step() {}
  }

  func rows(_ values: [Value]) throws -> [Row] {
    defer { reset() }
    try bind(values)
    var rows: [Row] = []
    while try step() {
      rows.append(Row(try (0..<sqlite3_column_count(handle)).map(column)))
    }
    return rows
  }

  private func bind(_ values: [Value]) throws {
    guard values.count == parameters else {
      throw TransactionMisuse.parameters(expected: parameters, given: values.count)
    }
    for (index, value) in values.enumerated() {
      let code = bind(value, at: Int32(index + 1))
      guard code == SQLITE_OK else { throw error(code) }
    }
  }

  private func bind(_ value: Value, at position: Int32) -> Int32 {
    switch value {
    case .null:
      return sqlite3_bind_null(handle, position)
    case .int(let number):
      return sqlite3_bind_int64(handle, position, number)
    case .text(var text):
      return text.withUTF8 { utf8 in
        utf8.withMemoryRebound(to: CChar.self) { characters in
          sqlite3_bind_text64(
            handle, position, characters.baseAddress ?? Self.nothing, UInt64(characters.count), Self.copied,
            UInt8(SQLITE_UTF8))
        }
      }
    case .bytes(let bytes):
      guard !bytes.isEmpty else { return sqlite3_bind_zeroblob(handle, position, 0) }
      return bytes.withUnsafeBytes {
        sqlite3_bind_blob64(handle, position, $0.baseAddress, UInt64($0.count), Self.copied)
      }
    }
  }

  /// True when there is a row.
  private func step() throws -> Bool {
    switch sqlite3_step(handle) {
    case SQLITE_ROW: true
    case SQLITE_DONE: false
    case let code: throw error(code)
    }
  }

  private func column(_ index: Int32) throws -> Value {
    switch sqlite3_column_type(handle, index) {
    case SQLITE_NULL:
      return .null
    case SQLITE_INTEGER:
      return .int(sqlite3_column_int64(handle, index))
    case SQLITE_TEXT:
      let start = sqlite3_column_text(handle, index)
      let utf8 = UnsafeBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, index)))
      return .text(String(decoding: utf8, as: UTF8.self))
    case SQLITE_BLOB:
      let start = sqlite3_column_blob(handle, index)
      return .bytes(
        [UInt8](UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, index)))))
    default:
      throw TransactionMisuse.columnType(column: Int(index))
    }
  }

  private func reset() {
    sqlite3_reset(handle)
    sqlite3_clear_bindings(handle)
  }

  private func error(_ code: Int32) -> SQLiteError {
    SQLiteError(code: code, message: String(cString: sqlite3_errmsg(database)))
  }

  /// SQLITE_TRANSIENT, a macro that Swift does not see: SQLite copies what is bound.
  private static let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
  nonisolated(unsafe) private static let nothing = UnsafePointer(
    UnsafeMutablePointer<CChar>.allocate(capacity: 1))
}
