import Contracts
import Vocabulary

/// The provider's answers to document providers.
struct ProviderFederation: Federation {
  let parts: ProviderParts
  let directory: CitizenDirectory

  func recipient(_ number: NationalNumber) async throws(Failure<Never>) -> RecipientStanding {
    let mailbox: MailboxID = try await directory.mailbox(number, as: Never.self)
    let standing: ConsentStanding = try await parts.read(as: Never.self) { transaction in
      try ConsentRows.standing(mailbox, in: transaction)
    }
    return RecipientStanding(mailbox: mailbox, isActive: standing.state == .active, epoch: standing.epoch)
  }

  func grant(_ mailbox: MailboxID, _ channel: ChannelID) async throws(Failure<Never>) -> ReadingGrant {
    // Before the snapshot: the grant must end at most two seconds after the last moment at which it was true.
    let asked = parts.time.now()
    let standing: ConsentStanding = try await parts.read(as: Never.self) { transaction in
      try ConsentRows.standing(mailbox, in: transaction)
    }
    guard standing.state == .active else { throw .denied(.boxNotActive) }
    guard standing.channels.contains(channel) else { throw .denied(.channelNotLinked) }
    return ReadingGrant(
      mailbox: mailbox, channel: channel, epoch: standing.epoch,
      expires: asked.adding(seconds: ReadingGrant.secondsMax))
  }
}
