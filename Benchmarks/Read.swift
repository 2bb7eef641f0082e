import ArgumentParser
import Foundation

/// Reads a second of one document, beside nginx serving the same bytes.
struct Read: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Reads documents over HTTP, authenticated.")

  @OptionGroup var options: BenchOptions

  func run() throws {
    try options.inFolder { folder in
      let server = try ServerUnderTest(executable: options.ebox, folder: folder)
      defer { server.end() }
      var report = Report()
      for bytes in options.byteCounts {
        let document = Requests.document(bytes: bytes)
        let nginx = try Nginx(folder: folder, files: ["document-\(bytes).pdf": document])
        defer { nginx.end() }
        let mailbox = try Mailbox(server, folder: folder)
        let path = try mailbox.contentPath(try mailbox.publish(document))
        let same = SameDocument(
          bytes: bytes, mailbox: mailbox, path: path, nginx: nginx.port, nginxPath: "/document-\(bytes).pdf")
        for clients in options.clientCounts { try measure(same, clients: clients, report: &report) }
      }
      let memory = server.process.proportionalSetSize()
      report.check("PSS ≤ 120 MB", "\(memory / 1_000_000) MB", memory <= 120_000_000, quiet: options.json)
      return report
    }
  }

  /// One document, in the product and in nginx.
  private struct SameDocument {
    let bytes: Int
    let mailbox: Mailbox
    let path: String
    let nginx: Int
    let nginxPath: String
  }

  private func measure(_ same: SameDocument, clients: Int, report: inout Report) throws {
    let plain = Requests.get(same.nginx, same.nginxPath)
    let (bytes, path, nginxPort) = (same.bytes, same.path, same.nginx)
    let (port, seconds) = (same.mailbox.server.port, options.seconds)
    var rounds: (ebox: [Measurement], nginx: [Measurement]) = ([], [])
    for _ in 0..<options.rounds {
      let request = Requests.get(port, path, token: try same.mailbox.token())
      rounds.ebox.append(try Clients.run(clients, seconds: seconds) { _ in try reader(port, request, bytes) })
      rounds.nginx.append(
        try Clients.run(clients, seconds: seconds) { _ in try reader(nginxPort, plain, bytes) })
    }
    report.add(
      ReportLine("ebox read", clients: clients, bytes: bytes, rounds: rounds.ebox), quiet: options.json)
    report.add(ReportLine("nginx", clients: clients, bytes: bytes, rounds: rounds.nginx), quiet: options.json)
    guard bytes == 200_000 else { return }
    let ratio = median(zip(rounds.ebox, rounds.nginx).map { $0.rate / $1.rate })
    report.check(
      "reading 200 KB, \(clients) clients ≥ 40 % of nginx", String(format: "%.0f %%", ratio * 100),
      ratio >= 0.4,
      quiet: options.json)
  }
}

/// One client's operation: a GET whose answer has exactly `bytes`.
func reader(_ port: Int, _ request: [UInt8], _ bytes: Int?) throws -> (() throws -> Void) {
  let connection = try HTTPConnection(port: port)
  return {
    let answer = try connection.exchange(request)
    guard answer.status == 200, bytes == nil || answer.bodyBytes == bytes else {
      throw BenchFailure("answered \(answer.status) with \(answer.bodyBytes) bytes")
    }
  }
}
