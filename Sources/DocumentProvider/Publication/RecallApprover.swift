package import Contracts
package import TrustServices
package import Vocabulary

/// Somebody who may approve that an opened message is taken back, as registered.
package struct RecallApprover: Equatable, Sendable {
  package let id: ApproverID
  package let role: ApproverRole
  /// The one key that speaks for this person.
  package let key: VerificationKey
  /// For which sender; nil for a data protection officer of the document provider, who approves for all.
  package let organization: EnterpriseNumber?
  package let from: Instant?
  /// Withdrawn from then on.
  package let until: Instant?

  package init(
    id: ApproverID, role: ApproverRole, key: VerificationKey, organization: EnterpriseNumber?,
    from: Instant? = nil, until: Instant? = nil
  ) {
    self.id = id
    self.role = role
    self.key = key
    self.organization = organization
    self.from = from
    self.until = until
  }

  func mayApprove(for sender: EnterpriseNumber, at now: Instant) -> Bool {
    let isTheirs = organization.map { $0 == sender } ?? (role == .dataProtection)
    return isTheirs && from.map { $0 <= now } ?? true && until.map { now < $0 } ?? true
  }
}
