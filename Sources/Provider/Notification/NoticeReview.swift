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
    case .daily, .atOnce: try asItIs(notice, in: transaction)
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

  private func asItIs(_ notice: Notice, in transaction: Transaction) throws -> Notice? {
    guard let addressee = try desk.addressee(notice.mailbox, in: transaction) else { return nil }
    let now = desk.parts.time.now()
    let said = try UnreadRows.unread(notice.mailbox, in: transaction).filter { message in
      [message.toldIn, message.agedIn, message.endingIn].contains(notice.id)
        && (message.expires.map { now < $0 } ?? true)
    }
    guard !said.isEmpty else { return nil }
    let draft = NoticePlan.Draft(
      id: notice.id, kind: notice.kind, newMessages: said.filter { $0.toldIn == notice.id },
      reminders: said.filter { $0.toldIn != notice.id })
    return desk.notice(draft, of: notice.mailbox, to: addressee, at: notice.queuedAt)
  }
}
