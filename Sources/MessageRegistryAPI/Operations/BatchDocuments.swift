import Contracts
import HTTPTypes
import Hummingbird
import Vocabulary

// Batches as documents of Message Registry 3, and what they are turned down with.

extension BatchStatus {
  var path: String { "/publicationBatches/\(id)" }

  func json(_ exchange: Exchange) -> JSON {
    let counts = progress.counts
    return .members(
      ("href", .string(exchange.href(path))), ("batchId", .string(id.text)),
      ("state", .string(state.wire)), ("isDryRun", .bool(isRehearsal)),
      ("acceptedDate", .string(times.acceptedAt.brussels)),
      ("endedDate", times.endedAt.map { .string($0.brussels) }),
      ("keptUntil", .string(times.keptUntil.brussels)),
      ("waitsUntil", progress.waitsUntil.map { .string($0.brussels) }), ("totalRows", .int(progress.rows)),
      ("doneRows", .int(counts.all)), ("published", .int(counts.published)),
      ("onPaper", .int(counts.onPaper)), ("rehearsed", .int(counts.rehearsed)),
      ("refused", .int(counts.refused)), ("invalid", .int(counts.invalid)),
      ("repeated", .int(counts.repeated)), ("resultsHref", .string(exchange.href(path + "/results"))))
  }
}

extension BatchStatus.State {
  var wire: String {
    switch self {
    case .accepted: "processing"
    case .completed: "completed"
    case .cancelled: "cancelled"
    }
  }
}

extension BatchResult {
  func json(_ exchange: Exchange) -> JSON {
    let row = JSON.Member("row", .int(row))
    switch outcome {
    case .published(let recipient, let warnings):
      return Self.members(row, "published", exchange.wire.json(recipient, warnings))
    case .rehearsed(let recipient, let warnings):
      return Self.members(row, "rehearsed", recipient.json(warnings))
    case .refused(let fault): return Self.members(row, "refused", fault.json)
    case .invalid(let fault): return Self.members(row, "invalid", fault.json)
    case .repeated(let recipient):
      return Self.members(row, "repeated", exchange.wire.json(recipient, []))
    }
  }

  private static func members(_ row: JSON.Member, _ status: String, _ more: JSON) -> JSON {
    guard case .object(let members) = more else { return more }
    return .object([row, JSON.Member("status", .string(status))] + members)
  }
}

extension BatchRowFault {
  fileprivate var json: JSON { .members(("code", .string(code)), ("detail", .string(detail))) }
}

extension Problem {
  /// Told with `Retry-After`: when a sender may try a further batch.
  static let batchRetrySeconds = 60

  init(_ rejection: BatchRejection, _ exchange: Exchange) {
    switch rejection {
    case .alreadyAccepted(let status):
      self.init(
        Problem.ours + "alreadyAccepted", "Already accepted", .conflict, code: rejection.code,
        detail: "this Idempotency-Key was used before; `batch` is the batch that it stands for",
        members: [JSON.Member("batch", status.json(exchange))])
    case .tooManyOpen(let max):
      self.init(
        Problem.belgif + "tooManyRequests", "Too many requests", .tooManyRequests, code: rejection.code,
        detail: "at most \(max) batches of a sender are under way",
        members: [JSON.Member("limit", .int(max))],
        headers: [.retryAfter: String(Self.batchRetrySeconds)])
    case .batchTooLarge(let max):
      self.init(
        Problem.belgif + "payloadTooLarge", "Payload too large", .contentTooLarge, code: rejection.code,
        members: [JSON.Member("limit", .int(max))])
    case .batchTooSlow(let max):
      self.init(
        Problem.ours + "requestTimeout", "Request timeout", .requestTimeout, code: rejection.code,
        members: [JSON.Member("limit", .int(max))])
    case .batchNotFound:
      self.init(
        Problem.belgif + "resourceNotFound", "Resource not found", .notFound, code: rejection.code)
    case .batchEnded:
      self.init(
        Problem.ours + "batchEnded", "Batch ended", .conflict, code: rejection.code,
        detail: "all its rows have results, or it was ended before")
    case .manifestRepeated: self.init(rejection, "manifestRepeated", "the manifest stands more than once")
    case .fileNameInvalid:
      self.init(
        rejection, "fileNameInvalid",
        "a file's name must have 1 to \(BatchLimits.fileNameBytesMax) bytes")
    case .fileRepeated: self.init(rejection, "fileRepeated", "two files have one name")
    case .tooManyFiles(let max): self.init(rejection, "tooManyFiles", "at most \(max) files")
    case .rowTooLong(let row, let max):
      self.init(rejection, "rowTooLong", "row \(row) has more than \(max) bytes")
    case .tooManyRows(let max): self.init(rejection, "tooManyRows", "at most \(max) rows")
    case .tooManyBlanks(let max):
      self.init(rejection, "tooManyBlanks", "blank lines have more than \(max) bytes")
    case .manifestMissing:
      self.init(rejection, "manifestMissing", "no file is named \(BatchFrames.manifestName)")
    case .noRows: self.init(rejection, "noRows", "the manifest has no row")
    }
  }

  private init(_ rejection: BatchRejection, _ type: String, _ detail: String) {
    self = .badRequest(
      code: rejection.code, [Issue(Issue.ours + type, in: .body, name: nil, detail: detail)])
  }
}
