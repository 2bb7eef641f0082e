/// A tree's right edge: the roots of its complete subtrees, largest first, one for each set bit of `size`.
/// Enough to append and to know the root, in at most 63 hashes however large the tree.
package struct MerkleFrontier: Hashable, Sendable {
  package private(set) var size: Int64 = 0
  private var subtrees: [MerkleHash] = []

  package init() {}

  /// From a row.
  /// - Returns: nil when `bytes` is not a frontier of that size.
  init?(size: Int64, bytes: [UInt8]) {
    guard size >= 0, bytes.count == size.nonzeroBitCount * MerkleHash.length else { return nil }
    self.size = size
    subtrees = stride(from: 0, to: bytes.count, by: MerkleHash.length).compactMap {
      MerkleHash(parsing: bytes[$0..<($0 + MerkleHash.length)])
    }
  }

  /// The hashes, one after the other.
  var bytes: [UInt8] { subtrees.flatMap(\.bytes) }

  package mutating func append(_ leaf: MerkleHash) {
    var hash = leaf
    var remaining = size
    while remaining & 1 == 1, let left = subtrees.popLast() {
      hash = MerkleTree.node(left, hash)
      remaining >>= 1
    }
    subtrees.append(hash)
    size += 1
  }

  package var root: MerkleHash {
    guard let last = subtrees.last else { return MerkleTree.emptyRoot }
    return subtrees.dropLast().reversed().reduce(last) { MerkleTree.node($1, $0) }
  }

  package var head: TreeHead { TreeHead(size: size, root: root) }
}
