package import Vocabulary

/// The provider's event engine: takes facts from document providers (R-NOT-4).
package protocol EventEngine: Sendable {
  /// Takes events, at least once each and in order per mailbox; repeats are dropped by id.
  /// - Throws: faults; the same events are offered again.
  func take(_ events: [Event]) async throws
}

/// A fact, in the past tense, never changed (domain.md, "Telling").
package struct Event: Hashable, Sendable {
  package enum Kind: String, Hashable, Sendable, CaseIterable {
    case newDocument, readDocument, documentExpired, documentRecalled, consentGiven, consentWithdrawn
    /// Published to a box that was not active: the sender sends it on paper (R-CON-7). No citizen is told.
    case noDigitalUser
    /// A citizen replied: told to the sender, in whose box the reply is; no citizen is notified of it.
    case newReply
    /// Registered mail that waited for its citizen's decision waits no more: ``Event/outcome`` says why.
    case registeredOutcome
  }

  package let id: EventID
  package let kind: Kind
  package let mailbox: MailboxID
  package let occurredAt: Instant
  /// Nil for consent events.
  package let message: MessageID?
  package let sender: EnterpriseNumber?
  package let messageType: MessageTypeID?
  package let receiptDate: Instant?
  package let expiration: Instant?
  package let isRegisteredMail: Bool
  /// Nil but for consent events of the citizen; a consent event with a sender instead is told to that sender.
  package let channel: ChannelID?
  /// Of a withdrawal that is told to a sender: which of its messages the citizen had not read, oldest first.
  package let unread: [MessageID]
  /// Of ``Kind/registeredOutcome``: accepted, refused, unanswered, or never to be delivered.
  package let outcome: RegisteredMailEvent?
  /// Of registered mail that is new and waits for its citizen's decision: until when.
  package let acceptUntil: Instant?

  package init(
    id: EventID, kind: Kind, mailbox: MailboxID, occurredAt: Instant, message: MessageID? = nil,
    sender: EnterpriseNumber? = nil, messageType: MessageTypeID? = nil, receiptDate: Instant? = nil,
    expiration: Instant? = nil, isRegisteredMail: Bool = false, channel: ChannelID? = nil,
    unread: [MessageID] = [], outcome: RegisteredMailEvent? = nil, acceptUntil: Instant? = nil
  ) {
    self.id = id
    self.kind = kind
    self.mailbox = mailbox
    self.occurredAt = occurredAt
    self.message = message
    self.sender = sender
    self.messageType = messageType
    self.receiptDate = receiptDate
    self.expiration = expiration
    self.isRegisteredMail = isRegisteredMail
    self.channel = channel
    self.unread = unread
    self.outcome = outcome
    self.acceptUntil = acceptUntil
  }
}
