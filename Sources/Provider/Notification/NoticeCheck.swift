import AuditTrail
import Contracts
import Storage
import Vocabulary

/// Answers for the codes of notices.
struct NoticeCheck: NoticeChecks {
  let parts: ProviderParts
  let keys: NoticeKeys

  func wasOurs(
    _ typed: String, requestID: RequestID
  ) async throws(Failure<Never>) -> NoticeCheckAnswer? {
    let stamp = parts.stamp()
    let hash = (try? NoticeCode(parsing: typed)).map { Value.bytes(keys.hash(of: $0)) }
    let trail = parts.trail
    return try await parts.write(as: Never.self) { transaction in
      let row = try hash.flatMap { hash in
        try transaction.rows(
          "SELECT kind, queued_at, id FROM provider_notice WHERE code_hash = $1", hash
        ).first
      }
      guard let row else {
        try trail.record(
          AuditEntry(
            id: stamp.id, at: stamp.at, action: .noticeChecked, outcome: .rejected,
            code: hash == nil ? "NOT_A_CODE" : "NOT_OURS", requestID: requestID),
          in: transaction)
        return nil
      }
      guard let kind = NoticeKind(rawValue: try row.text(0)) else {
        throw UnreadableRow("provider_notice", "has no known kind")
      }
      try trail.record(
        AuditEntry(
          id: stamp.id, at: stamp.at, action: .noticeChecked, requestID: requestID,
          details: ["notice": try row.text(2)]),
        in: transaction)
      return NoticeCheckAnswer(
        day: CalendarDate(inBrusselsAt: Instant(microseconds: try row.int(1))), kind: kind)
    }
  }
}
