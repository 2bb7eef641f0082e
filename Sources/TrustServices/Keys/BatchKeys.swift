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
    try wrapping(keys.dayKey(ContentKeys.expiryDay(instant)))
      .wrap(key.bytes, context: batch.bytes, random: random)
  }

  /// Makes no key: a server whose key store is incomplete must not take what it lacks for lost.
  /// - Throws: ``BatchKeyLost`` when no try will ever open it; ``KeyFailure/missingKey(_:)`` when the day's
  ///   key is not there and was not destroyed; what the key store throws.
  package func unwrap(_ wrapped: [UInt8], of batch: BatchID, until instant: Instant) throws -> ContentKey {
    let day = ContentKeys.expiryDay(instant)
    do {
      guard let key = try keys.existingDayKey(day) else { throw KeyFailure.missingKey("the key of \(day)") }
      return try ContentKey(wrapping(key).unwrap(wrapped, context: batch.bytes))
    } catch {
      switch error {
      case is KeyDestroyed, KeyFailure.wrongKey, KeyFailure.notAuthentic: throw BatchKeyLost(cause: error)
      default: throw error
      }
    }
  }

  /// 32 bytes; the same name in another batch has another.
  package func hash(fileName: String, of batch: BatchID) -> [UInt8] {
    Array(HMAC<SHA256>.authenticationCode(for: batch.bytes + Array(fileName.utf8), using: root))
  }

  private func wrapping(_ day: SymmetricKey) -> KeyWrapping {
    KeyWrapping("a batch's key", under: [root, day])
  }
}

/// A batch's own key can't be opened, whatever is tried: its day's key was destroyed or is another one, or
/// what was wrapped was altered.
package struct BatchKeyLost: Error, CustomStringConvertible {
  private let cause: any Error

  init(cause: any Error) { self.cause = cause }

  package var description: String { "a batch's key is lost: \(cause)" }
}
