import Contracts
import Storage
import Vocabulary

/// The tables of e-mail addresses and of the codes that verify them. A citizen has at most one in use and
/// one that waits for its code.
enum AddressRows {
  /// Why an address is not used any more; the address itself is emptied then.
  enum Ending: String, Hashable, Sendable { case replaced, removed, dropped, closed }

  struct Address: Hashable, Sendable {
    let number: Int64
    /// Sealed.
    let cipher: [UInt8]
    let hash: [UInt8]
    let verifiedAt: Instant?
    let undeliverableAt: Instant?
    let undeliverableSeenAt: Instant?
  }

  static func inUse(_ mailbox: MailboxID, in transaction: Transaction) throws -> Address? {
    try transaction.rows(
      """
      SELECT number, address, address_hash, verified_at, undeliverable_at, undeliverable_seen_at
      FROM provider_address WHERE mailbox = $1 AND verified_at IS NOT NULL AND ended_at IS NULL
      """, .text(mailbox.text)
    ).first.map(Address.init)
  }

  static func waiting(_ mailbox: MailboxID, in transaction: Transaction) throws -> Address? {
    try transaction.rows(
      """
      SELECT number, address, address_hash, verified_at, undeliverable_at, undeliverable_seen_at
      FROM provider_address WHERE mailbox = $1 AND verified_at IS NULL AND ended_at IS NULL
      """, .text(mailbox.text)
    ).first.map(Address.init)
  }

  /// - Returns: its number among the citizen's addresses.
  static func propose(
    _ cipher: [UInt8], hash: [UInt8], of mailbox: MailboxID, at now: Instant, in transaction: Transaction
  ) throws -> Int64 {
    let last = try transaction.rows(
      "SELECT COALESCE(MAX(number), 0) FROM provider_address WHERE mailbox = $1", .text(mailbox.text)
    ).first
    let number = (try last?.int(0) ?? 0) + 1
    try transaction.run(
      """
      INSERT INTO provider_address (mailbox, number, address, address_hash, proposed_at)
      VALUES ($1, $2, $3, $4, $5)
      """,
      .text(mailbox.text), .int(number), .bytes(cipher), .bytes(hash), .int(now.microseconds))
    return number
  }

  static func verify(_ number: Int64, of mailbox: MailboxID, at now: Instant, in transaction: Transaction)
    throws
  {
    try transaction.run(
      "UPDATE provider_address SET verified_at = $3 WHERE mailbox = $1 AND number = $2", .text(mailbox.text),
      .int(number), .int(now.microseconds))
  }

  static func end(
    _ number: Int64, _ ending: Ending, of mailbox: MailboxID, at now: Instant, in transaction: Transaction
  ) throws {
    try transaction.run(
      """
      UPDATE provider_address SET ending = $3, ended_at = $4, address = NULL
      WHERE mailbox = $1 AND number = $2
      """,
      .text(mailbox.text), .int(number), .text(ending.rawValue), .int(now.microseconds))
  }

  /// Forgets every address of a box that is closed.
  static func close(_ mailbox: MailboxID, at now: Instant, in transaction: Transaction) throws {
    for address in [try inUse(mailbox, in: transaction), try waiting(mailbox, in: transaction)] {
      if let address { try end(address.number, .closed, of: mailbox, at: now, in: transaction) }
    }
  }

  /// Says that mail to the address in use comes back: nothing is sent to it until an address is verified
  /// anew. Repeating it changes nothing.
  /// - Parameters:
  ///   - hash: the address's, by `KeyedAddressHash`.
  ///   - request: what learned of it, for the citizen's history.
  /// - Returns: false when it is not the address in use, or was said before.
  @discardableResult
  static func markUndeliverable(
    _ mailbox: MailboxID, hash: [UInt8], at now: Instant, by request: RequestID, in transaction: Transaction
  ) throws -> Bool {
    let marked = try transaction.rows(
      """
      UPDATE provider_address SET undeliverable_at = $3
      WHERE mailbox = $1 AND address_hash = $2 AND verified_at IS NOT NULL AND ended_at IS NULL
        AND undeliverable_at IS NULL
      RETURNING number
      """,
      .text(mailbox.text), .bytes(hash), .int(now.microseconds))
    guard let row = marked.first else { return false }
    try ProfileRows.record(
      ProfileChange(.addressUndeliverable, "\(try row.int(0))"), of: mailbox, at: now, by: ActOrigin(request),
      in: transaction)
    return true
  }

  static func undeliverableSeen(
    _ number: Int64, of mailbox: MailboxID, at now: Instant, in transaction: Transaction
  ) throws {
    try transaction.run(
      "UPDATE provider_address SET undeliverable_seen_at = $3 WHERE mailbox = $1 AND number = $2",
      .text(mailbox.text), .int(number), .int(now.microseconds))
  }
}

extension AddressRows.Address {
  init(_ row: Row) throws {
    number = try row.int(0)
    cipher = try row.bytes(1)
    hash = try row.bytes(2)
    verifiedAt = try row.intOrNil(3).map(Instant.init(microseconds:))
    undeliverableAt = try row.intOrNil(4).map(Instant.init(microseconds:))
    undeliverableSeenAt = try row.intOrNil(5).map(Instant.init(microseconds:))
  }
}
