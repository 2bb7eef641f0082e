import Contracts
import Storage
import Vocabulary

/// A message that its citizen has not opened, and what was said of it so far.
struct UnreadMessage: Hashable, Sendable {
  /// Unread for so many days gives a reminder (R-NOT-2).
  static let agedDays = 14
  /// A message that goes in so many days gives a reminder (R-NOT-2).
  static let endingDays = 7

  let message: MessageID
  let sender: EnterpriseNumber?
  let isRegisteredMail: Bool
  let receivedAt: Instant
  let expires: Instant?
  /// Of registered mail that waits for the citizen's decision: until when.
  var acceptUntil: Instant?
  /// Registered mail that the citizen accepted, and so knows of.
  var isDecided = false
  /// The notices that said that it is new, long unread, about to go.
  var toldIn: NoticeID?
  var agedIn: NoticeID?
  var endingIn: NoticeID?
  /// The notice that reminded of the decision.
  var decideIn: NoticeID?

  /// The day, in Brussels, from which it is long unread.
  var agedOn: CalendarDate { CalendarDate(inBrusselsAt: receivedAt).adding(days: Self.agedDays) }

  /// The last day, in Brussels, on which it can be read.
  var lastDay: CalendarDate? {
    expires.map { CalendarDate(inBrusselsAt: Instant(microseconds: $0.microseconds - 1)) }
  }

  /// The day from which it is about to go.
  var endingOn: CalendarDate? { lastDay?.adding(days: -Self.endingDays) }

  /// Whether it is there to be read or decided on.
  func isLive(at now: Instant) -> Bool {
    (expires.map { now < $0 } ?? true) && (acceptUntil.map { now < $0 } ?? true)
  }

  /// Whether a notice that said something of it has still to say it: nothing of what ended, nor what the
  /// citizen knows by the decision.
  func isStillSaid(in notice: NoticeID, at now: Instant) -> Bool {
    guard isLive(at: now) else { return false }
    if toldIn == notice { return !isDecided }
    if decideIn == notice { return acceptUntil != nil }
    return agedIn == notice || endingIn == notice
  }

  func isAged(on day: CalendarDate) -> Bool { agedOn <= day }
  func isEnding(on day: CalendarDate) -> Bool { endingOn.map { $0 <= day } ?? false }
}

/// What is unread in each mailbox, from the events of all document providers.
enum UnreadRows {
  /// - Returns: nil when it is there already.
  static func insert(_ event: Event, in transaction: Transaction) throws -> UnreadMessage? {
    guard let message = event.message else { return nil }
    let unread = UnreadMessage(message, event)
    let isNew = try !transaction.rows(
      """
      INSERT INTO provider_unread
        (mailbox, message, sender, is_registered, received_at, expires_at, accept_until)
      VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (mailbox, message) DO NOTHING RETURNING message
      """,
      .text(event.mailbox.text), .text(message.text), .text(orNull: unread.sender?.digits),
      .int(unread.isRegisteredMail ? 1 : 0), .int(unread.receivedAt.microseconds),
      .int(orNull: unread.expires?.microseconds), .int(orNull: unread.acceptUntil?.microseconds)
    ).isEmpty
    return isNew ? unread : nil
  }

  static func delete(_ message: MessageID, of mailbox: MailboxID, in transaction: Transaction) throws {
    try transaction.run(
      "DELETE FROM provider_unread WHERE mailbox = $1 AND message = $2", .text(mailbox.text),
      .text(message.text))
  }

  /// Registered mail that was accepted waits for no decision; it may still be read.
  static func decided(_ message: MessageID, of mailbox: MailboxID, in transaction: Transaction) throws {
    try transaction.run(
      """
      UPDATE provider_unread SET accept_until = NULL, is_decided = 1 WHERE mailbox = $1 AND message = $2
      """, .text(mailbox.text), .text(message.text))
  }

  /// Oldest first.
  static func unread(_ mailbox: MailboxID, in transaction: Transaction) throws -> [UnreadMessage] {
    try transaction.rows(
      """
      SELECT message, sender, is_registered, received_at, expires_at, told_in, aged_in, ending_in,
        accept_until, is_decided, decide_in
      FROM provider_unread WHERE mailbox = $1 ORDER BY received_at, message
      """, .text(mailbox.text)
    ).map(UnreadMessage.init)
  }

  static func mark(_ marked: UnreadMessage, of mailbox: MailboxID, in transaction: Transaction) throws {
    try transaction.run(
      """
      UPDATE provider_unread SET told_in = $3, aged_in = $4, ending_in = $5, decide_in = $6
      WHERE mailbox = $1 AND message = $2
      """,
      .text(mailbox.text), .text(marked.message.text), .text(orNull: marked.toldIn?.text),
      .text(orNull: marked.agedIn?.text), .text(orNull: marked.endingIn?.text),
      .text(orNull: marked.decideIn?.text))
  }
}

extension UnreadMessage {
  /// Of which nothing was said yet.
  init(_ message: MessageID, _ event: Event) {
    self.init(
      message: message, sender: event.sender, isRegisteredMail: event.isRegisteredMail,
      receivedAt: event.receiptDate ?? event.occurredAt, expires: event.expiration,
      acceptUntil: event.acceptUntil)
  }

  init(_ row: Row) throws {
    message = try MessageID(parsing: row.text(0))
    sender = try row.textOrNil(1).map { try EnterpriseNumber(parsing: $0) }
    isRegisteredMail = try row.int(2) == 1
    receivedAt = Instant(microseconds: try row.int(3))
    expires = try row.intOrNil(4).map(Instant.init(microseconds:))
    toldIn = try row.textOrNil(5).map { try NoticeID(parsing: $0) }
    agedIn = try row.textOrNil(6).map { try NoticeID(parsing: $0) }
    endingIn = try row.textOrNil(7).map { try NoticeID(parsing: $0) }
    acceptUntil = try row.intOrNil(8).map(Instant.init(microseconds:))
    isDecided = try row.int(9) == 1
    decideIn = try row.textOrNil(10).map { try NoticeID(parsing: $0) }
  }
}
