package import Storage

extension MyEBox {
  /// Sessions: the cookie only as its SHA-256, the access token only encrypted.
  package static let migrations: [Migration] = [
    Migration(
      "my_ebox", 1,
      [
        """
        CREATE TABLE my_ebox_session (
          cookie_hash BYTES PRIMARY KEY NOT NULL,
          token BYTES NOT NULL,
          mailbox TEXT,
          started_at BIGINT NOT NULL,
          seen_at BIGINT NOT NULL,
          ends_at BIGINT NOT NULL
        )
        """,
        "CREATE INDEX my_ebox_session_seen ON my_ebox_session (seen_at)",
      ])
  ]
}
