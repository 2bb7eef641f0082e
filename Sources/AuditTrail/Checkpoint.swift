package import Vocabulary

/// A stored tree head, with the instant at which its last entry got its place.
package struct Checkpoint: Hashable, Sendable {
  package let head: TreeHead
  package let at: Instant

  package init(head: TreeHead, at: Instant) {
    self.head = head
    self.at = at
  }
}
