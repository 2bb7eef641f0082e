package import Vocabulary

/// Where a citizen is signed in: gives each signed-in citizen their own sessions, and nobody else's.
package protocol SessionDesk: Sendable {
  func sessions(for caller: CitizenCaller) -> any CitizenSessions
}

/// A citizen's own sessions at the provider, and the tokens that channels hold for them. Every act is
/// audited.
package protocol CitizenSessions: Sendable {
  /// The sessions that run, last used first.
  /// - Parameter own: the secret of the session that asks, so that it can be marked.
  func running(own: String) async throws(Failure<Never>) -> [CitizenSession]
  /// The channels in which the citizen is signed in: those that hold a token that is good now.
  func channels() async throws(Failure<Never>) -> [SignedInChannel]
  /// Ends one session; false when none of this citizen's has that id.
  func end(_ id: SessionID) async throws(Failure<Never>) -> Bool
  /// Ends what one channel holds: tokens, and codes that it has not redeemed. Its consent stays.
  func end(in channel: ChannelID) async throws(Failure<Never>)
  /// Ends every session, the one that asks included.
  /// - Parameter withChannels: whether what channels hold ends too.
  func endAll(withChannels: Bool) async throws(Failure<Never>)
}

/// The name of a session in lists; tells nothing of its secret.
package struct SessionID: Hashable, Sendable, CustomStringConvertible {
  package static let characters = 22
  package let text: String

  /// - Throws: ``InvalidIdentifier`` unless it is 22 characters of base64url.
  package init(parsing text: some StringProtocol) throws(InvalidIdentifier) {
    let isPlain = text.utf8.allSatisfy {
      (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0)
        || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_")
    }
    guard text.utf8.count == Self.characters, isPlain else {
      throw InvalidIdentifier("session", "must be \(Self.characters) characters of base64url")
    }
    self.text = String(text)
  }

  package var description: String { text }
}

/// A session that runs.
package struct CitizenSession: Hashable, Sendable {
  package let id: SessionID
  package let since: Instant
  /// Written down at most every half minute.
  package let lastSeen: Instant
  package let browser: BrowserKind
  /// Whether it is the one that asks.
  package let isOwn: Bool

  package init(id: SessionID, since: Instant, lastSeen: Instant, browser: BrowserKind, isOwn: Bool) {
    self.id = id
    self.since = since
    self.lastSeen = lastSeen
    self.browser = browser
    self.isOwn = isOwn
  }
}

/// A channel that holds a token for the citizen.
package struct SignedInChannel: Hashable, Sendable {
  package let channel: ChannelID
  /// Nil when it is not registered any more.
  package let names: TranslatedText?
  package let since: Instant

  package init(channel: ChannelID, names: TranslatedText?, since: Instant) {
    self.channel = channel
    self.names = names
    self.since = since
  }
}
