import Storage
import Vocabulary

/// The ids of assertions that were used, until those would have expired anyway.
enum AssertionRows {
  /// False when it was used before.
  static func use(_ proven: AssertionCheck.Proven, in transaction: Transaction) throws -> Bool {
    try !transaction.rows(
      """
      INSERT INTO provider_assertion (client_id, jti, expires_at) VALUES ($1, $2, $3)
      ON CONFLICT (client_id, jti) DO NOTHING RETURNING client_id
      """, .text(proven.client.id), .text(proven.tokenID), .int(proven.expires.microseconds)
    ).isEmpty
  }
}
