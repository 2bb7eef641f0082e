package import Contracts
import Storage
import Vocabulary

/// The provider's event engine: keeps every event once, in the order in which it came.
package struct StoredEvents: EventEngine {
  package static let eventsMax = 1000

  let parts: ProviderParts

  package func take(_ events: [Event]) async throws {
    try await parts.database.write { transaction in
      let last = try transaction.rows("SELECT COALESCE(MAX(number), 0) FROM provider_event").first
      var number = try last?.int(0) ?? 0
      for event in events where try Self.insert(event, number: number + 1, in: transaction) { number += 1 }
    }
  }

  /// Events for a subscriber, in the order of their numbers.
  /// - Parameter number: the last one that the subscriber has; 0 for all.
  package func events(after number: Int64, limit: Int = StoredEvents.eventsMax) async throws
    -> [NumberedEvent]
  {
    let count = max(0, min(limit, Self.eventsMax))
    return try await parts.database.read { transaction in
      try Self.events(after: number, limit: count, in: transaction)
    }
  }

  static func events(after number: Int64, limit: Int, in transaction: Transaction) throws -> [NumberedEvent] {
    try transaction.rows(
      """
      SELECT number, id, kind, mailbox, occurred_at, message, sender, message_type, receipt_date, expiration,
        registered_mail, channel, unread, outcome, accept_until
      FROM provider_event WHERE number > $1 ORDER BY number LIMIT $2
      """, .int(number), .int(Int64(limit))
    ).map(NumberedEvent.init)
  }

  /// False when an event with this id is there already.
  private static func insert(_ event: Event, number: Int64, in transaction: Transaction) throws -> Bool {
    try !transaction.rows(
      """
      INSERT INTO provider_event
        (number, id, kind, mailbox, occurred_at, message, sender, message_type, receipt_date, expiration,
         registered_mail, channel, unread, outcome, accept_until)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
      ON CONFLICT (id) DO NOTHING RETURNING number
      """,
      .int(number), .text(event.id.text), .text(event.kind.rawValue), .text(event.mailbox.text),
      .int(event.occurredAt.microseconds), .text(orNull: event.message?.text),
      .text(orNull: event.sender?.digits), .text(orNull: event.messageType?.text),
      .int(orNull: event.receiptDate?.microseconds), .int(orNull: event.expiration?.microseconds),
      .int(event.isRegisteredMail ? 1 : 0), .text(orNull: event.channel?.text),
      .text(orNull: MessageIDList.column(event.unread)), .text(orNull: event.outcome?.rawValue),
      .int(orNull: event.acceptUntil?.microseconds)
    ).isEmpty
  }
}

/// An event with its place in the engine.
package struct NumberedEvent: Hashable, Sendable {
  package let number: Int64
  package let event: Event
}

extension NumberedEvent {
  init(_ row: Row) throws {
    guard let kind = Event.Kind(rawValue: try row.text(2)) else {
      throw UnreadableRow("provider_event", "is of an unknown kind")
    }
    number = try row.int(0)
    event = Event(
      id: try EventID(parsing: row.text(1)), kind: kind, mailbox: try MailboxID(parsing: row.text(3)),
      occurredAt: Instant(microseconds: try row.int(4)),
      message: try row.textOrNil(5).map { try MessageID(parsing: $0) },
      sender: try row.textOrNil(6).map { try EnterpriseNumber(parsing: $0) },
      messageType: try row.textOrNil(7).map { try MessageTypeID(parsing: $0) },
      receiptDate: try row.intOrNil(8).map(Instant.init(microseconds:)),
      expiration: try row.intOrNil(9).map(Instant.init(microseconds:)),
      isRegisteredMail: try row.int(10) == 1,
      channel: try row.textOrNil(11).map { try ChannelID(parsing: $0) },
      unread: try MessageIDList.parse(row.textOrNil(12)),
      outcome: try row.textOrNil(13).map(RegisteredMailEvent.init(column:)),
      acceptUntil: try row.intOrNil(14).map(Instant.init(microseconds:)))
  }
}
