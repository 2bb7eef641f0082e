import GRDBSQLite

/// SQLite turned a statement down. Its text names tables and columns, never values.
package struct SQLiteError: Error, CustomStringConvertible {
  /// The extended result code (sqlite.org/rescode.html).
  package let code: Int32
  package let message: String
  package var description: String { "SQLite \(code): \(message)" }

  /// The operating system failed: what a failed COMMIT wrote may or may not come back after a crash.
  var isInputOutput: Bool { code & 0xff == SQLITE_IOERR }
}
