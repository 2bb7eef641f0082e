import Contracts
import Storage
import Vocabulary

/// The citizen's wish to get no paper copy beside the eBox: a history of acts, as consents have one.
enum ExclusiveRows {
  static let chosen = "chosen"
  static let dropped = "dropped"

  static func isChosen(_ mailbox: MailboxID, in transaction: Transaction) throws -> Bool {
    try last(of: mailbox, in: transaction)?.text(1) == chosen
  }

  static func record(
    _ isExclusive: Bool, of mailbox: MailboxID, at now: Instant, _ origin: ActOrigin,
    in transaction: Transaction
  ) throws {
    let number = try last(of: mailbox, in: transaction)?.int(0) ?? 0
    try transaction.run(
      """
      INSERT INTO provider_exclusive_act (mailbox, number, act, at, request_id, channel)
      VALUES ($1, $2, $3, $4, $5, $6)
      """,
      .text(mailbox.text), .int(number + 1), .text(isExclusive ? chosen : dropped), .int(now.microseconds),
      .text(origin.request.text), .text(orNull: origin.channel?.text))
  }

  /// With the last consent the wish ends.
  static func drop(
    _ mailbox: MailboxID, at now: Instant, _ request: RequestID, in transaction: Transaction
  ) throws {
    guard try isChosen(mailbox, in: transaction) else { return }
    try record(false, of: mailbox, at: now, ActOrigin(request), in: transaction)
  }

  private static func last(of mailbox: MailboxID, in transaction: Transaction) throws -> Row? {
    try transaction.rows(
      "SELECT number, act FROM provider_exclusive_act WHERE mailbox = $1 ORDER BY number DESC LIMIT 1",
      .text(mailbox.text)
    ).first
  }
}
