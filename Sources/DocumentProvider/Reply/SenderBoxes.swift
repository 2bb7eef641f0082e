import Contracts
import Storage
import Vocabulary

/// The mailboxes of senders, by enterprise number, each made when it is first looked for.
struct SenderBoxes: Sendable {
  let database: any Database
  let ledger: Ledger

  func mailbox(of sender: EnterpriseNumber) async throws(StorageFailure) -> MailboxID {
    let known = try await database.lookup { try Self.find(sender, in: $0) }
    if let known { return known }
    let new = MailboxID(at: ledger.time.now(), random: ledger.random)
    return try await database.write { transaction in
      let made = try transaction.rows(
        """
        INSERT INTO document_provider_sender_box (sender, mailbox) VALUES ($1, $2)
        ON CONFLICT (sender) DO NOTHING RETURNING mailbox
        """,
        .text(sender.digits), .text(new.text))
      if !made.isEmpty { return new }
      guard let standing = try Self.find(sender, in: transaction) else {
        throw UnreadableRow(what: "a sender's box")
      }
      return standing
    }
  }

  private static func find(_ sender: EnterpriseNumber, in transaction: Transaction) throws -> MailboxID? {
    try transaction.rows(
      "SELECT mailbox FROM document_provider_sender_box WHERE sender = $1", .text(sender.digits)
    ).first.map { try MailboxID(parsing: $0.text(0)) }
  }
}
