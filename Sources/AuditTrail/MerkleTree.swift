import Crypto

/// Merkle tree hashes and proofs as pure functions. Source: RFC 6962 §2.1; the checks of proofs: RFC 9162
/// §2.1.3.2 and §2.1.4.2, which define the same trees.
package enum MerkleTree {
  /// The root of no leaves: SHA-256 of nothing.
  package static let emptyRoot = MerkleHash(SHA256.hash(data: [UInt8]()))

  /// SHA-256 of 0x00 and the bytes.
  package static func leaf(_ bytes: [UInt8]) -> MerkleHash {
    var hash = SHA256()
    hash.update(data: [0x00])
    hash.update(data: bytes)
    return MerkleHash(hash.finalize())
  }

  /// SHA-256 of 0x01, left, right.
  package static func node(_ left: MerkleHash, _ right: MerkleHash) -> MerkleHash {
    MerkleHash(SHA256.hash(data: [0x01] + left.bytes + right.bytes))
  }

  /// MTH(D[n]).
  package static func root(of leaves: some Sequence<MerkleHash>) -> MerkleHash {
    var frontier = MerkleFrontier()
    for leaf in leaves { frontier.append(leaf) }
    return frontier.root
  }

  /// PATH(m, D[n]): the hashes that lead from the leaf at `place` to the root, from the leaf up.
  /// - Returns: nil when there is no such place.
  package static func inclusionProof(of place: Int, in leaves: [MerkleHash]) -> [MerkleHash]? {
    leaves.indices.contains(place) ? path(to: place, in: leaves[...]) : nil
  }

  /// PROOF(m, D[n]): the hashes that show that the first `size` leaves are the beginning of `leaves`.
  /// - Returns: nil unless 0 < size ≤ number of leaves.
  package static func consistencyProof(from size: Int, in leaves: [MerkleHash]) -> [MerkleHash]? {
    guard size > 0, size <= leaves.count else { return nil }
    return subproof(size, leaves[...], isKnown: true)
  }

  /// Whether `proof` shows that the leaf at `place` is in the tree of `head`.
  package static func isIncluded(
    _ leaf: MerkleHash, at place: Int64, proof: [MerkleHash], in head: TreeHead
  ) -> Bool {
    guard place >= 0, place < head.size else { return false }
    var (node, last) = (place, head.size - 1)
    var hash = leaf
    for sibling in proof {
      guard last > 0 else { return false }
      if node & 1 == 1 || node == last {
        hash = MerkleTree.node(sibling, hash)
        while node & 1 == 0 && node != 0 { (node, last) = (node >> 1, last >> 1) }
      } else {
        hash = MerkleTree.node(hash, sibling)
      }
      (node, last) = (node >> 1, last >> 1)
    }
    return last == 0 && hash == head.root
  }

  /// Whether `proof` shows that the tree of `new` begins with the tree of `old`.
  package static func isConsistent(_ old: TreeHead, _ new: TreeHead, proof: [MerkleHash]) -> Bool {
    guard old.size > 0, old.size <= new.size else { return false }
    if old.size == new.size { return proof.isEmpty && old.root == new.root }
    let isPowerOfTwo = old.size & (old.size - 1) == 0
    let hashes = isPowerOfTwo ? [old.root] + proof : proof
    guard let first = hashes.first else { return false }
    var (node, last) = (old.size - 1, new.size - 1)
    while node & 1 == 1 { (node, last) = (node >> 1, last >> 1) }
    var (oldRoot, newRoot) = (first, first)
    for hash in hashes.dropFirst() {
      guard last > 0 else { return false }
      if node & 1 == 1 || node == last {
        oldRoot = MerkleTree.node(hash, oldRoot)
        newRoot = MerkleTree.node(hash, newRoot)
        while node & 1 == 0 && node != 0 { (node, last) = (node >> 1, last >> 1) }
      } else {
        newRoot = MerkleTree.node(newRoot, hash)
      }
      (node, last) = (node >> 1, last >> 1)
    }
    return last == 0 && oldRoot == old.root && newRoot == new.root
  }

  private static func path(to place: Int, in leaves: ArraySlice<MerkleHash>) -> [MerkleHash] {
    guard leaves.count > 1 else { return [] }
    let (left, right) = halves(leaves)
    return place < left.count
      ? path(to: place, in: left) + [root(of: right)]
      : path(to: place - left.count, in: right) + [root(of: left)]
  }

  /// - Parameter isKnown: whether the verifier has the root of these leaves already, as the old root.
  private static func subproof(_ size: Int, _ leaves: ArraySlice<MerkleHash>, isKnown: Bool) -> [MerkleHash] {
    if size == leaves.count { return isKnown ? [] : [root(of: leaves)] }
    let (left, right) = halves(leaves)
    return size <= left.count
      ? subproof(size, left, isKnown: isKnown) + [root(of: right)]
      : subproof(size - left.count, right, isKnown: false) + [root(of: left)]
  }

  /// Split at the largest power of two below the count.
  private static func halves(
    _ leaves: ArraySlice<MerkleHash>
  ) -> (left: ArraySlice<MerkleHash>, right: ArraySlice<MerkleHash>) {
    var split = 1
    while split * 2 < leaves.count { split *= 2 }
    return (leaves.prefix(split), leaves.dropFirst(split))
  }
}
