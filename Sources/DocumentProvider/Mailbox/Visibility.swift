import AuditTrail
import Contracts
import Storage
import Vocabulary

/// Hides messages from their citizen's list and shows them again, and tells who opened one.
struct Visibility: Sendable {
  let access: Access

  /// All or none. The audit entry says which.
  func set(_ changes: [VisibilityChange]) async throws(Failure<ReadingRejection>) {
    let (mailbox, channel) = (access.caller.mailbox, access.caller.channel)
    let changes = Array(changes.prefix(VisibilityChange.countMax))
    let only = changes.count == 1 ? changes[0].message : nil
    _ = try await access.commit(.setVisibility, only) { transaction, moment -> Verdict<Bool> in
      for change in changes {
        let row = try MessageRow.one(change.message, of: mailbox, at: moment.at, in: transaction)
        if row == nil { return .rejected(.messageNotFound) }
      }
      for change in changes {
        try Self.apply(change, in: mailbox, channel, at: moment.at, transaction)
      }
      let names = { (isVisible: Bool) in
        changes.filter { $0.isVisible == isVisible }.map(\.message.text).joined(separator: " ")
      }
      return .given(true, details: ["hidden": names(false), "shown": names(true)].filter { !$1.isEmpty })
    }
  }

  func accesses(of message: MessageID) async throws(Failure<ReadingRejection>) -> [ContentAccess] {
    let mailbox = access.caller.mailbox
    return try await access.commit(.accesses, message) {
      transaction, moment -> Verdict<[ContentAccess]> in
      guard try MessageRow.one(message, of: mailbox, at: moment.at, in: transaction) != nil else {
        return .rejected(.messageNotFound)
      }
      let rows = try transaction.rows(
        """
        SELECT content, is_main, channel, at FROM document_provider_consultation
        WHERE mailbox = $1 AND message = $2 ORDER BY id DESC LIMIT $3
        """,
        .text(mailbox.text), .text(message.text), .int(Int64(ContentAccess.countMax)))
      return .given(try rows.map(ContentAccess.init), details: [:])
    }.given
  }

  private static func apply(
    _ change: VisibilityChange, in mailbox: MailboxID, _ channel: ChannelID, at now: Instant,
    _ transaction: Transaction
  ) throws {
    let message = Value.text(change.message.text)
    let changed =
      if change.isVisible {
        try transaction.rows(
          "DELETE FROM document_provider_hidden WHERE mailbox = $1 AND message = $2 RETURNING message",
          .text(mailbox.text), message)
      } else {
        try transaction.rows(
          """
          INSERT INTO document_provider_hidden (mailbox, message, channel, at) VALUES ($1, $2, $3, $4)
          ON CONFLICT (mailbox, message) DO NOTHING RETURNING message
          """,
          .text(mailbox.text), message, .text(channel.text), .int(now.microseconds))
      }
    guard !changed.isEmpty else { return }
    try transaction.run(
      """
      UPDATE document_provider_mailbox SET hidden = hidden + $3, unread = unread - CASE WHEN EXISTS (
        SELECT 1 FROM document_provider_first_reading r WHERE r.mailbox = $1 AND r.message = $2)
        THEN 0 ELSE CAST($3 AS BIGINT) END
      WHERE mailbox = $1
      """,
      .text(mailbox.text), message, .int(change.isVisible ? -1 : 1))
  }
}

extension ContentAccess {
  fileprivate init(_ row: Row) throws {
    let content = try row.text(0)
    self.init(
      channel: try ChannelID(parsing: row.text(2)), at: Instant(microseconds: try row.int(3)),
      content: content == "body" ? .body : .attachment(try AttachmentID(parsing: content)),
      isMainContent: try row.flag(1))
  }
}
