import Contracts
import Storage
import Vocabulary

/// What one sender is told when a box becomes active or ends to be: each that wrote to the citizen in the
/// last 24 months; and of an end each with a live message, with what the citizen had not read, so that it can
/// go on paper (domain.md, "Citizen and eBox" and "Parties").
struct ConsentNotice: Hashable, Sendable {
  /// Messages that one event names at most; a sender with more gets several.
  static let unreadMax = 100
  /// How long a sender that wrote once is told of consents.
  static let months = 24

  let sender: EnterpriseNumber
  /// That sender's last message to the citizen: by it the sender knows whose consent it is.
  let newest: MessageID
  /// Oldest first; empty when all were read, or the box became active.
  private(set) var unread: [MessageID] = []

  /// In the order of the senders; none when the act did not change whether the box is active, or is no news.
  static func all(
    after change: ConsentChange, at now: Instant, in transaction: Transaction
  ) throws -> [ConsentNotice] {
    guard try turns(change, in: transaction) else { return [] }
    let live = change.isActive ? [] : try liveMessages(endedBy: change, at: now, in: transaction)
    let newest = try newestMessages(change.mailbox, at: now, in: transaction)
      .merging(live.map { ($0.sender, $0.id) }) { max($0, $1) }
    let unread = Dictionary(grouping: live.filter(\.isUnread), by: \.sender)
    return newest.sorted { $0.key.digits < $1.key.digits }.flatMap { sender, newest in
      pages(of: (unread[sender] ?? []).map(\.id)).map {
        ConsentNotice(sender: sender, newest: newest, unread: $0)
      }
    }
  }

  func event(_ id: EventID, _ change: ConsentChange) -> Event {
    Event(
      id: id, kind: change.isActive ? .consentGiven : .consentWithdrawn, mailbox: change.mailbox,
      occurredAt: change.at, message: newest, sender: sender, unread: unread)
  }

  /// At least one, also of nothing.
  private static func pages(of messages: [MessageID]) -> [[MessageID]] {
    guard !messages.isEmpty else { return [[]] }
    return stride(from: 0, to: messages.count, by: unreadMax).map {
      Array(messages[$0..<min($0 + unreadMax, messages.count)])
    }
  }

  private struct Live {
    let sender: EnterpriseNumber
    let id: MessageID
    /// Also of registered mail that waits for a decision, until it ends with the consent.
    let isUnread: Bool
  }

  /// What was sent under a later consent is not touched by the end of one before it.
  private static func liveMessages(
    endedBy change: ConsentChange, at now: Instant, in transaction: Transaction
  ) throws -> [Live] {
    try transaction.rows(
      """
      SELECT m.sender, m.id, r.at, m.closed_at FROM document_provider_message m
      LEFT JOIN document_provider_first_reading r ON r.mailbox = m.mailbox AND r.message = m.id
      WHERE m.mailbox = $1 AND m.available_at IS NOT NULL AND m.expires_at > $2 AND m.replaced_by IS NULL
        AND m.consent_epoch < $3
      ORDER BY m.sender, m.id
      """, .text(change.mailbox.text), .int(now.microseconds), .int(change.epoch)
    ).map { row in
      Live(
        sender: try EnterpriseNumber(parsing: row.text(0)), id: try MessageID(parsing: row.text(1)),
        isUnread: row.isNull(2) && row.isNull(3))
    }
  }

  /// Of each sender that wrote in the last months, and did not take it back: who wrote to the wrong citizen
  /// is told nothing of that one. Ids sort by their time, so that older rows are not gone through.
  private static func newestMessages(
    _ mailbox: MailboxID, at now: Instant, in transaction: Transaction
  ) throws -> [EnterpriseNumber: MessageID] {
    let since = CalendarDate(inBrusselsAt: now).adding(months: -months).startInBrussels
    let rows = try transaction.rows(
      """
      SELECT sender, MAX(id) FROM (
        SELECT sender, id FROM document_provider_message WHERE mailbox = $1 AND id >= $2
        UNION ALL
        SELECT sender, id FROM document_provider_record
        WHERE mailbox = $1 AND id >= $2 AND ending <> $3
      ) AS published GROUP BY sender
      """, .text(mailbox.text), .text(MessageID.first(at: since).text),
      .text(EndedMessage.Ending.recalled.rawValue))
    return try Dictionary(
      rows.map { (try EnterpriseNumber(parsing: $0.text(0)), try MessageID(parsing: $0.text(1))) }
    ) { first, _ in first }
  }

  /// Whether the box was not as it is now, as far as we heard; where acts in between did not reach us, an
  /// end is taken for one.
  private static func turns(_ change: ConsentChange, in transaction: Transaction) throws -> Bool {
    let row = try transaction.rows(
      "SELECT epoch, is_active FROM document_provider_mailbox WHERE mailbox = $1", .text(change.mailbox.text)
    ).first
    guard let row else { return change.isActive }
    let (epoch, wasActive) = (try row.int(0), try row.flag(1))
    guard epoch < change.epoch else { return false }
    return change.isActive ? !wasActive : wasActive || epoch < change.epoch - 1
  }
}
