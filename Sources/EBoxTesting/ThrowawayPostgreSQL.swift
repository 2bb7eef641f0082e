import Foundation
import Vocabulary

/// A PostgreSQL of the tests' own: one a process, in a temporary folder, gone when the process ends in any
/// way.
///
/// With `EBOX_TEST_POSTGRESQL` (a conninfo) in the environment, that server is used and none is started.
package actor ThrowawayPostgreSQL {
  package static let shared = ThrowawayPostgreSQL()

  private var starting: Task<String, any Error>?
  private var schemas = 0

  /// Where to connect; the first call starts the server, in a few seconds.
  package func conninfo() async throws -> String {
    if let starting { return try await starting.value }
    let task = Task.detached { try Self.start() }
    starting = task
    return try await task.value
  }

  /// A new, empty schema, of this process only.
  package func newSchema() async throws -> TestSchema {
    schemas += 1
    let schema = TestSchema(
      name: "test_\(getpid())_\(schemas)", server: try await conninfo(), folder: try Self.programs())
    try schema.execute("DROP SCHEMA IF EXISTS \(schema.name) CASCADE; CREATE SCHEMA \(schema.name)")
    return schema
  }

  private static func start() throws -> String {
    if let given = ProcessInfo.processInfo.environment["EBOX_TEST_POSTGRESQL"], !given.isEmpty {
      return given
    }
    let name = SystemRandom().bytes(8).map { String($0, radix: 16) }.joined()
    let folder = FileManager.default.temporaryDirectory.path + "/ebox-postgresql-" + name
    let server = Process()
    let command = ["/bin/sh", "-c", script, "postgresql", try programs(), folder]
    let asOther = getuid() == 0 ? ["runuser", "-u", "postgres", "--"] : []
    server.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    server.arguments = asOther + command
    // The script sees the end of its input when this process is gone: `input` stays open until then.
    let input = Pipe()
    _ = fcntl(input.fileHandleForWriting.fileDescriptor, F_SETFD, FD_CLOEXEC)
    let output = Pipe()
    server.standardInput = input
    server.standardOutput = output
    server.standardError = output
    try server.run()
    var said = ""
    while !said.contains("\n") {
      let piece = output.fileHandleForReading.availableData
      if piece.isEmpty { break }
      said += String(decoding: piece, as: UTF8.self)
    }
    guard said == "ready\n" else { throw PostgreSQLDidNotStart(said: said) }
    alive.append((server, input))
    return "host=\(folder) user=ebox dbname=postgres"
  }

  /// Kept for the life of the process; written by the one start.
  nonisolated(unsafe) private static var alive: [(Process, Pipe)] = []

  /// The newest installed server's programs.
  private static func programs() throws -> String {
    let versions = try FileManager.default.contentsOfDirectory(atPath: "/usr/lib/postgresql").compactMap(
      Int.init)
    guard let newest = versions.max() else {
      throw PostgreSQLDidNotStart(said: "no PostgreSQL server is installed")
    }
    return "/usr/lib/postgresql/\(newest)/bin"
  }

  /// Durable as in production (fsync on), so that tests meet the real thing. Connections for all that
  /// ``TestPermits`` lets run. Ends when its input does.
  private static let script = """
    trap '' INT TERM HUP
    programs=$1 folder=$2
    cd / && umask 077 && mkdir "$folder" || exit 1
    "$programs/initdb" -D "$folder/data" --locale=C --encoding=UTF8 --auth=trust --username=ebox --no-sync \
      >"$folder/log" 2>&1 || { cat "$folder/log"; rm -rf "$folder"; exit 1; }
    "$programs/pg_ctl" -D "$folder/data" -w -s -l "$folder/log" -o "-c listen_addresses= \
      -c unix_socket_directories=$folder -c max_connections=600 -c shared_buffers=64MB" start </dev/null >&2 \
      || { cat "$folder/log"; rm -rf "$folder"; exit 1; }
    echo ready
    cat >/dev/null
    "$programs/pg_ctl" -D "$folder/data" -m immediate -s stop >/dev/null 2>&1
    rm -rf "$folder"
    """
}

/// What the server or its setting up said instead of starting.
package struct PostgreSQLDidNotStart: Error {
  package let said: String
}
