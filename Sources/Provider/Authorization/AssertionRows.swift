import Storage
import Vocabulary

/// The ids of assertions that were used, until those would have expired anyway.
enum AssertionRows {
  /// False when it was used before.
  static func use(_ proven: AssertionCheck.Proven, in transaction: Transaction) throws -> Bool {
    try use(proven.tokenID, of: proven.client.id, until: proven.expires, in: transaction)
  }

  /// - Parameter maker: who made the token; ids of different makers have nothing to do with each other.
  static func use(
    _ tokenID: String, of maker: String, until expires: Instant, in transaction: Transaction
  ) throws -> Bool {
    try !transaction.rows(
      """
      INSERT INTO provider_assertion (client_id, jti, expires_at) VALUES ($1, $2, $3)
      ON CONFLICT (client_id, jti) DO NOTHING RETURNING client_id
      """, .text(maker), .text(tokenID), .int(expires.microseconds)
    ).isEmpty
  }
}
