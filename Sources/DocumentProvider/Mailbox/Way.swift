import Contracts
import Vocabulary

/// Who grants a look into a mailbox, and on what ground.
protocol Way: Sendable {
  func grant(_ mailbox: MailboxID, _ channel: ChannelID) async throws(Failure<Never>) -> ReadingGrant
}

/// A channel's: the citizen's consent for it.
struct ChannelWay: Way {
  let federation: any Federation

  func grant(_ mailbox: MailboxID, _ channel: ChannelID) async throws(Failure<Never>) -> ReadingGrant {
    try await federation.grant(mailbox, channel)
  }
}

/// A citizen's own, outside any channel: the state of the box (domain.md, "Citizen and eBox").
struct OwnWay: Way {
  let federation: any Federation
  let wish: OwnWish

  func grant(_ mailbox: MailboxID, _ channel: ChannelID) async throws(Failure<Never>) -> ReadingGrant {
    try await federation.ownGrant(mailbox, for: wish)
  }
}

/// A sender's into its own box, where no consent is asked: whether it may was judged at the door.
struct SenderWay: Way {
  let time: any TimeSource

  func grant(_ mailbox: MailboxID, _ channel: ChannelID) async throws(Failure<Never>) -> ReadingGrant {
    ReadingGrant(
      mailbox: mailbox, channel: channel, epoch: RecipientStanding.senderBoxEpoch,
      expires: time.now().adding(seconds: ReadingGrant.secondsMax))
  }
}

extension RecipientStanding {
  /// No consent act is ever heard of for a sender's box.
  static let senderBoxEpoch: Int64 = 0
}
