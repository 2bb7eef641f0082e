import AuditTrail
import Contracts
import Vocabulary

/// Shows a citizen what was replied to a message, and when its sender opened it.
struct ReplyReceipts: Sendable {
  let access: Access
  let keyring: MailboxKeyring

  func all(of message: MessageID) async throws(Failure<ReadingRejection>) -> [ReplyReceipt] {
    let mailbox = access.caller.mailbox
    let kept = try await access.commit(.replies, message) {
      transaction, moment -> Verdict<[ReplyRows.Kept]> in
      // As long as a reply is with its sender, its receipt is there, also where the message is over.
      let kept = try ReplyRows.all(to: message, in: mailbox, transaction).filter {
        $0.sealed != nil && $0.expiration > moment.at
      }
      let isThere = try MessageRow.one(message, of: mailbox, at: moment.at, in: transaction) != nil
      guard isThere || !kept.isEmpty else { return .rejected(.messageNotFound) }
      let names = kept.map(\.id.text).joined(separator: " ")
      return .given(kept, details: ["replies": names].filter { !$1.isEmpty })
    }.given
    if kept.isEmpty { return [] }
    do {
      let seal = try await keyring.seal(of: mailbox)
      return try kept.compactMap { try seal.open($0) }
    } catch { throw .outcomeUnknown(error) }
  }
}
