extension Outbox {
  /// The tables of all parties of a database; apply them once each.
  ///
  /// `position` is the order of insertion: with it, two events of one mailbox keep their order even when a
  /// clock stood still between them. `number` is the order of telling, given after the commit. Inserting
  /// touches the row and the index of what is not numbered yet, which stays small.
  package static let migrations: [Migration] = [
    Migration(
      "outbox", 1,
      [
        """
        CREATE TABLE outbox_event (
          position BIGSERIAL PRIMARY KEY,
          party TEXT NOT NULL,
          shard BIGINT NOT NULL,
          id TEXT NOT NULL,
          kind TEXT NOT NULL,
          mailbox TEXT NOT NULL,
          occurred_at BIGINT NOT NULL,
          message TEXT,
          sender TEXT,
          message_type TEXT,
          receipt_date BIGINT,
          expiration BIGINT,
          registered_mail BIGINT NOT NULL,
          channel TEXT,
          number BIGINT
        )
        """,
        "CREATE INDEX outbox_event_unnumbered ON outbox_event (party, position) WHERE number IS NULL",
        """
        CREATE UNIQUE INDEX outbox_event_told ON outbox_event (party, shard, number)
          WHERE number IS NOT NULL
        """,
        "CREATE TABLE outbox_head (party TEXT PRIMARY KEY NOT NULL, number BIGINT NOT NULL)",
        """
        CREATE TABLE outbox_shard (
          party TEXT NOT NULL,
          subscriber TEXT NOT NULL,
          shard BIGINT NOT NULL,
          cursor BIGINT NOT NULL,
          owner TEXT,
          leased_until BIGINT NOT NULL,
          failures BIGINT NOT NULL,
          retry_at BIGINT NOT NULL,
          PRIMARY KEY (party, subscriber, shard)
        )
        """,
      ]),
    Migration("outbox_unread", 1, ["ALTER TABLE outbox_event ADD COLUMN unread TEXT"]),
    // What is told to one sender.
    Migration(
      "outbox_sender", 1,
      [
        """
        CREATE INDEX outbox_event_of_sender ON outbox_event (party, sender, number)
          WHERE number IS NOT NULL AND sender IS NOT NULL
        """,
        // The highest number that is kept no more.
        "ALTER TABLE outbox_head ADD COLUMN pruned BIGINT NOT NULL DEFAULT 0",
      ]),
    Migration("outbox_outcome", 1, ["ALTER TABLE outbox_event ADD COLUMN outcome TEXT"]),
    Migration("outbox_accept_until", 1, ["ALTER TABLE outbox_event ADD COLUMN accept_until BIGINT"]),
  ]
}
