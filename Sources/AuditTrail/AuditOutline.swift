import Storage

/// What a stored trail says of itself, in one snapshot, trusted in nothing.
struct AuditOutline: Sendable {
  let size: Int64
  let frontier: [UInt8]
  let unplaced: Int64
  /// A place that no entry of a tree of this size can have.
  let unknownPlace: Int64?
  /// A checkpoint's size that no tree of this size had.
  let unknownCheckpoint: Int64?
  let hasLastCheckpoint: Bool

  init(_ party: String, in transaction: Transaction) throws {
    let tree = try transaction.rows("SELECT size, frontier FROM audit_tree WHERE party = $1", .text(party))
      .first
    let size = try tree?.int(0) ?? 0
    self.size = size
    frontier = try tree?.bytes(1) ?? []
    unplaced =
      try transaction.rows(
        "SELECT COUNT(*) FROM audit_entry WHERE party = $1 AND place IS NULL", .text(party)
      ).first?.int(0) ?? 0
    unknownPlace = try transaction.rows(
      """
      SELECT place FROM audit_entry WHERE party = $1 AND (place < 0 OR place >= $2) ORDER BY place LIMIT 1
      """,
      .text(party), .int(size)
    ).first?.int(0)
    unknownCheckpoint = try transaction.rows(
      "SELECT size FROM audit_checkpoint WHERE party = $1 AND (size < 1 OR size > $2) ORDER BY size LIMIT 1",
      .text(party), .int(size)
    ).first?.int(0)
    hasLastCheckpoint = try !transaction.rows(
      "SELECT size FROM audit_checkpoint WHERE party = $1 AND size = $2", .text(party), .int(size)
    ).isEmpty
  }
}
