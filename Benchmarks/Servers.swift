import Foundation

/// PostgreSQL with its default durability, in a throw-away folder on a unix socket.
final class ThrowawayPostgres {
  private let process: StartedProcess
  let conninfo: String

  init(folder: String) throws {
    guard let bin = try FileManager.default.contentsOfDirectory(atPath: "/usr/lib/postgresql").max() else {
      throw BenchFailure("no PostgreSQL under /usr/lib/postgresql: run bin/setup")
    }
    let (data, bins) = ("\(folder)/postgresql", "/usr/lib/postgresql/\(bin)/bin")
    try FileManager.default.createDirectory(atPath: data, withIntermediateDirectories: true)
    try Command.run("chown", ["-R", "postgres", data])
    try Command.run("chmod", ["755", folder])
    try Command.run(
      "runuser", ["-u", "postgres", "--", "\(bins)/initdb", "-D", "\(data)/db", "--locale=C", "-A", "trust"])
    process = try StartedProcess(
      "/usr/sbin/runuser",
      [
        "-u", "postgres", "--", "\(bins)/postgres", "-D", "\(data)/db", "-k", data, "-c", "listen_addresses=",
        "-c", "shared_buffers=256MB", "-c", "max_wal_size=4GB",
      ],
      log: "\(folder)/postgresql.log")
    conninfo = "host=\(data) user=postgres dbname=postgres"
    for _ in 0..<200 {
      if let connection = try? PostgreSQLBaseline(conninfo: conninfo, client: 0) {
        for table in PostgreSQLBaseline.tables { try connection.run(table) }
        return
      }
      usleep(50_000)
    }
    throw BenchFailure("PostgreSQL did not come up: see \(folder)/postgresql.log")
  }

  func end() { process.end() }
}

/// nginx serving one folder.
final class Nginx {
  private let process: StartedProcess
  let port: Int

  init(folder: String, files: [String: [UInt8]]) throws {
    port = try Command.freePort()
    let root = "\(folder)/nginx"
    try FileManager.default.createDirectory(atPath: "\(root)/www", withIntermediateDirectories: true)
    try Command.run("chmod", ["-R", "755", folder])
    for (name, bytes) in files { try Data(bytes).write(to: URL(fileURLWithPath: "\(root)/www/\(name)")) }
    let configuration = """
      daemon off; worker_processes 2; pid \(root)/pid; error_log \(root)/error.log;
      events { worker_connections 256; }
      http { access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000;
        default_type application/pdf;
        client_body_temp_path \(root)/b; proxy_temp_path \(root)/p; fastcgi_temp_path \(root)/f;
        uwsgi_temp_path \(root)/u; scgi_temp_path \(root)/s;
        server { listen 127.0.0.1:\(port); root \(root)/www; } }
      """
    try configuration.write(toFile: "\(root)/nginx.conf", atomically: true, encoding: .utf8)
    process = try StartedProcess("/usr/sbin/nginx", ["-c", "\(root)/nginx.conf"], log: "\(root)/log")
    for _ in 0..<100 {
      if (try? HTTPConnection(port: port)) != nil { return }
      usleep(30_000)
    }
    throw BenchFailure("nginx did not come up: see \(root)/log")
  }

  func end() { process.end() }
}
