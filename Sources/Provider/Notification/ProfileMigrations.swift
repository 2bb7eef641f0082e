import Storage

extension ProviderProfileDesk {
  /// Choices as they are and each act that made them; addresses, their codes; what is unread in each mailbox
  /// and what its citizen was told of it.
  ///
  /// `address` and `phrase` are sealed; an address that is not used any more is emptied, its row stays. Of a
  /// code there is a keyed hash only.
  static let migrations = [
    Migration(
      "provider_profile", 1,
      [
        """
        CREATE TABLE provider_profile (
          mailbox TEXT NOT NULL PRIMARY KEY,
          acts BIGINT NOT NULL,
          language TEXT,
          hour BIGINT NOT NULL,
          pace TEXT NOT NULL,
          names_senders BIGINT NOT NULL,
          notifier TEXT,
          phrase BYTES,
          declined_at BIGINT
        )
        """,
        """
        CREATE TABLE provider_profile_act (
          mailbox TEXT NOT NULL,
          number BIGINT NOT NULL,
          act TEXT NOT NULL,
          value TEXT,
          at BIGINT NOT NULL,
          request_id TEXT NOT NULL,
          PRIMARY KEY (mailbox, number)
        )
        """,
        """
        CREATE TABLE provider_address (
          mailbox TEXT NOT NULL,
          number BIGINT NOT NULL,
          address BYTES,
          address_hash BYTES NOT NULL,
          proposed_at BIGINT NOT NULL,
          verified_at BIGINT,
          undeliverable_at BIGINT,
          undeliverable_seen_at BIGINT,
          ending TEXT,
          ended_at BIGINT,
          PRIMARY KEY (mailbox, number)
        )
        """,
        """
        CREATE UNIQUE INDEX provider_address_in_use ON provider_address (mailbox)
        WHERE verified_at IS NOT NULL AND ended_at IS NULL
        """,
        """
        CREATE UNIQUE INDEX provider_address_waiting ON provider_address (mailbox)
        WHERE verified_at IS NULL AND ended_at IS NULL
        """,
        """
        CREATE TABLE provider_address_code (
          mailbox TEXT NOT NULL,
          number BIGINT NOT NULL,
          address_number BIGINT NOT NULL,
          code_hash BYTES NOT NULL,
          made_at BIGINT NOT NULL,
          expires_at BIGINT NOT NULL,
          wrong_attempts BIGINT NOT NULL,
          PRIMARY KEY (mailbox, number)
        )
        """,
        "CREATE INDEX provider_address_code_age ON provider_address_code (made_at)",
        // `told_in`, `aged_in`, `ending_in`: the notices that said it is new, long unread, about to go.
        """
        CREATE TABLE provider_unread (
          mailbox TEXT NOT NULL,
          message TEXT NOT NULL,
          sender TEXT,
          is_registered BIGINT NOT NULL,
          received_at BIGINT NOT NULL,
          expires_at BIGINT,
          told_in TEXT,
          aged_in TEXT,
          ending_in TEXT,
          PRIMARY KEY (mailbox, message)
        )
        """,
        // `next_at`: when this mailbox is looked at again; null while nothing can become due by itself.
        """
        CREATE TABLE provider_watch (
          mailbox TEXT NOT NULL PRIMARY KEY,
          shard BIGINT NOT NULL,
          next_at BIGINT,
          last_day BIGINT,
          last_at_once BIGINT
        )
        """,
        "CREATE INDEX provider_watch_due ON provider_watch (shard, next_at) WHERE next_at IS NOT NULL",
        """
        CREATE TABLE provider_watch_shard (
          shard BIGINT NOT NULL PRIMARY KEY,
          owner TEXT,
          leased_until BIGINT NOT NULL
        )
        """,
        """
        CREATE TABLE provider_watch_cursor (
          subscriber TEXT NOT NULL PRIMARY KEY,
          number BIGINT NOT NULL
        )
        """,
      ]),
    // What channels that notify by themselves have still to tell.
    Migration(
      "provider_profile", 2,
      [
        """
        CREATE TABLE provider_channel_notice (
          channel TEXT NOT NULL,
          id TEXT NOT NULL,
          mailbox TEXT NOT NULL,
          kind TEXT NOT NULL,
          queued_at BIGINT NOT NULL,
          PRIMARY KEY (channel, id)
        )
        """,
        "CREATE INDEX provider_channel_notice_of_citizen ON provider_channel_notice (mailbox, queued_at)",
        "CREATE INDEX provider_channel_notice_age ON provider_channel_notice (queued_at)",
      ]),
    // `channel`: which one did it for the citizen; null for the citizen's own act on the provider's pages.
    Migration("provider_profile", 3, ["ALTER TABLE provider_profile_act ADD COLUMN channel TEXT"]),
    // Of registered mail. `accept_until`: until when it waits for a decision; `is_decided`: it was accepted;
    // `decide_in`: the notice that reminded of the decision.
    Migration(
      "provider_profile", 4,
      [
        "ALTER TABLE provider_unread ADD COLUMN accept_until BIGINT",
        "ALTER TABLE provider_unread ADD COLUMN is_decided BIGINT NOT NULL DEFAULT 0",
        "ALTER TABLE provider_unread ADD COLUMN decide_in TEXT",
      ]),
  ]
}
