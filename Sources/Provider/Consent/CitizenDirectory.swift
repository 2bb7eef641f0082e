import Contracts
import Crypto
import Foundation
import Storage
import TrustServices
import Vocabulary

/// Finds a citizen's mailbox by national number. The number is kept encrypted under the mailbox's name, and found through
/// a keyed hash; neither tells anything to who has the database but not the keys.
struct CitizenDirectory: Sendable {
  let parts: ProviderParts
  private let hashKey: SymmetricKey
  private let cipherKey: SymmetricKey

  init(parts: ProviderParts, keys: any KeyStore) throws {
    self.parts = parts
    hashKey = try keys.rootKey("national-number-hash")
    cipherKey = try keys.rootKey("national-number")
  }

  /// The mailbox of a citizen, made on first asking.
  func mailbox<Rejection>(
    _ number: NationalNumber, as rejections: Rejection.Type
  ) async throws(Failure<Rejection>) -> MailboxID {
    let hash = hash(number)
    let known: MailboxID? = try await parts.read(as: rejections) { transaction in try Self.find(hash, in: transaction) }
    if let known { return known }
    let now = parts.time.now()
    let new = MailboxID(at: now, random: parts.random)
    let cipher: [UInt8]
    do { cipher = try seal(Array(number.digits.utf8), for: new) } catch { throw .outcomeUnknown(error) }
    return try await parts.write(as: rejections) { transaction in
      try transaction.run(
        """
        INSERT INTO provider_citizen (mailbox, number_hash, number_cipher, made_at) VALUES ($1, $2, $3, $4)
        ON CONFLICT (number_hash) DO NOTHING
        """,
        .text(new.text), hash, .bytes(cipher), .int(now.microseconds))
      return try Self.find(hash, in: transaction) ?? new
    }
  }

  /// The citizen's number, for the provider's own duties only. Nil when there is no such mailbox.
  func number(_ mailbox: MailboxID) async throws -> NationalNumber? {
    let rows = try await parts.database.read { transaction in
      try transaction.rows("SELECT number_cipher FROM provider_citizen WHERE mailbox = $1", .text(mailbox.text))
    }
    guard let row = rows.first else { return nil }
    return try NationalNumber(parsing: String(decoding: open(row.bytes(0), for: mailbox), as: UTF8.self))
  }

  func seal(_ bytes: [UInt8], for mailbox: MailboxID) throws -> [UInt8] {
    let nonce = try AES.GCM.Nonce(data: parts.random.bytes(12))
    let box = try AES.GCM.seal(bytes, using: cipherKey, nonce: nonce, authenticating: mailbox.bytes)
    return Array(nonce) + Array(box.ciphertext) + Array(box.tag)
  }

  func open(_ bytes: [UInt8], for mailbox: MailboxID) throws -> [UInt8] {
    Array(try AES.GCM.open(AES.GCM.SealedBox(combined: bytes), using: cipherKey, authenticating: mailbox.bytes))
  }

  private func hash(_ number: NationalNumber) -> Value {
    .bytes(Array(HMAC<SHA256>.authenticationCode(for: Array(number.digits.utf8), using: hashKey)))
  }

  private static func find(_ hash: Value, in transaction: Transaction) throws -> MailboxID? {
    try transaction.rows("SELECT mailbox FROM provider_citizen WHERE number_hash = $1", hash).first
      .map { try MailboxID(parsing: $0.text(0)) }
  }
}
