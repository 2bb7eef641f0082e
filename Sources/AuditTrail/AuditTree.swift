import Storage
import Vocabulary

/// The row that holds a party's right edge, and who may move it.
struct AuditTree: Sendable {
  let frontier: MerkleFrontier
  let owner: String
  let leasedUntil: Instant

  /// The row's bytes are not a frontier of its size: somebody else wrote it.
  struct Damaged: Error {
    let party: String
  }

  /// - Returns: nil when the party has no tree yet.
  static func load(_ party: String, in transaction: Transaction) throws -> AuditTree? {
    let rows = try transaction.rows(
      "SELECT size, frontier, owner, leased_until FROM audit_tree WHERE party = $1", .text(party))
    guard let row = rows.first else { return nil }
    guard let frontier = MerkleFrontier(size: try row.int(0), bytes: try row.bytes(1)) else {
      throw Damaged(party: party)
    }
    return AuditTree(
      frontier: frontier, owner: try row.text(2), leasedUntil: Instant(microseconds: try row.int(3)))
  }

  func save(_ party: String, in transaction: Transaction) throws {
    try transaction.run(
      """
      INSERT INTO audit_tree (party, size, frontier, owner, leased_until) VALUES ($1, $2, $3, $4, $5)
      ON CONFLICT (party) DO UPDATE SET size = excluded.size, frontier = excluded.frontier,
        owner = excluded.owner, leased_until = excluded.leased_until
      """,
      .text(party), .int(frontier.size), .bytes(frontier.bytes), .text(owner), .int(leasedUntil.microseconds))
  }
}
