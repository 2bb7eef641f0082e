package import Storage

extension ProviderParty {
  /// The provider's tables. Secrets (tokens, codes, sessions, states) are kept as SHA-256 only.
  package static let migrations = ownMigrations + NoticeQueue.migrations + ProviderProfileDesk.migrations

  private static let ownMigrations = [
    Migration(
      "provider", 1,
      [
        """
        CREATE TABLE provider_citizen (
          mailbox TEXT NOT NULL PRIMARY KEY,
          number_hash BYTES NOT NULL UNIQUE,
          number_cipher BYTES NOT NULL,
          made_at BIGINT NOT NULL
        )
        """,
        """
        CREATE TABLE provider_consent_act (
          mailbox TEXT NOT NULL,
          epoch BIGINT NOT NULL,
          act TEXT NOT NULL,
          channel TEXT,
          at BIGINT NOT NULL,
          text_version TEXT,
          text_language TEXT,
          request_id TEXT NOT NULL,
          PRIMARY KEY (mailbox, epoch)
        )
        """,
        """
        CREATE TABLE provider_consent_in_force (
          mailbox TEXT NOT NULL,
          channel TEXT NOT NULL,
          epoch BIGINT NOT NULL,
          PRIMARY KEY (mailbox, channel)
        )
        """,
        """
        CREATE TABLE provider_assertion (
          client_id TEXT NOT NULL,
          jti TEXT NOT NULL,
          expires_at BIGINT NOT NULL,
          PRIMARY KEY (client_id, jti)
        )
        """,
        """
        CREATE TABLE provider_code (
          code_hash BYTES NOT NULL PRIMARY KEY,
          client_id TEXT NOT NULL,
          redirect_uri TEXT NOT NULL,
          challenge TEXT NOT NULL,
          scopes TEXT NOT NULL,
          mailbox TEXT NOT NULL,
          assurance BIGINT NOT NULL,
          expires_at BIGINT NOT NULL,
          used_at BIGINT
        )
        """,
        """
        CREATE TABLE provider_token (
          token_hash BYTES NOT NULL PRIMARY KEY,
          token_id TEXT NOT NULL,
          client_id TEXT NOT NULL,
          organization TEXT,
          mailbox TEXT,
          assurance BIGINT,
          scopes TEXT NOT NULL,
          code_hash BYTES,
          issued_at BIGINT NOT NULL,
          expires_at BIGINT NOT NULL,
          revoked_at BIGINT
        )
        """,
        """
        CREATE INDEX provider_token_of_citizen ON provider_token (mailbox, client_id)
        WHERE mailbox IS NOT NULL
        """,
        "CREATE INDEX provider_token_of_code ON provider_token (code_hash) WHERE code_hash IS NOT NULL",
        "CREATE INDEX provider_code_of_citizen ON provider_code (mailbox, client_id)",
        "CREATE INDEX provider_token_end ON provider_token (expires_at)",
        "CREATE INDEX provider_code_end ON provider_code (expires_at)",
        "CREATE INDEX provider_assertion_end ON provider_assertion (expires_at)",
      ]),
    Migration(
      "provider", 2,
      [
        """
        CREATE TABLE provider_sign_in (
          state_hash BYTES NOT NULL PRIMARY KEY,
          binding_hash BYTES NOT NULL,
          nonce TEXT NOT NULL,
          verifier TEXT NOT NULL,
          return_to TEXT NOT NULL,
          expires_at BIGINT NOT NULL
        )
        """,
        """
        CREATE TABLE provider_session (
          session_hash BYTES NOT NULL PRIMARY KEY,
          mailbox TEXT NOT NULL,
          assurance BIGINT NOT NULL,
          name_cipher BYTES NOT NULL,
          seen_at BIGINT NOT NULL,
          ends_at BIGINT NOT NULL
        )
        """,
        "CREATE INDEX provider_sign_in_end ON provider_sign_in (expires_at)",
        "CREATE INDEX provider_session_end ON provider_session (ends_at)",
      ]),
    Migration(
      "provider", 3,
      [
        """
        CREATE TABLE provider_event (
          number BIGINT NOT NULL PRIMARY KEY,
          id TEXT NOT NULL UNIQUE,
          kind TEXT NOT NULL,
          mailbox TEXT NOT NULL,
          occurred_at BIGINT NOT NULL,
          message TEXT,
          sender TEXT,
          message_type TEXT,
          receipt_date BIGINT,
          expiration BIGINT,
          registered_mail BIGINT NOT NULL,
          channel TEXT
        )
        """
      ]),
    // Sessions get a name for lists, what kind of browser they run in, and what the identity provider calls
    // them; those that run end, and their citizens sign in again.
    Migration(
      "provider_consent", 1,
      [
        "DROP TABLE provider_session",
        """
        CREATE TABLE provider_session (
          session_hash BYTES NOT NULL PRIMARY KEY,
          id TEXT NOT NULL UNIQUE,
          mailbox TEXT NOT NULL,
          assurance BIGINT NOT NULL,
          name_cipher BYTES NOT NULL,
          browser_cipher BYTES NOT NULL,
          id_token_cipher BYTES NOT NULL,
          subject_hash BYTES NOT NULL,
          sid_hash BYTES,
          started_at BIGINT NOT NULL,
          seen_at BIGINT NOT NULL,
          ends_at BIGINT NOT NULL
        )
        """,
        "CREATE INDEX provider_session_end ON provider_session (ends_at)",
        "CREATE INDEX provider_session_of_citizen ON provider_session (mailbox)",
        "CREATE INDEX provider_session_subject ON provider_session (subject_hash)",
        "CREATE INDEX provider_session_sid ON provider_session (sid_hash) WHERE sid_hash IS NOT NULL",
        "ALTER TABLE provider_consent_act ADD COLUMN text_digest BYTES",
        """
        CREATE TABLE provider_exclusive_act (
          mailbox TEXT NOT NULL,
          number BIGINT NOT NULL,
          act TEXT NOT NULL,
          at BIGINT NOT NULL,
          request_id TEXT NOT NULL,
          PRIMARY KEY (mailbox, number)
        )
        """,
        "ALTER TABLE provider_event ADD COLUMN unread TEXT",
      ]),
    // Numbers that citizens had before: the register replaced them.
    Migration(
      "provider", 4,
      [
        """
        CREATE TABLE provider_former_number (
          number_hash BYTES NOT NULL PRIMARY KEY,
          mailbox TEXT NOT NULL,
          replaced_at BIGINT NOT NULL
        )
        """,
        "CREATE INDEX provider_former_number_of_citizen ON provider_former_number (mailbox)",
      ]),
    // Through which channel a citizen's wish was changed; NULL for the provider's pages.
    Migration("provider", 5, ["ALTER TABLE provider_exclusive_act ADD COLUMN channel TEXT"]),
    // Whether a channel may fetch ahead: the acts, and beside each consent in force since when; NULL where it
    // may not.
    Migration(
      "provider", 6,
      [
        """
        CREATE TABLE provider_prefetch_act (
          mailbox TEXT NOT NULL,
          number BIGINT NOT NULL,
          act TEXT NOT NULL,
          channel TEXT NOT NULL,
          at BIGINT NOT NULL,
          request_id TEXT NOT NULL,
          PRIMARY KEY (mailbox, number)
        )
        """,
        "ALTER TABLE provider_consent_in_force ADD COLUMN prefetch_since BIGINT",
      ]),
    Migration("provider", 7, ["ALTER TABLE provider_event ADD COLUMN outcome TEXT"]),
    Migration("provider", 8, ["ALTER TABLE provider_event ADD COLUMN accept_until BIGINT"]),
  ]
}
