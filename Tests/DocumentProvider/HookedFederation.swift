import Contracts
import EBoxTesting
import Vocabulary

/// A provider at which something happens between giving a grant and its arrival.
struct HookedFederation: Federation {
  private let prompt: PlayedFederation
  private let granted: @Sendable () async -> Void

  init(_ prompt: PlayedFederation, granted: @escaping @Sendable () async -> Void) {
    (self.prompt, self.granted) = (prompt, granted)
  }

  func recipient(_ number: NationalNumber) async throws(Failure<Never>) -> RecipientStanding {
    try await prompt.recipient(number)
  }

  func standings(of numbers: [NationalNumber]) async throws(Failure<Never>) -> [RecipientStanding?] {
    try await prompt.standings(of: numbers)
  }

  func grant(_ mailbox: MailboxID, _ channel: ChannelID) async throws(Failure<Never>) -> ReadingGrant {
    let grant = try await prompt.grant(mailbox, channel)
    await granted()
    return grant
  }

  func number(of mailbox: MailboxID) async throws(Failure<Never>) -> NationalNumber {
    try await prompt.number(of: mailbox)
  }

  func ownGrant(_ mailbox: MailboxID, for wish: OwnWish) async throws(Failure<Never>) -> ReadingGrant {
    try await prompt.ownGrant(mailbox, for: wish)
  }
}
