import Contracts
import Storage
import Vocabulary

/// The tables of consent acts and of what follows from them.
enum ConsentRows {
  static func standing(_ mailbox: MailboxID, in transaction: Transaction) throws -> ConsentStanding {
    let last = try transaction.rows(
      "SELECT epoch, act FROM provider_consent_act WHERE mailbox = $1 ORDER BY epoch DESC LIMIT 1",
      .text(mailbox.text)
    ).first
    let channels = try transaction.rows(
      "SELECT channel, prefetch_since FROM provider_consent_in_force WHERE mailbox = $1", .text(mailbox.text)
    ).map { row in
      (try ChannelID(parsing: row.text(0)), try row.intOrNil(1).map(Instant.init(microseconds:)))
    }
    let prefetching = channels.compactMap { channel, since in since.map { (channel, $0) } }
    return ConsentStanding(
      epoch: try last?.int(0) ?? 0, lastAct: try last.flatMap { ConsentAct(rawValue: try $0.text(1)) },
      channels: Set(channels.map(\.0)),
      prefetchSince: Dictionary(prefetching, uniquingKeysWith: { first, _ in first }))
  }

  /// How the consents of a mailbox stand, as document providers are told.
  static func change(_ mailbox: MailboxID, in transaction: Transaction) throws -> ConsentChange? {
    let acts = try transaction.rows(
      "SELECT epoch, act, channel, at FROM provider_consent_act WHERE mailbox = $1 ORDER BY epoch",
      .text(mailbox.text))
    var inForce: Set<String> = []
    var lastEnd: ConsentChange.End?
    for row in acts {
      switch try ConsentAct(rawValue: row.text(1)) {
      case .given: inForce.insert(try row.text(2))
      case .withdrawn: inForce.remove(try row.text(2))
      case .closed, nil: inForce = []
      }
      if inForce.isEmpty {
        lastEnd = ConsentChange.End(epoch: try row.int(0), at: Instant(microseconds: try row.int(3)))
      }
    }
    guard let last = acts.last else { return nil }
    return ConsentChange(
      mailbox: mailbox, epoch: try last.int(0), isActive: !inForce.isEmpty,
      at: Instant(microseconds: try last.int(3)), lastEnd: inForce.isEmpty ? nil : lastEnd)
  }

  /// When the citizen last consented or withdrew, or the box was closed; nil before the first act.
  static func lastActAt(_ mailbox: MailboxID, in transaction: Transaction) throws -> Instant? {
    try transaction.rows(
      "SELECT at FROM provider_consent_act WHERE mailbox = $1 ORDER BY epoch DESC LIMIT 1",
      .text(mailbox.text)
    ).first.map { Instant(microseconds: try $0.int(0)) }
  }

  static func isInForce(_ mailbox: MailboxID, _ channel: ChannelID, in transaction: Transaction) throws
    -> Bool
  {
    try !transaction.rows(
      "SELECT epoch FROM provider_consent_in_force WHERE mailbox = $1 AND channel = $2", .text(mailbox.text),
      .text(channel.text)
    ).isEmpty
  }

  /// A consent in force, with the act that gave it.
  struct InForce: Sendable {
    let channel: ChannelID
    let since: Instant
    let text: ConsentText
    let isPrefetchAllowed: Bool
  }

  /// Oldest first.
  static func inForce(_ mailbox: MailboxID, in transaction: Transaction) throws -> [InForce] {
    try transaction.rows(
      """
      SELECT a.channel, a.at, a.text_version, a.text_language, f.prefetch_since
      FROM provider_consent_in_force f
      JOIN provider_consent_act a ON a.mailbox = f.mailbox AND a.epoch = f.epoch
      WHERE f.mailbox = $1 ORDER BY a.epoch
      """, .text(mailbox.text)
    ).map { row in
      InForce(
        channel: try ChannelID(parsing: row.text(0)), since: Instant(microseconds: try row.int(1)),
        text: ConsentText(version: try row.text(2), language: try Language(parsing: row.text(3))),
        isPrefetchAllowed: !row.isNull(4))
    }
  }

  /// The place of an act in the citizen's history, and the request that brought it.
  struct Moment: Sendable {
    let epoch: Int64
    let at: Instant
    let requestID: RequestID
  }

  /// A text that is accepted, with the digest of its words.
  struct Accepted: Sendable {
    let text: ConsentText
    let digest: Digest
  }

  static func give(
    _ mailbox: MailboxID, _ channel: ChannelID, _ accepted: Accepted, _ moment: Moment,
    in transaction: Transaction
  ) throws {
    try transaction.run(
      """
      INSERT INTO provider_consent_act
        (mailbox, epoch, act, channel, at, text_version, text_language, text_digest, request_id)
      VALUES ($1, $2, 'given', $3, $4, $5, $6, $7, $8)
      """,
      .text(mailbox.text), .int(moment.epoch), .text(channel.text), .int(moment.at.microseconds),
      .text(accepted.text.version), .text(accepted.text.language.rawValue), .bytes(accepted.digest.bytes),
      .text(moment.requestID.text))
    try transaction.run(
      "INSERT INTO provider_consent_in_force (mailbox, channel, epoch) VALUES ($1, $2, $3)",
      .text(mailbox.text), .text(channel.text), .int(moment.epoch))
  }

  static func withdraw(
    _ mailbox: MailboxID, _ channel: ChannelID, _ moment: Moment, in transaction: Transaction
  ) throws {
    try transaction.run(
      """
      INSERT INTO provider_consent_act (mailbox, epoch, act, channel, at, request_id)
      VALUES ($1, $2, 'withdrawn', $3, $4, $5)
      """,
      .text(mailbox.text), .int(moment.epoch), .text(channel.text), .int(moment.at.microseconds),
      .text(moment.requestID.text))
    try transaction.run(
      "DELETE FROM provider_consent_in_force WHERE mailbox = $1 AND channel = $2",
      .text(mailbox.text), .text(channel.text))
  }

  static func close(
    _ mailbox: MailboxID, _ moment: Moment, in transaction: Transaction
  ) throws {
    try transaction.run(
      """
      INSERT INTO provider_consent_act (mailbox, epoch, act, at, request_id)
      VALUES ($1, $2, 'closed', $3, $4)
      """,
      .text(mailbox.text), .int(moment.epoch), .int(moment.at.microseconds), .text(moment.requestID.text))
    try transaction.run("DELETE FROM provider_consent_in_force WHERE mailbox = $1", .text(mailbox.text))
  }
}
