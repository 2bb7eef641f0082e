package import Storage

extension DocumentProvider {
  /// The room's tables. Live messages and what stays of ended ones are apart, so that a box is as fast after
  /// ten years as on its first day.
  package static let migrations = [
    Migration(
      "document_provider", 1,
      [
        // `listed`: messages made available and not yet swept. `epoch`: the latest consent act heard of.
        """
        CREATE TABLE document_provider_mailbox (
          mailbox TEXT NOT NULL PRIMARY KEY, epoch BIGINT NOT NULL, is_active BIGINT NOT NULL,
          listed BIGINT NOT NULL, consulted_at BIGINT)
        """,
        """
        CREATE TABLE document_provider_mailbox_key (mailbox TEXT NOT NULL PRIMARY KEY, wrapped BYTES NOT NULL)
        """,
        // A message in its term. `available_at` is null while it is kept unseen. `subject`, `body`: sealed
        // under the key in `wrapped_key`.
        """
        CREATE TABLE document_provider_message (
          mailbox TEXT NOT NULL, id TEXT NOT NULL, sender TEXT NOT NULL, application TEXT NOT NULL,
          message_type TEXT NOT NULL, published_at BIGINT NOT NULL, available_at BIGINT,
          expires_at BIGINT NOT NULL,
          consent_epoch BIGINT NOT NULL, is_registered BIGINT NOT NULL, is_reply_authorized BIGINT NOT NULL,
          is_body_main BIGINT NOT NULL, is_before_activation BIGINT NOT NULL, wrapped_key BYTES NOT NULL,
          subject BYTES NOT NULL, body BYTES, PRIMARY KEY (mailbox, id))
        """,
        """
        CREATE INDEX document_provider_message_expiry ON document_provider_message (expires_at)
        """,
        // `position`: as in the request. `file_name`, `document_key`: sealed.
        """
        CREATE TABLE document_provider_attachment (
          mailbox TEXT NOT NULL, message TEXT NOT NULL, id TEXT NOT NULL, position BIGINT NOT NULL,
          media_type TEXT NOT NULL, size BIGINT NOT NULL, digest BYTES NOT NULL, is_main BIGINT NOT NULL,
          is_signed BIGINT NOT NULL, document TEXT NOT NULL, segment BIGINT NOT NULL, place BIGINT NOT NULL,
          file_name BYTES NOT NULL, document_key BYTES NOT NULL, PRIMARY KEY (mailbox, message, id))
        """,
        """
        CREATE INDEX document_provider_attachment_document ON document_provider_attachment (document)
        """,
        // What stays of a message without its content. `ending`: `expired`, `recalled`, or `not-digital`
        // for a box that was not active.
        """
        CREATE TABLE document_provider_record (
          mailbox TEXT NOT NULL, id TEXT NOT NULL, sender TEXT NOT NULL, application TEXT NOT NULL,
          message_type TEXT NOT NULL, published_at BIGINT NOT NULL, available_at BIGINT,
          expires_at BIGINT NOT NULL,
          consent_epoch BIGINT NOT NULL, is_registered BIGINT NOT NULL, ending TEXT NOT NULL,
          ended_at BIGINT NOT NULL,
          PRIMARY KEY (mailbox, id))
        """,
        """
        CREATE TABLE document_provider_record_attachment (
          mailbox TEXT NOT NULL, message TEXT NOT NULL, id TEXT NOT NULL, media_type TEXT NOT NULL,
          size BIGINT NOT NULL, digest BYTES NOT NULL, is_main BIGINT NOT NULL, PRIMARY KEY (mailbox,
          message, id))
        """,
        // Each access to content. `content`: an attachment id, or `body`. `first_byte`, `last_byte`: null for
        // all.
        """
        CREATE TABLE document_provider_consultation (
          mailbox TEXT NOT NULL, message TEXT NOT NULL, id TEXT NOT NULL, content TEXT NOT NULL,
          is_main BIGINT NOT NULL, channel TEXT NOT NULL, at BIGINT NOT NULL, first_byte BIGINT,
          last_byte BIGINT,
          PRIMARY KEY (mailbox, message, id))
        """,
        // The read confirmation: the first opening of a main content.
        """
        CREATE TABLE document_provider_first_reading (
          mailbox TEXT NOT NULL, message TEXT NOT NULL, consultation TEXT NOT NULL, at BIGINT NOT NULL,
          PRIMARY KEY (mailbox, message))
        """,
        // The whole content went out in that consultation.
        """
        CREATE TABLE document_provider_delivery (
          mailbox TEXT NOT NULL, message TEXT NOT NULL, consultation TEXT NOT NULL, at BIGINT NOT NULL,
          PRIMARY KEY (mailbox, message, consultation))
        """,
        """
        CREATE TABLE document_provider_idempotency (
          sender TEXT NOT NULL, application TEXT NOT NULL, idempotency_key TEXT NOT NULL,
          receipt TEXT NOT NULL,
          kept_until BIGINT NOT NULL, PRIMARY KEY (sender, application, idempotency_key))
        """,
        """
        CREATE INDEX document_provider_idempotency_kept ON document_provider_idempotency (kept_until)
        """,
      ]),
    Migration(
      "document_provider_mailbox", 1,
      [
        // Of the listed messages: `unread` counts those neither read nor hidden, `hidden` the hidden ones.
        "ALTER TABLE document_provider_mailbox ADD COLUMN unread BIGINT NOT NULL DEFAULT 0",
        "ALTER TABLE document_provider_mailbox ADD COLUMN hidden BIGINT NOT NULL DEFAULT 0",
        """
        UPDATE document_provider_mailbox SET unread = (
          SELECT COUNT(*) FROM document_provider_message m
          WHERE m.mailbox = document_provider_mailbox.mailbox AND m.available_at IS NOT NULL
            AND NOT EXISTS (
              SELECT 1 FROM document_provider_first_reading r
              WHERE r.mailbox = m.mailbox AND r.message = m.id))
        """,
        // What the citizen has hidden from the own list: since when and in which channel. The audit trail
        // has each act, shown again included.
        """
        CREATE TABLE document_provider_hidden (
          mailbox TEXT NOT NULL, message TEXT NOT NULL, channel TEXT NOT NULL, at BIGINT NOT NULL,
          PRIMARY KEY (mailbox, message))
        """,
      ]),
    Migration(
      "document_provider_dues", 1,
      [
        // `dues`: what is to be paid or done, and when, as the sender gave it; sealed like the subject.
        // `due_at`: the last of its dates.
        "ALTER TABLE document_provider_message ADD COLUMN dues BYTES",
        "ALTER TABLE document_provider_message ADD COLUMN due_at BIGINT",
      ]),
    Migration(
      "document_provider_business_data", 1,
      [
        // Keys, names and values, sealed like the subject.
        "ALTER TABLE document_provider_message ADD COLUMN business_data BYTES"
      ]),
    Migration(
      "document_provider_correction", 1,
      [
        "ALTER TABLE document_provider_message ADD COLUMN replaces TEXT",
        "ALTER TABLE document_provider_message ADD COLUMN replaced_by TEXT",
        // Why a sender took a message back, for its citizen, until the end of the term that it had. `reason`:
        // sealed under the key in `wrapped_key`.
        """
        CREATE TABLE document_provider_recall (
          mailbox TEXT NOT NULL, message TEXT NOT NULL, at BIGINT NOT NULL, expires_at BIGINT NOT NULL,
          wrapped_key BYTES NOT NULL, reason BYTES NOT NULL, PRIMARY KEY (mailbox, message))
        """,
        "CREATE INDEX document_provider_recall_expiry ON document_provider_recall (expires_at)",
      ]),
    Migration(
      "document_provider_ticket", 1,
      [
        // `ticket`: the sender's own name of a publication, hashed under a key together with the sender.
        // `sequence`: -1 for none. `fingerprint`: what the publication said.
        """
        CREATE TABLE document_provider_ticket (
          mailbox TEXT NOT NULL, ticket BYTES NOT NULL, application TEXT NOT NULL, sequence BIGINT NOT NULL,
          sender TEXT NOT NULL, message TEXT NOT NULL, message_type TEXT NOT NULL,
          fingerprint BYTES NOT NULL, expires_at BIGINT NOT NULL, is_digital BIGINT NOT NULL,
          PRIMARY KEY (mailbox, ticket, application, sequence))
        """,
        // Signed requests that came, until nothing they say would be believed any more.
        """
        CREATE TABLE document_provider_signature (
          fingerprint BYTES NOT NULL PRIMARY KEY, kept_until BIGINT NOT NULL)
        """,
        "CREATE INDEX document_provider_signature_kept ON document_provider_signature (kept_until)",
      ]),
    Migration(
      "document_provider_finding", 1,
      [
        // What was found in a sender's documents. `id`: of its publication; `is_refused`: it was turned down
        // for it. Nothing of a citizen.
        """
        CREATE TABLE document_provider_finding (
          sender TEXT NOT NULL, at BIGINT NOT NULL, id TEXT NOT NULL, number BIGINT NOT NULL,
          application TEXT NOT NULL, message_type TEXT NOT NULL, finding TEXT NOT NULL,
          is_refused BIGINT NOT NULL, PRIMARY KEY (sender, at, id, number))
        """,
        "CREATE INDEX document_provider_finding_age ON document_provider_finding (at)",
      ]),
    Migration(
      "document_provider_batch", 1,
      [
        // Batches of publications. `state`: 0 while it arrives. `caller`: who sent it, put aside. `document`
        // to `wrapped_key`: its manifest and files, one after the other, until the last row has its result.
        // `next_row`, `next_offset`: what has a result, and where in the manifest the next row begins;
        // `under_way`: up to which row publishing may have begun.
        // `stuck_since`: since when the next row has no outcome. `holder`, `held_until`: who publishes its
        // rows at present; `waits_until`: nobody before then. `worked_at`: its last turn; while it arrives,
        // when it was last known to.
        """
        CREATE TABLE document_provider_batch (
          id TEXT NOT NULL PRIMARY KEY, sender TEXT NOT NULL, batch_key TEXT NOT NULL, state BIGINT NOT NULL,
          is_rehearsal BIGINT NOT NULL, caller TEXT NOT NULL, accepted_at BIGINT NOT NULL, ended_at BIGINT,
          kept_until BIGINT NOT NULL, document TEXT, place_segment BIGINT, place_offset BIGINT, size BIGINT,
          wrapped_key BYTES, manifest_start BIGINT NOT NULL, manifest_size BIGINT NOT NULL,
          row_count BIGINT NOT NULL, next_row BIGINT NOT NULL, next_offset BIGINT NOT NULL,
          under_way BIGINT NOT NULL,
          published BIGINT NOT NULL, on_paper BIGINT NOT NULL, rehearsed BIGINT NOT NULL,
          refused BIGINT NOT NULL, invalid BIGINT NOT NULL, repeated BIGINT NOT NULL,
          holder TEXT NOT NULL, held_until BIGINT NOT NULL, waits_until BIGINT NOT NULL,
          worked_at BIGINT NOT NULL, stuck_since BIGINT)
        """,
        """
        CREATE UNIQUE INDEX document_provider_batch_once ON document_provider_batch (sender, batch_key)
        WHERE state <> 0
        """,
        "CREATE INDEX document_provider_batch_sender ON document_provider_batch (sender, id)",
        "CREATE INDEX document_provider_batch_turn ON document_provider_batch (state, worked_at)",
        "CREATE INDEX document_provider_batch_document ON document_provider_batch (document)",
        // Where each file of a batch lies in its document. `name`: hashed under a key.
        """
        CREATE TABLE document_provider_batch_file (
          batch TEXT NOT NULL, name BYTES NOT NULL, start BIGINT NOT NULL, size BIGINT NOT NULL,
          PRIMARY KEY (batch, name))
        """,
        // What became of each row. `outcome`: 1 published, 2 would be, 3 refused, 4 invalid, 5 repeated.
        // `current_number`, `warnings`, `detail`: sealed under the batch's key.
        """
        CREATE TABLE document_provider_batch_result (
          batch TEXT NOT NULL, number BIGINT NOT NULL, outcome BIGINT NOT NULL, message TEXT,
          expires_at BIGINT, is_digital BIGINT, paper_until BIGINT, current_number BYTES, warnings BYTES,
          code TEXT, detail BYTES, PRIMARY KEY (batch, number))
        """,
        "CREATE INDEX document_provider_batch_message ON document_provider_batch_result (batch, message)",
      ]),
    // `kind`: a ``ContentAccess/Kind``; every access of before was the citizen's own.
    Migration(
      "document_provider_prefetch", 1,
      ["ALTER TABLE document_provider_consultation ADD COLUMN kind TEXT NOT NULL DEFAULT 'opened'"]),
    Migration(
      "document_provider_reply", 1,
      [
        // The box of a sender, in which the replies of citizens lie.
        """
        CREATE TABLE document_provider_sender_box (sender TEXT NOT NULL PRIMARY KEY, mailbox TEXT NOT NULL)
        """,
        // Of a reply, in a sender's box: the message that it answers, and who wrote it, sealed like the
        // subject.
        "ALTER TABLE document_provider_message ADD COLUMN original TEXT",
        "ALTER TABLE document_provider_message ADD COLUMN author BYTES",
        // What a citizen keeps of a reply, which lies in `box`. `receipt`: names, sizes and digests, sealed
        // under the key in `wrapped_key`; both go at the end of the reply's term, as does the key by which it
        // was sent once.
        """
        CREATE TABLE document_provider_reply (
          mailbox TEXT NOT NULL, original TEXT NOT NULL, id TEXT NOT NULL, recipient TEXT NOT NULL,
          box TEXT NOT NULL, channel TEXT NOT NULL, at BIGINT NOT NULL, expires_at BIGINT NOT NULL,
          idempotency_key TEXT, wrapped_key BYTES, receipt BYTES, PRIMARY KEY (mailbox, original, id))
        """,
        """
        CREATE UNIQUE INDEX document_provider_reply_key
          ON document_provider_reply (mailbox, original, channel, idempotency_key)
        """,
        """
        CREATE INDEX document_provider_reply_expiry
          ON document_provider_reply (expires_at) WHERE receipt IS NOT NULL
        """,
      ]),
    Migration(
      "document_provider_breach", 1,
      [
        // Whether the message had been opened or answered when it was taken back.
        "ALTER TABLE document_provider_recall ADD COLUMN is_after_breach BIGINT NOT NULL DEFAULT 0",
        // A recall after a data breach, kept as long as the message's record. `reference`: the sender's case.
        """
        CREATE TABLE document_provider_breach (
          mailbox TEXT NOT NULL, message TEXT NOT NULL, at BIGINT NOT NULL, reference TEXT NOT NULL,
          PRIMARY KEY (mailbox, message))
        """,
        // Who approved it. `approval`: as it was signed. `public_key`: with which it can be checked (DER).
        """
        CREATE TABLE document_provider_breach_approval (
          mailbox TEXT NOT NULL, message TEXT NOT NULL, number BIGINT NOT NULL, approver TEXT NOT NULL,
          role TEXT NOT NULL, public_key BYTES NOT NULL, approval TEXT NOT NULL,
          PRIMARY KEY (mailbox, message, number))
        """,
      ]),
    // `bytes`: of text and files; those of before do not count.
    Migration(
      "document_provider_reply", 2,
      ["ALTER TABLE document_provider_reply ADD COLUMN bytes BIGINT NOT NULL DEFAULT 0"]),
    RegisteredMailTables.migration,
    RegisteredMailTables.closing,
    TokenRows.migration,
  ]
}
