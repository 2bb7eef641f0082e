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
  /// The whole box as it stands, with its history: of one moment.
  func box() async throws(Failure<ConsentRejection>) -> OwnBox
  /// Activates the eBox for a channel; the first one accepts the general terms. Repeating it changes nothing.
  func activate(_ channel: ChannelID, accepted: ConsentText) async throws(Failure<ConsentRejection>)
    -> ChannelConsent
  /// Takes a channel away. When this returns, no read of that channel commits any more (R-CON-4).
  func withdraw(_ channel: ChannelID) async throws(Failure<ConsentRejection>)
  /// Chooses whether senders may leave out the paper copy. It ends with the last consent. Repeating it
  /// changes nothing.
  func setExclusive(_ isExclusive: Bool) async throws(Failure<ConsentRejection>)
  /// Chooses whether a channel may fetch messages ahead (R-BOX-6). It ends with that channel's consent.
  /// Repeating it changes nothing; a reading that was granted before it may still end within
  /// ``ReadingGrant/secondsMax``.
  func setPrefetch(_ isAllowed: Bool, in channel: ChannelID) async throws(Failure<ConsentRejection>)
}

/// A box, as the history of acts makes it.
package enum BoxState: String, Hashable, Sendable, CaseIterable {
  case neverActivated, active, withdrawn, closed
}

/// A citizen's box, as the citizen sees it at the provider (R-CON-5).
package struct OwnBox: Hashable, Sendable {
  package let state: BoxState
  /// Oldest first.
  package let consents: [ChannelConsent]
  package let isExclusive: Bool
  /// Every act, newest first.
  package let history: [ConsentRecord]

  package init(
    state: BoxState, consents: [ChannelConsent], isExclusive: Bool, history: [ConsentRecord]
  ) {
    self.state = state
    self.consents = consents
    self.isExclusive = isExclusive
    self.history = history
  }
}

/// One act of a citizen's consent history; never changed (R-CON-2, R-CON-5).
package struct ConsentRecord: Hashable, Sendable {
  package enum Kind: String, Hashable, Sendable, CaseIterable {
    case given, withdrawn
    /// The register told the citizen's death.
    case closed
    case exclusiveChosen, exclusiveDropped
    /// Whether the channel may fetch ahead.
    case prefetchAllowed, prefetchEnded
    /// A channel changed the language of notices.
    case languageChosen
  }

  package let kind: Kind
  package let at: Instant
  /// Whose consent it is; of the exclusive wish and the language, who changed it, nil for the citizen's own
  /// act.
  package let channel: ChannelID?
  /// The channel's names; nil when it is not registered any more.
  package let channelNames: TranslatedText?
  /// What was accepted; nil but for given.
  package let text: ConsentText?
  /// Of the accepted text (``ConsentWording/canonical``); nil but for given, and for what was given before
  /// digests were kept.
  package let textDigest: Digest?
  /// What was chosen; nil but for that of the language.
  package let language: Language?

  package init(
    kind: Kind, at: Instant, channel: ChannelID? = nil, channelNames: TranslatedText? = nil,
    text: ConsentText? = nil, textDigest: Digest? = nil, language: Language? = nil
  ) {
    self.kind = kind
    self.at = at
    self.channel = channel
    self.channelNames = channelNames
    self.text = text
    self.textDigest = textDigest
    self.language = language
  }
}

/// The text that a citizen accepted: its version and the language in which it was shown (R-CON-2).
package struct ConsentText: Hashable, Sendable {
  package static let currentVersion = "2026-12"
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
  /// Whether the channel may fetch ahead.
  package let isPrefetchAllowed: Bool

  package init(
    channel: ChannelID, channelName: String, since: Instant, text: ConsentText, isPrefetchAllowed: Bool
  ) {
    self.channel = channel
    self.channelName = channelName
    self.since = since
    self.text = text
    self.isPrefetchAllowed = isPrefetchAllowed
  }
}

/// Why a consent act is turned down. Case order is check order.
package enum ConsentRejection: Error, Hashable, Sendable, CaseIterable {
  /// No such channel.
  case channelUnknown
  /// The accepted text is not the one in force.
  case textOutdated
  /// There is no consent for this channel to withdraw, or none at all that a preference could hold for.
  case notInForce
  /// The box is closed.
  case boxClosed
}
