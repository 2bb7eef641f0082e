import AuditTrail
import Contracts
import Storage
import Vocabulary

/// Removes batches that are over: their results, the places of their files, their bytes.
struct BatchSweep: Sendable {
  /// Rows removed in one transaction.
  static let atOnce = 1000
  /// A batch that has not said for so long that it is arriving never will.
  static let arrivingSeconds: Int64 = 86_400

  let database: any Database
  let documents: any DocumentStore
  let ledger: Ledger

  /// The row goes before the bytes: where they can't be removed, they are found as nobody's.
  /// - Returns: how many batches are gone.
  func remove(before now: Instant) async throws -> Int {
    var removed = 0
    while let (id, place) = try await next(before: now) {
      while try await database.write({ try BatchFiles.forget(of: id, limit: Self.atOnce, in: $0) }) {}
      while try await database.write({ try BatchResultRows.forget(of: id, limit: Self.atOnce, in: $0) }) {}
      let entry = PendingEntry(Asker(internalAct: "sweep"), at: now, ledger).entry(
        Act(action: .sweep, details: ["batch": id.text]))
      let trail = ledger.trail
      try await database.write { transaction in
        try transaction.run("DELETE FROM document_provider_batch WHERE id = $1", .text(id.text))
        try trail.record(entry, in: transaction)
      }
      if let place { try await documents.remove([place]) }
      removed += 1
    }
    return removed
  }

  private func next(before now: Instant) async throws(StorageFailure) -> (BatchID, DocumentPlace?)? {
    let stale = now.adding(seconds: -Self.arrivingSeconds)
    return try await database.read { transaction in
      try transaction.rows(
        """
        SELECT id, place_segment, place_offset FROM document_provider_batch
        WHERE kept_until <= $1 OR (state = 0 AND worked_at <= $2) LIMIT 1
        """,
        .int(now.microseconds), .int(stale.microseconds)
      ).first.map { row in
        (
          try BatchID(parsing: row.text(0)),
          try row.intOrNil(1).map { DocumentPlace(segment: $0, offset: try row.int(2)) }
        )
      }
    }
  }

  /// A batch that did not arrive: the sweep removes it at its next run.
  static func giveUp(_ batch: BatchID, in transaction: Transaction) throws {
    try transaction.run(
      "UPDATE document_provider_batch SET kept_until = 0 WHERE id = $1 AND state = 0", .text(batch.text))
  }
}
