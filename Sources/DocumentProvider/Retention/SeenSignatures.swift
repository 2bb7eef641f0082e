import Storage
import Vocabulary

/// Which signed requests came already: one is taken once (WS-Security 1.0 §13, replay).
struct SeenSignatures: Sendable {
  let database: any Database

  /// - Returns: false when it came before. Durable before it returns.
  func isFirst(_ fingerprint: [UInt8], keptUntil: Instant) async throws(StorageFailure) -> Bool {
    try await database.write { transaction in
      try !transaction.rows(
        """
        INSERT INTO document_provider_signature (fingerprint, kept_until) VALUES ($1, $2)
        ON CONFLICT (fingerprint) DO NOTHING RETURNING kept_until
        """,
        .bytes(fingerprint), .int(keptUntil.microseconds)
      ).isEmpty
    }
  }

  func forget(before now: Instant) async throws(StorageFailure) {
    try await database.write { transaction in
      try transaction.run(
        "DELETE FROM document_provider_signature WHERE kept_until <= $1", .int(now.microseconds))
    }
  }
}
