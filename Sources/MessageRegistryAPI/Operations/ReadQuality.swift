import Contracts
import Hummingbird
import Vocabulary

/// GET /quality: what was found in the sender's documents. Ours, and only of Message Registry 3 (R-PUB-7).
enum ReadQuality {
  static func serve(_ exchange: Exchange) async throws -> Response {
    let registry = try exchange.sender()
    let days = try days(exchange)
    let report = try await exchange.ask { () async throws(Failure<Never>) in
      try await registry.quality(days)
    }
    return exchange.json(report.json)
  }

  private static func days(_ exchange: Exchange) throws -> QualityReport.Days {
    let reader = QueryReader(exchange.request, names: ["from", "until"])
    let from = reader.parsed("from", by: day), until = reader.parsed("until", by: day)
    try reader.finish()
    do {
      guard let from else { throw InvalidIdentifier("from", "must be given") }
      guard let until else { throw InvalidIdentifier("until", "must be given") }
      return try QualityReport.Days(from: from, until: until)
    } catch let invalid as InvalidIdentifier {
      throw EdgeRefusal.invalidInput([
        Problem.Issue(
          Problem.Issue.belgif + "invalidInput", in: .query, name: invalid.kind, detail: invalid.reason)
      ])
    }
  }

  private static func day(_ text: String) throws(InvalidIdentifier) -> CalendarDate {
    try CalendarDate(parsing: text)
  }
}

extension QualityReport {
  fileprivate var json: JSON {
    .members(
      ("from", .string("\(days.from)")), ("until", .string("\(days.until)")),
      ("items", .array(lines.map(\.json))), ("totalItems", .int(lines.count)))
  }
}

extension QualityReport.Line {
  fileprivate var json: JSON {
    .members(
      ("senderApplicationId", .string(application.text)), ("messageTypeId", .string(messageType.text)),
      ("code", .string(finding.rawValue)), ("detail", .string(finding.words)), ("published", .int(published)),
      ("refused", .int(refused)), ("lastDate", .string(lastAt.brussels)))
  }
}
