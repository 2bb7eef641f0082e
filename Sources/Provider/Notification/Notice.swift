package import Contracts
package import Vocabulary

/// A mail to a citizen, decided and not yet posted: that something is there, and nothing of what it says
/// (R-NOT-1, R-NOT-5). Whoever decides it queues it with ``NoticeQueue/add(_:in:)``.
package struct Notice: Hashable, Sendable {
  package typealias Kind = NoticeKind

  /// What is said of one message.
  package struct Item: Hashable, Sendable {
    /// Nil: the citizen does not want senders named.
    package let sender: TranslatedText?
    package let isRegisteredMail: Bool
    /// The last day on which it can be read, in Europe/Brussels; nil: not said.
    package let removedOn: CalendarDate?
    /// Of registered mail that waits for the citizen's decision: the instant at which it is too late.
    package let decideBefore: Instant?

    package init(
      sender: TranslatedText?, isRegisteredMail: Bool = false, removedOn: CalendarDate? = nil,
      decideBefore: Instant? = nil
    ) {
      self.sender = sender
      self.isRegisteredMail = isRegisteredMail
      self.removedOn = removedOn
      self.decideBefore = decideBefore
    }
  }

  package let id: NoticeID
  package let mailbox: MailboxID
  package let kind: Kind
  package let address: EmailAddress
  package let language: Language
  /// The citizen's own words, by which they know that a mail is ours; one line, at most
  /// ``phraseCharactersMax`` characters of it are shown.
  package let phrase: String?
  package let newMessages: [Item]
  /// Messages that are unread and about to be removed, or long unread.
  package let reminders: [Item]
  /// The six digits of ``Kind/addressCode``.
  package let addressCode: String?
  package let queuedAt: Instant

  package static let phraseCharactersMax = 80

  package init(
    id: NoticeID, mailbox: MailboxID, kind: Kind, address: EmailAddress, language: Language,
    phrase: String? = nil, newMessages: [Item] = [], reminders: [Item] = [], addressCode: String? = nil,
    queuedAt: Instant
  ) {
    self.id = id
    self.mailbox = mailbox
    self.kind = kind
    self.address = address
    self.language = language
    self.phrase = phrase
    self.newMessages = newMessages
    self.reminders = reminders
    self.addressCode = addressCode
    self.queuedAt = queuedAt
  }
}
