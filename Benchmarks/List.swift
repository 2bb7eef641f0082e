import ArgumentParser
import Foundation

/// Time for the first page of a mailbox with 10 000 messages, beside one with 25.
struct List: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Lists mailboxes over HTTP, authenticated.")

  @OptionGroup var options: BenchOptions

  func run() throws {
    try options.inFolder { folder in
      let server = try ServerUnderTest(executable: options.ebox, folder: folder)
      defer { server.end() }
      let (large, small) = (
        try Mailbox(server, folder: folder), try Mailbox(server, folder: folder, citizen: 1)
      )
      try large.fill(10_000)
      try small.fill(25)
      var report = Report()
      for clients in options.clientCounts {
        var rounds: (large: [Measurement], small: [Measurement]) = ([], [])
        for _ in 0..<options.rounds {
          rounds.large.append(try measure(large, clients: clients))
          rounds.small.append(try measure(small, clients: clients))
        }
        let quiet = options.json
        let first = ReportLine(
          "first 25 of 10 000 messages", clients: clients, bytes: 0, rounds: rounds.large)
        let second = ReportLine("first 25 of 25 messages", clients: clients, bytes: 0, rounds: rounds.small)
        report.add(first, quiet: quiet)
        report.add(second, quiet: quiet)
        let ratio = median(
          zip(rounds.large, rounds.small).map {
            Double($0.percentile(0.5)) / Double(max(1, $1.percentile(0.5)))
          })
        report.check(
          "10 000 messages within 1.5 × of 25, \(clients) clients", String(format: "%.2f ×", ratio),
          ratio <= 1.5,
          quiet: quiet)
      }
      return report
    }
  }

  private func measure(_ mailbox: Mailbox, clients: Int) throws -> Measurement {
    let port = mailbox.server.port
    let request = Requests.get(
      port, "\(mailbox.server.path)/ebox/messages?pageSize=25", token: try mailbox.token())
    return try Clients.run(clients, seconds: options.seconds) { _ in try reader(port, request, nil) }
  }
}
