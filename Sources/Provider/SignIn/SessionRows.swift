import Contracts
import Storage
import Vocabulary

/// Citizens' sessions at the provider; each is known by the hash of a secret that its browser holds.
enum SessionRows {
  static let idleSeconds: Int64 = 900
  static let secondsMax: Int64 = 28_800
  /// A session's last use is written down at most this often.
  static let seenSecondsMin: Int64 = 30

  /// What of a session is ciphertext or a keyed hash.
  struct Sealed: Sendable {
    let name: [UInt8]
    let browser: [UInt8]
    let idToken: [UInt8]
    let subjectHash: [UInt8]
    let sidHash: [UInt8]?
  }

  struct Session: Sendable {
    let hash: [UInt8]
    let id: SessionID
    let mailbox: MailboxID
    let assurance: AssuranceLevel
    let name: [UInt8]
    let browser: [UInt8]
    let started: Instant
    let seen: Instant
    let ends: Instant

    func isRunning(now: Instant) -> Bool { now < ends && now < seen.adding(seconds: idleSeconds) }

    /// Columns 0 to 8 of the statements below.
    fileprivate init(_ row: Row) throws {
      hash = try row.bytes(0)
      id = try SessionID(parsing: row.text(1))
      mailbox = try MailboxID(parsing: row.text(2))
      assurance = AssuranceLevel(rawValue: Int(try row.int(3))) ?? .low
      (name, browser) = (try row.bytes(4), try row.bytes(5))
      (started, seen) = (Instant(microseconds: try row.int(6)), Instant(microseconds: try row.int(7)))
      ends = Instant(microseconds: try row.int(8))
    }
  }

  /// A session that begins.
  struct Beginning: Sendable {
    let hash: [UInt8]
    let id: SessionID
    let mailbox: MailboxID
    let assurance: AssuranceLevel
    let sealed: Sealed
    let at: Instant
  }

  static func insert(_ new: Beginning, in transaction: Transaction) throws {
    try transaction.run(
      """
      INSERT INTO provider_session
        (session_hash, id, mailbox, assurance, name_cipher, browser_cipher, id_token_cipher, subject_hash,
         sid_hash, started_at, seen_at, ends_at)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10, $11)
      """,
      .bytes(new.hash), .text(new.id.text), .text(new.mailbox.text), .int(Int64(new.assurance.rawValue)),
      .bytes(new.sealed.name), .bytes(new.sealed.browser), .bytes(new.sealed.idToken),
      .bytes(new.sealed.subjectHash), new.sealed.sidHash.map(Value.bytes) ?? .null,
      .int(new.at.microseconds), .int(new.at.adding(seconds: secondsMax).microseconds))
  }

  static func find(hash: [UInt8], in transaction: Transaction) throws -> Session? {
    try transaction.rows(
      """
      SELECT session_hash, id, mailbox, assurance, name_cipher, browser_cipher, started_at, seen_at, ends_at
      FROM provider_session WHERE session_hash = $1
      """, .bytes(hash)
    ).first.map(Session.init)
  }

  /// Last used first; those that are over and not swept yet too.
  static func all(of mailbox: MailboxID, in transaction: Transaction) throws -> [Session] {
    try transaction.rows(
      """
      SELECT session_hash, id, mailbox, assurance, name_cipher, browser_cipher, started_at, seen_at, ends_at
      FROM provider_session WHERE mailbox = $1 ORDER BY seen_at DESC, id
      """, .text(mailbox.text)
    ).map(Session.init)
  }

  static func seen(hash: [UInt8], at now: Instant, in transaction: Transaction) throws {
    try transaction.run(
      "UPDATE provider_session SET seen_at = $1 WHERE session_hash = $2", .int(now.microseconds),
      .bytes(hash))
  }

  /// What a session that is ended leaves: whose it was, and its sealed ID token.
  struct Ended: Sendable {
    let mailbox: MailboxID
    let idToken: [UInt8]
  }

  static func end(hash: [UInt8], in transaction: Transaction) throws -> Ended? {
    try transaction.rows(
      "DELETE FROM provider_session WHERE session_hash = $1 RETURNING mailbox, id_token_cipher", .bytes(hash)
    ).first.map { Ended(mailbox: try MailboxID(parsing: $0.text(0)), idToken: try $0.bytes(1)) }
  }

  /// - Returns: false when that citizen has no such session.
  static func end(_ id: SessionID, of mailbox: MailboxID, in transaction: Transaction) throws -> Bool {
    try !transaction.rows(
      "DELETE FROM provider_session WHERE mailbox = $1 AND id = $2 RETURNING id", .text(mailbox.text),
      .text(id.text)
    ).isEmpty
  }

  /// - Returns: how many.
  static func endAll(of mailbox: MailboxID, in transaction: Transaction) throws -> Int {
    try transaction.rows(
      "DELETE FROM provider_session WHERE mailbox = $1 RETURNING id", .text(mailbox.text)
    ).count
  }

  /// Those of one session at the identity provider; without one, all of that person.
  /// - Returns: whose they were, one a session.
  static func endTold(
    subjectHash: [UInt8]?, sidHash: [UInt8]?, in transaction: Transaction
  ) throws -> [MailboxID] {
    let rows =
      if let sidHash {
        try transaction.rows(
          """
          DELETE FROM provider_session WHERE sid_hash = $1 AND (CAST($2 AS BIGINT) = 0 OR subject_hash = $3)
          RETURNING mailbox
          """, .bytes(sidHash), .int(subjectHash == nil ? 0 : 1), .bytes(subjectHash ?? []))
      } else {
        try transaction.rows(
          "DELETE FROM provider_session WHERE subject_hash = $1 RETURNING mailbox",
          .bytes(subjectHash ?? []))
      }
    return try rows.map { try MailboxID(parsing: $0.text(0)) }
  }
}
