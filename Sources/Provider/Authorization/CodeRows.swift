import Contracts
import Storage
import Vocabulary

/// Authorization codes: one use each, within a minute.
enum CodeRows {
  static let lifetimeSeconds: Int64 = 60

  struct Kept: Sendable {
    let clientID: String
    let redirectURI: String
    /// S256 of the verifier.
    let challenge: String
    let scopes: Set<Scope>
    let mailbox: MailboxID
    let assurance: AssuranceLevel
    let expires: Instant
    let isUsed: Bool
  }

  static func insert(_ code: Kept, hash: Value, in transaction: Transaction) throws {
    try transaction.run(
      """
      INSERT INTO provider_code
        (code_hash, client_id, redirect_uri, challenge, scopes, mailbox, assurance, expires_at)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
      """,
      hash, .text(code.clientID), .text(code.redirectURI), .text(code.challenge),
      .text(ScopeList.kept(code.scopes)), .text(code.mailbox.text), .int(Int64(code.assurance.rawValue)),
      .int(code.expires.microseconds))
  }

  static func find(hash: Value, in transaction: Transaction) throws -> Kept? {
    try transaction.rows(
      """
      SELECT client_id, redirect_uri, challenge, scopes, mailbox, assurance, expires_at, used_at
      FROM provider_code WHERE code_hash = $1
      """, hash
    ).first.map { row in
      Kept(
        clientID: try row.text(0), redirectURI: try row.text(1), challenge: try row.text(2),
        scopes: ScopeList.parseKept(try row.text(3)), mailbox: try MailboxID(parsing: row.text(4)),
        assurance: AssuranceLevel(rawValue: Int(try row.int(5))) ?? .low,
        expires: Instant(microseconds: try row.int(6)), isUsed: !row.isNull(7))
    }
  }

  static func use(hash: Value, at now: Instant, in transaction: Transaction) throws {
    try transaction.run(
      "UPDATE provider_code SET used_at = $1 WHERE code_hash = $2", .int(now.microseconds), hash)
  }
}
