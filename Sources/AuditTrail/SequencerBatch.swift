import Storage
import Vocabulary

/// What waited in one snapshot, and the tree that it is appended to.
struct SequencerBatch: Sendable {
  let tree: AuditTree?
  let entries: [PlacedRecord]
  let events: OutboxNumbering.Pending?

  var isEmpty: Bool { entries.isEmpty && events?.positions.isEmpty != false }

  /// Leaf hashes and the right edge after them; computed outside the writing transaction.
  func placed() -> (leaves: [AuditTrail.PlacedLeaf], frontier: MerkleFrontier) {
    var frontier = tree?.frontier ?? MerkleFrontier()
    let leaves = entries.map { entry in
      let hash = MerkleTree.leaf(entry.record.bytes)
      let leaf = AuditTrail.PlacedLeaf(position: entry.position, place: frontier.size, hash: hash)
      frontier.append(hash)
      return leaf
    }
    return (leaves, frontier)
  }
}

extension AuditTrail {
  struct PlacedLeaf: Sendable {
    let position: Int64
    let place: Int64
    let hash: MerkleHash
  }

  /// Entries without a place, in the order of insertion.
  func unplaced(max: Int, in transaction: Transaction) throws -> [PlacedRecord] {
    try transaction.rows(
      """
      SELECT position, place, leaf, party, id, at, action, outcome, code, request_id, client_id, organization,
        mailbox, message, details
      FROM audit_entry WHERE party = $1 AND place IS NULL ORDER BY position LIMIT $2
      """,
      .text(party), .int(Int64(max))
    ).map { try PlacedRecord($0) }
  }

  /// Writes places, leaf hashes and, if there are any, the checkpoint after them.
  func place(
    _ leaves: [PlacedLeaf], at now: Instant, endingIn frontier: MerkleFrontier, in transaction: Transaction
  ) throws {
    guard !leaves.isEmpty else { return }
    for leaf in leaves {
      try transaction.run(
        "UPDATE audit_entry SET place = $1, leaf = $2 WHERE position = $3", .int(leaf.place),
        .bytes(leaf.hash.bytes),
        .int(leaf.position))
    }
    try transaction.run(
      "INSERT INTO audit_checkpoint (party, size, root, at) VALUES ($1, $2, $3, $4)", .text(party),
      .int(frontier.size), .bytes(frontier.root.bytes), .int(now.microseconds))
  }
}
