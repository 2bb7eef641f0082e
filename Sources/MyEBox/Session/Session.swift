import Foundation
import Vocabulary

/// A citizen who is signed in to My eBox in one browser.
struct Session: Hashable, Sendable {
  /// Ends when nothing was asked for this long: 15 minutes.
  static let idleSecondsMax: Int64 = 900
  /// How often at most a use is noted: 60 seconds.
  static let noteEverySeconds: Int64 = 60

  /// What the browser's cookie holds; forms are bound to it.
  let cookie: String
  let cookieHash: [UInt8]
  let accessToken: String
  let mailbox: MailboxID?
  let seenAt: Instant
}

/// What a session cookie stands for.
enum SessionStanding: Sendable {
  case open(Session)
  /// Nothing was asked for too long.
  case idle
  /// The access token ended; the provider can give a new one without asking the citizen again.
  case tokenEnded
  case unknown
}
