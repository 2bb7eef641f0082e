package import Vocabulary

/// A citizen who is signed in at the provider. Only the provider's own pages make one, after an OpenID
/// sign-in.
package struct CitizenCaller: Hashable, Sendable {
  package let mailbox: MailboxID
  package let assurance: AssuranceLevel
  package let requestID: RequestID

  package init(mailbox: MailboxID, assurance: AssuranceLevel, requestID: RequestID) {
    self.mailbox = mailbox
    self.assurance = assurance
    self.requestID = requestID
  }
}

/// The provider's desk for citizens' consents; bound to the citizen who asks. No sender, channel or operator
/// has one (R-CON-1).
package protocol ConsentDesk: Sendable {
  func consents(for caller: CitizenCaller) -> any CitizenConsents
}

/// A citizen's own consents.
package protocol CitizenConsents: Sendable {
  /// All channels that have a consent in force, oldest first.
  func inForce() async throws(Failure<ConsentRejection>) -> [ChannelConsent]
  /// Activates the eBox for a channel; the first one accepts the general terms. Repeating it changes nothing.
  func activate(_ channel: ChannelID, accepted: ConsentText) async throws(Failure<ConsentRejection>)
    -> ChannelConsent
  /// Takes a channel away. When this returns, no read of that channel commits any more (R-CON-4).
  func withdraw(_ channel: ChannelID) async throws(Failure<ConsentRejection>)
}

/// The text that a citizen accepted: its version and the language in which it was shown (R-CON-2).
package struct ConsentText: Hashable, Sendable {
  package static let currentVersion = "2026-11"
  package let version: String
  package let language: Language

  package init(version: String = ConsentText.currentVersion, language: Language) {
    self.version = version
    self.language = language
  }
}

/// A consent in force, as "my consents" shows it (R-CON-5).
package struct ChannelConsent: Hashable, Sendable {
  package let channel: ChannelID
  /// The channel's name for people.
  package let channelName: String
  package let since: Instant
  package let text: ConsentText

  package init(channel: ChannelID, channelName: String, since: Instant, text: ConsentText) {
    self.channel = channel
    self.channelName = channelName
    self.since = since
    self.text = text
  }
}

/// Why a consent act is turned down. Case order is check order.
package enum ConsentRejection: Error, Hashable, Sendable, CaseIterable {
  /// No such channel.
  case channelUnknown
  /// The accepted text is not the one in force.
  case textOutdated
  /// There is no consent for this channel to withdraw.
  case notInForce
  /// The box is closed.
  case boxClosed
}
