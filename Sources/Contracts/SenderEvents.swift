package import Vocabulary

/// An event as its sender is told of it, with its place in the order. No citizen is named: the sender knows
/// each by its own message.
package struct SenderEvent: Hashable, Sendable {
  /// Ascending for each sender, not without gaps.
  package let number: Int64
  /// The event's own: one that comes twice has the same.
  package let id: EventID
  package let kind: Event.Kind
  package let occurredAt: Instant
  /// For a consent, the sender's last message to that citizen.
  package let message: MessageID?
  package let messageType: MessageTypeID?
  package let receiptDate: Instant?
  package let expiration: Instant?
  package let isRegisteredMail: Bool
  /// Of a withdrawal: the sender's messages that were not read, oldest first.
  package let unread: [MessageID]
  /// Of ``Event/Kind/registeredOutcome``.
  package let outcome: RegisteredMailEvent?

  package init(number: Int64, _ event: Event) {
    self.number = number
    id = event.id
    kind = event.kind
    occurredAt = event.occurredAt
    message = event.message
    messageType = event.messageType
    receiptDate = event.receiptDate
    expiration = event.expiration
    isRegisteredMail = event.isRegisteredMail
    unread = event.unread
    outcome = event.outcome
  }

  package init(
    number: Int64, id: EventID, kind: Event.Kind, occurredAt: Instant, _ facts: Facts
  ) {
    self.number = number
    self.id = id
    self.kind = kind
    self.occurredAt = occurredAt
    message = facts.message
    messageType = facts.messageType
    receiptDate = facts.receiptDate
    expiration = facts.expiration
    isRegisteredMail = facts.isRegisteredMail
    unread = facts.unread
    outcome = facts.outcome
  }

  /// What an event of some kind has beside what each has.
  package struct Facts: Hashable, Sendable {
    package var message: MessageID?
    package var messageType: MessageTypeID?
    package var receiptDate: Instant?
    package var expiration: Instant?
    package var isRegisteredMail = false
    package var unread: [MessageID] = []
    package var outcome: RegisteredMailEvent?

    package init() {}
  }
}

/// What a sender asks of what happened to its messages, and to the consents of those it wrote to (R-CON-6,
/// R-BOX-6): what comes after the last event that it has, as in the event service 1.1.1 (reference §2.8).
package struct SenderEventQuery: Hashable, Sendable {
  package static let sizeDefault = 100
  package static let sizeMax = 1000

  /// The number of the last event that the sender has; 0 for all that are kept.
  package let last: Int64
  /// Events looked at for one answer, at most.
  package let size: Int
  /// Of one kind only; nil for all.
  package let kind: Event.Kind?

  /// - Throws: ``InvalidIdentifier`` for a negative number, or a size that is not 1 to ``sizeMax``.
  package init(after last: Int64, size: Int = sizeDefault, kind: Event.Kind? = nil) throws(InvalidIdentifier)
  {
    guard last >= 0 else { throw InvalidIdentifier("lastSequenceNbr", "must not be negative") }
    guard (1...Self.sizeMax).contains(size) else {
      throw InvalidIdentifier("pageSize", "must be 1 to \(Self.sizeMax)")
    }
    (self.last, self.size, self.kind) = (last, size, kind)
  }
}

/// Events of one sender, oldest first.
package struct SenderEvents: Hashable, Sendable {
  /// How long an event can be asked for, at least: 31 days.
  package static let keptSeconds: Int64 = 31 * 86_400

  /// Fewer than asked for, or none, where others than of the kind asked for lie between.
  package let items: [SenderEvent]
  /// The number to ask with next time.
  package let last: Int64
  package let hasNext: Bool
  /// Events after the number asked with may be kept no more, or that number was never given: what was missed
  /// is found by status.
  package let hasGap: Bool

  package init(items: [SenderEvent], last: Int64, hasNext: Bool, hasGap: Bool = false) {
    (self.items, self.last, self.hasNext, self.hasGap) = (items, last, hasNext, hasGap)
  }
}
