package import Storage

extension AuditTrail {
  /// The tables of all parties of a database; apply them once each.
  ///
  /// Inserting an entry touches its row and the index of what has no place yet, which stays small. The
  /// indices by mailbox and message are filled when the sequencer gives the place, outside the
  /// recorded transaction.
  package static let migrations: [Migration] = [
    Migration(
      "audit", 1,
      [
        """
        CREATE TABLE audit_entry (
          position BIGSERIAL PRIMARY KEY,
          party TEXT NOT NULL,
          id TEXT NOT NULL,
          at BIGINT NOT NULL,
          action TEXT NOT NULL,
          outcome TEXT NOT NULL,
          code TEXT,
          request_id TEXT NOT NULL,
          client_id TEXT,
          organization TEXT,
          mailbox TEXT,
          message TEXT,
          details TEXT NOT NULL,
          place BIGINT,
          leaf BYTES
        )
        """,
        "CREATE INDEX audit_entry_unplaced ON audit_entry (party, position) WHERE place IS NULL",
        "CREATE UNIQUE INDEX audit_entry_place ON audit_entry (party, place) WHERE place IS NOT NULL",
        """
        CREATE INDEX audit_entry_mailbox ON audit_entry (mailbox, place)
          WHERE place IS NOT NULL AND mailbox IS NOT NULL
        """,
        """
        CREATE INDEX audit_entry_message ON audit_entry (message, place)
          WHERE place IS NOT NULL AND message IS NOT NULL
        """,
        """
        CREATE TABLE audit_tree (
          party TEXT PRIMARY KEY NOT NULL,
          size BIGINT NOT NULL,
          frontier BYTES NOT NULL,
          owner TEXT NOT NULL,
          leased_until BIGINT NOT NULL
        )
        """,
        """
        CREATE TABLE audit_checkpoint (
          party TEXT NOT NULL,
          size BIGINT NOT NULL,
          root BYTES NOT NULL,
          at BIGINT NOT NULL,
          PRIMARY KEY (party, size)
        )
        """,
      ]),
    approvers,
  ]
}
