package import Vocabulary

/// A sender takes back a message that nobody has opened (domain.md, "Publication").
package struct Recall: Hashable, Sendable {
  package static let reasonCharactersMax = 400

  package let message: MessageID
  package let recipient: NationalNumber
  /// What the citizen reads in its place, in one language.
  package let reason: TranslatedText

  package init(message: MessageID, recipient: NationalNumber, reason: TranslatedText) {
    self.message = message
    self.recipient = recipient
    self.reason = reason
  }
}

/// Why a message can't be taken back. Case order is check order.
package enum RecallRejection: Error, Hashable, Sendable, CaseIterable {
  case severalLanguages
  /// It never was, it is another sender's or another citizen's, or its term is over.
  case messageNotFound
  /// Something of it was opened, or it was answered: from then on only a data breach takes it back, which is
  /// not a sender's act.
  case alreadyOpened

  /// The stable wire code.
  package var code: String {
    switch self {
    case .severalLanguages: "NOT_IMPLEMENTED"
    case .messageNotFound: "MESSAGE_NOT_FOUND"
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

  package init(
    id: MessageID, sender: EnterpriseNumber, messageType: MessageTypeID, availableAt: Instant?,
    recalledAt: Instant, reason: TranslatedText
  ) {
    self.id = id
    self.sender = sender
    self.messageType = messageType
    self.availableAt = availableAt
    self.recalledAt = recalledAt
    self.reason = reason
  }
}
