import Contracts
import Storage
import Vocabulary

/// A citizen who is told by mail, as the choices are at this moment (domain.md, "Telling").
struct NoticeAddressee: Hashable, Sendable {
  let address: EmailAddress
  let language: Language
  let phrase: NoticePhrase?
  let choices: NoticeChoices
}

extension ProviderProfileDesk {
  /// Nil for a citizen who gets no mail: no consent is in force, there is no verified address, mail to it
  /// comes back, or a channel that is linked notifies instead.
  func addressee(_ mailbox: MailboxID, in transaction: Transaction) throws -> NoticeAddressee? {
    guard let inUse = try AddressRows.inUse(mailbox, in: transaction), inUse.undeliverableAt == nil else {
      return nil
    }
    let standing = try ConsentRows.standing(mailbox, in: transaction)
    guard standing.state == .active else { return nil }
    let kept = try ProfileRows.kept(mailbox, in: transaction)
    if let notifier = kept.choices.notifier, settings.notifiers.contains(notifier),
      standing.channels.contains(notifier)
    {
      return nil
    }
    return NoticeAddressee(
      address: try seals.openAddress(inUse.cipher, of: mailbox),
      language: try language(kept.choices, of: mailbox, in: transaction),
      phrase: try kept.phrase.map { try seals.openPhrase($0, of: mailbox) }, choices: kept.choices)
  }

  func notice(
    _ draft: NoticePlan.Draft, of mailbox: MailboxID, to addressee: NoticeAddressee, at now: Instant
  ) -> Notice {
    let today = CalendarDate(inBrusselsAt: now)
    return Notice(
      id: draft.id, mailbox: mailbox, kind: draft.kind, address: addressee.address,
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
      removedOn: message.isEnding(on: today) ? message.lastDay : nil)
  }
}
