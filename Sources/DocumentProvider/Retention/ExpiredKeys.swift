import AuditTrail
import Storage
import TrustServices
import Vocabulary

/// Destroys the keys of days that are over, and forgets old idempotency keys.
struct ExpiredKeys: Sendable {
  /// Idempotency keys forgotten in one run.
  static let forgottenMax: Int64 = 10_000

  let database: any Database
  let keys: any KeyStore
  let ledger: Ledger

  /// Destroys the keys of all days before the one that it is in Brussels: every document that ended on them
  /// is noise from then on, also in backups.
  func destroyDays(before now: Instant) async throws -> [CalendarDate] {
    let days = try keys.destroyDayKeys(before: CalendarDate(inBrusselsAt: now))
    guard !days.isEmpty else { return [] }
    let act = Act(action: .sweep, details: ["dayKeys": days.map(\.description).joined(separator: " ")])
    let entry = PendingEntry(Asker(internalAct: "sweep"), at: now, ledger).entry(act)
    let trail = ledger.trail
    try await database.write { try trail.record(entry, in: $0) }
    return days
  }

  /// Reasons of messages that would be over now; what they say was unreadable from the end of the day on.
  func forgetRecalls(before now: Instant) async throws {
    try await database.write { transaction in
      try transaction.run(
        "DELETE FROM document_provider_recall WHERE expires_at <= $1", .int(now.microseconds))
    }
  }

  /// What receipts say of replies whose term is over; that they were sent stays.
  func forgetReceipts(before now: Instant) async throws {
    try await database.write { try ReplyRows.forget(before: now, in: $0) }
  }

  /// Findings that no quality report shows any more.
  func forgetFindings(before now: Instant) async throws {
    try await database.write { try FindingRows.forget(before: now, in: $0) }
  }

  func forgetIdempotencyKeys(before now: Instant) async throws -> Int {
    try await database.write { transaction in
      try transaction.rows(
        """
        DELETE FROM document_provider_idempotency
        WHERE (sender, application, idempotency_key) IN (
          SELECT sender, application, idempotency_key FROM document_provider_idempotency
          WHERE kept_until <= $1 ORDER BY kept_until LIMIT $2)
        RETURNING kept_until
        """,
        .int(now.microseconds), .int(Self.forgottenMax)
      ).count
    }
  }
}
