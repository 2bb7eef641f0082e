/// A party's own audit trail.
///
/// An entry is written in the transaction of what it records; the sequencer gives committed entries their place and RFC 6962
/// leaf hash afterwards, so that the trail is a Merkle log (house.md §1.5).
package struct AuditTrail: Sendable {
  /// `document-provider`, `provider` or `my-ebox`.
  package let party: String

  package init(party: String) { self.party = party }
}
