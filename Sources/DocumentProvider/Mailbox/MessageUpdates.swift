import AuditTrail
import Contracts
import Storage
import Vocabulary

/// Hides messages from their citizen's list and shows them again, and takes it from a channel that a copy
/// which it had fetched ahead is shown: the read confirmation (R-BOX-6).
struct MessageUpdates: Sendable {
  let access: Access

  /// All or none. The audit entry says which.
  func apply(_ updates: [MessageUpdate]) async throws(Failure<ReadingRejection>) {
    let mailbox = access.caller.mailbox
    let updates = Array(updates.prefix(MessageUpdate.countMax))
    let showings = showings(updates)
    let only = updates.count == 1 ? updates[0].message : nil
    _ = try await access.commit(updates.action, only) { transaction, moment -> Verdict<Bool> in
      var rows: [MessageID: MessageRow] = [:]
      for update in updates {
        guard let row = try MessageRow.one(update.message, of: mailbox, at: moment.at, in: transaction) else {
          return .rejected(.messageNotFound)
        }
        rows[update.message] = row
      }
      // What is rejected is committed with its audit entry: nothing is written before everything was judged.
      var shown: [(Consultation, MessageRow, FetchedCopy)] = []
      for showing in showings {
        guard let row = rows[showing.message],
          let copy = try FetchedCopy.find(of: row, moment, transaction)
        else { return .rejected(.notFetchedAhead) }
        shown.append((showing, row, copy))
      }
      for (showing, row, copy) in shown where !copy.wasShown {
        try showing.record(of: copy.content, in: row, isMainContent: true, moment, transaction)
      }
      for update in updates {
        guard let isVisible = update.isVisible else { continue }
        try Self.show(update.message, isVisible, moment, transaction)
      }
      return .given(true, details: Self.details(updates))
    }
  }

  /// Each message once.
  private func showings(_ updates: [MessageUpdate]) -> [Consultation] {
    var messages: Set<MessageID> = []
    return updates.filter { $0.isShown && messages.insert($0.message).inserted }.map {
      Consultation(of: $0.message, range: nil, .shown, access)
    }
  }

  private static func details(_ updates: [MessageUpdate]) -> [String: String] {
    func names(_ belongs: (MessageUpdate) -> Bool) -> String {
      updates.filter(belongs).map(\.message.text).joined(separator: " ")
    }
    let details = [
      "hidden": names { $0.isVisible == false }, "shown": names { $0.isVisible == true },
      "read": names(\.isShown),
    ]
    return details.filter { !$1.isEmpty }
  }

  /// - Parameter isVisible: false to hide it.
  private static func show(
    _ message: MessageID, _ isVisible: Bool, _ moment: Moment, _ transaction: Transaction
  ) throws {
    let (mailbox, message) = (moment.grant.mailbox, Value.text(message.text))
    let changed =
      if isVisible {
        try transaction.rows(
          "DELETE FROM document_provider_hidden WHERE mailbox = $1 AND message = $2 RETURNING message",
          .text(mailbox.text), message)
      } else {
        try transaction.rows(
          """
          INSERT INTO document_provider_hidden (mailbox, message, channel, at) VALUES ($1, $2, $3, $4)
          ON CONFLICT (mailbox, message) DO NOTHING RETURNING message
          """,
          .text(mailbox.text), message, .text(moment.grant.channel.text), .int(moment.at.microseconds))
      }
    guard !changed.isEmpty else { return }
    try transaction.run(
      """
      UPDATE document_provider_mailbox SET hidden = hidden + $3, unread = unread - CASE WHEN EXISTS (
        SELECT 1 FROM document_provider_first_reading r WHERE r.mailbox = $1 AND r.message = $2)
        OR EXISTS (
          SELECT 1 FROM document_provider_message m
          WHERE m.mailbox = $1 AND m.id = $2 AND m.closed_at IS NOT NULL)
        THEN 0 ELSE CAST($3 AS BIGINT) END
      WHERE mailbox = $1
      """,
      .text(mailbox.text), message, .int(isVisible ? -1 : 1))
  }
}

extension [MessageUpdate] {
  /// How the trail names them.
  var action: AuditEntry.Action { contains(where: \.isShown) ? .showing : .setVisibility }
}

/// A main content of a message that a channel has as a copy, fetched since its citizen allowed that: what it
/// had before, it was to erase.
private struct FetchedCopy {
  /// An attachment id, or ``Consultation/bodyName``.
  let content: String
  /// Whether the channel reported its showing before.
  let wasShown: Bool

  static func find(
    of message: MessageRow, _ moment: Moment, _ transaction: Transaction
  ) throws -> FetchedCopy? {
    guard let since = moment.grant.prefetchSince else { return nil }
    func newest(_ kind: ContentAccess.Kind) throws -> String? {
      try transaction.rows(
        """
        SELECT content FROM document_provider_consultation
        WHERE mailbox = $1 AND message = $2 AND channel = $3 AND kind = $4 AND is_main = 1 AND at >= $5
        ORDER BY id DESC LIMIT 1
        """,
        .text(message.mailbox.text), .text(message.id.text), .text(moment.grant.channel.text),
        .text(kind.rawValue), .int(since.microseconds)
      ).first?.text(0)
    }
    guard let content = try newest(.fetchedAhead) else { return nil }
    return FetchedCopy(content: content, wasShown: try newest(.shown) != nil)
  }
}
