import Crypto
import Vocabulary

/// Seals 32-byte keys under one or more other keys, all of which are needed to open them.
///
/// The sealing key is HKDF-SHA-256 over the outer keys in order; a context stands in the associated data, so
/// that a wrapped key opens only where it was made for. Format: version (1), check of the sealing key (4),
/// random nonce (12), AES-256-GCM ciphertext (32), tag (16).
struct KeyWrapping: Sendable {
  static let bytesCount = 65
  private static let version: UInt8 = 1
  private static let checkBytes = 4

  /// What is wrapped, for errors.
  private let what: String
  private let sealing: SymmetricKey
  private let check: [UInt8]

  init(_ what: String, under outer: [SymmetricKey]) {
    var material: [UInt8] = []
    for key in outer { key.withUnsafeBytes { material.append(contentsOf: $0) } }
    let derived = HKDF<SHA256>.deriveKey(
      inputKeyMaterial: SymmetricKey(data: material), salt: Array("ebox key wrapping 1".utf8),
      info: Array(what.utf8), outputByteCount: ContentKey.bytesCount + KeyWrapping.checkBytes)
    let bytes = derived.withUnsafeBytes { Array($0) }
    self.what = what
    sealing = SymmetricKey(data: bytes.prefix(ContentKey.bytesCount))
    check = Array(bytes.suffix(KeyWrapping.checkBytes))
  }

  func wrap(_ key: [UInt8], context: [UInt8], random: any RandomSource) throws -> [UInt8] {
    let nonce = try AES.GCM.Nonce(data: random.bytes(12))
    let box = try AES.GCM.seal(key, using: sealing, nonce: nonce, authenticating: context)
    return [KeyWrapping.version] + check + nonce + box.ciphertext + box.tag
  }

  func unwrap(_ wrapped: [UInt8], context: [UInt8]) throws -> [UInt8] {
    guard let version = wrapped.first else { throw KeyFailure.notAuthentic(what) }
    guard version == KeyWrapping.version else { throw KeyFailure.unknownFormat(version) }
    guard wrapped.count == KeyWrapping.bytesCount else { throw KeyFailure.notAuthentic(what) }
    guard Array(wrapped[1..<5]) == check else { throw KeyFailure.wrongKey(what) }
    do {
      let box = try AES.GCM.SealedBox(combined: wrapped[5...])
      return Array(try AES.GCM.open(box, using: sealing, authenticating: context))
    } catch {
      throw KeyFailure.notAuthentic(what)
    }
  }
}
