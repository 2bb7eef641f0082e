package import Contracts
package import Vocabulary

/// An event with its number.
struct NumberedEvent: Hashable, Sendable {
  let number: Int64
  let event: Event

  /// A row's kind is none that this program knows: a newer program wrote it.
  struct UnknownKind: Error {
    let kind: String
  }

  /// Columns: number, id, kind, mailbox, occurred_at, message, sender, message_type, receipt_date,
  /// expiration, registered_mail, channel, unread, outcome, accept_until.
  init(_ row: Row) throws {
    guard let kind = Event.Kind(rawValue: try row.text(2)) else { throw UnknownKind(kind: try row.text(2)) }
    number = try row.int(0)
    event = Event(
      id: try EventID(parsing: row.text(1)), kind: kind, mailbox: try MailboxID(parsing: row.text(3)),
      occurredAt: Instant(microseconds: try row.int(4)),
      message: try row.textOrNil(5).map { try MessageID(parsing: $0) },
      sender: try row.textOrNil(6).map { try EnterpriseNumber(parsing: $0) },
      messageType: try row.textOrNil(7).map { try MessageTypeID(parsing: $0) },
      receiptDate: try row.intOrNil(8).map { Instant(microseconds: $0) },
      expiration: try row.intOrNil(9).map { Instant(microseconds: $0) },
      isRegisteredMail: try row.int(10) != 0,
      channel: try row.textOrNil(11).map { try ChannelID(parsing: $0) },
      unread: try MessageIDList.parse(row.textOrNil(12)),
      outcome: try row.textOrNil(13).map(RegisteredMailEvent.init(column:)),
      acceptUntil: try row.intOrNil(14).map { Instant(microseconds: $0) })
  }
}

extension Outbox {
  /// What is told to a sender, in order.
  /// - Parameter number: that of the last event that it has; 0 for all that are kept.
  package func events(
    of sender: EnterpriseNumber, after number: Int64, max: Int, in transaction: Transaction
  ) throws -> [SenderEvent] {
    try transaction.rows(
      """
      SELECT number, id, kind, mailbox, occurred_at, message, sender, message_type, receipt_date, expiration,
        registered_mail, channel, unread, outcome, accept_until
      FROM outbox_event
      WHERE party = $1 AND sender = $2 AND sender IS NOT NULL AND number > $3 AND number IS NOT NULL
      ORDER BY number LIMIT $4
      """,
      .text(party), .text(sender.digits), .int(number), .int(Int64(max))
    ).map {
      let numbered = try NumberedEvent($0)
      return SenderEvent(number: numbered.number, numbered.event)
    }
  }
}

/// What numbers an outbox has given, and which of them it still keeps.
package struct OutboxReach: Hashable, Sendable {
  /// The last number given; 0 for none.
  package let head: Int64
  /// The highest number that is kept no more; lower ones may be kept. 0 for none.
  package let pruned: Int64
}

extension Outbox {
  package func reach(in transaction: Transaction) throws -> OutboxReach {
    try transaction.rows("SELECT number, pruned FROM outbox_head WHERE party = $1", .text(party)).first.map {
      OutboxReach(head: try $0.int(0), pruned: try $0.int(1))
    } ?? OutboxReach(head: 0, pruned: 0)
  }
}

extension OutboxShards {
  /// Numbered events past the lease's cursor, in order.
  func events(after lease: ShardLease, max: Int, in transaction: Transaction) throws -> [NumberedEvent] {
    try transaction.rows(
      """
      SELECT number, id, kind, mailbox, occurred_at, message, sender, message_type, receipt_date, expiration,
        registered_mail, channel, unread, outcome, accept_until
      FROM outbox_event WHERE party = $1 AND shard = $2 AND number > $3 ORDER BY number LIMIT $4
      """,
      .text(party), .int(lease.shard), .int(lease.cursor), .int(Int64(max))
    ).map { try NumberedEvent($0) }
  }
}

extension RegisteredMailEvent {
  /// - Throws: ``InvalidIdentifier`` for a text that is none.
  package init(column text: String) throws(InvalidIdentifier) {
    guard let event = Self(rawValue: text) else {
      throw InvalidIdentifier("outcome", "must be an event of registered mail")
    }
    self = event
  }
}
