import Contracts
import Storage
import Vocabulary

/// The codes that were sent to verify addresses.
enum AddressCodeRows {
  static let hourSeconds: Int64 = 3600
  static let daySeconds: Int64 = 86_400

  struct Code: Hashable, Sendable {
    let number: Int64
    let hash: [UInt8]
    let madeAt: Instant
    let expires: Instant
    let wrongAttempts: Int

    var againFrom: Instant { madeAt.adding(seconds: AddressCode.againSeconds) }
    var attemptsLeft: Int { max(0, AddressCode.attemptsMax - wrongAttempts) }
  }

  /// The one that was sent last to an address: the only one that can be good.
  static func last(to address: Int64, of mailbox: MailboxID, in transaction: Transaction) throws -> Code? {
    try transaction.rows(
      """
      SELECT number, code_hash, made_at, expires_at, wrong_attempts FROM provider_address_code
      WHERE mailbox = $1 AND address_number = $2 ORDER BY number DESC LIMIT 1
      """, .text(mailbox.text), .int(address)
    ).first.map { row in
      Code(
        number: try row.int(0), hash: try row.bytes(1), madeAt: Instant(microseconds: try row.int(2)),
        expires: Instant(microseconds: try row.int(3)), wrongAttempts: Int(try row.int(4)))
    }
  }

  /// Whether as many codes were sent to this citizen as may be.
  static func areExhausted(_ mailbox: MailboxID, now: Instant, in transaction: Transaction) throws -> Bool {
    try count(of: mailbox, since: now.adding(seconds: -hourSeconds), in: transaction)
      >= Int64(AddressCode.perHourMax)
      || count(of: mailbox, since: now.adding(seconds: -daySeconds), in: transaction)
        >= Int64(AddressCode.perDayMax)
  }

  static func add(
    _ hash: [UInt8], to address: Int64, of mailbox: MailboxID, at now: Instant, in transaction: Transaction
  ) throws {
    let last = try transaction.rows(
      "SELECT COALESCE(MAX(number), 0) FROM provider_address_code WHERE mailbox = $1", .text(mailbox.text)
    ).first
    try transaction.run(
      """
      INSERT INTO provider_address_code
        (mailbox, number, address_number, code_hash, made_at, expires_at, wrong_attempts)
      VALUES ($1, $2, $3, $4, $5, $6, 0)
      """,
      .text(mailbox.text), .int((try last?.int(0) ?? 0) + 1), .int(address), .bytes(hash),
      .int(now.microseconds), .int(now.adding(seconds: AddressCode.secondsMax).microseconds))
  }

  static func guessedWrong(_ number: Int64, of mailbox: MailboxID, in transaction: Transaction) throws {
    try transaction.run(
      """
      UPDATE provider_address_code SET wrong_attempts = wrong_attempts + 1
      WHERE mailbox = $1 AND number = $2
      """, .text(mailbox.text), .int(number))
  }

  /// Forgets codes that neither verify nor count any more.
  static func sweep(now: Instant, in transaction: Transaction) throws {
    try transaction.run(
      "DELETE FROM provider_address_code WHERE made_at < $1",
      .int(now.adding(seconds: -daySeconds).microseconds))
  }

  private static func count(of mailbox: MailboxID, since: Instant, in transaction: Transaction) throws
    -> Int64
  {
    try transaction.rows(
      "SELECT COUNT(*) FROM provider_address_code WHERE mailbox = $1 AND made_at > $2", .text(mailbox.text),
      .int(since.microseconds)
    ).first?.int(0) ?? 0
  }
}
