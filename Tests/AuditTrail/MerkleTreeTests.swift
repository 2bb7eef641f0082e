import Testing

@testable import AuditTrail

/// Against the vectors of Certificate Transparency's reference implementation, and against the definition.
@Suite struct MerkleTreeTests {
  /// Inputs and roots of the trees of 1 to 8 leaves.
  private static let inputs: [[UInt8]] = [
    [], [0x00], [0x10], [0x20, 0x21], [0x30, 0x31], [0x40, 0x41, 0x42, 0x43],
    [0x50, 0x51, 0x52, 0x53, 0x54, 0x55, 0x56, 0x57],
    Array(0x60...0x6F),
  ]
  private static let roots = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
  ]

  private static let leaves = inputs.map(MerkleTree.leaf)

  /// Leaves of no meaning.
  private static func leaves(_ count: Int) -> [MerkleHash] {
    (0..<count).map { MerkleTree.leaf([UInt8($0 >> 8), UInt8($0 & 255)]) }
  }

  /// MTH(D[n]) of RFC 6962 §2.1, word for word.
  private static func definedRoot(_ leaves: ArraySlice<MerkleHash>) -> MerkleHash {
    guard let first = leaves.first else { return MerkleTree.emptyRoot }
    guard leaves.count > 1 else { return first }
    var k = 1
    while k * 2 < leaves.count { k *= 2 }
    return MerkleTree.node(definedRoot(leaves.prefix(k)), definedRoot(leaves.dropFirst(k)))
  }

  @Test("roots of 0 to 8 leaves are the known ones")
  func knownRoots() {
    let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    #expect("\(MerkleTree.emptyRoot)" == empty)
    for count in 1...8 {
      #expect("\(MerkleTree.root(of: Self.leaves.prefix(count)))" == Self.roots[count - 1])
    }
  }

  @Test("the inclusion proof of the first of eight leaves is the known one")
  func knownInclusion() {
    let proof = MerkleTree.inclusionProof(of: 0, in: Self.leaves)
    #expect(
      proof?.map(\.description) == [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
      ])
  }

  @Test("the consistency proof from six to eight leaves is the known one")
  func knownConsistency() {
    let proof = MerkleTree.consistencyProof(from: 6, in: Self.leaves)
    #expect(
      proof?.map(\.description) == [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
      ])
  }

  @Test("the right edge gives the defined root at every size, and survives its bytes")
  func frontier() throws {
    let leaves = Self.leaves(130)
    var frontier = MerkleFrontier()
    for size in 0...leaves.count {
      #expect(frontier.size == Int64(size))
      #expect(frontier.root == Self.definedRoot(leaves.prefix(size)))
      frontier = try #require(MerkleFrontier(size: frontier.size, bytes: frontier.bytes))
      if size < leaves.count { frontier.append(leaves[size]) }
    }
    #expect(MerkleFrontier(size: 3, bytes: [UInt8](repeating: 0, count: 32)) == nil)
    #expect(MerkleFrontier(size: -1, bytes: []) == nil)
  }

  @Test("every leaf of every tree up to 33 is shown to be included, and nowhere else")
  func inclusion() throws {
    for size in 1...33 {
      let leaves = Self.leaves(size)
      let head = TreeHead(size: Int64(size), root: MerkleTree.root(of: leaves))
      for place in 0..<size {
        let proof = try #require(MerkleTree.inclusionProof(of: place, in: leaves))
        #expect(MerkleTree.isIncluded(leaves[place], at: Int64(place), proof: proof, in: head))
        let other = (place + 1) % (size + 1)
        #expect(!MerkleTree.isIncluded(leaves[place], at: Int64(other), proof: proof, in: head))
        #expect(!MerkleTree.isIncluded(head.root, at: Int64(place), proof: proof, in: head) || size == 1)
        #expect(!MerkleTree.isIncluded(leaves[place], at: Int64(place), proof: proof + [head.root], in: head))
      }
    }
    #expect(MerkleTree.inclusionProof(of: 3, in: Self.leaves(3)) == nil)
  }

  @Test("every tree up to 33 is shown to begin with every smaller one, and with no other")
  func consistency() throws {
    let leaves = Self.leaves(33)
    for size in 1...33 {
      let new = TreeHead(size: Int64(size), root: MerkleTree.root(of: leaves.prefix(size)))
      for oldSize in 1...size {
        let old = TreeHead(size: Int64(oldSize), root: MerkleTree.root(of: leaves.prefix(oldSize)))
        let proof = try #require(MerkleTree.consistencyProof(from: oldSize, in: Array(leaves.prefix(size))))
        #expect(MerkleTree.isConsistent(old, new, proof: proof))
        let forged = TreeHead(size: Int64(oldSize), root: MerkleTree.emptyRoot)
        #expect(!MerkleTree.isConsistent(forged, new, proof: proof))
        #expect(!MerkleTree.isConsistent(old, new, proof: proof + [old.root]))
        if !proof.isEmpty { #expect(!MerkleTree.isConsistent(old, new, proof: proof.dropLast())) }
      }
    }
    #expect(MerkleTree.consistencyProof(from: 0, in: leaves) == nil)
    #expect(MerkleTree.consistencyProof(from: 34, in: leaves) == nil)
  }
}
