import Contracts
import Storage
import Vocabulary

/// The citizen's wish that a channel may fetch ahead: a history of acts, as consents have one, and what
/// follows from it beside the consent in force, with which it ends (R-BOX-6).
enum PrefetchRows {
  static let allowed = "allowed"
  static let ended = "ended"

  /// One change of the wish, by the citizen's own request.
  struct Act: Sendable {
    let isAllowed: Bool
    let channel: ChannelID
    let at: Instant
    let request: RequestID
  }

  /// The consent for the channel must be in force.
  static func record(_ act: Act, of mailbox: MailboxID, in transaction: Transaction) throws {
    let last = try transaction.rows(
      "SELECT number FROM provider_prefetch_act WHERE mailbox = $1 ORDER BY number DESC LIMIT 1",
      .text(mailbox.text)
    ).first?.int(0)
    try transaction.run(
      """
      INSERT INTO provider_prefetch_act (mailbox, number, act, channel, at, request_id)
      VALUES ($1, $2, $3, $4, $5, $6)
      """,
      .text(mailbox.text), .int((last ?? 0) + 1), .text(act.isAllowed ? allowed : ended),
      .text(act.channel.text), .int(act.at.microseconds), .text(act.request.text))
    try transaction.run(
      "UPDATE provider_consent_in_force SET prefetch_since = $3 WHERE mailbox = $1 AND channel = $2",
      .text(mailbox.text), .text(act.channel.text), act.isAllowed ? .int(act.at.microseconds) : .null)
  }

  /// With the consents of these channels the wish ends; call it before they are taken away.
  static func end(
    _ channels: Set<ChannelID>, of mailbox: MailboxID, at now: Instant, _ request: RequestID,
    in transaction: Transaction
  ) throws {
    for channel in channels.sorted(by: { $0.text < $1.text }) {
      try record(
        Act(isAllowed: false, channel: channel, at: now, request: request), of: mailbox, in: transaction)
    }
  }
}
