package import Vocabulary

/// A document provider that also knows registered mail by the names of RegisteredMail 1.6.
package protocol RegisteredTickets: TicketRegistry, RegisteredMail {
  /// The names of one application of a sender.
  func registeredTickets(for caller: SenderCaller, application: ApplicationID) -> any RegisteredTicketDesk
}

/// Finds registered mail by its names; what stands of it is asked of the ``RegisteredMailDesk``, which has
/// that on record.
package protocol RegisteredTicketDesk: Sendable {
  /// - Returns: nil for a token under which this application published nothing.
  func item(under token: RegisteredToken) async throws(Failure<Never>) -> RegisteredItem?

  /// - Returns: nil for a ticket that is none, another sender's or another application's.
  func item(with ticket: RegisteredTicket) async throws(Failure<Never>) -> RegisteredItem?

  /// Whether that proof can be had; for who waits for it, and not on record.
  /// - Returns: false also for a fact that is not the item's, and an item of another.
  func isSealed(_ id: EvidenceID, of item: RegisteredItem) async throws(Failure<Never>) -> Bool
}

/// A piece of registered mail by all of its names.
package struct RegisteredItem: Hashable, Sendable {
  package let ticket: RegisteredTicket
  package let token: RegisteredToken
  package let message: MessageID

  package init(ticket: RegisteredTicket, token: RegisteredToken, message: MessageID) {
    (self.ticket, self.token, self.message) = (ticket, token, message)
  }
}
