package import Vocabulary

/// A sender takes back a message: one that nobody has opened, or after a data breach (domain.md,
/// "Publication").
package struct Recall: Hashable, Sendable {
  package static let reasonCharactersMax = 400

  package let message: MessageID
  package let recipient: NationalNumber
  /// What the citizen reads in its place, in one language.
  package let reason: TranslatedText
  /// What takes it back where it was opened; nil for one that nobody opened.
  package let breach: BreachRecall?

  package init(
    message: MessageID, recipient: NationalNumber, reason: TranslatedText, breach: BreachRecall? = nil
  ) {
    self.message = message
    self.recipient = recipient
    self.reason = reason
    self.breach = breach
  }
}

/// Why a message can't be taken back. Case order is check order.
package enum RecallRejection: Error, Hashable, Sendable {
  case severalLanguages
  /// It never was, it is another sender's or another citizen's, or its term is over.
  case messageNotFound
  /// One of the approvals is none. `index` counts from 0, in the order given.
  case approvalInvalid(index: Int, ApprovalFault)
  /// Its approver is not registered for this sender at present.
  case approvalNotEntitled(index: Int)
  case approvalExpired(index: Int)
  /// Each one is good, and somebody in this role lacks: two people of the sender approve, and the data
  /// protection officer.
  case approvalMissing(ApproverRole)
  /// Something of it was opened, or it was answered: from then on only a data breach takes it back.
  case alreadyOpened

  /// The stable wire code.
  package var code: String {
    switch self {
    case .severalLanguages: "NOT_IMPLEMENTED"
    case .messageNotFound: "MESSAGE_NOT_FOUND"
    case .approvalInvalid: "BREACH_APPROVAL_INVALID"
    case .approvalNotEntitled: "BREACH_APPROVAL_NOT_ENTITLED"
    case .approvalExpired: "BREACH_APPROVAL_EXPIRED"
    case .approvalMissing: "BREACH_APPROVAL_MISSING"
    case .alreadyOpened: "ALREADY_OPENED"
    }
  }
}

/// What a citizen sees of a message that its sender took back, until the end of the term that it had.
package struct RecalledMessage: Hashable, Sendable {
  /// Told at most, the newest.
  package static let countMax = 100

  package let id: MessageID
  package let sender: EnterpriseNumber
  package let messageType: MessageTypeID
  /// When it had been made available; nil for one that never was.
  package let availableAt: Instant?
  package let recalledAt: Instant
  package let reason: TranslatedText
  /// Whether it had been opened or answered: it was not meant for this citizen.
  package let isAfterBreach: Bool

  package init(
    id: MessageID, sender: EnterpriseNumber, messageType: MessageTypeID, availableAt: Instant?,
    recalledAt: Instant, reason: TranslatedText, isAfterBreach: Bool = false
  ) {
    self.id = id
    self.sender = sender
    self.messageType = messageType
    self.availableAt = availableAt
    self.recalledAt = recalledAt
    self.reason = reason
    self.isAfterBreach = isAfterBreach
  }
}
