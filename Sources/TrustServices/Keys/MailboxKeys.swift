import Crypto
package import Vocabulary

/// A mailbox's own key. Prints nothing of itself.
package struct MailboxKey: Sendable, CustomStringConvertible {
  package let mailbox: MailboxID
  let key: SymmetricKey

  package var description: String { "key of mailbox \(mailbox)" }
}

/// Makes and opens mailbox keys: 32 random bytes each, kept only wrapped under the root key `mailbox`, in
/// the row of the party whose mailbox it is. Deleting that row makes everything of the mailbox unreadable in
/// live data.
package struct MailboxKeys: Sendable {
  package static let rootPurpose = "mailbox"

  private let wrapping: KeyWrapping
  private let random: any RandomSource

  /// - Throws: what the key store throws; the root key is made on first use of the key store.
  package init(keys: any KeyStore, random: any RandomSource) throws {
    wrapping = KeyWrapping("a mailbox key", under: [try keys.rootKey(MailboxKeys.rootPurpose)])
    self.random = random
  }

  /// A new key and its wrapped form (65 bytes), which the caller keeps in the mailbox's row.
  package func make(for mailbox: MailboxID) throws -> (key: MailboxKey, wrapped: [UInt8]) {
    let key = random.bytes(ContentKey.bytesCount)
    let wrapped = try wrapping.wrap(key, context: mailbox.bytes, random: random)
    return (MailboxKey(mailbox: mailbox, key: SymmetricKey(data: key)), wrapped)
  }

  /// - Throws: ``KeyFailure/wrongKey(_:)`` when the root key is another, ``KeyFailure/notAuthentic(_:)``
  ///   when the bytes were altered or are another mailbox's.
  package func unwrap(_ wrapped: [UInt8], for mailbox: MailboxID) throws -> MailboxKey {
    let key = try wrapping.unwrap(wrapped, context: mailbox.bytes)
    return MailboxKey(mailbox: mailbox, key: SymmetricKey(data: key))
  }
}
