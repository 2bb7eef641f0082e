import Contracts
import Storage
import Vocabulary

/// What was found in senders' documents, a row each, for their quality reports.
enum FindingRows {
  /// Which publication, and whether it came to be.
  struct Publication: Sendable {
    let request: PublicationRequest
    let at: Instant
    /// Unlike that of every other publication of the sender.
    let id: String
    let isRefused: Bool
  }

  static func add(
    _ findings: [DocumentFinding], of publication: Publication, in transaction: Transaction
  ) throws {
    for (number, finding) in findings.enumerated() {
      try transaction.run(
        """
        INSERT INTO document_provider_finding
          (sender, at, id, number, application, message_type, finding, is_refused)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        """,
        .text(publication.request.sender.digits), .int(publication.at.microseconds), .text(publication.id),
        .int(Int64(number)), .text(publication.request.application.text),
        .text(publication.request.messageType.text), .text(finding.rawValue), .flag(publication.isRefused))
    }
  }

  static func lines(
    of sender: EnterpriseNumber, _ days: QualityReport.Days, in transaction: Transaction
  ) throws -> [QualityReport.Line] {
    try transaction.rows(
      """
      SELECT application, message_type, finding, CAST(SUM(1 - is_refused) AS BIGINT),
        CAST(SUM(is_refused) AS BIGINT), CAST(MAX(at) AS BIGINT)
      FROM document_provider_finding WHERE sender = $1 AND at >= $2 AND at < $3
      GROUP BY application, message_type, finding ORDER BY application, message_type, finding
      """,
      .text(sender.digits), .int(days.from.startInBrussels.microseconds),
      .int(days.until.adding(days: 1).startInBrussels.microseconds)
    ).compactMap { row in
      guard let finding = DocumentFinding(rawValue: try row.text(2)) else { return nil }
      return QualityReport.Line(
        application: try ApplicationID(parsing: row.text(0)),
        messageType: try MessageTypeID(parsing: row.text(1)), finding: finding,
        published: Int(try row.int(3)), refused: Int(try row.int(4)),
        lastAt: Instant(microseconds: try row.int(5)))
    }
  }

  static func forget(before now: Instant, in transaction: Transaction) throws {
    try transaction.run(
      "DELETE FROM document_provider_finding WHERE at < $1",
      .int(now.adding(seconds: -Int64(QualityReport.daysKept) * 86_400).microseconds))
  }
}
