import Contracts
import Storage
import Vocabulary

/// What is still true of a notice when it is sent: without what was read or has ended since, to the address
/// and in the words of now; not at all to who withdrew, closed or removed the address (domain.md, "Telling").
struct NoticeReview: NoticeRevision {
  let desk: ProviderProfileDesk

  func revise(_ notice: Notice, in transaction: Transaction) throws -> Notice? {
    switch notice.kind {
    case .addressReplaced: notice
    case .addressCode: try isAwaited(notice, in: transaction) ? notice : nil
    case .daily, .atOnce, .registered: try asItIs(notice, in: transaction)
    }
  }

  /// Whether the address still waits for this code, and no other was sent since.
  private func isAwaited(_ notice: Notice, in transaction: Transaction) throws -> Bool {
    let hash = desk.seals.hash(notice.address)
    guard let waiting = try AddressRows.waiting(notice.mailbox, in: transaction), waiting.hash == hash,
      let code = try AddressCodeRows.last(to: waiting.number, of: notice.mailbox, in: transaction),
      let digits = notice.addressCode
    else { return false }
    return desk.seals.isCode(digits, hash: code.hash, of: notice.mailbox, addressHash: hash)
  }

  /// Of a citizen who chose since that a channel notifies, the notice goes there, under the same id.
  private func asItIs(_ notice: Notice, in transaction: Transaction) throws -> Notice? {
    let now = desk.parts.time.now()
    guard let addressee = try desk.addressee(notice.mailbox, at: now, in: transaction),
      let draft = try NoticePlan.Draft(
        what: notice.id, notice.kind, saysAt: now, of: notice.mailbox, in: transaction)
    else { return nil }
    switch addressee.way {
    case .mail(let address):
      return desk.notice(draft, of: notice.mailbox, to: address, addressee, at: notice.queuedAt)
    case .channel(let channel):
      try ChannelNoticeRows.add(
        ChannelNoticeRows.Waiting(
          id: notice.id, mailbox: notice.mailbox, kind: notice.kind, queuedAt: now), for: channel,
        in: transaction)
      try WatchRows.lookAt(notice.mailbox, in: transaction)
      return nil
    }
  }
}

extension NoticePlan.Draft {
  /// What a notice that was decided has still to say: nothing of what was read or has ended since. Nil when
  /// nothing is left.
  init?(
    what id: NoticeID, _ kind: Notice.Kind, saysAt now: Instant, of mailbox: MailboxID,
    in transaction: Transaction
  ) throws {
    let said = try UnreadRows.unread(mailbox, in: transaction).filter { $0.isStillSaid(in: id, at: now) }
    guard !said.isEmpty else { return nil }
    self.init(
      id: id, kind: kind, newMessages: said.filter { $0.toldIn == id },
      reminders: said.filter { $0.toldIn != id })
  }
}
