import Contracts
import Storage
import TrustServices
import Vocabulary

/// Why an opened message was taken back all the same, and who approved: kept as long as its record.
struct BreachEvidence: Equatable, Sendable {
  let reference: BreachReference
  let approvals: [ProvenApproval]

  /// For the audit trail, by which what is kept beside the record can be checked.
  var details: [String: String] {
    [
      "breach": reference.text,
      "approvers": approvals.map { "\($0.role.rawValue):\($0.approver)" }.joined(separator: " "),
      "keys": approvals.map { "sha256:\(Base64URL.encode($0.key.fingerprint))" }.joined(separator: " "),
      "approvals": approvals.map { "sha256:\(Base64URL.encode($0.digest))" }.joined(separator: " "),
    ]
  }

  /// The approvals themselves, beside the record.
  func keep(of message: EndedMessage, at now: Instant, _ transaction: Transaction) throws {
    let (mailbox, id) = (Value.text(message.mailbox.text), Value.text(message.id.text))
    try transaction.run(
      "INSERT INTO document_provider_breach (mailbox, message, at, reference) VALUES ($1, $2, $3, $4)",
      mailbox, id, .int(now.microseconds), .text(reference.text))
    for (number, approval) in approvals.enumerated() {
      try transaction.run(
        """
        INSERT INTO document_provider_breach_approval
          (mailbox, message, number, approver, role, public_key, approval)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        """,
        mailbox, id, .int(Int64(number)), .text(approval.approver.text), .text(approval.role.rawValue),
        .bytes(approval.key.bytes), .text(approval.text))
    }
  }
}
