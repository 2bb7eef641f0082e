import Storage

extension NoticeQueue {
  /// A notice, what is still waiting, and what became of it: an act a row, never changed.
  ///
  /// `sealed` (address and text) is emptied after 13 months; the rest stays ten years (domain.md, "Kept").
  static let migrations = [
    Migration(
      "provider_notice", 1,
      [
        """
        CREATE TABLE provider_notice (
          mailbox TEXT NOT NULL,
          id TEXT NOT NULL,
          kind TEXT NOT NULL,
          address_hash BYTES NOT NULL,
          code_hash BYTES NOT NULL,
          queued_at BIGINT NOT NULL,
          sealed BYTES,
          PRIMARY KEY (mailbox, id)
        )
        """,
        "CREATE UNIQUE INDEX provider_notice_by_id ON provider_notice (id)",
        "CREATE UNIQUE INDEX provider_notice_by_code ON provider_notice (code_hash)",
        "CREATE INDEX provider_notice_age ON provider_notice (queued_at)",
        """
        CREATE TABLE provider_notice_waiting (
          mailbox TEXT NOT NULL,
          notice TEXT NOT NULL,
          shard BIGINT NOT NULL,
          urgency BIGINT NOT NULL,
          due_at BIGINT NOT NULL,
          attempts BIGINT NOT NULL,
          unknowns BIGINT NOT NULL,
          begun_at BIGINT,
          PRIMARY KEY (mailbox, notice)
        )
        """,
        """
        CREATE INDEX provider_notice_waiting_order
          ON provider_notice_waiting (shard, urgency, due_at, notice)
        """,
        """
        CREATE TABLE provider_notice_act (
          mailbox TEXT NOT NULL,
          notice TEXT NOT NULL,
          number BIGINT NOT NULL,
          at BIGINT NOT NULL,
          act TEXT NOT NULL,
          reply BIGINT,
          status TEXT,
          digest BYTES,
          PRIMARY KEY (mailbox, notice, number)
        )
        """,
        """
        CREATE TABLE provider_notice_shard (
          shard BIGINT PRIMARY KEY NOT NULL,
          owner TEXT,
          leased_until BIGINT NOT NULL
        )
        """,
      ]),
    Migration(
      "provider_notice", 2,
      [
        "CREATE INDEX provider_notice_sealed ON provider_notice (queued_at) WHERE sealed IS NOT NULL",
        "CREATE INDEX provider_notice_begun ON provider_notice_waiting (shard) WHERE begun_at IS NOT NULL",
      ]),
  ]
}
