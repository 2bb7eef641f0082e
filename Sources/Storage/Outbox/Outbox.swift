package import Contracts
package import Vocabulary

/// Facts that become true with the transaction that writes them, and are told afterwards, at least once
/// (house.md §3).
///
/// The sequencer numbers committed rows; workers deliver numbered rows, each shard (hash of the mailbox) by
/// the one worker that holds its lease, so that order per mailbox holds.
package struct Outbox: Hashable, Sendable {
  /// Shards of a party's events. Written into every row: it can't be changed without a migration.
  package static let shardCount: Int64 = 16

  /// The party whose facts these are: `document-provider` or `provider`.
  package let party: String

  package init(party: String) { self.party = party }

  /// Writes one row. The event is told only when `transaction` commits; events of one mailbox are told in the
  /// order in which they were recorded. Wake the sequencer after the commit, or it is told at the sequencer's
  /// next poll.
  package func record(_ event: Event, in transaction: Transaction) throws {
    try transaction.run(
      """
      INSERT INTO outbox_event
        (party, shard, id, kind, mailbox, occurred_at, message, sender, message_type, receipt_date,
         expiration, registered_mail, channel, unread, outcome, accept_until)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
      """,
      .text(party), .int(Outbox.shard(of: event.mailbox)), .text(event.id.text), .text(event.kind.rawValue),
      .text(event.mailbox.text), .int(event.occurredAt.microseconds), .text(orNull: event.message?.text),
      .text(orNull: event.sender?.digits), .text(orNull: event.messageType?.text),
      .int(orNull: event.receiptDate?.microseconds), .int(orNull: event.expiration?.microseconds),
      .int(event.isRegisteredMail ? 1 : 0), .text(orNull: event.channel?.text),
      .text(orNull: MessageIDList.column(event.unread)), .text(orNull: event.outcome?.rawValue),
      .int(orNull: event.acceptUntil?.microseconds))
  }

  /// FNV-1a of the id's text: the same in every process and release.
  package static func shard(of mailbox: MailboxID) -> Int64 {
    let hash = mailbox.text.utf8.reduce(UInt64(0xCBF2_9CE4_8422_2325)) {
      ($0 ^ UInt64($1)) &* 0x100_0000_01B3
    }
    return Int64(hash % UInt64(shardCount))
  }
}
