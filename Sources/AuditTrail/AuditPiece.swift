import Storage

/// A stretch of a stored trail, with the roots that it must give.
struct AuditPiece: Sendable {
  let places: Range<Int64>
  /// By place; none, one or, where somebody tampered, several a place.
  let rows: [PlacedRecord]
  /// By tree size, from just past the first place to the end.
  private(set) var roots: [Int64: [[UInt8]]] = [:]
  /// The first place past ``places`` that has an entry.
  private let following: Int64?

  init(_ places: Range<Int64>, of party: String, in transaction: Transaction) throws {
    self.places = places
    rows = try AuditReader.records(places, party: party, in: transaction)
    let checkpoints = try transaction.rows(
      "SELECT size, root FROM audit_checkpoint WHERE party = $1 AND size > $2 AND size <= $3", .text(party),
      .int(places.lowerBound), .int(places.upperBound))
    following = try transaction.rows(
      "SELECT place FROM audit_entry WHERE party = $1 AND place >= $2 ORDER BY place LIMIT 1", .text(party),
      .int(places.upperBound)
    ).first?.int(0)
    for row in checkpoints { roots[try row.int(0), default: []].append(try row.bytes(1)) }
  }

  /// Where the trail goes on after ``places``: at an entry, or at its end.
  func nextPlace(before size: Int64) -> Int64 { min(following ?? size, size) }

  /// Adds a head that was kept elsewhere, if it ends here.
  mutating func add(_ head: TreeHead) {
    guard places.contains(head.size - 1) else { return }
    roots[head.size, default: []].append(head.root.bytes)
  }
}
