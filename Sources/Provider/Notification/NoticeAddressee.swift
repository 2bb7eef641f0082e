import Contracts
import Storage
import Vocabulary

/// A citizen who is told, as the choices are at this moment (domain.md, "Telling").
struct NoticeAddressee: Hashable, Sendable {
  enum Way: Hashable, Sendable {
    case mail(EmailAddress)
    /// The channel notifies by itself (R-NOT-4).
    case channel(ChannelID)
  }

  let way: Way
  let language: Language
  let phrase: NoticePhrase?
  let choices: NoticeChoices
  /// The channel that the citizen chose, while it is linked and notifies; also when it is late.
  let notifier: ChannelID?

  var channel: ChannelID? {
    if case .channel(let channel) = way { channel } else { nil }
  }
}

extension ProviderProfileDesk {
  /// Nil for a citizen who can't be told: no consent is in force; or no channel that is linked notifies, and
  /// there is no verified address, or mail to it comes back. A channel that leaves a notice lie for
  /// ``ChannelNotice/secondsMax`` does not notify now: mail takes over, where there is an address.
  func addressee(
    _ mailbox: MailboxID, at now: Instant, in transaction: Transaction
  ) throws -> NoticeAddressee? {
    let standing = try ConsentRows.standing(mailbox, in: transaction)
    guard standing.state == .active else { return nil }
    let kept = try ProfileRows.kept(mailbox, in: transaction)
    let inUse = try AddressRows.inUse(mailbox, in: transaction)
    let usable = inUse?.undeliverableAt == nil ? inUse : nil
    let notifier = kept.choices.notifier.flatMap { chosen in
      settings.notifiers.contains(chosen) && standing.channels.contains(chosen) ? chosen : nil
    }
    let way: NoticeAddressee.Way
    if let notifier,
      try usable == nil || !ChannelNoticeRows.isLate(mailbox, of: notifier, at: now, in: transaction)
    {
      way = .channel(notifier)
    } else if let usable {
      way = .mail(try seals.openAddress(usable.cipher, of: mailbox))
    } else {
      return nil
    }
    return NoticeAddressee(
      way: way, language: try language(kept.choices, of: mailbox, in: transaction),
      phrase: try kept.phrase.map { try seals.openPhrase($0, of: mailbox) }, choices: kept.choices,
      notifier: notifier)
  }

  /// Queues a notice for its way.
  func queue(
    _ draft: NoticePlan.Draft, of mailbox: MailboxID, to addressee: NoticeAddressee, at now: Instant,
    in transaction: Transaction
  ) throws {
    switch addressee.way {
    case .mail(let address):
      try notices.add(notice(draft, of: mailbox, to: address, addressee, at: now), in: transaction)
    case .channel(let channel):
      let waiting = ChannelNoticeRows.Waiting(id: draft.id, mailbox: mailbox, kind: draft.kind, queuedAt: now)
      try ChannelNoticeRows.add(waiting, for: channel, in: transaction)
    }
  }

  func notice(
    _ draft: NoticePlan.Draft, of mailbox: MailboxID, to address: EmailAddress, _ addressee: NoticeAddressee,
    at now: Instant
  ) -> Notice {
    let today = CalendarDate(inBrusselsAt: now)
    return Notice(
      id: draft.id, mailbox: mailbox, kind: draft.kind, address: address,
      language: addressee.language, phrase: addressee.phrase?.text,
      newMessages: draft.newMessages.map { item($0, on: today, addressee) },
      reminders: draft.reminders.map { item($0, on: today, addressee) }, queuedAt: now)
  }

  /// The last day is said once it is near.
  private func item(
    _ message: UnreadMessage, on today: CalendarDate, _ addressee: NoticeAddressee
  ) -> Notice.Item {
    Notice.Item(
      sender: addressee.choices.namesSenders ? message.sender.flatMap { settings.senderNames[$0] } : nil,
      isRegisteredMail: message.isRegisteredMail,
      removedOn: message.acceptUntil == nil && message.isEnding(on: today) ? message.lastDay : nil,
      decideBefore: message.acceptUntil)
  }
}
