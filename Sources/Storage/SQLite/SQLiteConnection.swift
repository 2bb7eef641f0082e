import GRDBSQLite

/// One connection, used by one thread at a time.
final class SQLiteConnection: TransactionConnection {
  /// The engine's own statements.
  enum Control: String, CaseIterable {
    case begin = "BEGIN"
    case beginImmediate = "BEGIN IMMEDIATE"
    case savepoint = "SAVEPOINT closure"
    case release = "RELEASE closure"
    case rollbackToSavepoint = "ROLLBACK TO closure"
    case commit = "COMMIT"
    case rollback = "ROLLBACK"
  }

  /// How long another process (a backup, a shell) may hold the file.
  static let busyMilliseconds: Int32 = 5000

  private let handle: OpaquePointer
  private var isClosed = false
  /// Texts are literals of the program, so there are finitely many.
  private var statements: [SQL: SQLiteStatement] = [:]
  private var controls: [Control: SQLiteStatement] = [:]

  /// - Throws: ``SQLiteError``.
  init(path: String) throws {
    var opened: OpaquePointer?
    let code = sqlite3_open_v2(
      path, &opened, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, nil)
    guard let handle = opened, code == SQLITE_OK else {
      let error = SQLiteError(
        code: code, message: "the file can't be opened: \(String(cString: sqlite3_errstr(code)))")
      sqlite3_close_v2(opened)
      throw error
    }
    self.handle = handle
    sqlite3_extended_result_codes(handle, 1)
    sqlite3_busy_timeout(handle, Self.busyMilliseconds)
    _disableDoubleQuotedStringLiterals(handle)
  }

  deinit { close() }

  /// The last one to close a file brings its log in. Nothing may be called after it.
  func close() {
    guard !isClosed else { return }
    isClosed = true
    statements = [:]
    controls = [:]
    sqlite3_close_v2(handle)
  }

  var isInTransaction: Bool { sqlite3_get_autocommit(handle) == 0 }

  func run(_ sql: SQL, _ values: [Value]) throws {
    try statement(sql).run(values)
  }

  func rows(_ sql: SQL, _ values: [Value]) throws -> [Row] {
    try statement(sql).rows(values)
  }

  func control(_ control: Control) throws {
    if let prepared = controls[control] { return try prepared.run([]) }
    let prepared = try SQLiteStatement(control.rawValue, parameters: 0, on: handle)
    controls[control] = prepared
    try prepared.run([])
  }

  /// Runs a PRAGMA of the engine and returns its first value.
  @discardableResult func pragma(_ text: String) throws -> Value? {
    try SQLiteStatement("PRAGMA \(text)", parameters: 0, on: handle).rows([]).first?.values.first
  }

  private func statement(_ sql: SQL) throws -> SQLiteStatement {
    if let prepared = statements[sql] { return prepared }
    let translated = try StatementText(sql, for: .sqlite)
    let prepared = try SQLiteStatement(translated.text, parameters: translated.parameters, on: handle)
    statements[sql] = prepared
    return prepared
  }
}
