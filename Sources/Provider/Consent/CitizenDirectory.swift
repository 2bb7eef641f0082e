import Contracts
import Storage
import TrustServices
import Vocabulary

/// Finds a citizen's mailbox by national number. The number is kept encrypted under the mailbox's name,
/// and found through a keyed hash; neither tells anything to who has the database but not the keys.
struct CitizenDirectory: Sendable {
  let parts: ProviderParts
  private let numberHash: KeyedNumberHash
  private let numbers: NumberCipher

  init(parts: ProviderParts, keys: any KeyStore) throws {
    self.parts = parts
    numberHash = try KeyedNumberHash(keys: keys)
    numbers = try NumberCipher(keys: keys, random: parts.random)
  }

  /// The mailbox of a citizen, made on first asking.
  func mailbox<Rejection>(
    _ number: NationalNumber, as rejections: Rejection.Type
  ) async throws(Failure<Rejection>) -> MailboxID {
    let hash = hash(number)
    let known: MailboxID? = try await parts.lookup(as: rejections) { transaction in
      try Self.find(hash, in: transaction)
    }
    if let known { return known }
    let now = parts.time.now()
    let new = MailboxID(at: now, random: parts.random)
    let cipher: [UInt8]
    do { cipher = try numbers.seal(number, of: new) } catch { throw .outcomeUnknown(error) }
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
      try transaction.rows(
        "SELECT number_cipher FROM provider_citizen WHERE mailbox = $1", .text(mailbox.text))
    }
    guard let row = rows.first else { return nil }
    return try numbers.open(row.bytes(0), of: mailbox)
  }

  /// Under which a citizen is found.
  func hash(_ number: NationalNumber) -> Value { .bytes(numberHash.hash(number)) }

  static func find(_ hash: Value, in transaction: Transaction) throws -> MailboxID? {
    try transaction.rows("SELECT mailbox FROM provider_citizen WHERE number_hash = $1", hash).first
      .map { try MailboxID(parsing: $0.text(0)) }
  }
}
