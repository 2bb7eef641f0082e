import Contracts
import EBoxTesting
import Synchronization
import Vocabulary

/// Answers once what it remembers of a recipient, then what is so: a consent act between question and commit.
final class StaleFederation: Federation {
  private let fresh: PlayedFederation
  private let remembered = Mutex<RecipientStanding?>(nil)

  init(fresh: PlayedFederation) { self.fresh = fresh }

  func remember(_ number: NationalNumber) async throws {
    let standing = try await fresh.recipient(number)
    remembered.withLock { $0 = standing }
  }

  func recipient(_ number: NationalNumber) async throws(Failure<Never>) -> RecipientStanding {
    let stale = remembered.withLock { standing in
      defer { standing = nil }
      return standing
    }
    if let stale { return stale }
    return try await fresh.recipient(number)
  }

  func standings(of numbers: [NationalNumber]) async throws(Failure<Never>) -> [RecipientStanding?] {
    try await fresh.standings(of: numbers)
  }

  func grant(_ mailbox: MailboxID, _ channel: ChannelID) async throws(Failure<Never>) -> ReadingGrant {
    try await fresh.grant(mailbox, channel)
  }

  func number(of mailbox: MailboxID) async throws(Failure<Never>) -> NationalNumber {
    try await fresh.number(of: mailbox)
  }

  func ownGrant(_ mailbox: MailboxID, for wish: OwnWish) async throws(Failure<Never>) -> ReadingGrant {
    try await fresh.ownGrant(mailbox, for: wish)
  }
}
