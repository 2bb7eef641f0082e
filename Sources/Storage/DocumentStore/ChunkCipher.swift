import Crypto
import Foundation
import NIOCore
import Vocabulary

/// Seals a document in chunks, so that a part of it opens alone and nothing can be cut, swapped or reordered
/// (STREAM).
///
/// AES-256-GCM; nonce = prefix (7), counter (4, big-endian), 1 on the last chunk (1); associated data =
/// document id (16) and counter (4). The key is used for one document only. An empty document is one empty
/// chunk.
struct ChunkCipher: Sendable {
  static let plainBytes = 65_536
  static let tagBytes = 16
  static let sealedChunkBytes = plainBytes + tagBytes

  private let key: SymmetricKey
  private let id: [UInt8]
  private let noncePrefix: [UInt8]

  init(key: [UInt8], id: DocumentID, noncePrefix: [UInt8]) {
    self.key = SymmetricKey(data: key)
    self.id = id.bytes
    self.noncePrefix = noncePrefix
  }

  static func chunks(_ size: Int64) -> Int64 { max(1, (size + Int64(plainBytes) - 1) / Int64(plainBytes)) }
  static func sealedBytes(_ size: Int64) -> Int64 { size + chunks(size) * Int64(tagBytes) }

  func seal(_ plain: UnsafeRawBufferPointer, counter: UInt32, isLast: Bool, to sealed: inout ByteBuffer)
    throws
  {
    let (nonce, associated) = try place(counter, isLast)
    let box = try AES.GCM.seal(plain, using: key, nonce: nonce, authenticating: associated)
    sealed.writeData(box.ciphertext)
    sealed.writeData(box.tag)
  }

  /// - Throws: when the chunk is not the one that was sealed here; nothing is added to `plain` then.
  func open(_ sealed: UnsafeRawBufferPointer, counter: UInt32, isLast: Bool, to plain: inout ByteBuffer)
    throws
  {
    guard sealed.count >= ChunkCipher.tagBytes else { throw CryptoKitError.authenticationFailure }
    let (nonce, associated) = try place(counter, isLast)
    let box = try AES.GCM.SealedBox(
      nonce: nonce, ciphertext: UnsafeRawBufferPointer(rebasing: sealed.dropLast(ChunkCipher.tagBytes)),
      tag: UnsafeRawBufferPointer(rebasing: sealed.suffix(ChunkCipher.tagBytes)))
    plain.writeData(try AES.GCM.open(box, using: key, authenticating: associated))
  }

  private func place(_ counter: UInt32, _ isLast: Bool) throws -> (nonce: AES.GCM.Nonce, associated: [UInt8])
  {
    let number = withUnsafeBytes(of: counter.bigEndian, Array.init)
    return (try AES.GCM.Nonce(data: noncePrefix + number + [isLast ? 1 : 0]), id + number)
  }
}

extension ByteBuffer {
  fileprivate mutating func writeData(_ data: Data) {
    _ = data.withUnsafeBytes { writeBytes($0) }
  }
}
