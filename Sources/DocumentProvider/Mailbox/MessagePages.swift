import Contracts
import Storage
import Vocabulary

/// What a mailbox holds altogether, at one moment.
struct MailboxCounts: Hashable, Sendable {
  var listed = 0
  /// Neither read nor hidden, and not closed: registered mail that will never be open is nothing to read.
  var unread = 0
  var hidden = 0
  /// What senders took back, until the end of the term that it had.
  var recalled = 0

  /// Ended messages, of all mailboxes, up to which counting goes through few rows.
  private static let endedMax: Int64 = 50

  /// Whether few messages have ended and are not swept yet: ``of(_:at:in:)`` goes through all of them.
  static func areFew(at now: Instant, in transaction: Transaction) throws -> Bool {
    try transaction.rows(
      "SELECT 1 FROM document_provider_message WHERE expires_at <= $1 LIMIT 1 OFFSET $2",
      .int(now.microseconds), .int(endedMax)
    ).isEmpty
  }

  /// The mailbox's own counters less what ended and is not swept yet, so that a full box answers as fast as
  /// an empty one; `|| ''` keeps engines to the index of what ended.
  static func of(_ mailbox: MailboxID, at now: Instant, in transaction: Transaction) throws -> MailboxCounts {
    let rows = try transaction.rows(
      """
      SELECT b.listed, b.unread, b.hidden, (
          SELECT COUNT(*) FROM document_provider_recall c WHERE c.mailbox = $1 AND c.expires_at > $2),
        COUNT(m.id),
        CAST(COALESCE(SUM(CASE
          WHEN m.id IS NOT NULL AND r.at IS NULL AND h.at IS NULL AND m.closed_at IS NULL THEN 1
          ELSE 0 END), 0) AS BIGINT),
        COUNT(h.at)
      FROM document_provider_mailbox b
      LEFT JOIN document_provider_message m ON m.expires_at <= $2 AND m.mailbox || '' = b.mailbox
        AND m.available_at IS NOT NULL
      LEFT JOIN document_provider_first_reading r ON r.mailbox = m.mailbox AND r.message = m.id
      LEFT JOIN document_provider_hidden h ON h.mailbox = m.mailbox AND h.message = m.id
      WHERE b.mailbox = $1 GROUP BY b.listed, b.unread, b.hidden
      """,
      .text(mailbox.text), .int(now.microseconds))
    guard let row = rows.first else { return MailboxCounts() }
    return MailboxCounts(
      listed: Int(try row.int(0) - row.int(4)), unread: Int(try row.int(1) - row.int(5)),
      hidden: Int(try row.int(2) - row.int(6)), recalled: Int(try row.int(3)))
  }
}

extension MailboxSummary {
  static func of(
    _ mailbox: MailboxID, mayPrefetch: Bool, at now: Instant, in transaction: Transaction
  ) throws -> MailboxSummary {
    let counts = try MailboxCounts.of(mailbox, at: now, in: transaction)
    let messages = try transaction.rows(
      """
      SELECT MAX(available_at), COUNT(CASE WHEN expires_at <= $3 THEN 1 END) FROM document_provider_message
      WHERE mailbox = $1 AND available_at IS NOT NULL AND expires_at > $2
      """,
      .text(mailbox.text), .int(now.microseconds),
      .int(now.adding(seconds: endingSoonSeconds).microseconds))[0]
    let bytes = try transaction.rows(
      """
      SELECT CAST(COALESCE(SUM(a.size), 0) AS BIGINT) FROM document_provider_attachment a
      JOIN document_provider_message m ON m.mailbox = a.mailbox AND m.id = a.message
      WHERE a.mailbox = $1 AND m.available_at IS NOT NULL AND m.expires_at > $2
        AND (m.is_registered = 0 OR EXISTS (
          SELECT 1 FROM document_provider_registered_fact f
          WHERE f.mailbox = m.mailbox AND f.message = m.id AND f.event = $3))
      """,
      .text(mailbox.text), .int(now.microseconds), .text(RegisteredMailEvent.contentConsignment.rawValue))[0]
    return MailboxSummary(
      messages: counts.listed, unread: counts.unread, endingSoon: Int(try messages.int(1)),
      lastReceived: try messages.intOrNil(0).map(Instant.init(microseconds:)), bytes: try bytes.int(0),
      isPrefetchAllowed: mayPrefetch)
  }
}

extension MessageRow {
  /// A page, newest publication first. The page is cut on the messages alone, then joined.
  static func page(
    _ query: MessageQuery, of mailbox: MailboxID, at now: Instant, in transaction: Transaction
  ) throws -> [MessageRow] {
    try assembled(
      of: mailbox, in: transaction,
      from: transaction.rows(
        """
        SELECT p.id, p.sender, p.application, p.message_type, p.published_at, p.available_at, p.expires_at,
          p.is_registered, p.is_reply_authorized, p.is_body_main, p.is_before_activation,
          p.has_body, p.wrapped_key, p.subject, r.at, h.at, p.dues,
          p.business_data, p.replaces, p.replaced_by, p.original, p.author,
          a.id, a.media_type, a.size, a.digest, a.is_main, a.is_signed, a.document, a.segment, a.place,
          a.file_name,
          a.document_key
        FROM (
          SELECT m.mailbox, m.id, m.sender, m.application, m.message_type, m.published_at, m.available_at,
            m.expires_at, m.is_registered, m.is_reply_authorized, m.is_body_main, m.is_before_activation,
            CASE WHEN m.body IS NULL THEN 0 ELSE 1 END AS has_body, m.wrapped_key, m.subject, m.dues,
            m.business_data, m.replaces, m.replaced_by, m.original, m.author
          FROM document_provider_message m
          WHERE m.mailbox = $1 AND m.available_at IS NOT NULL AND m.expires_at > $2
            AND m.available_at >= $3 AND m.available_at < $4 AND m.expires_at >= $5 AND m.expires_at < $6
            AND (CAST($7 AS BIGINT) = -1 OR m.is_registered = CAST($7 AS BIGINT))
            AND (CAST($8 AS TEXT) = '' OR m.message_type = CAST($8 AS TEXT))
            AND (CAST($9 AS TEXT) = '' OR m.sender = CAST($9 AS TEXT))
            AND (CAST($10 AS TEXT) = '' OR m.application = CAST($10 AS TEXT))
            AND (CAST($11 AS BIGINT) = -1 OR m.closed_at IS NULL)
            AND (CAST($11 AS BIGINT) = -1 OR CAST($11 AS BIGINT) = (
              SELECT COUNT(*) FROM document_provider_first_reading f
              WHERE f.mailbox = m.mailbox AND f.message = m.id))
            AND (CAST($12 AS BIGINT) = -1 OR CAST($12 AS BIGINT) = 1 - (
              SELECT COUNT(*) FROM document_provider_hidden f
              WHERE f.mailbox = m.mailbox AND f.message = m.id))
          AND (CAST($13 AS BIGINT) = 0 OR m.due_at > CAST($13 AS BIGINT))
          ORDER BY m.id DESC LIMIT $14 OFFSET $15) p
        LEFT JOIN document_provider_first_reading r ON r.mailbox = p.mailbox AND r.message = p.id
        LEFT JOIN document_provider_hidden h ON h.mailbox = p.mailbox AND h.message = p.id
        LEFT JOIN document_provider_attachment a ON a.mailbox = p.mailbox AND a.message = p.id
        ORDER BY p.id DESC, a.position
        """,
        .text(mailbox.text), .int(now.microseconds), query.receivedFromValue, query.receivedBeforeValue,
        query.expiresFromValue, query.expiresBeforeValue, query.isRegisteredMailValue, query.messageTypeValue,
        query.senderValue, query.applicationValue, query.isReadValue, query.isVisibleValue,
        query.dueAfterValue, .int(Int64(query.page.size)), .int(Int64(query.page.offset))))
  }

  /// How many messages the whole list has.
  static func count(
    _ query: MessageQuery, of mailbox: MailboxID, at now: Instant, _ counts: MailboxCounts,
    in transaction: Transaction
  ) throws -> Int {
    if let count = query.count(from: counts) { return count }
    let rows = try transaction.rows(
      """
      SELECT COUNT(*) FROM document_provider_message m
      WHERE m.mailbox = $1 AND m.available_at IS NOT NULL AND m.expires_at > $2
        AND m.available_at >= $3 AND m.available_at < $4 AND m.expires_at >= $5 AND m.expires_at < $6
        AND (CAST($7 AS BIGINT) = -1 OR m.is_registered = CAST($7 AS BIGINT))
        AND (CAST($8 AS TEXT) = '' OR m.message_type = CAST($8 AS TEXT))
        AND (CAST($9 AS TEXT) = '' OR m.sender = CAST($9 AS TEXT))
        AND (CAST($10 AS TEXT) = '' OR m.application = CAST($10 AS TEXT))
        AND (CAST($11 AS BIGINT) = -1 OR m.closed_at IS NULL)
        AND (CAST($11 AS BIGINT) = -1 OR CAST($11 AS BIGINT) = (
          SELECT COUNT(*) FROM document_provider_first_reading f
          WHERE f.mailbox = m.mailbox AND f.message = m.id))
        AND (CAST($12 AS BIGINT) = -1 OR CAST($12 AS BIGINT) = 1 - (
          SELECT COUNT(*) FROM document_provider_hidden f
          WHERE f.mailbox = m.mailbox AND f.message = m.id))
        AND (CAST($13 AS BIGINT) = 0 OR m.due_at > CAST($13 AS BIGINT))
      """,
      .text(mailbox.text), .int(now.microseconds), query.receivedFromValue, query.receivedBeforeValue,
      query.expiresFromValue, query.expiresBeforeValue, query.isRegisteredMailValue, query.messageTypeValue,
      query.senderValue, query.applicationValue, query.isReadValue, query.isVisibleValue,
      query.dueAfterValue)
    return try rows.first.map { Int(try $0.int(0)) } ?? 0
  }

  /// What a search looks through: the ids of all that the other criteria let through, newest first; as they
  /// are in the row, because ten thousand are not parsed to find a few.
  static func candidates(
    _ query: MessageQuery, of mailbox: MailboxID, at now: Instant, in transaction: Transaction
  ) throws -> [SearchCandidate] {
    try transaction.rows(
      """
      SELECT m.id, CASE WHEN m.is_registered = 0 OR EXISTS (
          SELECT 1 FROM document_provider_registered_fact f
          WHERE f.mailbox = m.mailbox AND f.message = m.id AND f.event = $14) THEN 1 ELSE 0 END
      FROM document_provider_message m
      WHERE m.mailbox = $1 AND m.available_at IS NOT NULL AND m.expires_at > $2
        AND m.available_at >= $3 AND m.available_at < $4 AND m.expires_at >= $5 AND m.expires_at < $6
        AND (CAST($7 AS BIGINT) = -1 OR m.is_registered = CAST($7 AS BIGINT))
        AND (CAST($8 AS TEXT) = '' OR m.message_type = CAST($8 AS TEXT))
        AND (CAST($9 AS TEXT) = '' OR m.sender = CAST($9 AS TEXT))
        AND (CAST($10 AS TEXT) = '' OR m.application = CAST($10 AS TEXT))
        AND (CAST($11 AS BIGINT) = -1 OR m.closed_at IS NULL)
        AND (CAST($11 AS BIGINT) = -1 OR CAST($11 AS BIGINT) = (
          SELECT COUNT(*) FROM document_provider_first_reading f
          WHERE f.mailbox = m.mailbox AND f.message = m.id))
        AND (CAST($12 AS BIGINT) = -1 OR CAST($12 AS BIGINT) = 1 - (
          SELECT COUNT(*) FROM document_provider_hidden f
          WHERE f.mailbox = m.mailbox AND f.message = m.id))
        AND (CAST($13 AS BIGINT) = 0 OR m.due_at > CAST($13 AS BIGINT))
      ORDER BY m.id DESC
      """,
      .text(mailbox.text), .int(now.microseconds), query.receivedFromValue, query.receivedBeforeValue,
      query.expiresFromValue, query.expiresBeforeValue, query.isRegisteredMailValue, query.messageTypeValue,
      query.senderValue, query.applicationValue, query.isReadValue, query.isVisibleValue,
      query.dueAfterValue, .text(RegisteredMailEvent.contentConsignment.rawValue)
    ).map { SearchCandidate(id: try $0.text(0), isOpen: try $0.flag(1)) }
  }
}

extension MessageQuery {
  /// Rows up to which a page is the beginning of the list.
  static let beginningMax = 200

  /// Whether it asks for the first messages of everything, hidden ones apart or not.
  var isBeginning: Bool {
    var all = MessageQuery(page: page)
    all.isVisible = isVisible == true ? true : nil
    return self == all && page.offset + page.size <= Self.beginningMax
  }

  /// The count as the mailbox's counters know it; nil when it asks for less than all that is visible, or all
  /// that is hidden.
  fileprivate func count(from counts: MailboxCounts) -> Int? {
    var all = MessageQuery(page: page)
    all.isVisible = isVisible
    if self == all {
      switch isVisible {
      case nil: return counts.listed
      case true?: return counts.listed - counts.hidden
      case false?: return counts.hidden
      }
    }
    all.isRead = false
    return self == all && isVisible == true ? counts.unread : nil
  }

  /// Bounds and criteria that are not set let everything through: the ends of time, an empty text, −1, 0.
  fileprivate var receivedFromValue: Value { .int(receivedFrom?.microseconds ?? .min) }
  fileprivate var receivedBeforeValue: Value { .int(receivedBefore?.microseconds ?? .max) }
  fileprivate var expiresFromValue: Value { .int(expiresFrom?.microseconds ?? .min) }
  fileprivate var expiresBeforeValue: Value { .int(expiresBefore?.microseconds ?? .max) }
  fileprivate var isRegisteredMailValue: Value { Self.flag(isRegisteredMail) }
  fileprivate var messageTypeValue: Value { .text(messageType?.text ?? "") }
  fileprivate var senderValue: Value { .text(sender?.digits ?? "") }
  fileprivate var applicationValue: Value { .text(application?.text ?? "") }
  fileprivate var isReadValue: Value { Self.flag(isRead) }
  fileprivate var isVisibleValue: Value { Self.flag(isVisible) }
  fileprivate var dueAfterValue: Value { .int(dueAfter?.microseconds ?? 0) }

  private static func flag(_ criterion: Bool?) -> Value { criterion.map(Value.flag) ?? .int(-1) }
}
