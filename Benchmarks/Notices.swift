import ArgumentParser
import Foundation

/// Mails a second through a local Postfix: the product's queue, with its database, DKIM signatures and audit
/// trail, beside a bare SMTP client that does nothing but send one ready mail again and again.
struct Notices: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Posts notices through a local Postfix, beside a bare SMTP client over one connection.",
    discussion: """
      Postfix runs in a throw-away folder on loopback, takes every mail into its queue as it always does, and \
      discards it instead of delivering. Needs root, as Postfix does.
      """)

  @OptionGroup var options: BenchOptions
  @Option(help: "Mails a round.") var count = 10_000
  @Option(help: "Connections of the product to Postfix, with commas.") var connections = "1,2,4"

  func run() throws {
    try options.inFolder { folder in
      let postfix = try LocalPostfix(folder: folder)
      defer { postfix.end() }
      var report = Report()
      var bare: [Measurement] = []
      var own: [Int: [Measurement]] = [:]
      let numbers = connections.split(separator: ",").compactMap { Int($0) }
      for _ in 0..<options.rounds {
        bare.append(try sendBare(postfix.port))
        for number in numbers {
          own[number, default: []].append(try post(number, postfix.port, "\(folder)/round"))
        }
      }
      let base = ReportLine("bare SMTP client", clients: 1, bytes: SMTPConnection.mail.count, rounds: bare)
      report.add(base, quiet: options.json)
      for number in numbers {
        let line = ReportLine(
          "notices, \(number) connections", clients: number, bytes: 0, rounds: own[number] ?? [])
        report.add(line, quiet: options.json)
        report.check(
          "notices over \(number) connections, part of the bare client's rate",
          String(format: "%.2f", line.rate / base.rate), line.rate >= base.rate / 2, quiet: options.json)
      }
      return report
    }
  }

  private func sendBare(_ port: Int) throws -> Measurement {
    let connection = try SMTPConnection(port: port)
    var times: [Int] = []
    let start = Clients.now()
    for number in 0..<count {
      let begun = Clients.now()
      try connection.send(to: "citizen-\(number)@example.be")
      times.append(Clients.now() - begun)
    }
    return Measurement(microseconds: times, seconds: Double(Clients.now() - start) / 1_000_000)
  }

  /// The product, on a fresh data folder: queues the notices, then waits until Postfix has all of them.
  private func post(_ connections: Int, _ port: Int, _ folder: String) throws -> Measurement {
    try? FileManager.default.removeItem(atPath: folder)
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    setenv("EBOX_MAIL_RELAY_HOST", "127.0.0.1", 1)
    setenv("EBOX_MAIL_RELAY_PORT", "\(port)", 1)
    setenv("EBOX_MAIL_RELAY_SECURITY", "none", 1)
    setenv("EBOX_MAIL_CONNECTIONS", "\(connections)", 1)
    let server = try ServerUnderTest(executable: options.ebox, folder: folder)
    defer { server.end() }
    let start = Clients.now()
    try server.queueNotices(count)
    while try server.waitingNotices() > 0 { usleep(50_000) }
    let taken = Clients.now() - start
    // Of a queue only the whole is known: each mail is given its share.
    return Measurement(
      microseconds: Array(repeating: taken / max(1, count), count: count), seconds: Double(taken) / 1_000_000)
  }
}

/// `Tests/Faults/postfix.py`, running.
final class LocalPostfix {
  let port: Int
  private let process = Process()
  private let input = Pipe()

  init(folder: String) throws {
    process.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
    process.arguments = ["Tests/Faults/postfix.py", "\(folder)/postfix"]
    let output = Pipe()
    process.standardInput = input
    process.standardOutput = output
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder)
    try process.run()
    let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
    guard let port = Int(line.trimmingCharacters(in: .whitespacesAndNewlines)) else {
      throw BenchFailure("Postfix does not run: is it installed, and are we root?")
    }
    self.port = port
  }

  func end() {
    input.fileHandleForWriting.closeFile()
    process.waitUntilExit()
  }
}

/// A blocking SMTP client on one connection: as little work as a client can do, a command at a time.
final class SMTPConnection {
  /// About as large as a signed notice.
  static let mail = Array(
    ("From: eBox <noreply@ebox.example>\r\nTo: <citizen@example.be>\r\nSubject: Uw eBox\r\n\r\n"
      + String(repeating: String(repeating: "x", count: 72) + "\r\n", count: 80)).utf8)

  private let socket: LoopbackSocket
  private var buffer = [UInt8](repeating: 0, count: 4096)

  init(port: Int) throws {
    socket = try LoopbackSocket(port: port)
    try expect(220)
    try say("EHLO bench.example\r\n", 250)
  }

  func send(to recipient: String) throws {
    try say("MAIL FROM:<b@bounces.ebox.example>\r\n", 250)
    try say("RCPT TO:<\(recipient)>\r\n", 250)
    try say("DATA\r\n", 354)
    try socket.send(Self.mail + Array(".\r\n".utf8))
    try expect(250)
  }

  private func say(_ command: String, _ code: Int) throws {
    try socket.send(Array(command.utf8))
    try expect(code)
  }

  /// Reads an answer, of one line or several.
  private func expect(_ code: Int) throws {
    var filled = 0
    while true {
      filled += try socket.receive(into: &buffer, at: filled)
      let text = String(decoding: buffer[..<filled], as: UTF8.self)
      guard text.hasSuffix("\r\n"), let last = text.split(separator: "\r\n").last,
        last.dropFirst(3).first == " "
      else { continue }
      guard last.hasPrefix("\(code)") else { throw BenchFailure("Postfix answered \(last)") }
      return
    }
  }
}

extension ServerUnderTest {
  func queueNotices(_ count: Int) throws {
    let body = "{\"count\": \(count), \"address\": \"citizen-#@example.be\"}"
    let request =
      "POST /demo/mail HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nContent-Type: application/json\r\n"
      + "Content-Length: \(body.utf8.count)\r\n\r\n\(body)"
    let answer = try HTTPConnection(port: port).exchange(Array(request.utf8))
    guard answer.status < 300 else { throw BenchFailure("POST /demo/mail answered \(answer.status)") }
  }

  /// What of them is still in the queue.
  func waitingNotices() throws -> Int {
    struct Queue: Decodable { let waiting: Int }
    let request = "GET /demo/mail/queue HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\n\r\n"
    let answer = try HTTPConnection(port: port).exchange(Array(request.utf8))
    return try JSONDecoder().decode(Queue.self, from: Data(answer.body)).waiting
  }
}
