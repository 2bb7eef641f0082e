/// What a verification found.
package struct AuditReport: Hashable, Sendable, Encodable {
  package let party: String
  /// Places that the tree had when the verification began.
  package let size: Int64
  /// The root that the entries give, in hexadecimal; nil when an entry is missing.
  package let root: String?
  /// Entries that were read and hashed.
  package let entriesVerified: Int64
  package let entriesMissing: Int64
  package let entriesAltered: Int64
  /// Entries that waited for the sequencer: nothing can be said of them yet.
  package let entriesUnplaced: Int64
  package let checkpointsVerified: Int64
  /// In the order of places; nil when everything is as it was written.
  package let firstDifference: AuditDifference?

  package var isSound: Bool { firstDifference == nil }
}

extension Verification {
  func report(on party: String, _ outline: AuditOutline) -> AuditReport {
    AuditReport(
      party: party, size: outline.size, root: isWhole ? "\(frontier.root)" : nil,
      entriesVerified: entriesVerified,
      entriesMissing: entriesMissing, entriesAltered: entriesAltered, entriesUnplaced: outline.unplaced,
      checkpointsVerified: checkpointsVerified, firstDifference: firstDifference)
  }
}
