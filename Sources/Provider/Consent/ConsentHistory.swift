import Contracts
import Crypto
import Storage
import Vocabulary

/// A citizen's acts, as the citizen sees them.
enum ConsentHistory {
  /// Of consents, of the exclusive preference, of fetching ahead, and of the language where a channel changed
  /// it; newest first.
  static func acts(
    of mailbox: MailboxID, _ clients: OAuthClients, in transaction: Transaction
  ) throws -> [ConsentRecord] {
    let consents = try transaction.rows(
      """
      SELECT act, at, channel, text_version, text_language, text_digest FROM provider_consent_act
      WHERE mailbox = $1 ORDER BY epoch DESC
      """, .text(mailbox.text)
    ).map { try consent($0, clients) }
    let exclusive = try transaction.rows(
      "SELECT act, at, channel FROM provider_exclusive_act WHERE mailbox = $1 ORDER BY number DESC",
      .text(mailbox.text)
    ).map { row in
      let channel = try row.textOrNil(2).map { try ChannelID(parsing: $0) }
      return ConsentRecord(
        kind: try row.text(0) == ExclusiveRows.chosen ? .exclusiveChosen : .exclusiveDropped,
        at: Instant(microseconds: try row.int(1)), channel: channel,
        channelNames: channel.flatMap { clients.channel($0)?.names })
    }
    let prefetch = try transaction.rows(
      "SELECT act, at, channel FROM provider_prefetch_act WHERE mailbox = $1 ORDER BY number DESC",
      .text(mailbox.text)
    ).map { row in
      let channel = try ChannelID(parsing: row.text(2))
      return ConsentRecord(
        kind: try row.text(0) == PrefetchRows.allowed ? .prefetchAllowed : .prefetchEnded,
        at: Instant(microseconds: try row.int(1)), channel: channel,
        channelNames: clients.channel(channel)?.names)
    }
    return merged(
      merged(merged(consents, exclusive), prefetch), try languages(of: mailbox, clients, transaction))
  }

  private static func languages(
    of mailbox: MailboxID, _ clients: OAuthClients, _ transaction: Transaction
  ) throws -> [ConsentRecord] {
    try transaction.rows(
      """
      SELECT value, at, channel FROM provider_profile_act
      WHERE mailbox = $1 AND act = $2 AND channel IS NOT NULL AND value IS NOT NULL ORDER BY number DESC
      """,
      .text(mailbox.text), .text(ProfileAct.languageChosen.rawValue)
    ).map { row in
      let channel = try ChannelID(parsing: row.text(2))
      return ConsentRecord(
        kind: .languageChosen, at: Instant(microseconds: try row.int(1)), channel: channel,
        channelNames: clients.channel(channel)?.names, language: try Language(parsing: row.text(0)))
    }
  }

  private static func consent(_ row: Row, _ clients: OAuthClients) throws -> ConsentRecord {
    guard let act = ConsentAct(rawValue: try row.text(0)) else {
      throw UnreadableRow("provider_consent_act", "holds an unknown act")
    }
    let channel = try row.textOrNil(2).map { try ChannelID(parsing: $0) }
    var text: ConsentText?
    if let version = try row.textOrNil(3), let language = try row.textOrNil(4) {
      text = ConsentText(version: version, language: try Language(parsing: language))
    }
    let kind: ConsentRecord.Kind =
      switch act {
      case .given: .given
      case .withdrawn: .withdrawn
      case .closed: .closed
      }
    return ConsentRecord(
      kind: kind, at: Instant(microseconds: try row.int(1)), channel: channel,
      channelNames: channel.flatMap { clients.channel($0)?.names }, text: text,
      textDigest: row.isNull(5) ? nil : try Digest(.sha256, parsing: row.bytes(5)))
  }

  /// Two lists, each newest first, as one; an act of the same instant as one of `consents` comes after it.
  private static func merged(_ consents: [ConsentRecord], _ others: [ConsentRecord]) -> [ConsentRecord] {
    var (merged, rest): ([ConsentRecord], ArraySlice<ConsentRecord>) = ([], others[...])
    for consent in consents {
      while let other = rest.first, other.at >= consent.at { merged.append(rest.removeFirst()) }
      merged.append(consent)
    }
    return merged + rest
  }
}

extension ConsentRows.Accepted {
  /// Nil when there is no such text.
  init?(_ text: ConsentText) {
    guard let wording = ConsentWording.find(text),
      let digest = try? Digest(.sha256, parsing: Array(SHA256.hash(data: Array(wording.canonical.utf8))))
    else { return nil }
    self.init(text: text, digest: digest)
  }
}
