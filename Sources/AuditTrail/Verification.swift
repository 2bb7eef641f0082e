/// A verification as it goes along the trail: pure, and as small as a tree's right edge.
struct Verification: Sendable {
  private(set) var frontier = MerkleFrontier()
  private(set) var entriesVerified: Int64 = 0
  private(set) var entriesMissing: Int64 = 0
  private(set) var entriesAltered: Int64 = 0
  private(set) var checkpointsVerified: Int64 = 0
  private(set) var firstDifference: AuditDifference?
  private var lastGoodSize: Int64 = 0

  /// Without every entry there is no root to compare.
  var isWhole: Bool { entriesMissing == 0 }

  /// Takes the next piece, in order.
  mutating func take(_ piece: AuditPiece) {
    var rest = piece.rows[...]
    for place in piece.places {
      let here = rest.prefix { $0.place == place }
      rest = rest.dropFirst(here.count)
      take(here, at: place)
      for root in piece.roots[place + 1] ?? [] { check(root, size: place + 1) }
    }
  }

  /// Passes over places that have no entry.
  mutating func skip(_ gap: Range<Int64>) {
    entriesMissing += gap.upperBound - gap.lowerBound
    note(AuditDifference(kind: .entryMissing, place: gap.lowerBound))
  }

  /// The right edge that is stored must be the one that the entries give.
  mutating func finish(_ outline: AuditOutline) {
    if let place = outline.unknownPlace { note(AuditDifference(kind: .placeUnknown, place: place)) }
    if let size = outline.unknownCheckpoint {
      note(AuditDifference(kind: .checkpointUnknown, place: max(0, size - 1), checkpoint: size))
    }
    guard isWhole else { return }
    if outline.size > 0, !outline.hasLastCheckpoint {
      note(AuditDifference(kind: .checkpointMissing, place: lastGoodSize, checkpoint: outline.size))
    }
    if outline.frontier != frontier.bytes {
      note(AuditDifference(kind: .treeDiffers, place: lastGoodSize, computed: "\(frontier.root)"))
    }
  }

  /// Keeps the first difference only.
  mutating func note(_ difference: AuditDifference) {
    if firstDifference == nil { firstDifference = difference }
  }

  private mutating func take(_ rows: ArraySlice<PlacedRecord>, at place: Int64) {
    guard let row = rows.first else {
      entriesMissing += 1
      note(AuditDifference(kind: .entryMissing, place: place))
      return
    }
    if let second = rows.dropFirst().first {
      note(AuditDifference(kind: .placeRepeated, place: place, entry: second.record.id))
    }
    let leaf = MerkleTree.leaf(row.record.bytes)
    entriesVerified += 1
    if row.leaf != leaf.bytes {
      entriesAltered += 1
      let stored = row.leaf.flatMap { MerkleHash(parsing: $0)?.description }
      note(
        AuditDifference(
          kind: .entryAltered, place: place, entry: row.record.id, stored: stored, computed: "\(leaf)"))
    }
    frontier.append(leaf)
  }

  private mutating func check(_ root: [UInt8], size: Int64) {
    guard isWhole else { return }
    let computed = frontier.root
    if root == computed.bytes {
      checkpointsVerified += 1
      lastGoodSize = size
    } else {
      let stored = MerkleHash(parsing: root)?.description
      note(
        AuditDifference(
          kind: .checkpointDiffers, place: lastGoodSize, checkpoint: size, stored: stored,
          computed: "\(computed)"))
    }
  }
}
