import Contracts
import EBoxTesting
import Vocabulary

/// A provider whose grants arrive late.
struct SlowFederation: Federation {
  private let prompt: PlayedFederation
  private let time: PlayedTime
  private let seconds: Int64

  init(_ prompt: PlayedFederation, time: PlayedTime, seconds: Int64) {
    (self.prompt, self.time, self.seconds) = (prompt, time, seconds)
  }

  func recipient(_ number: NationalNumber) async throws(Failure<Never>) -> RecipientStanding {
    try await prompt.recipient(number)
  }

  func grant(_ mailbox: MailboxID, _ channel: ChannelID) async throws(Failure<Never>) -> ReadingGrant {
    let grant = try await prompt.grant(mailbox, channel)
    time.advance(seconds: seconds)
    return grant
  }
}
