import CLibPQ

/// What a server must be set to, asked on each new connection.
enum PostgreSQLSettings {
  /// A setting, and the values with which an answered transaction is durable and both engines sort and read
  /// alike.
  private static let needed: [(setting: String, values: Set<String>)] = [
    ("synchronous_commit", ["on", "remote_apply"]),
    ("fsync", ["on"]),
    ("full_page_writes", ["on"]),
    ("server_encoding", ["UTF8"]),
    ("standard_conforming_strings", ["on"]),
    ("integer_datetimes", ["on"]),
    ("lc_collate", ["C", "POSIX"]),
  ]

  private static let collation = "SELECT datcollate FROM pg_database WHERE datname = current_database()"

  /// - Throws: ``EngineRefused``, or a ``PostgreSQLError`` when it can't be asked.
  static func requireSuitable(_ connection: OpaquePointer) throws {
    for (setting, values) in needed {
      let query = setting == "lc_collate" ? collation : "SHOW \(setting)"
      let found = try ask(query, connection)
      guard values.contains(found) else { throw EngineRefused(setting: setting, found: found) }
    }
  }

  private static func ask(_ query: String, _ connection: OpaquePointer) throws -> String {
    let result = PQexec(connection, query)
    defer { PQclear(result) }
    guard PQresultStatus(result) == PGRES_TUPLES_OK, PQntuples(result) == 1 else {
      throw PostgreSQLError(result: result)
    }
    return String(cString: PQgetvalue(result, 0, 0))
  }
}
