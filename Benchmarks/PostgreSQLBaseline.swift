import CLibPQ
import Foundation

/// A publication as PostgreSQL alone would keep it: the same four rows, the document as binary `bytea`
/// (STORAGE EXTERNAL), one transaction, all its statements pipelined in one round trip.
final class PostgreSQLBaseline {
  private let connection: OpaquePointer
  private let mailbox: [UInt8]
  private var count = 0
  private let client: Int

  static let tables = [
    "DROP TABLE IF EXISTS message, attachment, audit, event",
    "CREATE TABLE message (mailbox text, id text, sender text, type text, published bigint, expires bigint, "
      + "subject bytea, key bytea, PRIMARY KEY (mailbox, id))",
    "CREATE TABLE attachment (mailbox text, message text, id text, name bytea, size bigint, digest bytea, "
      + "content bytea, PRIMARY KEY (mailbox, message, id))",
    "ALTER TABLE attachment ALTER COLUMN content SET STORAGE EXTERNAL",
    "CREATE TABLE audit (id text PRIMARY KEY, at bigint, action text, mailbox text, message text, "
      + "details text)",
    "CREATE TABLE event (id text PRIMARY KEY, at bigint, kind text, mailbox text, message text)",
  ]

  init(conninfo: String, client: Int) throws {
    guard let connection = PQconnectdb(conninfo), PQstatus(connection) == CONNECTION_OK else {
      throw BenchFailure("can't connect to PostgreSQL: \(conninfo)")
    }
    self.connection = connection
    self.client = client
    mailbox = Array("mailbox-\(client)".utf8)
  }

  deinit { PQfinish(connection) }

  func run(_ statement: String) throws {
    let result = PQexec(connection, statement)
    defer { PQclear(result) }
    let status = PQresultStatus(result)
    guard status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK else {
      throw BenchFailure(String(cString: PQerrorMessage(connection)))
    }
  }

  func prepare() throws {
    try run("PREPARE m AS INSERT INTO message VALUES ($1,$2,$3,$4,$5,$6,$7,$8)")
    try run("PREPARE a AS INSERT INTO attachment VALUES ($1,$2,$3,$4,$5,$6,$7)")
    try run("PREPARE u AS INSERT INTO audit VALUES ($1,$2,$3,$4,$5,$6)")
    try run("PREPARE e AS INSERT INTO event VALUES ($1,$2,$3,$4,$5)")
    guard PQenterPipelineMode(connection) == 1 else { throw BenchFailure("no pipeline mode") }
  }

  func publish(_ document: [UInt8]) throws {
    count += 1
    let id = Array("\(client)-\(count)-01ARZ3NDEKTSV4RR".utf8)
    let time = bigEndian(Int64(Clients.now()))
    let small = Array(document.prefix(60))
    send("BEGIN", [])
    execute("m", [mailbox, id, small, small, time, time, small, small].texts([2, 3]))
    execute("a", [mailbox, id, id, small, time, small, document])
    execute("u", [id, time, Array("publish".utf8), mailbox, id, small].texts([5]))
    execute("e", [id, time, Array("newDocument".utf8), mailbox, id])
    send("COMMIT", [])
    guard PQpipelineSync(connection) == 1 else { throw BenchFailure("pipeline sync") }
    try drain()
  }

  private func send(_ statement: String, _ values: [[UInt8]]) {
    PQsendQueryParams(connection, statement, 0, nil, nil, nil, nil, 1)
  }

  private func execute(_ name: String, _ values: [[UInt8]]) {
    let buffers = values.map { value -> UnsafeMutablePointer<CChar> in
      let buffer = UnsafeMutablePointer<CChar>.allocate(capacity: max(1, value.count))
      value.withUnsafeBytes {
        UnsafeMutableRawPointer(buffer).copyMemory(
          from: $0.baseAddress ?? UnsafeRawPointer(buffer), byteCount: value.count)
      }
      return buffer
    }
    defer { buffers.forEach { $0.deallocate() } }
    let pointers = buffers.map { Optional(UnsafePointer($0)) }
    let lengths = values.map { Int32($0.count) }
    let formats = [Int32](repeating: 1, count: values.count)
    PQsendQueryPrepared(connection, name, Int32(values.count), pointers, lengths, formats, 1)
  }

  private func drain() throws {
    while true {
      guard let result = PQgetResult(connection) else { continue }
      defer { PQclear(result) }
      let status = PQresultStatus(result)
      if status == PGRES_PIPELINE_SYNC { return }
      guard status == PGRES_COMMAND_OK else {
        throw BenchFailure(String(cString: PQerrorMessage(connection)))
      }
    }
  }

  private func bigEndian(_ value: Int64) -> [UInt8] {
    (0..<8).map { UInt8(truncatingIfNeeded: value >> Int64(8 * (7 - $0))) }
  }
}

extension [[UInt8]] {
  /// Makes the values at these places fit for a text column: letters instead of random bytes.
  fileprivate func texts(_ places: Set<Int>) -> [[UInt8]] {
    enumerated().map { places.contains($0.offset) ? $0.element.map { 97 + $0 % 26 } : $0.element }
  }
}
