package import Vocabulary

/// A registry that also knows publications by their senders' own names, as EboxMessage 1.8 asks.
package protocol TicketRegistry: MessageRegistry {
  /// The desk of one application of a sender; nil for all of them.
  func desk(for caller: SenderCaller, application: ApplicationID?) -> any TicketDesk
}

/// What EboxMessage 1.8 asks beside publishing. Each call is on record before it is answered.
package protocol TicketDesk: Sendable {
  /// Whether what was published under each ticket to each citizen was read; one answer each, in the order
  /// asked (`getMessageStatus`). At most ``PublicationLimits/statusQueriesMax``.
  func status(of queries: [TicketQuery]) async throws(Failure<Never>) -> [TicketStatus]

  /// Whether each citizen has an active eBox; one answer each, in the order asked (`hasAnEbox`). Asking
  /// makes no mailbox. At most ``PublicationLimits/recipientsAskedMax``.
  func boxes(of recipients: [NationalNumber]) async throws(Failure<Never>) -> [BoxStanding]
}

/// One entry of `getMessageStatus`: whose message, and by which name.
package struct TicketQuery: Hashable, Sendable {
  package let ticket: Ticket
  package let recipient: NationalNumber

  package init(ticket: Ticket, recipient: NationalNumber) {
    self.ticket = ticket
    self.recipient = recipient
  }
}

/// What became of a publication, by the names of the contract (`ErrorStatusCode`).
package enum TicketStatus: Hashable, Sendable {
  /// `at`: when the main content was first opened; nil while unread.
  case found(MessageID, readAt: Instant?)
  /// The ticket is one of another application of the same sender.
  case notAuthorized
  /// Never published to this citizen by this sender.
  case notFound
  /// Several publications under it, and no sequence was given.
  case severalSequences
}

/// A citizen's eBox as senders may know it: exists means that it is active now.
package struct BoxStanding: Hashable, Sendable {
  package let exists: Bool
  /// Whether the citizen wants no paper copy; false unless it exists.
  package let isExclusive: Bool

  package init(exists: Bool, isExclusive: Bool) {
    self.exists = exists
    self.isExclusive = isExclusive
  }
}
