import Contracts
import Storage
import Vocabulary

/// Sign-ins that are under way; each is known by the hash of a secret that its browser holds.
enum SignInRows {
  static let secondsMax: Int64 = 600

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
}
