import Storage

/// What is kept of registered mail, beside its message and longer than it.
enum RegisteredMailTables {
  /// `closed_at`: since when it is certain that its content will never be open.
  static let closing = Migration(
    "document_provider_registered", 2,
    ["ALTER TABLE document_provider_message ADD COLUMN closed_at BIGINT"])

  static let migration = Migration(
    "document_provider_registered", 1,
    [
      // A piece of registered mail. `accept_until`: null for one that waits for no decision. `description`:
      // whom it was sent to and the digests of what, sealed under a key that outlasts the message.
      """
      CREATE TABLE document_provider_registered (
        mailbox TEXT NOT NULL, message TEXT NOT NULL, sender TEXT NOT NULL, application TEXT NOT NULL,
        message_type TEXT NOT NULL, sent_at BIGINT NOT NULL, expires_at BIGINT NOT NULL,
        accept_until BIGINT, description BYTES NOT NULL, PRIMARY KEY (mailbox, message))
      """,
      "CREATE UNIQUE INDEX document_provider_registered_message ON document_provider_registered (message)",
      // What happened to it, each at most once. `event`, `reason`: as in Contracts. `channel`: in which the
      // citizen acted.
      """
      CREATE TABLE document_provider_registered_fact (
        mailbox TEXT NOT NULL, message TEXT NOT NULL, event TEXT NOT NULL, id TEXT NOT NULL,
        at BIGINT NOT NULL, reason TEXT, channel TEXT, PRIMARY KEY (mailbox, message, event))
      """,
      // Registered mail that waits for the citizen's decision; the row goes with it.
      """
      CREATE TABLE document_provider_acceptance (
        mailbox TEXT NOT NULL, message TEXT NOT NULL, until BIGINT NOT NULL, PRIMARY KEY (mailbox, message))
      """,
      "CREATE INDEX document_provider_acceptance_until ON document_provider_acceptance (until)",
      // Facts whose proof is still to be made; `id` sorts by time.
      """
      CREATE TABLE document_provider_proof_due (
        id TEXT NOT NULL PRIMARY KEY, mailbox TEXT NOT NULL, message TEXT NOT NULL, event TEXT NOT NULL)
      """,
      // Proofs. `document`: sealed like `description`; `signature`: over what is in it.
      """
      CREATE TABLE document_provider_proof (
        mailbox TEXT NOT NULL, message TEXT NOT NULL, id TEXT NOT NULL, document BYTES NOT NULL,
        signature BYTES NOT NULL, sealed_at BIGINT NOT NULL, PRIMARY KEY (mailbox, message, id))
      """,
    ])
}
