import Storage
import Vocabulary

/// Which signed requests came already: one is taken once (WS-Security 1.0 §13, replay).
struct SeenSignatures: Sendable {
  /// Kept so much longer than needed: copies of the program whose clocks differ forget for each other.
  static let marginSeconds: Int64 = 300

  let database: any Database

  /// Forgets by the same clock as it remembers: the party's own may be another.
  /// - Returns: false when it came before. Durable before it returns.
  func isFirst(
    _ fingerprint: [UInt8], keptUntil: Instant, now: Instant
  ) async throws(StorageFailure) -> Bool {
    try await database.write { transaction in
      let inserted = try transaction.rows(
        """
        INSERT INTO document_provider_signature (fingerprint, kept_until) VALUES ($1, $2)
        ON CONFLICT (fingerprint) DO NOTHING RETURNING kept_until
        """,
        .bytes(fingerprint), .int(keptUntil.adding(seconds: Self.marginSeconds).microseconds))
      guard !inserted.isEmpty else { return false }
      try transaction.run(
        "DELETE FROM document_provider_signature WHERE kept_until <= $1", .int(now.microseconds))
      return true
    }
  }
}
