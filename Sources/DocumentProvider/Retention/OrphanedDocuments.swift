import AuditTrail
import Contracts
import Storage
import Vocabulary

/// Finds and destroys bytes that no row names: those of publications that a crash cut between bytes and row.
struct OrphanedDocuments: Sendable {
  let database: any Database
  let documents: any DocumentStore
  let underWay: DocumentsUnderWay
  let ledger: Ledger
  let cursor: SweepCursor

  /// Looks at a bounded number of documents, and goes on from there at the next run; after the last it starts
  /// again.
  /// - Returns: how many it destroyed.
  func remove(begunBefore instant: Instant, at now: Instant) async throws -> Int {
    var removed = 0
    for _ in 0..<Sweeper.orphanPagesMax {
      let page = try await documents.documents(
        begunBefore: instant, after: cursor.place, limit: Sweeper.orphanPageMax)
      removed += try await remove(page.map { (id: $0.id, place: $0.place) }, at: now)
      cursor.place = page.count == Sweeper.orphanPageMax ? page.last?.place : nil
      if cursor.place == nil { break }
    }
    return removed
  }

  private func remove(_ page: [(id: DocumentID, place: DocumentPlace)], at now: Instant) async throws -> Int {
    let arriving = underWay.now
    let nobodys = try await database.read { transaction in
      try page.filter { document in
        try !arriving.contains(document.id)
          && transaction.rows(
            """
            SELECT 1 FROM document_provider_attachment WHERE document = $1
            UNION ALL SELECT 1 FROM document_provider_batch WHERE document = $1
            """,
            .text(document.id.text)
          ).isEmpty
      }
    }
    guard !nobodys.isEmpty else { return 0 }
    try await documents.remove(nobodys.map(\.place))
    let act = Act(
      action: .sweep, details: ["documents": nobodys.map(\.id.text).joined(separator: " ")])
    let entry = PendingEntry(Asker(internalAct: "sweep"), at: now, ledger).entry(act)
    let trail = ledger.trail
    try await database.write { try trail.record(entry, in: $0) }
    return nobodys.count
  }
}
