import ArgumentParser
import Contracts
import EBoxClient
import Vocabulary

/// `ebox quality`.
struct QualityCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "quality",
    abstract: "Tells a sender what was found in its documents.",
    discussion: """
      A line for each application, message type and finding: how many documents were published with it, and
      how many were turned down for it. The last 30 days unless said otherwise.

      EXAMPLES
        ebox quality
        ebox quality --sender demo-tax --from 2026-11-01 --until 2026-11-30 --json
      """)

  @OptionGroup var sender: SenderOptions

  @Option(help: ArgumentHelp("First day, in Brussels.", valueName: "yyyy-mm-dd"))
  var from: String?

  @Option(help: ArgumentHelp("Last day; default today.", valueName: "yyyy-mm-dd"))
  var until: String?

  @Flag(help: "Print JSON.")
  var json = false

  private struct Answer: Encodable {
    struct Item: Encodable {
      let senderApplicationId, messageTypeId, code, detail: String
      let published, refused: Int
      let lastDate: String
    }
    let from, until: String
    let items: [Item]
  }

  func run() async throws {
    try await ClientSession.run { http in
      let today = CalendarDate(inBrusselsAt: SystemTime().now())
      let last = try until.map { try CalendarDate(parsing: $0) } ?? today
      let first = try from.map { try CalendarDate(parsing: $0) } ?? last.adding(days: -29)
      let days = try QualityReport.Days(from: first, until: last)
      try tell(try await sender.resolve().client(http).sender.quality(days))
    }
  }

  private func tell(_ report: QualityReport) throws {
    if json {
      return try Terminal.json(
        Answer(
          from: "\(report.days.from)", until: "\(report.days.until)",
          items: report.lines.map {
            Answer.Item(
              senderApplicationId: $0.application.text, messageTypeId: $0.messageType.text,
              code: $0.finding.rawValue, detail: $0.finding.words, published: $0.published,
              refused: $0.refused, lastDate: $0.lastAt.brussels)
          }))
    }
    guard !report.lines.isEmpty else {
      return Terminal.result("Nothing was found from \(report.days.from) until \(report.days.until).")
    }
    Terminal.result("Found from \(report.days.from) until \(report.days.until):")
    for line in report.lines {
      Terminal.result(
        """
          \(line.finding.rawValue): \(line.finding.words)
            \(line.messageType), \(line.application): \(line.published) published, \(line.refused) \
        turned down, last on \(CalendarDate(inBrusselsAt: line.lastAt))
        """)
    }
  }
}
