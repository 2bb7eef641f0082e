/// Facts that become true with the transaction that writes them, and are told afterwards, at least once (house.md §3).
///
/// The sequencer numbers committed rows; workers deliver numbered rows, each shard (hash of the mailbox) by the one worker
/// that holds its lease, so that order per mailbox holds.
package struct Outbox: Sendable {
  /// The party whose facts these are: `document-provider` or `provider`.
  package let party: String

  package init(party: String) { self.party = party }
}
