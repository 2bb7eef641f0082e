import Crypto
package import Vocabulary

/// Finds a citizen by national number without keeping the number: HMAC-SHA-256 under the root key
/// `national-number-hash`.
///
/// There are few enough numbers to try them all: whoever has this root key can undo the hash.
package struct KeyedNumberHash: Sendable {
  package static let rootPurpose = "national-number-hash"

  private let key: SymmetricKey

  package init(keys: any KeyStore) throws { key = try keys.rootKey(KeyedNumberHash.rootPurpose) }

  /// 32 bytes; the same for the same number as long as the root key is.
  package func hash(_ number: NationalNumber) -> [UInt8] {
    Array(HMAC<SHA256>.authenticationCode(for: Array("insz:\(number.digits)".utf8), using: key))
  }
}

/// Keeps national numbers sealed, under the root key `national-number`, bound to the mailbox.
package struct NumberCipher: Sendable {
  package static let rootPurpose = "national-number"
  private static let column = PersonalColumn("mailbox", "national_number")

  private let cipher: ColumnCipher

  package init(keys: any KeyStore, random: any RandomSource) throws {
    cipher = try ColumnCipher(rootKey: NumberCipher.rootPurpose, of: keys, random: random)
  }

  package func seal(_ number: NationalNumber, of mailbox: MailboxID) throws -> [UInt8] {
    try cipher.seal(number.digits, in: NumberCipher.column, row: mailbox.bytes)
  }

  /// - Throws: ``KeyFailure/notAuthentic(_:)`` when it was altered or is another mailbox's.
  package func open(_ sealed: [UInt8], of mailbox: MailboxID) throws -> NationalNumber {
    try NationalNumber(parsing: cipher.openText(sealed, in: NumberCipher.column, row: mailbox.bytes))
  }
}
