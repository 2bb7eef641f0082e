import Contracts
import Storage
import Vocabulary

/// Access tokens. Only the hash of a token is kept; its row stays for a day after its end, so that it is
/// told from a token that never was.
enum TokenRows {
  static let keptAfterEndSeconds: Int64 = 86_400

  struct Kept: Sendable {
    let tokenID: String
    let clientID: String
    let organization: EnterpriseNumber?
    let mailbox: MailboxID?
    let assurance: AssuranceLevel?
    let scopes: Set<Scope>
    let issuedAt: Instant
    let expires: Instant
    let isRevoked: Bool
  }

  static func insert(_ token: Kept, hash: Value, codeHash: Value, in transaction: Transaction) throws {
    try transaction.run(
      """
      INSERT INTO provider_token
        (token_hash, token_id, client_id, organization, mailbox, assurance, scopes, code_hash, issued_at, expires_at)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
      """,
      hash, .text(token.tokenID), .text(token.clientID), .text(orNull: token.organization?.digits),
      .text(orNull: token.mailbox?.text), .int(orNull: token.assurance.map { Int64($0.rawValue) }),
      .text(ScopeList.kept(token.scopes)), codeHash, .int(token.issuedAt.microseconds),
      .int(token.expires.microseconds))
  }

  static func find(hash: Value, in transaction: Transaction) throws -> Kept? {
    try transaction.rows(
      """
      SELECT token_id, client_id, organization, mailbox, assurance, scopes, issued_at, expires_at, revoked_at
      FROM provider_token WHERE token_hash = $1
      """, hash
    ).first.map { row in
      Kept(
        tokenID: try row.text(0), clientID: try row.text(1),
        organization: try row.textOrNil(2).map { try EnterpriseNumber(parsing: $0) },
        mailbox: try row.textOrNil(3).map { try MailboxID(parsing: $0) },
        assurance: try row.intOrNil(4).flatMap { AssuranceLevel(rawValue: Int($0)) },
        scopes: ScopeList.parseKept(try row.text(5)), issuedAt: Instant(microseconds: try row.int(6)),
        expires: Instant(microseconds: try row.int(7)), isRevoked: !row.isNull(8))
    }
  }

  /// Ends one token of a client; false when there is no such running token of that client.
  static func end(hash: Value, clientID: String, at now: Instant, in transaction: Transaction) throws -> Bool
  {
    try !transaction.rows(
      """
      UPDATE provider_token SET revoked_at = $1
      WHERE token_hash = $2 AND client_id = $3 AND revoked_at IS NULL RETURNING token_id
      """, .int(now.microseconds), hash, .text(clientID)
    ).isEmpty
  }

  /// Ends the tokens that came from one code.
  static func end(fromCode codeHash: Value, at now: Instant, in transaction: Transaction) throws {
    try transaction.run(
      "UPDATE provider_token SET revoked_at = $1 WHERE code_hash = $2 AND revoked_at IS NULL",
      .int(now.microseconds), codeHash)
  }

  /// The channels that hold a token of a citizen that is good now, each with when the oldest was issued.
  static func runningChannels(
    of mailbox: MailboxID, at now: Instant, in transaction: Transaction
  ) throws -> [(ChannelID, Instant)] {
    try transaction.rows(
      """
      SELECT client_id, MIN(issued_at) FROM provider_token
      WHERE mailbox = $1 AND revoked_at IS NULL AND expires_at > $2 GROUP BY client_id ORDER BY client_id
      """, .text(mailbox.text), .int(now.microseconds)
    ).map { (try ChannelID(parsing: $0.text(0)), Instant(microseconds: try $0.int(1))) }
  }

  /// Ends all tokens of a citizen, and codes that were not redeemed.
  static func endAll(of mailbox: MailboxID, at now: Instant, in transaction: Transaction) throws {
    try transaction.run(
      "UPDATE provider_token SET revoked_at = $1 WHERE mailbox = $2 AND revoked_at IS NULL",
      .int(now.microseconds), .text(mailbox.text))
    try transaction.run(
      "UPDATE provider_code SET used_at = $1 WHERE mailbox = $2 AND used_at IS NULL",
      .int(now.microseconds), .text(mailbox.text))
  }

  /// Ends what a channel holds for a citizen: its tokens, and codes that it has not redeemed.
  static func endAll(
    of mailbox: MailboxID, clientID: String, at now: Instant, in transaction: Transaction
  ) throws {
    try transaction.run(
      """
      UPDATE provider_token SET revoked_at = $1 WHERE mailbox = $2 AND client_id = $3 AND revoked_at IS NULL
      """, .int(now.microseconds), .text(mailbox.text), .text(clientID))
    try transaction.run(
      "UPDATE provider_code SET used_at = $1 WHERE mailbox = $2 AND client_id = $3 AND used_at IS NULL",
      .int(now.microseconds), .text(mailbox.text), .text(clientID))
  }
}

/// Scopes as a token request writes them, and as our tables keep them.
enum ScopeList {
  /// Full wire names, separated by single spaces (RFC 6749 §3.3).
  /// - Returns: nil when one is unknown or not among `allowed`; all of `allowed` when there is no text.
  static func parse(_ text: String?, allowed: Set<Scope>) -> Set<Scope>? {
    guard let text, !text.isEmpty else { return allowed }
    var scopes: Set<Scope> = []
    for name in text.split(separator: " ", omittingEmptySubsequences: false) {
      guard let scope = Scope(wire: name), allowed.contains(scope) else { return nil }
      scopes.insert(scope)
    }
    return scopes
  }

  static func kept(_ scopes: Set<Scope>) -> String { scopes.map(\.rawValue).sorted().joined(separator: " ") }
  static func parseKept(_ text: String) -> Set<Scope> {
    Set(text.split(separator: " ").compactMap { Scope(rawValue: String($0)) })
  }
}
