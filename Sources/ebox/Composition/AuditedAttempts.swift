import AuditTrail
import Contracts
import Storage
import Vocabulary

/// Keeps what an edge turned down in the trail of the party that it serves, in a transaction of its own.
struct AuditedAttempts: AttemptLog {
  let trail: AuditTrail
  let database: any Database
  let time: any TimeSource
  let random: any RandomSource

  func record(_ attempt: Attempt) async throws {
    let now = time.now()
    let entry = AuditEntry(
      id: AuditEntryID(at: now, random: random), at: now,
      action: AuditEntry.Action(rawValue: attempt.action) ?? .attempt,
      outcome: [401, 403].contains(attempt.status) ? .denied : .rejected, code: attempt.code,
      requestID: attempt.requestID, clientID: attempt.clientID, organization: attempt.organization,
      mailbox: attempt.mailbox, details: ["action": attempt.action, "status": String(attempt.status)])
    let trail = trail
    try await database.write { transaction in try trail.record(entry, in: transaction) }
  }
}
