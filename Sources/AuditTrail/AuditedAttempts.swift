package import Contracts
package import Storage
package import Vocabulary

/// Records what an edge refused in the trail of the party that it serves, each in a transaction of its own.
package struct AuditedAttempts: AttemptLog {
  private let trail: AuditTrail
  private let database: any Database
  private let time: any TimeSource
  private let random: any RandomSource

  package init(
    _ trail: AuditTrail, database: any Database, time: any TimeSource, random: any RandomSource
  ) {
    self.trail = trail
    self.database = database
    self.time = time
    self.random = random
  }

  package func record(_ attempt: Attempt) async throws {
    let now = time.now()
    let entry = AuditEntry(
      id: AuditEntryID(at: now, random: random), at: now, action: .attempt,
      outcome: Self.outcome(attempt.status), code: attempt.code,
      requestID: attempt.requestID, clientID: attempt.clientID, organization: attempt.organization,
      mailbox: attempt.mailbox, details: ["action": attempt.action, "status": "\(attempt.status)"])
    let trail = trail
    try await database.write { transaction in try trail.record(entry, in: transaction) }
  }

  /// 401 and 403 turn the caller down, other errors the request; the rest was let pass, by an exception.
  private static func outcome(_ status: Int) -> AuditEntry.Outcome {
    switch status {
    case ..<400: .done
    case 401, 403: .denied
    default: .rejected
    }
  }
}
