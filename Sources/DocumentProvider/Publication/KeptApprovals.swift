import AuditTrail
import Contracts
package import Storage
import TrustServices
package import Vocabulary

/// The approvals that are kept of a message which was taken back after a data breach, each checked again:
/// with the key that is kept beside it, and against the audit entry of the recall. Needs no register.
package struct KeptApprovals: Sendable {
  /// One of them.
  package struct Approval: Hashable, Sendable {
    package let approver: String
    package let role: String
    /// SHA-256 of the kept public key.
    package let fingerprint: [UInt8]
    /// Signed with that key, for this message and this case.
    package let isSigned: Bool
    /// The audit entry names the same approver, key and digest in this place.
    package let isOnTrail: Bool
  }

  /// The sender's case.
  package let reference: String
  package let at: Instant
  package let approvals: [Approval]
  /// How many the audit entry names; nil when there is no such entry.
  package let countOnTrail: Int?

  /// Whether everything holds.
  package var isSound: Bool {
    countOnTrail == approvals.count && approvals.allSatisfy { $0.isSigned && $0.isOnTrail }
  }

  /// - Parameter party: the document provider's name in its trail.
  /// - Returns: nil when neither the trail nor the tables know of approvals.
  package static func of(
    _ message: MessageID, by party: String = DocumentProvider.party, in database: any Database
  ) async throws -> KeptApprovals? {
    let named = try await named(of: message, AuditReader(AuditTrail(party: party), database: database))
    return try await database.read { transaction in
      let breach = try transaction.rows(
        "SELECT reference, at FROM document_provider_breach WHERE message = $1", .text(message.text)
      ).first
      let rows = try transaction.rows(
        """
        SELECT approver, role, public_key, approval FROM document_provider_breach_approval
        WHERE message = $1 ORDER BY number
        """,
        .text(message.text))
      guard breach != nil || named != nil || !rows.isEmpty else { return nil }
      let reference = try breach?.text(0) ?? ""
      let approvals = try rows.enumerated().map { index, row in
        let kept = KeptApproval(
          approver: try row.text(0), role: try row.text(1), key: try row.bytes(2), text: try row.text(3))
        return Approval(
          approver: kept.approver, role: kept.role, fingerprint: kept.fingerprint,
          isSigned: kept.isSigned(message, reference),
          isOnTrail: named?.reference == reference && named?.approval(index) == kept.words)
      }
      return KeptApprovals(
        reference: reference, at: Instant(microseconds: try breach?.int(1) ?? 0), approvals: approvals,
        countOnTrail: named?.approvers.count)
    }
  }

  /// What the entry of the recall names; there is one, since a message is taken back once.
  private static func named(of message: MessageID, _ reader: AuditReader) async throws -> NamedApprovals? {
    var (number, seen) = (1, 0)
    while true {
      let page = try await reader.entries(
        of: .message(message), page: PageRequest(parsing: number, size: PageRequest.sizeMax))
      let found = page.items.lazy.map(\.entry).filter { $0.action == .recall && $0.outcome == .done }
        .compactMap { NamedApprovals($0.details) }.first
      seen += page.items.count
      guard found == nil, !page.items.isEmpty, seen < page.total else { return found }
      number += 1
    }
  }
}

/// A row of what is kept.
private struct KeptApproval {
  let approver: String
  let role: String
  /// DER.
  let key: [UInt8]
  let text: String

  var fingerprint: [UInt8] { VerificationKey.fingerprint(of: key) }

  /// As ``BreachEvidence/details`` names it: who, key, digest.
  var words: [String] {
    let key = "sha256:\(Base64URL.encode(fingerprint))"
    return ["\(role):\(approver)", key, "sha256:\(RecallApproval.digest(of: text))"]
  }

  func isSigned(_ message: MessageID, _ reference: String) -> Bool {
    do {
      let token = try SignedToken(parsing: text)
      let key = try VerificationKey(
        id: approver, der: key, algorithm: SignatureAlgorithm(rawValue: token.algorithm))
      try token.checkSignature(among: [key])
      let approval = RecallApproval(token)
      return token.keyID == approver && approval?.messageID == message.text
        && approval?.breachReference == reference
    } catch { return false }
  }
}

/// What an audit entry says of approvals.
private struct NamedApprovals: Sendable {
  let reference: String
  let approvers: [String]
  private let keys: [String]
  private let digests: [String]

  init?(_ details: [String: String]) {
    guard let reference = details["breach"], let approvers = details["approvers"],
      let keys = details["keys"], let digests = details["approvals"]
    else { return nil }
    self.reference = reference
    (self.approvers, self.keys, self.digests) = (
      approvers.words, keys.words, digests.words
    )
  }

  /// Who, key, digest; nil where it names fewer.
  func approval(_ index: Int) -> [String]? {
    guard [approvers, keys, digests].allSatisfy({ $0.indices.contains(index) }) else { return nil }
    return [approvers[index], keys[index], digests[index]]
  }
}

extension String {
  fileprivate var words: [String] { split(separator: " ").map(String.init) }
}
