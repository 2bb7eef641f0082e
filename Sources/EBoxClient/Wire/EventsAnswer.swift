import Contracts
import Vocabulary

/// What `GET /ebox/events` answers.
struct EventsAnswer: Decodable {
  struct Item: Decodable {
    let eventSequenceNbr: Int64
    let eventTime, eventType, eventCorrelationId: String
    let messageId, messageTypeId, receiptDate, expirationDate: String?
    let registeredMail: Bool?
    let unreadMessageIds: [String]?
    let outcome: String?

    /// Nil for a kind that is not known here.
    func event() throws -> SenderEvent? {
      guard let kind = Event.Kind(rawValue: eventType) else { return nil }
      return SenderEvent(
        number: eventSequenceNbr, id: try EventID(parsing: eventCorrelationId), kind: kind,
        occurredAt: try Instant(parsing: eventTime), try facts())
    }

    private func facts() throws -> SenderEvent.Facts {
      var facts = SenderEvent.Facts()
      facts.message = try messageId.map { try MessageID(parsing: $0) }
      facts.messageType = try messageTypeId.map { try MessageTypeID(parsing: $0) }
      facts.receiptDate = try receiptDate.map { try Instant(parsing: $0) }
      facts.expiration = try expirationDate.map { try Instant(parsing: $0) }
      facts.isRegisteredMail = registeredMail ?? false
      facts.unread = try (unreadMessageIds ?? []).map { try MessageID(parsing: $0) }
      // One that is not known here is told as none.
      facts.outcome = outcome.flatMap(RegisteredMailEvent.init(rawValue:))
      return facts
    }
  }

  struct PageInfo: Decodable {
    let lastSequenceNbr: Int64
    let hasNext: Bool
    let hasGap: Bool?
  }

  let items: [Item]
  let pageInfo: PageInfo

  func events() throws -> SenderEvents {
    SenderEvents(
      items: try items.compactMap { try $0.event() }, last: pageInfo.lastSequenceNbr,
      hasNext: pageInfo.hasNext, hasGap: pageInfo.hasGap ?? false)
  }
}
