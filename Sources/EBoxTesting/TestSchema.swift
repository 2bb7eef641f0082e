import Foundation

/// A schema of one test, and a second way in for what the engine refuses.
package struct TestSchema: Sendable {
  let name: String
  /// The conninfo of the server.
  package let server: String
  /// Where `psql` is.
  let folder: String

  /// Connections made with it see this schema only.
  package var conninfo: String { "\(server) options='-c search_path=\(name)'" }

  /// Runs any SQL, past the engine, with `psql`.
  package func execute(_ sql: String) throws {
    let psql = Process()
    psql.executableURL = URL(fileURLWithPath: folder + "/psql")
    psql.arguments = ["-X", "-q", "-v", "ON_ERROR_STOP=1", "-c", sql, conninfo]
    let output = Pipe()
    psql.standardInput = FileHandle.nullDevice
    psql.standardOutput = output
    psql.standardError = output
    try psql.run()
    let said = try output.fileHandleForReading.readToEnd() ?? Data()
    psql.waitUntilExit()
    guard psql.terminationStatus == 0 else { throw SQLRefused(said: String(decoding: said, as: UTF8.self)) }
  }

  package func drop() throws { try execute("DROP SCHEMA \(name) CASCADE") }
}

/// What `psql` said.
package struct SQLRefused: Error {
  package let said: String
}
