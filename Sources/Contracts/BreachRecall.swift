package import Vocabulary

/// What takes back a message that was opened: it reached the wrong person, and three people approved
/// (docs/decisions/breach-recall.md).
package struct BreachRecall: Hashable, Sendable {
  package static let approvalsMax = 3
  /// Of one approval.
  package static let approvalBytesMax = 3072

  package let reference: BreachReference
  /// JSON Web Signatures in compact form, nothing of them believed yet.
  package let approvals: [String]

  package init(reference: BreachReference, approvals: [String]) {
    self.reference = reference
    self.approvals = approvals
  }
}

/// The sender's own case of a data breach: 1 to 64 of `A-Z a-z 0-9 . _ : / -`. It stands in the audit trail,
/// so that nothing in it may be a national number.
package struct BreachReference: Hashable, Sendable, CustomStringConvertible {
  package static let charactersMax = 64
  package let text: String

  package init(parsing text: some StringProtocol) throws(InvalidIdentifier) {
    self.text = try plainName(text, kind: "reference", charactersMax: Self.charactersMax, beside: "._:/-")
  }

  package var description: String { text }
}

/// A registered person who may approve: a short name, 1 to 40 of `A-Z a-z 0-9 . _ -`.
package struct ApproverID: Hashable, Sendable, Comparable, CustomStringConvertible {
  package static let charactersMax = 40
  package let text: String

  package init(parsing text: some StringProtocol) throws(InvalidIdentifier) {
    self.text = try plainName(text, kind: "approver", charactersMax: Self.charactersMax, beside: "._-")
  }

  package var description: String { text }
  package static func < (left: Self, right: Self) -> Bool { left.text < right.text }
}

/// As what somebody approves.
package enum ApproverRole: String, Hashable, Sendable, CaseIterable {
  /// One of the two of the sender.
  case recall
  /// The data protection officer.
  case dataProtection = "data-protection"

  /// What is said where nobody in this role approved.
  package var lackWords: String {
    switch self {
    case .recall: "two people of the sender approve, each with the role recall"
    case .dataProtection: "a data protection officer approves"
    }
  }
}

/// Why an approval is none. Case order is check order.
package enum ApprovalFault: String, Hashable, Sendable, CaseIterable {
  case tooMany, malformed, sameApprover, algorithmRefused, forged
  case otherMessage, otherReference, otherReason
  case notYetValid, lifetimeTooLong

  package var words: String {
    switch self {
    case .tooMany: "is one too many: three people approve"
    case .malformed: "is no signed approval of a recall"
    case .sameApprover: "is of somebody who approved already"
    case .algorithmRefused: "is not signed with the algorithm of its approver's key"
    case .forged: "is not signed with its approver's key"
    case .otherMessage: "approves the recall of another message"
    case .otherReference: "approves it for another breach"
    case .otherReason: "approves it with another reason"
    case .notYetValid: "is from the future"
    case .lifetimeTooLong: "is for more than seven days"
    }
  }
}

/// A name without anything that needs quoting, and without a national number in it.
private func plainName(
  _ text: some StringProtocol, kind: String, charactersMax: Int, beside marks: String
) throws(InvalidIdentifier) -> String {
  let isPlain = text.utf8.allSatisfy { byte in
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: marks.utf8.contains(byte)
    }
  }
  guard isPlain, (1...charactersMax).contains(text.utf8.count) else {
    throw InvalidIdentifier(kind, "must be 1 to \(charactersMax) letters, digits and any of \(marks)")
  }
  guard !holdsNationalNumber(text) else { throw InvalidIdentifier(kind, "must not hold a national number") }
  return String(text)
}

/// Anywhere, whatever marks stand between its digits and whatever digits beside it.
private func holdsNationalNumber(_ text: some StringProtocol) -> Bool {
  let digits = String(text).filter { !"._:/- ".contains($0) }.split { !$0.isNumber }
  return digits.contains { run in
    run.indices.dropLast(10).contains { start in
      // absent is an answer: eleven digits that are no national number.
      (try? NationalNumber(parsing: run[start...].prefix(11))) != nil
    }
  }
}
