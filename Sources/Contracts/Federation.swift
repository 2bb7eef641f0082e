package import Vocabulary

/// What the provider tells a document provider about citizens; bound to that document provider.
package protocol Federation: Sendable {
  /// The mailbox of a citizen, made on first asking, and whether it is active now. A number that was replaced
  /// leads to the same mailbox (domain.md, "Citizen and eBox").
  func recipient(_ number: NationalNumber) async throws(Failure<Never>) -> RecipientStanding

  /// The same for several, in the order asked, without making a mailbox: nil for who has none yet.
  func standings(of numbers: [NationalNumber]) async throws(Failure<Never>) -> [RecipientStanding?]

  /// Permission to read one mailbox in one channel, now.
  /// - Throws: ``Failure/denied(_:)`` with ``Denial/boxNotActive`` or ``Denial/channelNotLinked``.
  func grant(_ mailbox: MailboxID, _ channel: ChannelID) async throws(Failure<Never>) -> ReadingGrant

  /// The number under which the citizen of a mailbox is known now, for the one organisation that the citizen
  /// writes to (R-PUB-10). Kept sealed.
  /// - Throws: ``Failure/denied(_:)`` with ``Denial/boxNotActive`` when nobody is led to that mailbox.
  func number(of mailbox: MailboxID) async throws(Failure<Never>) -> NationalNumber

  /// Permission for a citizen who is signed in at the provider to see their own mailbox, outside any channel.
  /// - Throws: ``Failure/denied(_:)`` with ``Denial/boxNotActive`` when the box is in another state than the
  ///   wish needs.
  func ownGrant(_ mailbox: MailboxID, for wish: OwnWish) async throws(Failure<Never>) -> ReadingGrant
}

/// For what a citizen looks into their own mailbox on the provider's pages (domain.md, "Citizen and eBox").
package enum OwnWish: String, Hashable, Sendable, CaseIterable {
  /// Before the last withdrawal: which messages go back to paper. Needs an active box.
  case backToPaper
  /// After it: what was made available before. Needs a withdrawn box.
  case takeOut
}

/// A citizen as a publication meets them.
package struct RecipientStanding: Hashable, Sendable {
  package let mailbox: MailboxID
  /// Whether a channel consent is in force.
  package let isActive: Bool
  /// Rises with each consent act of this citizen; kept with the message as what was known.
  package let epoch: Int64
  /// Whether the citizen wants no paper copy beside the eBox; false unless the box is active.
  package let isExclusive: Bool
  /// The number that replaced the one asked with; nil while that one is the citizen's own.
  package let currentNumber: NationalNumber?

  package init(
    mailbox: MailboxID, isActive: Bool, epoch: Int64, isExclusive: Bool = false,
    currentNumber: NationalNumber? = nil
  ) {
    self.mailbox = mailbox
    self.isActive = isActive
    self.epoch = epoch
    self.isExclusive = isExclusive
    self.currentNumber = currentNumber
  }
}

/// Permission to read, valid for at most two seconds and only while the document provider has not heard of a
/// later epoch.
///
/// A read checks it again in the transaction that commits the reading; a withdrawal is answered once every
/// document provider confirmed the new epoch or two seconds passed (R-CON-4).
package struct ReadingGrant: Hashable, Sendable {
  package static let secondsMax: Int64 = 2

  package let mailbox: MailboxID
  package let channel: ChannelID
  package let epoch: Int64
  package let expires: Instant
  /// Since when the citizen lets this channel fetch ahead; nil when it may not (domain.md, "Reading").
  package let prefetchSince: Instant?

  package init(
    mailbox: MailboxID, channel: ChannelID, epoch: Int64, expires: Instant, prefetchSince: Instant? = nil
  ) {
    self.mailbox = mailbox
    self.channel = channel
    self.epoch = epoch
    self.expires = expires
    self.prefetchSince = prefetchSince
  }
}

/// What a document provider does when a citizen's consents change; the provider calls it before it answers
/// the citizen.
package protocol ConsentListener: Sendable {
  /// Refuses from now on every grant of this mailbox with a lower epoch, cuts its open streams, and on an
  /// activation makes available what was kept. Safe to repeat; an older epoch than one already heard changes
  /// nothing.
  func consentChanged(_ change: ConsentChange) async throws(Failure<Never>)
}

/// A consent act, as document providers hear of it.
package struct ConsentChange: Hashable, Sendable {
  package let mailbox: MailboxID
  package let epoch: Int64
  /// Whether the box is active after the act.
  package let isActive: Bool
  package let at: Instant
  /// Of an act that leaves the box active: the last one before it that did not. Who did not hear of that one
  /// does now.
  package let lastEnd: End?

  package struct End: Hashable, Sendable {
    package let epoch: Int64
    package let at: Instant

    package init(epoch: Int64, at: Instant) { (self.epoch, self.at) = (epoch, at) }
  }

  package init(mailbox: MailboxID, epoch: Int64, isActive: Bool, at: Instant, lastEnd: End? = nil) {
    self.mailbox = mailbox
    self.epoch = epoch
    self.isActive = isActive
    self.at = at
    self.lastEnd = lastEnd
  }
}
