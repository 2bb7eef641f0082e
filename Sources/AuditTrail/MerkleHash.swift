import Crypto

/// A SHA-256 of a leaf or node of a Merkle tree (RFC 6962 §2.1): 32 bytes.
package struct MerkleHash: Hashable, Sendable, CustomStringConvertible {
  package static let length = 32
  package let bytes: [UInt8]

  /// Nil unless it is 32 bytes.
  package init?(parsing bytes: some Sequence<UInt8>) {
    let bytes = Array(bytes)
    guard bytes.count == MerkleHash.length else { return nil }
    self.bytes = bytes
  }

  init(_ digest: SHA256.Digest) { bytes = Array(digest) }

  /// 64 digits, lower case.
  package var description: String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}
