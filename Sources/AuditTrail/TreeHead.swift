/// The root of a log's first `size` entries: what another party countersigns.
package struct TreeHead: Hashable, Sendable {
  package let size: Int64
  package let root: MerkleHash

  package init(size: Int64, root: MerkleHash) {
    self.size = size
    self.root = root
  }
}
