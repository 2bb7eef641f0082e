import AuditTrail
import Contracts
import Storage
import TrustServices
import Vocabulary

/// Who may approve recalls, on the trail: who writes the configuration may change them, and that shows.
struct RegisteredApprovers: Sendable {
  let approvers: [RecallApprover]

  /// One detail for each, beside their number: `recall 0999999031 sha256:… until 2026-11-30T00:00:00+01:00`.
  var details: [String: String] {
    var details = ["approvers": String(approvers.count)]
    for approver in approvers {
      let terms = [
        approver.role.rawValue, approver.organization?.digits ?? "all-senders",
        "sha256:\(Base64URL.encode(approver.key.fingerprint))",
        approver.from.map { "from \($0.brussels)" }, approver.until.map { "until \($0.brussels)" },
      ]
      details["approver.\(approver.id)"] = terms.compactMap(\.self).joined(separator: " ")
    }
    return details
  }

  /// Where they are others than those that were recorded last.
  func record(in database: any Database, _ ledger: Ledger) async throws(StorageFailure) {
    let act = Act(action: .approversRegistered, details: details)
    let entry = PendingEntry(Asker(internalAct: "start"), at: ledger.time.now(), ledger).entry(act)
    let trail = ledger.trail
    _ = try await database.write { try trail.recordApprovers(entry, in: $0) }
  }
}
