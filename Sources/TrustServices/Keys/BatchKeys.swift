import Crypto
package import Vocabulary

/// Keeps what belongs to no mailbox yet: batches of publications. A batch's content key is wrapped under the
/// root key `batch` **and** the key of the day until which it is kept; the names of its files are kept as
/// HMAC-SHA-256, because they may say whom they are about.
package struct BatchKeys: Sendable {
  package static let rootPurpose = "batch"

  private let root: SymmetricKey
  private let keys: any KeyStore
  private let random: any RandomSource

  /// - Throws: what the key store throws; the root key is made on first use of the key store.
  package init(keys: any KeyStore, random: any RandomSource) throws {
    root = try keys.rootKey(BatchKeys.rootPurpose)
    self.keys = keys
    self.random = random
  }

  /// - Returns: 65 bytes, for the batch's row.
  /// - Throws: ``KeyDestroyed`` when that day is over.
  package func wrap(_ key: ContentKey, of batch: BatchID, until instant: Instant) throws -> [UInt8] {
    try wrapping(instant).wrap(key.bytes, context: batch.bytes, random: random)
  }

  /// - Throws: ``KeyDestroyed`` when the day's key is gone, ``KeyFailure`` when it is not what was wrapped.
  package func unwrap(_ wrapped: [UInt8], of batch: BatchID, until instant: Instant) throws -> ContentKey {
    try ContentKey(wrapping(instant).unwrap(wrapped, context: batch.bytes))
  }

  /// Whether what ``unwrap(_:of:until:)`` threw says that no try will ever open the key.
  package static func isLost(_ error: any Error) -> Bool {
    switch error {
    case is KeyDestroyed, KeyFailure.wrongKey, KeyFailure.notAuthentic: true
    default: false
    }
  }

  /// 32 bytes; the same name in another batch has another.
  package func hash(fileName: String, of batch: BatchID) -> [UInt8] {
    Array(HMAC<SHA256>.authenticationCode(for: batch.bytes + Array(fileName.utf8), using: root))
  }

  private func wrapping(_ instant: Instant) throws -> KeyWrapping {
    KeyWrapping("a batch's key", under: [root, try keys.dayKey(ContentKeys.expiryDay(instant))])
  }
}
