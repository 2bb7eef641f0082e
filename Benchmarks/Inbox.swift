import ArgumentParser
import Foundation

/// The inbox page of My eBox with 10 000 messages, beside nginx serving the same bytes; its last page, and a
/// search.
struct Inbox: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Opens the inbox of a citizen with 10 000 messages, signed in to the portal.",
    discussion: """
      At work: each client opens a page, waits --pause milliseconds, and opens the next, as people do. \
      At once: no client ever waits, so that the machine is saturated by the clients themselves.
      """)

  static let messages = 10_000
  static let pageBytesMax = 60_000

  @OptionGroup var options: BenchOptions
  @Option(help: "Milliseconds between two pages of a client at work.") var pause = 250

  func run() throws {
    try options.inFolder { folder in
      let server = try ServerUnderTest(executable: options.ebox, folder: folder)
      defer { server.end() }
      let mailbox = try Mailbox(server, folder: folder)
      try mailbox.fill(Self.messages)
      let session = try PortalSession(server, citizen: mailbox.citizen, folder: folder)
      let page = try session.open("/inbox")
      let nginx = try Nginx(folder: folder, files: ["inbox.html": page])
      defer { nginx.end() }
      var report = Report()
      report.check(
        "the inbox page ≤ 60 KB", "\(page.count / 1000) KB", page.count <= Self.pageBytesMax,
        quiet: options.json)
      let plain = Requests.get(nginx.port, "/inbox.html")
      for clients in options.clientCounts {
        let load = Load(port: server.port, clients: clients)
        let inbox = try line("inbox, at work", session.request("/inbox"), load.pausing(pause), &report)
        _ = try line("inbox, at once", session.request("/inbox"), load, &report)
        _ = try line("nginx, at once", plain, Load(port: nginx.port, clients: clients), &report)
        let p99 = inbox.p99Microseconds / 1000
        report.check(
          "the inbox of 10 000 messages, \(clients) clients at work, p99 ≤ 20 ms",
          String(format: "%.1f ms", p99), p99 <= 20, quiet: options.json)
      }
      try others(session, server.port, &report)
      return report
    }
  }

  /// Pages that take more than the first.
  private func others(_ session: PortalSession, _ port: Int, _ report: inout Report) throws {
    let load = Load(port: port, clients: 1)
    _ = try line("the last of 400 pages", session.request("/inbox?page=400"), load, &report)
    let begin = Clients.now()
    _ = try session.open("/inbox?q=renovatiepremie")
    let first = Double(Clients.now() - begin) / 1000
    report.check(
      "the first search in 10 000 messages ≤ 1 s", String(format: "%.0f ms", first), first <= 1000,
      quiet: options.json)
    let search = try line("a search", session.request("/inbox?q=renovatie"), load, &report)
    let p99 = search.p99Microseconds / 1000
    report.check(
      "searches after it, p99 ≤ 100 ms", String(format: "%.1f ms", p99), p99 <= 100, quiet: options.json)
  }

  private func line(
    _ what: String, _ request: [UInt8], _ load: Load, _ report: inout Report
  ) throws -> ReportLine {
    var rounds: [Measurement] = []
    for _ in 0..<options.rounds {
      rounds.append(
        try Clients.run(load.clients, seconds: options.seconds, pauseMilliseconds: load.pause) { _ in
          try reader(load.port, request, nil)
        })
    }
    let line = ReportLine(what, clients: load.clients, bytes: 0, rounds: rounds)
    report.add(line, quiet: options.json)
    return line
  }
}

/// Who asks a server, and how often.
private struct Load {
  let port: Int
  let clients: Int
  /// Milliseconds between two requests of a client.
  var pause = 0

  func pausing(_ milliseconds: Int) -> Load { Load(port: port, clients: clients, pause: milliseconds) }
}

/// A citizen signed in to the portal, by the played identity provider, as a browser would.
struct PortalSession {
  let server: ServerUnderTest
  private let cookies: String

  init(_ server: ServerUnderTest, citizen: String, folder: String) throws {
    self.server = server
    let jar = "\(folder)/cookies"
    let base = "http://127.0.0.1:\(server.port)"
    let curl = ["-sS", "-L", "-o", "/dev/null", "-c", jar, "-b", jar, "-w", "%{url_effective}"]
    let asked = try Command.run("curl", curl + ["\(base)/signin"])
    guard let query = asked.split(separator: "?", maxSplits: 1).last, asked.contains("?") else {
      throw BenchFailure("signing in ended at \(asked)")
    }
    let form = "\(query)&ssin=\(citizen)&level=high"
    let address = String(asked.prefix { $0 != "?" })
    let end = try Command.run("curl", curl + ["--data", form, address])
    guard end.hasSuffix("/inbox") else { throw BenchFailure("signing in ended at \(end)") }
    let lines = try String(contentsOfFile: jar, encoding: .utf8).split(separator: "\n")
    cookies = lines.compactMap { line -> String? in
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
      return fields.count == 7 ? "\(fields[5])=\(fields[6])" : nil
    }.joined(separator: "; ")
  }

  func request(_ path: String) -> [UInt8] {
    Array(
      "GET \(path) HTTP/1.1\r\nHost: 127.0.0.1:\(server.port)\r\nCookie: \(cookies)\r\n\r\n".utf8)
  }

  /// - Returns: the page, as curl gets it.
  func open(_ path: String) throws -> [UInt8] {
    let address = "http://127.0.0.1:\(server.port)\(path)"
    let page = try Command.run("curl", ["-sS", "--fail", "-H", "Cookie: \(cookies)", address])
    guard page.contains("<h1>") else { throw BenchFailure("\(path) gave no page") }
    return Array(page.utf8)
  }
}
