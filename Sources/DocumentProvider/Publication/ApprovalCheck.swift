import Contracts
import Crypto
import TrustServices
import Vocabulary

/// Judges the approvals of a recall after a data breach: two people of the sender and a data protection
/// officer, three in all, for this message, this breach and these words. Pure.
struct ApprovalCheck: Sendable {
  static let skewSeconds: Int64 = 30
  static let peopleMin = 2

  let approvers: [ApproverID: RecallApprover]
  /// In whose name the message is taken back.
  let sender: EnterpriseNumber
  /// By the clock of those who sign.
  let now: Instant

  /// - Returns: what is kept of them, in the order given.
  /// - Throws: the first that is wrong, in the order given; what lacks comes last.
  func callAsFunction(
    _ breach: BreachRecall, _ recall: Recall
  ) throws(RecallRejection) -> [ProvenApproval] {
    guard breach.approvals.count <= BreachRecall.approvalsMax else {
      throw .approvalInvalid(index: BreachRecall.approvalsMax, .tooMany)
    }
    var proven: [ProvenApproval] = []
    for (index, text) in breach.approvals.enumerated() {
      let (approver, approval) = try self.approver(of: text, index, besides: proven)
      try check(approval, breach, recall, index)
      proven.append(ProvenApproval(approver: approver.id, role: approver.role, key: approver.key, text: text))
    }
    guard proven.count(where: { $0.role == .recall }) >= Self.peopleMin else {
      throw .approvalMissing(.recall)
    }
    guard proven.contains(where: { $0.role == .dataProtection }) else {
      throw .approvalMissing(.dataProtection)
    }
    return proven
  }

  /// Who signed it. Whoever is not registered for this sender at present is answered alike, known or not.
  private func approver(
    of text: String, _ index: Int, besides proven: [ProvenApproval]
  ) throws(RecallRejection) -> (RecallApprover, RecallApproval) {
    guard let token = try? SignedToken(parsing: text), let approval = RecallApproval(token),
      let name = token.keyID
    else { throw .approvalInvalid(index: index, .malformed) }
    guard let id = try? ApproverID(parsing: name), let approver = approvers[id],
      approver.mayApprove(for: sender, at: now)
    else { throw .approvalNotEntitled(index: index) }
    guard !proven.contains(where: { $0.approver == id }) else {
      throw .approvalInvalid(index: index, .sameApprover)
    }
    do { try token.checkSignature(among: [approver.key]) } catch {
      switch error {
      case .algorithmRefused: throw .approvalInvalid(index: index, .algorithmRefused)
      case .keyUnknown, .forged: throw .approvalInvalid(index: index, .forged)
      }
    }
    return (approver, approval)
  }

  private func check(
    _ approval: RecallApproval, _ breach: BreachRecall, _ recall: Recall, _ index: Int
  ) throws(RecallRejection) {
    guard approval.messageID == recall.message.text else {
      throw .approvalInvalid(index: index, .otherMessage)
    }
    guard approval.breachReference == breach.reference.text else {
      throw .approvalInvalid(index: index, .otherReference)
    }
    let words = recall.reason.texts.values.map(RecallApproval.digest(of:))
    guard words == [approval.reasonDigest] else { throw .approvalInvalid(index: index, .otherReason) }
    guard approval.issued <= now.adding(seconds: Self.skewSeconds) else {
      throw .approvalInvalid(index: index, .notYetValid)
    }
    guard approval.expires <= approval.issued.adding(seconds: RecallApproval.lifetimeSecondsMax) else {
      throw .approvalInvalid(index: index, .lifetimeTooLong)
    }
    guard now < approval.expires.adding(seconds: Self.skewSeconds) else {
      throw .approvalExpired(index: index)
    }
  }
}

/// An approval that was believed, as evidence.
struct ProvenApproval: Equatable, Sendable {
  let approver: ApproverID
  let role: ApproverRole
  /// With which it can be checked again, when the register has long changed.
  let key: VerificationKey
  /// As it was signed.
  let text: String

  /// SHA-256 of the text.
  var digest: [UInt8] { Array(SHA256.hash(data: Array(text.utf8))) }
}
