import Contracts
import Storage
import Vocabulary

/// Sign-ins that are under way, and sessions; both known by the hash of a secret that the browser holds.
enum SignInRows {
  static let signInSecondsMax: Int64 = 600
  static let sessionIdleSeconds: Int64 = 900
  static let sessionSecondsMax: Int64 = 28_800
  /// A session's last use is written down at most this often.
  static let seenSecondsMin: Int64 = 30

  struct Started: Sendable {
    let bindingHash: Value
    let nonce: String
    let verifier: String
    let returnTo: LocalPath
    let expires: Instant
  }

  static func insert(_ start: Started, stateHash: Value, in transaction: Transaction) throws {
    try transaction.run(
      """
      INSERT INTO provider_sign_in (state_hash, binding_hash, nonce, verifier, return_to, expires_at)
      VALUES ($1, $2, $3, $4, $5, $6)
      """,
      stateHash, start.bindingHash, .text(start.nonce), .text(start.verifier), .text(start.returnTo.text),
      .int(start.expires.microseconds))
  }

  /// Takes it away: a sign-in is ended once.
  static func take(stateHash: Value, in transaction: Transaction) throws -> Started? {
    try transaction.rows(
      """
      DELETE FROM provider_sign_in WHERE state_hash = $1
      RETURNING binding_hash, nonce, verifier, return_to, expires_at
      """, stateHash
    ).first.map { row in
      Started(
        bindingHash: .bytes(try row.bytes(0)), nonce: try row.text(1), verifier: try row.text(2),
        returnTo: try LocalPath(parsing: row.text(3)), expires: Instant(microseconds: try row.int(4)))
    }
  }

  struct Session: Sendable {
    let mailbox: MailboxID
    let assurance: AssuranceLevel
    let nameCipher: [UInt8]
    let seen: Instant
    let ends: Instant

    func isRunning(now: Instant) -> Bool {
      now < ends && now < seen.adding(seconds: SignInRows.sessionIdleSeconds)
    }
  }

  static func insert(_ session: Session, hash: Value, in transaction: Transaction) throws {
    try transaction.run(
      """
      INSERT INTO provider_session (session_hash, mailbox, assurance, name_cipher, seen_at, ends_at)
      VALUES ($1, $2, $3, $4, $5, $6)
      """,
      hash, .text(session.mailbox.text), .int(Int64(session.assurance.rawValue)), .bytes(session.nameCipher),
      .int(session.seen.microseconds), .int(session.ends.microseconds))
  }

  static func session(hash: Value, in transaction: Transaction) throws -> Session? {
    try transaction.rows(
      """
      SELECT mailbox, assurance, name_cipher, seen_at, ends_at FROM provider_session
      WHERE session_hash = $1
      """,
      hash
    ).first.map { row in
      Session(
        mailbox: try MailboxID(parsing: row.text(0)),
        assurance: AssuranceLevel(rawValue: Int(try row.int(1))) ?? .low, nameCipher: try row.bytes(2),
        seen: Instant(microseconds: try row.int(3)), ends: Instant(microseconds: try row.int(4)))
    }
  }

  static func seen(hash: Value, at now: Instant, in transaction: Transaction) throws {
    try transaction.run(
      "UPDATE provider_session SET seen_at = $1 WHERE session_hash = $2", .int(now.microseconds), hash)
  }

  /// - Returns: whose it was, or nil when there was none.
  static func endSession(hash: Value, in transaction: Transaction) throws -> MailboxID? {
    try transaction.rows("DELETE FROM provider_session WHERE session_hash = $1 RETURNING mailbox", hash).first
      .map { try MailboxID(parsing: $0.text(0)) }
  }
}
