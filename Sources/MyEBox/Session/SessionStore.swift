import AuditTrail
import Contracts
import Crypto
import Foundation
import Pages
import Storage
import TrustServices
import Vocabulary

/// Keeps sessions. A cookie is 32 random bytes, known here by its hash; a sign-in always makes a new one, so
/// that a planted cookie is worth nothing.
struct SessionStore: Sendable {
  static let cookieBytes = 32
  private static let tokenColumn = PersonalColumn("my_ebox_session", "token")

  let database: any Database
  let cipher: ColumnCipher
  let time: any TimeSource
  let random: any RandomSource
  let channel: ChannelID

  /// Begins a session, ends the one that the browser had, and records the sign-in, all in one.
  /// - Returns: the cookie's value.
  func begin(_ token: ChannelToken, replacing old: String?, _ request: RequestID) async throws -> String {
    let cookie = Data(random.bytes(Self.cookieBytes)).base64URL
    let hash = Self.hash(cookie)
    let sealed = try cipher.seal(token.token, in: Self.tokenColumn, row: hash)
    let now = time.now()
    let entry = entry(Act(action: .signIn), token.mailbox, request)
    let oldHash = old.map(Self.hash)
    try await database.write { transaction in
      if let oldHash {
        try transaction.run("DELETE FROM my_ebox_session WHERE cookie_hash = $1", .bytes(oldHash))
      }
      try transaction.run(
        """
        INSERT INTO my_ebox_session (cookie_hash, token, mailbox, started_at, seen_at, ends_at)
        VALUES ($1, $2, $3, $4, $4, $5)
        """,
        .bytes(hash), .bytes(sealed), .text(orNull: token.mailbox?.text), .int(now.microseconds),
        .int(token.expires.microseconds))
      try MyEBox.trail.record(entry, in: transaction)
    }
    return cookie
  }

  /// What a cookie stands for now.
  func standing(_ cookie: String) async throws -> SessionStanding {
    let hash = Self.hash(cookie)
    let rows = try await database.read { transaction in
      try transaction.rows(
        "SELECT token, mailbox, seen_at, ends_at FROM my_ebox_session WHERE cookie_hash = $1", .bytes(hash))
    }
    guard let row = rows.first else { return .unknown }
    let now = time.now()
    let seenAt = Instant(microseconds: try row.int(2))
    if seenAt.adding(seconds: Session.idleSecondsMax) <= now { return .idle }
    if Instant(microseconds: try row.int(3)) <= now { return .tokenEnded }
    return .open(
      Session(
        cookie: cookie, cookieHash: hash,
        accessToken: try cipher.openText(try row.bytes(0), in: Self.tokenColumn, row: hash),
        mailbox: try row.textOrNil(1).map { try MailboxID(parsing: $0) }, seenAt: seenAt))
  }

  /// Records what the citizen did, and that the session was used.
  func record(_ act: Act, in session: Session, _ request: RequestID) async throws {
    let now = time.now()
    let entry = entry(act, session.mailbox, request)
    let isNoted = session.seenAt.adding(seconds: Session.noteEverySeconds) <= now
    try await database.write { transaction in
      if isNoted {
        try transaction.run(
          "UPDATE my_ebox_session SET seen_at = $1 WHERE cookie_hash = $2", .int(now.microseconds),
          .bytes(session.cookieHash))
      }
      try MyEBox.trail.record(entry, in: transaction)
    }
  }

  /// Notes that a session is used, at most once a minute: a long download keeps it awake.
  func keepAwake(_ session: Session) async throws {
    let now = time.now()
    guard session.seenAt.adding(seconds: Session.noteEverySeconds) <= now else { return }
    try await database.write { transaction in
      try transaction.run(
        "UPDATE my_ebox_session SET seen_at = $1 WHERE cookie_hash = $2", .int(now.microseconds),
        .bytes(session.cookieHash))
    }
  }

  /// Ends a session and records why.
  func end(_ session: Session, code: String?, _ request: RequestID) async throws {
    let entry = entry(Act(action: .signOut, code: code), session.mailbox, request)
    try await database.write { transaction in
      try transaction.run("DELETE FROM my_ebox_session WHERE cookie_hash = $1", .bytes(session.cookieHash))
      try MyEBox.trail.record(entry, in: transaction)
    }
  }

  /// Records what happens outside a session: a sign-in that came to nothing, a token that could not be
  /// revoked.
  func record(_ act: Act, mailbox: MailboxID? = nil, _ request: RequestID) async throws {
    let entry = entry(act, mailbox, request)
    try await database.write { transaction in try MyEBox.trail.record(entry, in: transaction) }
  }

  func sweep() async throws -> Int {
    let before = time.now().adding(seconds: -Session.idleSecondsMax)
    return try await database.write { transaction in
      let over = try transaction.rows(
        "SELECT cookie_hash FROM my_ebox_session WHERE seen_at <= $1", .int(before.microseconds))
      try transaction.run("DELETE FROM my_ebox_session WHERE seen_at <= $1", .int(before.microseconds))
      return over.count
    }
  }

  private func entry(_ act: Act, _ mailbox: MailboxID?, _ request: RequestID) -> AuditEntry {
    let now = time.now()
    let id = AuditEntryID(at: now, random: random)
    return AuditEntry(
      id: id, at: now, action: act.action, outcome: act.outcome, code: act.code, requestID: request,
      clientID: channel.text, mailbox: mailbox, message: act.message, details: act.details)
  }

  private static func hash(_ cookie: String) -> [UInt8] { [UInt8](SHA256.hash(data: Data(cookie.utf8))) }
}

/// Something that a citizen did, for the trail.
struct Act: Hashable, Sendable {
  let action: AuditEntry.Action
  var outcome = AuditEntry.Outcome.done
  var code: String?
  var message: MessageID?
  var details: [String: String] = [:]
}
