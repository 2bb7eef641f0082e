import Contracts
import Storage
import Vocabulary

/// Notices that wait for a channel to tell them. What they say is not kept: it is what the citizen has not
/// read when the channel asks.
enum ChannelNoticeRows {
  struct Waiting: Hashable, Sendable {
    let id: NoticeID
    let mailbox: MailboxID
    let kind: NoticeKind
    let queuedAt: Instant
  }

  static func add(_ notice: Waiting, for channel: ChannelID, in transaction: Transaction) throws {
    try transaction.run(
      """
      INSERT INTO provider_channel_notice (channel, id, mailbox, kind, queued_at) VALUES ($1, $2, $3, $4, $5)
      ON CONFLICT (channel, id) DO NOTHING
      """,
      .text(channel.text), .text(notice.id.text), .text(notice.mailbox.text), .text(notice.kind.rawValue),
      .int(notice.queuedAt.microseconds))
  }

  /// Oldest first, of those decided after `last`.
  static func waiting(
    for channel: ChannelID, after last: NoticeID?, limit: Int, in transaction: Transaction
  ) throws -> [Waiting] {
    try transaction.rows(
      """
      SELECT id, mailbox, kind, queued_at FROM provider_channel_notice WHERE channel = $1 AND id > $2
      ORDER BY id LIMIT $3
      """, .text(channel.text), .text(last?.text ?? ""), .int(Int64(limit))
    ).map(Waiting.init)
  }

  /// - Returns: whose notice it was; nil when it did not wait for that channel.
  static func remove(
    _ id: NoticeID, for channel: ChannelID, in transaction: Transaction
  ) throws -> MailboxID? {
    try transaction.rows(
      "DELETE FROM provider_channel_notice WHERE channel = $1 AND id = $2 RETURNING mailbox",
      .text(channel.text), .text(id.text)
    ).first.map { try MailboxID(parsing: $0.text(0)) }
  }

  /// What waits for another channel than the one that is told is unsaid again: its messages are new, its
  /// reminders due. The rows of a channel that the citizen chose stay: it is late until it asks again.
  /// - Returns: the notices of which something was unsaid now.
  static func takeBack(
    _ mailbox: MailboxID, unlessFor addressee: NoticeAddressee?, in transaction: Transaction
  ) throws -> [Waiting] {
    let taken = try transaction.rows(
      "SELECT id, mailbox, kind, queued_at FROM provider_channel_notice WHERE mailbox = $1 AND channel <> $2",
      .text(mailbox.text), .text(addressee?.channel?.text ?? "")
    ).map(Waiting.init)
    guard !taken.isEmpty else { return [] }
    try transaction.run(
      "DELETE FROM provider_channel_notice WHERE mailbox = $1 AND channel <> $2",
      .text(mailbox.text), .text(addressee?.notifier?.text ?? ""))
    return try taken.filter { try unsay($0.id, of: mailbox, in: transaction) }
  }

  /// - Returns: whether it said anything that is still unread.
  private static func unsay(
    _ id: NoticeID, of mailbox: MailboxID, in transaction: Transaction
  ) throws -> Bool {
    try !transaction.rows(
      """
      UPDATE provider_unread SET
        told_in = CASE WHEN told_in = $2 THEN NULL ELSE told_in END,
        aged_in = CASE WHEN aged_in = $2 THEN NULL ELSE aged_in END,
        ending_in = CASE WHEN ending_in = $2 THEN NULL ELSE ending_in END,
        decide_in = CASE WHEN decide_in = $2 THEN NULL ELSE decide_in END
      WHERE mailbox = $1 AND (told_in = $2 OR aged_in = $2 OR ending_in = $2 OR decide_in = $2)
      RETURNING message
      """, .text(mailbox.text), .text(id.text)
    ).isEmpty
  }

  static func removeAll(of mailbox: MailboxID, in transaction: Transaction) throws {
    try transaction.run("DELETE FROM provider_channel_notice WHERE mailbox = $1", .text(mailbox.text))
  }

  /// What nobody asked for, and no mail could tell, is forgotten after so many days.
  static let daysKept: Int64 = 31

  static func sweep(_ now: Instant, in transaction: Transaction) throws {
    try transaction.run(
      "DELETE FROM provider_channel_notice WHERE queued_at < $1",
      .int(now.adding(seconds: -daysKept * 86_400).microseconds))
  }

  /// Whether the channel left a notice of this mailbox lie for too long.
  static func isLate(
    _ mailbox: MailboxID, of channel: ChannelID, at now: Instant, in transaction: Transaction
  ) throws -> Bool {
    try !transaction.rows(
      """
      SELECT id FROM provider_channel_notice WHERE mailbox = $1 AND channel = $2 AND queued_at <= $3 LIMIT 1
      """,
      .text(mailbox.text), .text(channel.text),
      .int(now.adding(seconds: -ChannelNotice.secondsMax).microseconds)
    ).isEmpty
  }

  /// When the oldest notice of this mailbox will have waited for too long; nil when none waits.
  static func lateFrom(_ mailbox: MailboxID, in transaction: Transaction) throws -> Instant? {
    try transaction.rows(
      "SELECT MIN(queued_at) FROM provider_channel_notice WHERE mailbox = $1", .text(mailbox.text)
    ).first?.intOrNil(0).map { Instant(microseconds: $0).adding(seconds: ChannelNotice.secondsMax) }
  }
}

extension ChannelNoticeRows.Waiting {
  fileprivate init(_ row: Row) throws {
    guard let kind = NoticeKind(rawValue: try row.text(2)) else {
      throw UnreadableRow("provider_channel_notice", "is of no known kind")
    }
    self.init(
      id: try NoticeID(parsing: row.text(0)), mailbox: try MailboxID(parsing: row.text(1)), kind: kind,
      queuedAt: Instant(microseconds: try row.int(3)))
  }
}
