import Contracts
import Storage
import Vocabulary

/// What is kept of registered mail: each piece, what happened to it, and which of it waits.
enum RegisteredRows {
  /// Keeps a publication's registered mail in the transaction that publishes it.
  static func insert(
    _ registered: PlannedRegisteredMail, of message: PlannedMessage, _ accepted: AcceptedPublication,
    in transaction: Transaction
  ) throws {
    let (mailbox, request) = (message.standing.mailbox, accepted.request)
    try transaction.run(
      """
      INSERT INTO document_provider_registered
        (mailbox, message, sender, application, message_type, sent_at, expires_at, accept_until, description)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
      """,
      .text(mailbox.text), .text(message.id.text), .text(request.sender.digits),
      .text(request.application.text), .text(request.messageType.text),
      .int(accepted.publishedAt.microseconds), .int(accepted.expiration.microseconds),
      .int(orNull: registered.acceptUntil?.microseconds), .bytes(registered.description))
    if let until = registered.acceptUntil {
      try transaction.run(
        "INSERT INTO document_provider_acceptance (mailbox, message, until) VALUES ($1, $2, $3)",
        .text(mailbox.text), .text(message.id.text), .int(until.microseconds))
    }
    for fact in registered.facts { try add(fact, to: message.id, in: mailbox, transaction) }
  }

  /// Keeps a fact, and that a proof of it is to be made.
  static func add(
    _ fact: RegisteredMailFact, to message: MessageID, in mailbox: MailboxID, _ transaction: Transaction
  ) throws {
    try transaction.run(
      """
      INSERT INTO document_provider_registered_fact (mailbox, message, event, id, at, reason, channel)
      VALUES ($1, $2, $3, $4, $5, $6, $7)
      """,
      .text(mailbox.text), .text(message.text), .text(fact.event.rawValue), .text(fact.id.text),
      .int(fact.at.microseconds), .text(orNull: fact.reason?.rawValue), .text(orNull: fact.channel?.text))
    try transaction.run(
      "INSERT INTO document_provider_proof_due (id, mailbox, message, event) VALUES ($1, $2, $3, $4)",
      .text(fact.id.text), .text(mailbox.text), .text(message.text), .text(fact.event.rawValue))
  }

  /// Where a message stands; nil for one that is no registered mail.
  static func delivery(
    of message: MessageID, in mailbox: MailboxID, _ transaction: Transaction
  ) throws -> RegisteredDelivery? {
    let rows = try transaction.rows(
      """
      SELECT g.accept_until, f.id, f.event, f.at, f.reason, f.channel
      FROM document_provider_registered g
      JOIN document_provider_registered_fact f ON f.mailbox = g.mailbox AND f.message = g.message
      WHERE g.mailbox = $1 AND g.message = $2
      """,
      .text(mailbox.text), .text(message.text))
    guard let first = rows.first else { return nil }
    let facts = try rows.map { try RegisteredMailFact($0, from: 1) }
    return RegisteredDelivery(
      acceptUntil: try first.intOrNil(0).map(Instant.init(microseconds:)),
      facts: facts.sorted(by: RegisteredMailFact.isBefore))
  }
}

extension RegisteredMailFact {
  /// By their time; those of one moment as they follow from each other.
  fileprivate static func isBefore(_ left: Self, _ right: Self) -> Bool {
    (left.at, left.event.place) < (right.at, right.event.place)
  }

  /// Columns id, event, at, reason, channel from `first` on.
  init(_ row: Row, from first: Int) throws {
    guard let event = RegisteredMailEvent(rawValue: try row.text(first + 1)) else {
      throw UnreadableRow(what: "document_provider_registered_fact.event")
    }
    let reason = try row.textOrNil(first + 3)
    self.init(
      id: try EvidenceID(parsing: row.text(first)), event: event,
      at: Instant(microseconds: try row.int(first + 2)), reason: try reason.map(Reason.init(column:)),
      channel: try row.textOrNil(first + 4).map { try ChannelID(parsing: $0) })
  }
}

extension RegisteredMailFact.Reason {
  fileprivate init(column: String) throws {
    guard let reason = Self(rawValue: column) else {
      throw UnreadableRow(what: "document_provider_registered_fact.reason")
    }
    self = reason
  }
}

extension RegisteredMailEvent {
  fileprivate var place: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
