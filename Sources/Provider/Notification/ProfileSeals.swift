import Contracts
import Crypto
import TrustServices
import Vocabulary

/// Seals addresses and phrases, and makes and checks the codes that verify addresses.
struct ProfileSeals: Sendable {
  private static let addressColumn = PersonalColumn("provider_address", "address")
  private static let phraseColumn = PersonalColumn("provider_profile", "phrase")

  private let cipher: ColumnCipher
  private let hashing: KeyedAddressHash
  private let codeKey: SymmetricKey

  init(keys: any KeyStore, random: any RandomSource) throws {
    cipher = try ColumnCipher(rootKey: "profile", of: keys, random: random)
    hashing = try KeyedAddressHash(keys: keys)
    codeKey = try keys.rootKey("address-code")
  }

  func hash(_ address: EmailAddress) -> [UInt8] { hashing.hash(address) }

  /// Bound to the citizen: it opens in no other row.
  func seal(_ address: EmailAddress, of mailbox: MailboxID) throws -> [UInt8] {
    try cipher.seal(address.text, in: Self.addressColumn, row: mailbox.bytes)
  }

  func openAddress(_ sealed: [UInt8], of mailbox: MailboxID) throws -> EmailAddress {
    try EmailAddress(parsing: cipher.openText(sealed, in: Self.addressColumn, row: mailbox.bytes))
  }

  func seal(_ phrase: NoticePhrase, of mailbox: MailboxID) throws -> [UInt8] {
    try cipher.seal(phrase.text, in: Self.phraseColumn, row: mailbox.bytes)
  }

  func openPhrase(_ sealed: [UInt8], of mailbox: MailboxID) throws -> NoticePhrase {
    try NoticePhrase(parsing: cipher.openText(sealed, in: Self.phraseColumn, row: mailbox.bytes))
  }

  /// Six digits, each code as likely as any other but for one part in 10¹³.
  static func digits(_ random: any RandomSource) -> String {
    let drawn = random.bytes(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) } % 1_000_000
    let text = String(drawn)
    return String(repeating: "0", count: AddressCode.digitsCount - text.utf8.count) + text
  }

  /// All that is kept of a code. There are few enough codes to try them all: whoever has the key can undo it.
  func codeHash(_ digits: String, of mailbox: MailboxID, addressHash: [UInt8]) -> [UInt8] {
    Array(HMAC<SHA256>.authenticationCode(for: place(digits, mailbox, addressHash), using: codeKey))
  }

  /// Compares in constant time.
  func isCode(_ digits: String, hash: [UInt8], of mailbox: MailboxID, addressHash: [UInt8]) -> Bool {
    HMAC<SHA256>.isValidAuthenticationCode(
      hash, authenticating: place(digits, mailbox, addressHash), using: codeKey)
  }

  private func place(_ digits: String, _ mailbox: MailboxID, _ addressHash: [UInt8]) -> [UInt8] {
    mailbox.bytes + addressHash + Array(digits.utf8)
  }
}
