package import Vocabulary

/// The provider's desk for citizens' profiles; bound to the citizen who asks. No sender, channel or operator
/// has one.
package protocol ProfileDesk: Sendable {
  func profile(for caller: CitizenCaller) -> any CitizenProfile
}

/// How a citizen wants to be told of mail: the address, how, when, and in which words (R-NOT-1, R-NOT-3,
/// R-NOT-5). Each act is a row of the citizen's history with an audit entry; so is each rejection.
package protocol CitizenProfile: Sendable {
  func current() async throws(Failure<ProfileRejection>) -> Profile

  /// Sends a code of ``AddressCode/digitsCount`` digits to an address, which waits for it; an older one that
  /// waited is dropped. The address in use stays in use. Proposing the waiting one again sends another code.
  func propose(_ address: EmailAddress) async throws(Failure<ProfileRejection>)
  /// Sends another code to the waiting address; the one before is not good any more.
  func sendCodeAgain() async throws(Failure<ProfileRejection>)
  /// Takes the waiting address into use. The one that was in use before is told so, and forgotten.
  /// - Parameter digits: as typed; spaces are left out.
  func confirm(_ digits: String) async throws(Failure<ProfileRejection>)
  /// Forgets the address in use and the one that waits: no notice is sent any more.
  func removeAddress() async throws(Failure<ProfileRejection>)
  /// The citizen gives no address, and was told to look regularly. Repeating it changes nothing.
  func declineAddress() async throws(Failure<ProfileRejection>)
  /// The citizen saw that mail to the address comes back, and goes on.
  func seenUndeliverable() async throws(Failure<ProfileRejection>)

  /// What is as it was leaves no row.
  func choose(_ choices: NoticeChoices) async throws(Failure<ProfileRejection>)
  /// - Parameter phrase: nil for none.
  func choose(phrase: NoticePhrase?) async throws(Failure<ProfileRejection>)
}

/// A citizen's profile as it is now.
package struct Profile: Hashable, Sendable {
  /// The verified address in use.
  package let address: AddressInUse?
  /// The address that waits for its code.
  package let proposal: AddressProposal?
  /// When the citizen said to give none; nil when not, or after giving one.
  package let declinedAt: Instant?
  package let choices: NoticeChoices
  package let phrase: NoticePhrase?
  /// The channels with a consent in force that can notify by themselves.
  package let notifiers: [NotifyingChannel]

  package init(
    address: AddressInUse?, proposal: AddressProposal?, declinedAt: Instant?, choices: NoticeChoices,
    phrase: NoticePhrase?, notifiers: [NotifyingChannel]
  ) {
    self.address = address
    self.proposal = proposal
    self.declinedAt = declinedAt
    self.choices = choices
    self.phrase = phrase
    self.notifiers = notifiers
  }

  /// Whether the citizen has still to say whether there is an address (R-NOT-3).
  package var isUnanswered: Bool { address == nil && proposal == nil && declinedAt == nil }
}

/// An address that was verified.
package struct AddressInUse: Hashable, Sendable {
  package let address: EmailAddress
  package let since: Instant
  /// Since when mail to it comes back; then nothing is sent to it until an address is verified anew.
  package let undeliverableSince: Instant?
  /// Whether the citizen was shown that.
  package let isUndeliverableSeen: Bool

  package init(
    address: EmailAddress, since: Instant, undeliverableSince: Instant? = nil,
    isUndeliverableSeen: Bool = false
  ) {
    self.address = address
    self.since = since
    self.undeliverableSince = undeliverableSince
    self.isUndeliverableSeen = isUndeliverableSeen
  }
}

/// An address that waits for its code.
package struct AddressProposal: Hashable, Sendable {
  package let address: EmailAddress
  /// When the code that was sent last ends.
  package let codeEnds: Instant
  package let attemptsLeft: Int
  /// From when another code can be asked for.
  package let againFrom: Instant

  package init(address: EmailAddress, codeEnds: Instant, attemptsLeft: Int, againFrom: Instant) {
    self.address = address
    self.codeEnds = codeEnds
    self.attemptsLeft = attemptsLeft
    self.againFrom = againFrom
  }
}

/// A channel that tells its citizens by itself that there is mail.
package struct NotifyingChannel: Hashable, Sendable {
  package let channel: ChannelID
  package let name: TranslatedText

  package init(channel: ChannelID, name: TranslatedText) {
    self.channel = channel
    self.name = name
  }
}

/// Limits of the code that verifies an address: at most ``attemptsMax`` × ``perDayMax`` guesses a day at one
/// in a million.
package enum AddressCode {
  package static let digitsCount = 6
  package static let secondsMax: Int64 = 900
  /// Wrong guesses at one code.
  package static let attemptsMax = 5
  /// Codes sent for one citizen.
  package static let perHourMax = 5
  package static let perDayMax = 20
  /// Between two codes.
  package static let againSeconds: Int64 = 60
}

/// How and when a citizen is told of mail.
package struct NoticeChoices: Hashable, Sendable {
  package enum Pace: String, Hashable, Sendable, CaseIterable { case daily, atOnce }

  /// Of the notices; nil for the language in which the consent was given.
  package var language: Language?
  package var hour: NoticeHour
  package var pace: Pace
  /// Whether notices say who sent the mail.
  package var namesSenders: Bool
  /// The channel that notifies instead of mail, while its consent is in force.
  package var notifier: ChannelID?

  package init(
    language: Language? = nil, hour: NoticeHour = NoticeHour(), pace: Pace = .daily,
    namesSenders: Bool = true,
    notifier: ChannelID? = nil
  ) {
    self.language = language
    self.hour = hour
    self.pace = pace
    self.namesSenders = namesSenders
    self.notifier = notifier
  }
}

/// The hour of the daily notice, 0 to 23, in Europe/Brussels.
package struct NoticeHour: Hashable, Sendable, CustomStringConvertible {
  package static let range = 0...23
  package let value: Int

  /// Eight in the morning.
  package init() { value = 8 }

  package init(parsing text: some StringProtocol) throws(InvalidIdentifier) {
    guard text.utf8.count <= 2, let value = Int(text) else {
      throw InvalidIdentifier("hour", "must be a whole hour, 0 to 23")
    }
    try self.init(parsing: value)
  }

  package init(parsing value: Int) throws(InvalidIdentifier) {
    guard Self.range.contains(value) else {
      throw InvalidIdentifier("hour", "must be a whole hour, 0 to 23")
    }
    self.value = value
  }

  package var description: String { "\(value)" }
}

/// Why a profile act is turned down. Case order is check order; the raw value is the code in the audit trail.
package enum ProfileRejection: String, Error, Hashable, Sendable, CaseIterable {
  /// The box is closed.
  case boxClosed
  /// There is no address to remove, or none whose mail comes back.
  case noAddress
  /// The address is in use already; to give none, remove it.
  case addressInUse
  /// No address waits for a code.
  case nothingProposed
  /// The last code to this address was sent less than ``AddressCode/againSeconds`` ago.
  case codeTooSoon
  /// ``AddressCode/perHourMax`` or ``AddressCode/perDayMax`` codes were sent.
  case codesExhausted
  /// The code's time is over.
  case codeExpired
  /// ``AddressCode/attemptsMax`` wrong guesses were made at this code.
  case attemptsExhausted
  case codeWrong
  /// No such channel with a consent in force that can notify.
  case notifierUnknown
}
