import Contracts
package import Storage
package import TrustServices
package import Vocabulary

/// The notices that are still to be posted.
///
/// A notice is queued in the transaction that decides it, so that it is posted if, and only if, that decision
/// stands. It is posted soon after the commit; see ``NoticeRevision`` for what becomes of one whose messages
/// were read meanwhile.
package struct NoticeQueue: Sendable {
  /// Codes of a citizen who waits at the screen go before a hundred thousand daily mails.
  private enum Urgency: Int64 {
    case waitedFor = 0
    case usual = 1
  }

  let keys: NoticeKeys
  private let cipher: ColumnCipher

  package init(keys: any KeyStore, random: any RandomSource) throws {
    self.keys = try NoticeKeys(keys: keys)
    cipher = try ColumnCipher(rootKey: "notice-text", of: keys, random: random)
  }

  /// Writes the notice, its personal parts sealed, and puts it in the queue.
  /// - Throws: only faults; an id that was used before is one.
  package func add(_ notice: Notice, in transaction: Transaction) throws {
    let sealed = try cipher.seal(
      try SealedNotice(notice).bytes(), in: SealedNotice.column, row: notice.id.bytes)
    try transaction.run(
      """
      INSERT INTO provider_notice (mailbox, id, kind, address_hash, code_hash, queued_at, sealed)
      VALUES ($1, $2, $3, $4, $5, $6, $7)
      """,
      .text(notice.mailbox.text), .text(notice.id.text), .text(notice.kind.rawValue),
      .bytes(keys.addresses.hash(notice.address)), .bytes(keys.hash(of: keys.code(of: notice.id))),
      .int(notice.queuedAt.microseconds), .bytes(sealed))
    let urgency: Urgency = notice.kind == .daily ? .usual : .waitedFor
    try transaction.run(
      """
      INSERT INTO provider_notice_waiting
        (mailbox, notice, shard, urgency, due_at, attempts, unknowns, begun_at)
      VALUES ($1, $2, $3, $4, $5, 0, 0, NULL)
      """,
      .text(notice.mailbox.text), .text(notice.id.text), .int(Outbox.shard(of: notice.mailbox)),
      .int(urgency.rawValue), .int(notice.queuedAt.microseconds))
  }

  /// The notice as it was queued; nil when there is none, or its address and text were swept away.
  func notice(_ id: NoticeID, of mailbox: MailboxID, in transaction: Transaction) throws -> Notice? {
    let row = try transaction.rows(
      "SELECT kind, queued_at, sealed FROM provider_notice WHERE mailbox = $1 AND id = $2",
      .text(mailbox.text), .text(id.text)
    ).first
    guard let row, let sealed = try row.bytesOrNil(2) else { return nil }
    guard let kind = Notice.Kind(rawValue: try row.text(0)) else {
      throw UnreadableRow("provider_notice", "has no known kind")
    }
    return try SealedNotice(bytes: try cipher.open(sealed, in: SealedNotice.column, row: id.bytes))
      .notice(id, of: mailbox, kind, queuedAt: Instant(microseconds: try row.int(1)))
  }
}

/// Asked in the transaction that begins the sending, so that what a citizen read, changed or withdrew since
/// the decision is not told any more (domain.md, "Telling"). Whoever decides notices implements it.
package protocol NoticeRevision: Sendable {
  /// - Returns: the notice as it is to be sent now, with the same id; nil: not at all.
  func revise(_ notice: Notice, in transaction: Transaction) throws -> Notice?
}

/// Sends what was decided, whatever happened since.
package struct NoticesAsDecided: NoticeRevision {
  package init() {}
  package func revise(_ notice: Notice, in transaction: Transaction) throws -> Notice? { notice }
}
