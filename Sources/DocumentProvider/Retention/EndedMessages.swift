import AuditTrail
import Contracts
import Storage
import Vocabulary

/// Ends messages whose term is over: the record stays, content and bytes go (R-BOX-4).
struct EndedMessages: Sendable {
  let database: any Database
  let documents: any DocumentStore
  let ledger: Ledger

  /// Ends at most `limit` messages, the earliest first, with an audit entry and an event each; then destroys
  /// their bytes. Bytes that a crash leaves in between are found as nobody's.
  func end(before now: Instant, limit: Int) async throws -> Int {
    let ledger = ledger
    let asker = Asker(internalAct: "sweep")
    let drawn = (0..<limit).map { _ in (PendingEntry(asker, at: now, ledger), ledger.eventID(at: now)) }
    let (count, places) = try await database.write { transaction in
      let ended = try EndedMessage.find(before: now, limit: limit, in: transaction)
      var places: [DocumentPlace] = []
      for (message, (entry, eventID)) in zip(ended, drawn) {
        places += try message.end(at: now, in: transaction)
        try ledger.trail.record(entry.entry(message.act), in: transaction)
        try ledger.outbox.record(message.event(eventID, at: now), in: transaction)
      }
      return (ended.count, places)
    }
    if !places.isEmpty { try await documents.remove(places) }
    return count
  }
}

private struct EndedMessage {
  let mailbox: MailboxID
  let id: MessageID
  let sender: EnterpriseNumber
  let messageType: MessageTypeID
  let availableAt: Instant?
  let expiration: Instant
  let isRegisteredMail: Bool

  init(_ row: Row) throws {
    mailbox = try MailboxID(parsing: row.text(0))
    id = try MessageID(parsing: row.text(1))
    sender = try EnterpriseNumber(parsing: row.text(2))
    messageType = try MessageTypeID(parsing: row.text(3))
    availableAt = try row.intOrNil(4).map(Instant.init(microseconds:))
    expiration = Instant(microseconds: try row.int(5))
    isRegisteredMail = try row.flag(6)
  }

  var act: Act {
    Act(action: .expire, mailbox: mailbox, message: id, details: ["expiration": expiration.description])
  }

  static func find(before now: Instant, limit: Int, in transaction: Transaction) throws -> [EndedMessage] {
    try transaction.rows(
      """
      SELECT mailbox, id, sender, message_type, available_at, expires_at, is_registered
      FROM document_provider_message WHERE expires_at <= $1 ORDER BY expires_at, mailbox, id LIMIT $2
      """,
      .int(now.microseconds), .int(Int64(limit))
    ).map(EndedMessage.init)
  }

  func event(_ eventID: EventID, at now: Instant) -> Event {
    Event(
      id: eventID, kind: .documentExpired, mailbox: mailbox, occurredAt: now, message: id, sender: sender,
      messageType: messageType, receiptDate: availableAt, expiration: expiration,
      isRegisteredMail: isRegisteredMail)
  }

  /// Leaves the record in place of the message.
  /// - Returns: the places of the documents that no message names any more.
  func end(at now: Instant, in transaction: Transaction) throws -> [DocumentPlace] {
    let (mailbox, message) = (Value.text(mailbox.text), Value.text(id.text))
    try transaction.run(
      """
      INSERT INTO document_provider_record
        (mailbox, id, sender, application, message_type, published_at, available_at, expires_at,
        consent_epoch,
         is_registered, ending, ended_at)
      SELECT mailbox, id, sender, application, message_type, published_at, available_at, expires_at,
      consent_epoch,
        is_registered, 'expired', $3
      FROM document_provider_message WHERE mailbox = $1 AND id = $2
      """,
      mailbox, message, .int(now.microseconds))
    try transaction.run(
      """
      INSERT INTO document_provider_record_attachment
        (mailbox, message, id, media_type, size, digest, is_main)
      SELECT mailbox, message, id, media_type, size, digest, is_main
      FROM document_provider_attachment WHERE mailbox = $1 AND message = $2
      """,
      mailbox, message)
    let alone = try transaction.rows(
      """
      SELECT a.segment, a.place FROM document_provider_attachment a
      WHERE a.mailbox = $1 AND a.message = $2 AND NOT EXISTS (
        SELECT 1 FROM document_provider_attachment o WHERE o.document = a.document
          AND (o.mailbox <> a.mailbox OR o.message <> a.message))
      """,
      mailbox, message
    ).map { DocumentPlace(segment: try $0.int(0), offset: try $0.int(1)) }
    if availableAt != nil { try countOut(transaction) }
    try transaction.run(
      "DELETE FROM document_provider_attachment WHERE mailbox = $1 AND message = $2", mailbox, message)
    try transaction.run(
      "DELETE FROM document_provider_message WHERE mailbox = $1 AND id = $2", mailbox, message)
    return alone
  }

  /// Takes the message out of its mailbox's counts.
  private func countOut(_ transaction: Transaction) throws {
    let (mailbox, message) = (Value.text(mailbox.text), Value.text(id.text))
    let hidden = try transaction.rows(
      "DELETE FROM document_provider_hidden WHERE mailbox = $1 AND message = $2 RETURNING message", mailbox,
      message)
    let isHidden: Int64 = hidden.isEmpty ? 0 : 1
    try transaction.run(
      """
      UPDATE document_provider_mailbox SET listed = listed - 1, hidden = hidden - $3,
        unread = unread - CASE WHEN CAST($3 AS BIGINT) = 1 OR EXISTS (
          SELECT 1 FROM document_provider_first_reading r WHERE r.mailbox = $1 AND r.message = $2)
          THEN 0 ELSE 1 END
      WHERE mailbox = $1
      """,
      mailbox, message, .int(isHidden))
  }
}
