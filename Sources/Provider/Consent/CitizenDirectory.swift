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

  /// A citizen who was found by a number.
  struct Found: Hashable, Sendable {
    let mailbox: MailboxID
    /// Whether another number replaced this one.
    let isFormer: Bool
  }

  /// The mailbox of a citizen, made on first asking.
  func mailbox<Rejection>(
    _ number: NationalNumber, as rejections: Rejection.Type
  ) async throws(Failure<Rejection>) -> MailboxID {
    let hash = hash(number)
    let known: MailboxID? = try await parts.lookup(as: rejections) { transaction in
      try Self.find(hash, in: transaction)?.mailbox
    }
    if let known { return known }
    let now = parts.time.now()
    let new = MailboxID(at: now, random: parts.random)
    let cipher = try seal(number, of: new, as: rejections)
    return try await parts.write(as: rejections) { transaction in
      if let known = try Self.find(hash, in: transaction) { return known.mailbox }
      try transaction.run(
        """
        INSERT INTO provider_citizen (mailbox, number_hash, number_cipher, made_at) VALUES ($1, $2, $3, $4)
        ON CONFLICT (number_hash) DO NOTHING
        """,
        .text(new.text), hash, .bytes(cipher), .int(now.microseconds))
      return try Self.find(hash, in: transaction)?.mailbox ?? new
    }
  }

  /// The citizen's number, for the provider's own duties only. Nil when there is no such mailbox.
  func number(_ mailbox: MailboxID) async throws -> NationalNumber? {
    let sealed = try await parts.database.read { try Self.sealedNumber(of: mailbox, in: $0) }
    return try sealed.map { try numbers.open($0, of: mailbox) }
  }

  /// As the row of its mailbox keeps it.
  func seal<Rejection>(
    _ number: NationalNumber, of mailbox: MailboxID, as rejections: Rejection.Type
  ) throws(Failure<Rejection>) -> [UInt8] {
    do { return try numbers.seal(number, of: mailbox) } catch { throw .outcomeUnknown(error) }
  }

  func open<Rejection>(
    _ sealed: [UInt8], of mailbox: MailboxID, as rejections: Rejection.Type
  ) throws(Failure<Rejection>) -> NationalNumber {
    do { return try numbers.open(sealed, of: mailbox) } catch { throw .outcomeUnknown(error) }
  }

  /// Under which a citizen is found.
  func hash(_ number: NationalNumber) -> Value { .bytes(numberHash.hash(number)) }

  static func find(_ hash: Value, in transaction: Transaction) throws -> Found? {
    try transaction.rows(
      """
      SELECT mailbox, 0 FROM provider_citizen WHERE number_hash = $1
      UNION ALL SELECT mailbox, 1 FROM provider_former_number WHERE number_hash = $1
      """, hash
    ).first.map { Found(mailbox: try MailboxID(parsing: $0.text(0)), isFormer: try $0.int(1) == 1) }
  }

  /// False for a box that gave way to another: nobody is led to it any more.
  static func isKnown(_ mailbox: MailboxID, in transaction: Transaction) throws -> Bool {
    try sealedNumber(of: mailbox, in: transaction) != nil
  }

  static func sealedNumber(of mailbox: MailboxID, in transaction: Transaction) throws -> [UInt8]? {
    try transaction.rows(
      "SELECT number_cipher FROM provider_citizen WHERE mailbox = $1", .text(mailbox.text)
    ).first?.bytes(0)
  }
}
