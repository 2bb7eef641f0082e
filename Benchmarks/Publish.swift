import ArgumentParser
import Foundation

/// Publications a second, beside PostgreSQL alone and beside a bare log.
struct Publish: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Publishes documents over HTTP, authenticated.")

  @OptionGroup var options: BenchOptions

  func run() throws {
    try options.inFolder { folder in
      let postgres = try ThrowawayPostgres(folder: folder)
      defer { postgres.end() }
      let server = try ServerUnderTest(executable: options.ebox, folder: folder)
      defer { server.end() }
      var report = Report()
      var published = 0
      var payload = 0
      let before = try Command.diskUsage(server.data)
      for bytes in options.byteCounts {
        for clients in options.clientCounts {
          let rounds = try measure(server, postgres, folder: folder, clients: clients, bytes: bytes)
          published += rounds.ebox.map(\.microseconds.count).reduce(0, +)
          payload += rounds.ebox.map(\.microseconds.count).reduce(0, +) * bytes
          add(rounds, clients: clients, bytes: bytes, to: &report)
        }
      }
      try weigh(server, published: published, payload: payload, before: before, report: &report)
      return report
    }
  }

  private struct Rounds {
    var ebox: [Measurement] = []
    var postgres: [Measurement] = []
    var log: [Measurement] = []
  }

  private func measure(
    _ server: ServerUnderTest, _ postgres: ThrowawayPostgres, folder: String, clients: Int, bytes: Int
  ) throws -> Rounds {
    var rounds = Rounds()
    let document = Requests.document(bytes: bytes)
    let recipients = server.activeCitizens
    guard !recipients.isEmpty else { throw BenchFailure("the demo has no active citizen") }
    for _ in 0..<options.rounds {
      let token = try server.senderToken()
      let port = server.port
      let requests = recipients.map { Requests.publish(server, token: token, to: $0, document: document) }
      rounds.ebox.append(
        try Clients.run(clients, seconds: options.seconds) { client in
          let connection = try HTTPConnection(port: port)
          var turn = client
          return {
            turn += 1
            let answer = try connection.exchange(requests[turn % requests.count])
            guard answer.status == 201 else {
              throw BenchFailure(
                "publish answered \(answer.status): \(String(decoding: answer.body, as: UTF8.self))")
            }
          }
        })
      let conninfo = postgres.conninfo
      rounds.postgres.append(
        try Clients.run(clients, seconds: options.seconds) { client in
          let connection = try PostgreSQLBaseline(conninfo: conninfo, client: client + Clients.now() * 64)
          try connection.prepare()
          return { try connection.publish(document) }
        })
      let log = try SharedLog(path: "\(folder)/log")
      rounds.log.append(
        try Clients.run(clients, seconds: options.seconds / 2) { _ in { try log.append(document) } })
    }
    return rounds
  }

  private func add(_ rounds: Rounds, clients: Int, bytes: Int, to report: inout Report) {
    let quiet = options.json
    let ebox = ReportLine("ebox publish", clients: clients, bytes: bytes, rounds: rounds.ebox)
    let postgres = ReportLine("postgresql bytea", clients: clients, bytes: bytes, rounds: rounds.postgres)
    report.add(ebox, quiet: quiet)
    report.add(postgres, quiet: quiet)
    report.add(
      ReportLine("bare shared-fdatasync log", clients: clients, bytes: bytes, rounds: rounds.log),
      quiet: quiet)
    let ratio = median(zip(rounds.ebox, rounds.postgres).map { $0.rate / $1.rate })
    if clients == 32, bytes == 20_000 {
      report.check(
        "20 KB, 32 clients ≥ 1.2 × PostgreSQL", String(format: "%.2f ×", ratio), ratio >= 1.2, quiet: quiet)
    }
    if clients == 32, bytes == 200_000 {
      report.check(
        "200 KB, 32 clients ≥ 2 × PostgreSQL", String(format: "%.2f ×", ratio), ratio >= 2, quiet: quiet)
    }
    if clients == 1, bytes == 20_000 {
      let median = ebox.p50Microseconds / 1000
      report.check("20 KB, 1 client p50 ≤ 2 ms", String(format: "%.2f ms", median), median <= 2, quiet: quiet)
    }
  }

  private func weigh(
    _ server: ServerUnderTest, published: Int, payload: Int, before: Int, report: inout Report
  ) throws {
    let quiet = options.json
    let memory = server.process.proportionalSetSize()
    report.check("PSS ≤ 120 MB", "\(memory / 1_000_000) MB", memory <= 120_000_000, quiet: quiet)
    sleep(3)
    let kept = try Command.diskUsage(server.data) - before
    let allowed = Double(payload) * 1.05 + Double(published) * 2048
    report.check(
      "kept ≤ 1.05 × payload + 2 KB a message",
      String(
        format: "%.0f bytes a message over %.0f of payload", Double(kept - payload) / Double(published),
        Double(payload) / Double(published)),
      Double(kept) <= allowed, quiet: quiet)
    try server.advance(days: 4000)
    var left = kept
    for _ in 0..<600 {
      left = try Command.diskUsage("\(server.data)/documents")
      if left * 100 <= payload { break }
      usleep(500_000)
    }
    report.check(
      "after removing everything ≤ 1 % of the document bytes",
      String(format: "%.2f %%", Double(left) * 100 / Double(payload)),
      left * 100 <= payload, quiet: quiet)
  }
}
