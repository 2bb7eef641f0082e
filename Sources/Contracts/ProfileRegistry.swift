package import Vocabulary

/// The provider's desk for others who ask about citizens' profiles (CitizenProfile 1.3); bound to who asks.
/// Each call is on record before it is answered.
package protocol ProfileRegistry: Sendable {
  /// - Parameter purpose: for what the sender's organisation declared to look at profiles.
  func profiles(for caller: SenderCaller, purpose: String) -> any RecipientProfiles
  func profiles(for caller: ChannelSystem) -> any LinkedProfiles
}

/// A channel's own system; no citizen takes part. Only an edge makes one, of who signed the request.
package struct ChannelSystem: Hashable, Sendable {
  package let channel: ChannelID
  package let requestID: RequestID

  package init(channel: ChannelID, requestID: RequestID) {
    self.channel = channel
    self.requestID = requestID
  }
}

/// Profiles as senders may know them.
package protocol RecipientProfiles: Sendable {
  /// One answer each, in the order asked (`getRestrictedCitizenProfiles`): nil for who never consented, and
  /// for a closed eBox. At most ``PublicationLimits/recipientsAskedMax``; asking makes no mailbox.
  func profiles(of recipients: [NationalNumber]) async throws(Failure<Never>) -> [RecipientProfile?]
}

/// What a sender may know of a citizen's profile.
package struct RecipientProfile: Hashable, Sendable {
  /// Of the notices; not meant as the language to publish in.
  package let language: Language
  /// Whether a consent is in force: the eBox is active.
  package let isActive: Bool
  package let isExclusive: Bool
  /// When the citizen last consented or withdrew.
  package let validatedAt: Instant

  package init(language: Language, isActive: Bool, isExclusive: Bool, validatedAt: Instant) {
    self.language = language
    self.isActive = isActive
    self.isExclusive = isExclusive
    self.validatedAt = validatedAt
  }
}

/// Profiles of the citizens who have linked a channel, as that channel may know and change them.
package protocol LinkedProfiles: Sendable {
  /// One answer each, in the order asked (`getCitizenProfiles`): nil for who has not linked the channel.
  func profiles(of citizens: [NationalNumber]) async throws(Failure<Never>) -> [LinkedProfile?]

  /// All of it or nothing (`createOrUpdateCitizenProfile`). An address is used once the citizen confirmed it,
  /// as if given on the provider's pages (R-NOT-3).
  func change(
    _ citizen: NationalNumber, _ change: LinkedProfileChange
  ) async throws(Failure<LinkedProfileRejection>)

  /// The number of the citizen whom the provider names to the channel by this mailbox
  /// (`getInssForExternalAccount`); nil for who has not linked the channel.
  func number(of mailbox: MailboxID) async throws(Failure<Never>) -> NationalNumber?
}

/// What a channel may know of the profile of a citizen who has linked it.
package struct LinkedProfile: Hashable, Sendable {
  package let profile: RecipientProfile
  /// The verified address in use.
  package let address: EmailAddress?

  package init(profile: RecipientProfile, address: EmailAddress?) {
    self.profile = profile
    self.address = address
  }
}

/// What a channel asks to be changed for a citizen.
package struct LinkedProfileChange: Hashable, Sendable {
  package enum Address: Hashable, Sendable {
    /// As it is.
    case kept
    case proposed(EmailAddress)
  }

  package let language: Language
  package let address: Address
  /// Nil: as it is.
  package let isExclusive: Bool?
  /// What the channel says of the consent. Only what is so already: a consent is given and withdrawn by the
  /// citizen alone (R-CON-1).
  package let isActive: Bool

  package init(language: Language, address: Address, isExclusive: Bool?, isActive: Bool) {
    self.language = language
    self.address = address
    self.isExclusive = isExclusive
    self.isActive = isActive
  }
}

/// Why a channel's change is turned down. Case order is check order; the raw value is the code in the audit
/// trail.
package enum LinkedProfileRejection: String, Error, Hashable, Sendable, CaseIterable {
  /// The citizen has not linked the channel: no API gives a consent.
  case notLinked = "CHANNEL_NOT_LINKED"
  /// The citizen has a consent in force, and no API withdraws it.
  case consentInForce = "CONSENT_IN_FORCE"
  /// ``AddressCode/perHourMax`` or ``AddressCode/perDayMax`` codes were sent.
  case codesExhausted = "CODES_EXHAUSTED"
}
