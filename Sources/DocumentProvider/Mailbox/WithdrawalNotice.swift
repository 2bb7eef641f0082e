import Contracts
import Storage
import Vocabulary

/// What one sender with a live message is told when a box ends to be active: which of its messages the
/// citizen had not read, so that they can go on paper (domain.md, "Citizen and eBox").
struct WithdrawalNotice: Hashable, Sendable {
  /// Messages that one event names at most; a sender with more gets several.
  static let unreadMax = 1000

  let sender: EnterpriseNumber
  /// Oldest first; empty when all were read.
  private(set) var unread: [MessageID] = []

  /// In the order of the senders; none when the act did not end an active box, or is no news.
  static func all(
    after change: ConsentChange, at now: Instant, in transaction: Transaction
  ) throws -> [WithdrawalNotice] {
    guard !change.isActive, try endsActiveBox(change, in: transaction) else { return [] }
    var notices: [WithdrawalNotice] = []
    for row in try transaction.rows(
      """
      SELECT m.sender, m.id, r.at FROM document_provider_message m
      LEFT JOIN document_provider_first_reading r ON r.mailbox = m.mailbox AND r.message = m.id
      WHERE m.mailbox = $1 AND m.available_at IS NOT NULL AND m.expires_at > $2 ORDER BY m.sender, m.id
      """, .text(change.mailbox.text), .int(now.microseconds))
    {
      let sender = try EnterpriseNumber(parsing: row.text(0))
      let isUnread = row.isNull(2)
      let isFull = notices.last.map { $0.unread.count >= unreadMax && isUnread } ?? true
      if isFull || notices.last?.sender != sender { notices.append(WithdrawalNotice(sender: sender)) }
      if isUnread { notices[notices.count - 1].unread.append(try MessageID(parsing: row.text(1))) }
    }
    return notices
  }

  func event(_ id: EventID, _ change: ConsentChange) -> Event {
    Event(
      id: id, kind: .consentWithdrawn, mailbox: change.mailbox, occurredAt: change.at, sender: sender,
      unread: unread)
  }

  /// The box was active as far as we heard, or acts in between did not reach us.
  private static func endsActiveBox(_ change: ConsentChange, in transaction: Transaction) throws -> Bool {
    let row = try transaction.rows(
      "SELECT epoch, is_active FROM document_provider_mailbox WHERE mailbox = $1", .text(change.mailbox.text)
    ).first
    guard let row else { return false }
    let epoch = try row.int(0)
    let wasActive = try row.flag(1)
    return epoch < change.epoch && (wasActive || epoch < change.epoch - 1)
  }
}
