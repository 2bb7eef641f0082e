import Contracts
import Storage
import Vocabulary

/// What a citizen can do to a profile; one row each, never changed.
enum ProfileAct: String, Hashable, Sendable, CaseIterable {
  case addressProposed, codeSentAgain, addressConfirmed, addressRemoved, addressDeclined
  /// Mail to the address comes back; told by the post, not by the citizen.
  case addressUndeliverable
  case undeliverableSeen
  case languageChosen, hourChosen, paceChosen, namingChosen, notifierChosen, phraseChosen, phraseRemoved
  /// Kept among the acts of ``ExclusiveRows``; here for the audit trail only.
  case exclusiveChosen, exclusiveDropped
}

/// An act with what it chose. Nothing personal: an address is a number, a phrase is not there.
struct ProfileChange: Hashable, Sendable {
  let act: ProfileAct
  let value: String?

  init(_ act: ProfileAct, _ value: String? = nil) { (self.act, self.value) = (act, value) }
}

/// The tables of profiles and of the acts that made them.
enum ProfileRows {
  struct Kept: Hashable, Sendable {
    var choices = NoticeChoices()
    /// Sealed.
    var phrase: [UInt8]?
    var declinedAt: Instant?
  }

  static func kept(_ mailbox: MailboxID, in transaction: Transaction) throws -> Kept {
    let row = try transaction.rows(
      """
      SELECT language, hour, pace, names_senders, notifier, phrase, declined_at FROM provider_profile
      WHERE mailbox = $1
      """, .text(mailbox.text)
    ).first
    guard let row else { return Kept() }
    guard let pace = NoticeChoices.Pace(rawValue: try row.text(2)) else {
      throw UnreadableRow("provider_profile", "has no known pace")
    }
    return Kept(
      choices: NoticeChoices(
        language: try row.textOrNil(0).map { try Language(parsing: $0) },
        hour: try NoticeHour(parsing: Int(try row.int(1))), pace: pace, namesSenders: try row.int(3) == 1,
        notifier: try row.textOrNil(4).map { try ChannelID(parsing: $0) }),
      phrase: try row.bytesOrNil(5), declinedAt: try row.intOrNil(6).map(Instant.init(microseconds:)))
  }

  static func keep(_ kept: Kept, of mailbox: MailboxID, in transaction: Transaction) throws {
    let choices = kept.choices
    try transaction.run(
      """
      INSERT INTO provider_profile
        (mailbox, acts, language, hour, pace, names_senders, notifier, phrase, declined_at)
      VALUES ($1, 0, $2, $3, $4, $5, $6, $7, $8)
      ON CONFLICT (mailbox) DO UPDATE SET language = $2, hour = $3, pace = $4, names_senders = $5,
        notifier = $6, phrase = $7, declined_at = $8
      """,
      .text(mailbox.text), .text(orNull: choices.language?.rawValue), .int(Int64(choices.hour.value)),
      .text(choices.pace.rawValue), .int(choices.namesSenders ? 1 : 0), .text(orNull: choices.notifier?.text),
      kept.phrase.map(Value.bytes) ?? .null, .int(orNull: kept.declinedAt?.microseconds))
  }

  /// Writes an act into the citizen's history.
  static func record(
    _ change: ProfileChange, of mailbox: MailboxID, at now: Instant, by origin: ActOrigin,
    in transaction: Transaction
  ) throws {
    if try transaction.rows("SELECT acts FROM provider_profile WHERE mailbox = $1", .text(mailbox.text))
      .isEmpty
    {
      try keep(Kept(), of: mailbox, in: transaction)
    }
    let number = try transaction.rows(
      "UPDATE provider_profile SET acts = acts + 1 WHERE mailbox = $1 RETURNING acts", .text(mailbox.text)
    ).first?.int(0)
    guard let number else { throw UnreadableRow("provider_profile", "is not there") }
    try transaction.run(
      """
      INSERT INTO provider_profile_act (mailbox, number, act, value, at, request_id, channel)
      VALUES ($1, $2, $3, $4, $5, $6, $7)
      """,
      .text(mailbox.text), .int(number), .text(change.act.rawValue), .text(orNull: change.value),
      .int(now.microseconds), .text(origin.request.text), .text(orNull: origin.channel?.text))
  }

  /// Forgets what is personal in the profile of a box that is closed.
  static func close(_ mailbox: MailboxID, at now: Instant, in transaction: Transaction) throws {
    try AddressRows.close(mailbox, at: now, in: transaction)
    try ChannelNoticeRows.removeAll(of: mailbox, in: transaction)
    try transaction.run(
      "UPDATE provider_profile SET phrase = NULL WHERE mailbox = $1", .text(mailbox.text))
  }

  /// In which language the last consent was given; nil before the first.
  static func consentLanguage(_ mailbox: MailboxID, in transaction: Transaction) throws -> Language? {
    try transaction.rows(
      """
      SELECT text_language FROM provider_consent_act
      WHERE mailbox = $1 AND text_language IS NOT NULL ORDER BY epoch DESC LIMIT 1
      """, .text(mailbox.text)
    ).first.map { try Language(parsing: $0.text(0)) }
  }
}
