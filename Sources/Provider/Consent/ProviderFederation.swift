import Contracts
import Storage
import Vocabulary

/// The provider's answers to document providers.
struct ProviderFederation: Federation {
  let parts: ProviderParts
  let directory: CitizenDirectory

  func recipient(_ number: NationalNumber) async throws(Failure<Never>) -> RecipientStanding {
    if let known = try await known(number) { return known }
    let mailbox: MailboxID = try await directory.mailbox(number, as: Never.self)
    return try await parts.lookup(as: Never.self) { try Self.standing(mailbox, in: $0) }
  }

  func standings(of numbers: [NationalNumber]) async throws(Failure<Never>) -> [RecipientStanding?] {
    var standings: [RecipientStanding?] = []
    for number in numbers { standings.append(try await known(number)) }
    return standings
  }

  /// What a number finds, and under which number its box is now.
  private struct Known: Sendable {
    let standing: RecipientStanding
    /// Only of a number that was replaced.
    let currentNumber: [UInt8]?
  }

  private func known(_ number: NationalNumber) async throws(Failure<Never>) -> RecipientStanding? {
    let hash = directory.hash(number)
    let known: Known? = try await parts.lookup(as: Never.self) { transaction in
      guard let found = try CitizenDirectory.find(hash, in: transaction) else { return nil }
      return Known(
        standing: try Self.standing(found.mailbox, in: transaction),
        currentNumber: found.isFormer
          ? try CitizenDirectory.sealedNumber(of: found.mailbox, in: transaction) : nil)
    }
    guard let known, let sealed = known.currentNumber else { return known?.standing }
    let standing = known.standing
    return RecipientStanding(
      mailbox: standing.mailbox, isActive: standing.isActive, epoch: standing.epoch,
      isExclusive: standing.isExclusive,
      currentNumber: try directory.open(sealed, of: standing.mailbox, as: Never.self))
  }

  private static func standing(
    _ mailbox: MailboxID, in transaction: Transaction
  ) throws -> RecipientStanding {
    let standing = try ConsentRows.standing(mailbox, in: transaction)
    let isActive = standing.state == .active
    return RecipientStanding(
      mailbox: mailbox, isActive: isActive, epoch: standing.epoch,
      isExclusive: try isActive && ExclusiveRows.isChosen(mailbox, in: transaction))
  }

  func grant(_ mailbox: MailboxID, _ channel: ChannelID) async throws(Failure<Never>) -> ReadingGrant {
    // Before the snapshot: the grant must end at most two seconds after the last moment at which it was true.
    let asked = parts.time.now()
    let standing: ConsentStanding = try await parts.lookup(as: Never.self) { transaction in
      try ConsentRows.standing(mailbox, in: transaction)
    }
    guard standing.state == .active else { throw .denied(.boxNotActive) }
    guard standing.channels.contains(channel) else { throw .denied(.channelNotLinked) }
    return ReadingGrant(
      mailbox: mailbox, channel: channel, epoch: standing.epoch,
      expires: asked.adding(seconds: ReadingGrant.secondsMax), prefetchSince: standing.prefetchSince[channel])
  }

  func number(of mailbox: MailboxID) async throws(Failure<Never>) -> NationalNumber {
    let sealed: [UInt8]? = try await parts.lookup(as: Never.self) { transaction in
      try CitizenDirectory.sealedNumber(of: mailbox, in: transaction)
    }
    guard let sealed else { throw .denied(.boxNotActive) }
    return try directory.open(sealed, of: mailbox, as: Never.self)
  }

  func ownGrant(_ mailbox: MailboxID, for wish: OwnWish) async throws(Failure<Never>) -> ReadingGrant {
    let asked = parts.time.now()
    let standing: ConsentStanding = try await parts.read(as: Never.self) { transaction in
      try ConsentRows.standing(mailbox, in: transaction)
    }
    let needed: BoxState =
      switch wish {
      case .backToPaper: .active
      case .takeOut: .withdrawn
      }
    guard standing.state == needed else { throw .denied(.boxNotActive) }
    return ReadingGrant(
      mailbox: mailbox, channel: .ownPages, epoch: standing.epoch,
      expires: asked.adding(seconds: ReadingGrant.secondsMax))
  }
}
