import AuditTrail
import Contracts
import Storage
import Vocabulary

/// What a consent act does here: later grants only, streams cut, kept messages made available.
struct ConsentChanges: Sendable {
  /// Messages made available in one transaction.
  static let batchMax = 100

  let database: any Database
  let streams: LiveStreams
  let ledger: Ledger

  /// When this returns, nothing commits under a grant of an earlier epoch, and no byte of one goes out.
  /// What was heard before is gone on with where it was broken off, and cuts nothing again.
  func hear(_ change: ConsentChange) async throws(Failure<Never>) {
    do throws(StorageFailure) {
      if try await database.read({ try Self.isKnown(change, in: $0) }) == false {
        try await keepEnd(before: change)
        let isNews = try await keep(change)
        streams.cut(change.mailbox)
        guard isNews else { return }
      }
      guard change.isActive else { return }
      while try await makeAvailable(change) == Self.batchMax {}
    } catch {
      streams.cut(change.mailbox)
      throw Failure(error)
    }
  }

  private static func isKnown(_ change: ConsentChange, in transaction: Transaction) throws -> Bool {
    try transaction.rows(
      "SELECT epoch FROM document_provider_mailbox WHERE mailbox = $1", .text(change.mailbox.text)
    ).first.map { try $0.int(0) >= change.epoch } ?? false
  }

  /// Where the box ended to be active before this act and we did not hear of it, that comes first: what ended
  /// with it is not open again.
  private func keepEnd(before change: ConsentChange) async throws(StorageFailure) {
    guard let end = change.lastEnd else { return }
    let missed = ConsentChange(mailbox: change.mailbox, epoch: end.epoch, isActive: false, at: end.at)
    if try await database.read({ try Self.isKnown(missed, in: $0) }) == false { _ = try await keep(missed) }
  }

  /// Keeps the act. When by it the box becomes active or ends to be, senders are told in the same
  /// transaction, and registered mail that waits for a decision ends as not delivered: all of it becomes true
  /// together.
  /// - Returns: false when a later act was heard of already.
  private func keep(_ change: ConsentChange) async throws(StorageFailure) -> Bool {
    let now = ledger.time.now()
    let ledger = ledger
    while true {
      let (known, waiting) = try await database.read {
        (
          try ConsentNotice.all(after: change, at: now, in: $0).count,
          try Self.awaited(change, in: $0).count
        )
      }
      let ids = (0..<known).map { _ in ledger.eventID(at: now) }
      let ends = (0..<waiting).map { _ in DrawnEnd(Asker(change), at: now, ledger) }
      let isNews = try await database.write { transaction -> Bool? in
        let notices = try ConsentNotice.all(after: change, at: now, in: transaction)
        let awaited = try Self.awaited(change, in: transaction)
        // A publication came in between: nothing is written, and ids are drawn anew.
        guard notices.count <= ids.count, awaited.count <= ends.count else { return nil }
        let kept = try transaction.rows(
          """
          INSERT INTO document_provider_mailbox (mailbox, epoch, is_active, listed) VALUES ($1, $2, $3, 0)
          ON CONFLICT (mailbox) DO UPDATE SET epoch = $2, is_active = $3
          WHERE document_provider_mailbox.epoch <= $2 RETURNING epoch
          """,
          .text(change.mailbox.text), .int(change.epoch), .flag(change.isActive))
        guard !kept.isEmpty else { return false }
        for (notice, id) in zip(notices, ids) {
          try ledger.outbox.record(notice.event(id, change), in: transaction)
        }
        for (awaited, drawn) in zip(awaited, ends) {
          // One that came in between is not undone before it was sent.
          let fact = RegisteredMailFact(
            id: drawn.evidenceID, event: .contentConsignmentFailure, at: max(change.at, awaited.sentAt),
            reason: .consentWithdrawn)
          try drawn.end(awaited, fact, ledger, in: transaction)
        }
        return true
      }
      if let isNews { return isNews }
    }
  }

  /// What ends as not delivered with this act, however late it is heard. What nobody decided on in time ended
  /// as unanswered before, and what was sent under a later consent waits on.
  private static func awaited(
    _ change: ConsentChange, in transaction: Transaction
  ) throws -> [AwaitedMail] {
    change.isActive ? [] : try AwaitedMail.all(endedBy: change, in: transaction)
  }

  /// Makes available what was kept and is in its term, while this act is the latest.
  /// - Returns: how many messages, at most ``batchMax``.
  private func makeAvailable(_ change: ConsentChange) async throws(StorageFailure) -> Int {
    let now = ledger.time.now()
    let ledger = ledger
    let drawn = (0..<Self.batchMax).map { _ in
      (PendingEntry(Asker(change), at: now, ledger), ledger.eventID(at: now))
    }
    return try await database.write { transaction in
      let kept = try Self.kept(change, at: now, in: transaction)
      for (message, (entry, eventID)) in zip(kept, drawn) {
        try transaction.run(
          """
          UPDATE document_provider_message SET available_at = $3, is_before_activation = 1
          WHERE mailbox = $1 AND id = $2
          """,
          .text(change.mailbox.text), .text(message.id.text), .int(now.microseconds))
        let act = Act(
          action: .makeAvailable, message: message.id, details: ["consentEpoch": String(change.epoch)])
        try ledger.trail.record(entry.entry(act), in: transaction)
        try ledger.outbox.record(message.event(eventID, change.mailbox, at: now), in: transaction)
      }
      if !kept.isEmpty {
        try transaction.run(
          """
          UPDATE document_provider_mailbox SET listed = listed + $2, unread = unread + $2 WHERE mailbox = $1
          """,
          .text(change.mailbox.text), .int(Int64(kept.count)))
      }
      return kept.count
    }
  }

  private static func kept(
    _ change: ConsentChange, at now: Instant, in transaction: Transaction
  ) throws -> [KeptMessage] {
    try transaction.rows(
      """
      SELECT m.id, m.sender, m.message_type, m.expires_at, m.is_registered
      FROM document_provider_mailbox b JOIN document_provider_message m ON m.mailbox = b.mailbox
      WHERE b.mailbox = $1 AND b.epoch = $2 AND m.available_at IS NULL AND m.expires_at > $3
      ORDER BY m.id LIMIT $4
      """,
      .text(change.mailbox.text), .int(change.epoch), .int(now.microseconds), .int(Int64(batchMax))
    ).map(KeptMessage.init)
  }
}

extension Asker {
  fileprivate init(_ change: ConsentChange) {
    self.init(internalAct: "consent-\(change.epoch)", mailbox: change.mailbox)
  }
}

private struct KeptMessage {
  let id: MessageID
  let sender: EnterpriseNumber
  let messageType: MessageTypeID
  let expiration: Instant
  let isRegisteredMail: Bool

  init(_ row: Row) throws {
    id = try MessageID(parsing: row.text(0))
    sender = try EnterpriseNumber(parsing: row.text(1))
    messageType = try MessageTypeID(parsing: row.text(2))
    expiration = Instant(microseconds: try row.int(3))
    isRegisteredMail = try row.flag(4)
  }

  func event(_ eventID: EventID, _ mailbox: MailboxID, at now: Instant) -> Event {
    Event(
      id: eventID, kind: .newDocument, mailbox: mailbox, occurredAt: now, message: id, sender: sender,
      messageType: messageType, receiptDate: now, expiration: expiration, isRegisteredMail: isRegisteredMail)
  }
}
