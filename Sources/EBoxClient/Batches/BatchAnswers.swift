import Contracts
import Vocabulary

struct BatchAnswer: Decodable, Sendable {
  let batchId, state: String
  let isDryRun: Bool
  let acceptedDate, keptUntil: String
  let endedDate, waitsUntil: String?
  let totalRows, published, onPaper, rehearsed, refused, invalid, repeated: Int

  func status() throws -> BatchStatus {
    var counts = BatchStatus.Counts()
    counts.published = published
    counts.onPaper = onPaper
    counts.rehearsed = rehearsed
    counts.refused = refused
    counts.invalid = invalid
    counts.repeated = repeated
    let states: [String: BatchStatus.State] = [
      "processing": .accepted, "completed": .completed, "cancelled": .cancelled,
    ]
    guard let state = states[state] else { throw ClientFault.answerMalformed }
    return BatchStatus(
      try BatchID(parsing: batchId), state, isRehearsal: isDryRun,
      times: BatchStatus.Times(
        acceptedAt: try Instant(parsing: acceptedDate),
        endedAt: try endedDate.map { try Instant(parsing: $0) },
        keptUntil: try Instant(parsing: keptUntil)),
      progress: BatchStatus.Progress(
        rows: totalRows, counts: counts, isSettled: state != .accepted,
        waitsUntil: try waitsUntil.map { try Instant(parsing: $0) }))
  }
}

struct BatchResultsAnswer: Decodable {
  let items: [BatchResultAnswer]
  let isComplete: Bool
}

struct BatchResultAnswer: Decodable {
  let row: Int
  let status: String
  let messageId, expirationDate, code, detail, paperUntil: String?
  let eboxId: ReceiptAnswer.EBoxID?
  let warnings: [WarningAnswer]?

  func result() throws -> BatchResult { BatchResult(row: row, outcome: try outcome()) }

  private func outcome() throws -> BatchResult.Outcome {
    switch status {
    case "published":
      return .published(
        PublicationReceipt.Recipient(
          messageID: try message(), expiration: try expiration(), isDigital: isDigital,
          currentNumber: try eboxId.map { try NationalNumber(parsing: $0.ssin) }), warnings: warningList)
    case "rehearsed":
      return .rehearsed(
        PublicationRehearsal.Recipient(
          expiration: try expiration(), isDigital: isDigital,
          paperUntil: try paperUntil.map { try CalendarDate(parsing: $0) },
          currentNumber: try eboxId.map { try NationalNumber(parsing: $0.ssin) }), warnings: warningList)
    case "refused": return .refused(fault)
    case "invalid": return .invalid(fault)
    case "repeated":
      return .repeated(
        PublicationReceipt.Recipient(
          messageID: try message(), expiration: try expiration(), isDigital: isDigital))
    default: throw ClientFault.answerMalformed
    }
  }

  private func message() throws -> MessageID {
    guard let messageId else { throw ClientFault.answerMalformed }
    return try MessageID(parsing: messageId)
  }

  private func expiration() throws -> Instant {
    guard let expirationDate else { throw ClientFault.answerMalformed }
    return try Instant(parsing: expirationDate)
  }

  private var isDigital: Bool { code != "NO_DIGITAL_USER" }
  private var fault: BatchRowFault { BatchRowFault(code: code ?? "", detail: detail ?? "") }
  private var warningList: [PublicationWarning] { (warnings ?? []).compactMap(\.warning) }
}
