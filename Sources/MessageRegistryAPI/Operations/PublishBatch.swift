import Contracts
import EdgeHTTP
import HTTPTypes
import Hummingbird
import Vocabulary

/// POST /publicationBatches: many publications in one upload, published afterwards (R-PUB-9). Ours, and only
/// of Message Registry 3.
enum PublishBatch {
  static func serve(_ exchange: Exchange) async throws -> Response {
    let batches = try exchange.batches()
    let type = (exchange.request.headers[.contentType] ?? "").prefix { $0 != ";" }.lowercased()
    guard let form = BatchFrames.Form(rawValue: type) else {
      throw EdgeRefusal.unsupportedMediaType(
        expected: BatchFrames.Form.allCases.map(\.rawValue).joined(separator: " or "))
    }
    guard let key = try exchange.idempotencyKey() else {
      throw EdgeRefusal.invalidInput([
        Problem.Issue(
          Problem.Issue.belgif + "requiredInput", in: .header, name: "Idempotency-Key", detail: "is required")
      ])
    }
    let isRehearsal = try exchange.isRehearsal()
    try exchange.body.checkDeclared()
    let frames = BatchFrames(form: form, body: exchange.body)
    let status = try await exchange.ask({ Problem($0, exchange) }) {
      () async throws(Failure<BatchRejection>) in
      try await batches.accept(frames, key: key, isRehearsal: isRehearsal)
    }
    return exchange.json(
      status.json(exchange), status: .accepted, headers: [.location: exchange.href(status.path)])
  }
}

/// What became of batches, and ending them.
enum ReadBatches {
  static func list(_ exchange: Exchange) async throws -> Response {
    let batches = try exchange.batches()
    let reader = QueryReader(exchange.request, names: ["page", "pageSize"])
    let request = reader.page()
    try reader.finish()
    let page = try await exchange.ask { () async throws(Failure<Never>) in
      try await batches.batches(request)
    }
    let links = PageLinks(path: exchange.href("/publicationBatches"), filters: reader.filters)
    return exchange.json(exchange.wire.json(page, links) { $0.json(exchange) })
  }

  static func status(_ exchange: Exchange) async throws -> Response {
    let batches = try exchange.batches()
    let id = try exchange.pathID("batchId", BatchID.init(parsing:))
    let status = try await exchange.ask({ Problem($0, exchange) }) {
      () async throws(Failure<BatchRejection>) in
      try await batches.batch(id)
    }
    return exchange.json(status.json(exchange))
  }

  static func cancel(_ exchange: Exchange) async throws -> Response {
    let batches = try exchange.batches()
    let id = try exchange.pathID("batchId", BatchID.init(parsing:))
    let status = try await exchange.ask({ Problem($0, exchange) }) {
      () async throws(Failure<BatchRejection>) in
      try await batches.cancel(id)
    }
    return exchange.json(status.json(exchange))
  }

  /// Results by row number; `isComplete` once there will be none after the last of them.
  static func results(_ exchange: Exchange) async throws -> Response {
    let batches = try exchange.batches()
    let id = try exchange.pathID("batchId", BatchID.init(parsing:))
    let reader = QueryReader(exchange.request, names: ["after", "limit"])
    let after = reader.number("after", in: 0...BatchLimits.rowsMax) ?? 0
    let limit = reader.number("limit", in: 1...BatchLimits.resultsMax) ?? BatchLimits.resultsMax
    try reader.finish()
    let (status, results) = try await exchange.ask({ Problem($0, exchange) }) {
      () async throws(Failure<BatchRejection>) in
      try await batches.results(of: id, after: after, limit: limit)
    }
    let last = results.last?.row ?? after
    return exchange.json(
      .members(
        ("items", .array(results.map { $0.json(exchange) })), ("lastRow", .int(last)),
        ("isComplete", .bool(status.progress.isSettled && last >= status.progress.counts.all))))
  }
}

extension QueryReader {
  /// A number within bounds.
  func number(_ name: String, in range: ClosedRange<Int>) -> Int? {
    parsed(name) { (text: String) throws(InvalidIdentifier) in
      guard text.utf8.count <= 9, let number = Int(text), range.contains(number) else {
        throw InvalidIdentifier(name, "must be \(range.lowerBound) to \(range.upperBound)")
      }
      return number
    }
  }
}
