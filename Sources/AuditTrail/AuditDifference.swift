/// Something in a stored trail that is not as it was written.
package struct AuditDifference: Hashable, Sendable, Encodable, CustomStringConvertible {
  package enum Kind: String, Hashable, Sendable, Encodable, CaseIterable {
    /// No entry has this place.
    case entryMissing
    /// Two entries have this place.
    case placeRepeated
    /// The entry's content does not give its leaf hash.
    case entryAltered
    /// The entries up to this size do not give the checkpoint's root: entries and their leaf hashes were both
    /// altered, swapped or replaced after the checkpoint before it.
    case checkpointDiffers
    /// The tree has entries that no checkpoint covers.
    case checkpointMissing
    /// The entries do not give the tree's right edge.
    case treeDiffers
    /// An entry has a place that was never given.
    case placeUnknown
    /// A checkpoint has a size that the tree never had.
    case checkpointUnknown
    /// A head that was kept elsewhere has more entries than the tree.
    case entriesCutOff
  }

  package let kind: Kind
  /// The first place concerned.
  package let place: Int64
  /// The entry at that place, where it is known.
  package var entry: String?
  /// The checkpoint's size, for differences of checkpoints.
  package var checkpoint: Int64?
  /// What is stored, in hexadecimal.
  package var stored: String?
  /// What the content gives, in hexadecimal.
  package var computed: String?

  package var description: String {
    let names = [
      "entry": entry, "checkpoint": checkpoint.map(String.init), "stored": stored, "computed": computed,
    ]
    let known = names.sorted { $0.key < $1.key }.compactMap { name, value in value.map { "\(name) \($0)" } }
    return (["place \(place): \(kind.rawValue)"] + known).joined(separator: ", ")
  }
}
