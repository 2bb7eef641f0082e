import Contracts
import Storage
import Vocabulary

/// Registered mail that waits for its citizen's decision, and how the waiting ends: once, by a decision, by
/// silence or by a withdrawal. Whoever deletes its row ends it.
struct AwaitedMail: Sendable {
  let mailbox: MailboxID
  let message: MessageID
  let sender: EnterpriseNumber
  let messageType: MessageTypeID
  let sentAt: Instant
  let expiration: Instant
  /// From this instant on there is nothing to decide.
  let until: Instant

  /// Columns 0 to 6.
  private init(_ row: Row) throws {
    mailbox = try MailboxID(parsing: row.text(0))
    message = try MessageID(parsing: row.text(1))
    sender = try EnterpriseNumber(parsing: row.text(2))
    messageType = try MessageTypeID(parsing: row.text(3))
    sentAt = Instant(microseconds: try row.int(4))
    expiration = Instant(microseconds: try row.int(5))
    until = Instant(microseconds: try row.int(6))
  }

  /// One that can still be decided at that moment.
  static func one(
    _ message: MessageID, of mailbox: MailboxID, at now: Instant, in transaction: Transaction
  ) throws -> AwaitedMail? {
    try transaction.rows(
      """
      SELECT g.mailbox, g.message, g.sender, g.message_type, g.sent_at, g.expires_at, a.until
      FROM document_provider_acceptance a
      JOIN document_provider_registered g ON g.mailbox = a.mailbox AND g.message = a.message
      WHERE a.mailbox = $1 AND a.message = $2 AND a.until > $3
      """,
      .text(mailbox.text), .text(message.text), .int(now.microseconds)
    ).first.map(AwaitedMail.init)
  }

  /// All of a mailbox that could still be decided when its last consent ended, and was sent before that;
  /// oldest first.
  static func all(endedBy change: ConsentChange, in transaction: Transaction) throws -> [AwaitedMail] {
    try transaction.rows(
      """
      SELECT g.mailbox, g.message, g.sender, g.message_type, g.sent_at, g.expires_at, a.until
      FROM document_provider_acceptance a
      JOIN document_provider_registered g ON g.mailbox = a.mailbox AND g.message = a.message
      JOIN document_provider_message m ON m.mailbox = a.mailbox AND m.id = a.message
      WHERE a.mailbox = $1 AND a.until > $2 AND m.consent_epoch < $3 ORDER BY a.message
      """,
      .text(change.mailbox.text), .int(change.at.microseconds), .int(change.epoch)
    ).map(AwaitedMail.init)
  }

  /// Those whose time is over, the earliest first.
  static func unanswered(at now: Instant, limit: Int, in transaction: Transaction) throws -> [AwaitedMail] {
    try transaction.rows(
      """
      SELECT g.mailbox, g.message, g.sender, g.message_type, g.sent_at, g.expires_at, a.until
      FROM document_provider_acceptance a
      JOIN document_provider_registered g ON g.mailbox = a.mailbox AND g.message = a.message
      WHERE a.until <= $1 ORDER BY a.until, a.mailbox, a.message LIMIT $2
      """,
      .int(now.microseconds), .int(Int64(limit))
    ).map(AwaitedMail.init)
  }

  /// Ends the waiting: the facts, what follows for the mailbox, and what its sender is told.
  /// - Parameter facts: of one moment; the first is the outcome.
  func end(
    _ facts: [RegisteredMailFact], _ eventID: EventID, _ ledger: Ledger, in transaction: Transaction
  ) throws {
    guard let outcome = facts.first else { return }
    try transaction.run(
      "DELETE FROM document_provider_acceptance WHERE mailbox = $1 AND message = $2", .text(mailbox.text),
      .text(message.text))
    for fact in facts { try RegisteredRows.add(fact, to: message, in: mailbox, transaction) }
    if !facts.contains(where: { $0.event == .contentConsignment }) { try close(at: outcome.at, transaction) }
    try ledger.outbox.record(
      Event(
        id: eventID, kind: .registeredOutcome, mailbox: mailbox, occurredAt: outcome.at, message: message,
        sender: sender, messageType: messageType, receiptDate: sentAt, expiration: expiration,
        isRegisteredMail: true, outcome: outcome.event),
      in: transaction)
  }

  /// Its content will never be open: it stays in the list, and is neither read nor unread.
  private func close(at instant: Instant, _ transaction: Transaction) throws {
    try transaction.run(
      "UPDATE document_provider_message SET closed_at = $3 WHERE mailbox = $1 AND id = $2",
      .text(mailbox.text), .text(message.text), .int(instant.microseconds))
    try transaction.run(
      """
      UPDATE document_provider_mailbox SET unread = unread - 1
      WHERE mailbox = $1 AND NOT EXISTS (
        SELECT 1 FROM document_provider_hidden h WHERE h.mailbox = $1 AND h.message = $2)
      """,
      .text(mailbox.text), .text(message.text))
  }
}
