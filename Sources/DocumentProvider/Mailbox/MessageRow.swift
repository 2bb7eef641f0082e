import Contracts
import Storage
import Vocabulary

/// A message in its term as its rows say it, texts still sealed; without the body.
struct MessageRow: Sendable {
  let mailbox: MailboxID
  let id: MessageID
  let sender: EnterpriseNumber
  let application: ApplicationID
  let messageType: MessageTypeID
  let publishedAt: Instant
  let availableAt: Instant
  let expiration: Instant
  let readAt: Instant?
  let isRegisteredMail: Bool
  let isReplyAuthorized: Bool
  let isBodyMainContent: Bool
  let wasSentBeforeActivation: Bool
  let hasBody: Bool
  let wrappedKey: [UInt8]
  let subject: [UInt8]
  /// In the order of the request.
  var attachments: [AttachmentRow] = []

  /// Columns 0 to 14 of the statements below.
  fileprivate init(_ row: Row, of mailbox: MailboxID) throws {
    self.mailbox = mailbox
    id = try MessageID(parsing: row.text(0))
    sender = try EnterpriseNumber(parsing: row.text(1))
    application = try ApplicationID(parsing: row.text(2))
    messageType = try MessageTypeID(parsing: row.text(3))
    publishedAt = Instant(microseconds: try row.int(4))
    availableAt = Instant(microseconds: try row.int(5))
    expiration = Instant(microseconds: try row.int(6))
    isRegisteredMail = try row.flag(7)
    isReplyAuthorized = try row.flag(8)
    isBodyMainContent = try row.flag(9)
    wasSentBeforeActivation = try row.flag(10)
    hasBody = try row.flag(11)
    wrappedKey = try row.bytes(12)
    subject = try row.bytes(13)
    readAt = try row.intOrNil(14).map(Instant.init(microseconds:))
  }
}

/// An attachment as its row says it, name and key still sealed.
struct AttachmentRow: Sendable {
  let id: AttachmentID
  let mediaType: MediaType
  let size: Int64
  let digest: Digest
  let isMainContent: Bool
  let isSigned: Bool
  let document: DocumentID
  let place: DocumentPlace
  let fileName: [UInt8]
  let documentKey: [UInt8]

  /// Columns `first` and the ten after it.
  fileprivate init(_ row: Row, from first: Int) throws {
    id = try AttachmentID(parsing: row.text(first))
    mediaType = try MediaType(parsing: row.text(first + 1))
    size = try row.int(first + 2)
    digest = try Digest(.sha256, parsing: row.bytes(first + 3))
    isMainContent = try row.flag(first + 4)
    isSigned = try row.flag(first + 5)
    document = try DocumentID(parsing: row.text(first + 6))
    place = DocumentPlace(segment: try row.int(first + 7), offset: try row.int(first + 8))
    fileName = try row.bytes(first + 9)
    documentKey = try row.bytes(first + 10)
  }
}

extension MessageRow {
  /// One message, if it is in this mailbox, available and in its term.
  static func one(
    _ id: MessageID, of mailbox: MailboxID, at now: Instant, in transaction: Transaction
  ) throws -> MessageRow? {
    try assembled(
      transaction.rows(
        """
        SELECT m.id, m.sender, m.application, m.message_type, m.published_at, m.available_at, m.expires_at,
          m.is_registered, m.is_reply_authorized, m.is_body_main, m.is_before_activation,
          CASE WHEN m.body IS NULL THEN 0 ELSE 1 END, m.wrapped_key, m.subject, r.at,
          a.id, a.media_type, a.size, a.digest, a.is_main, a.is_signed, a.document, a.segment, a.place,
          a.file_name,
          a.document_key
        FROM document_provider_message m
        LEFT JOIN document_provider_first_reading r ON r.mailbox = m.mailbox AND r.message = m.id
        LEFT JOIN document_provider_attachment a ON a.mailbox = m.mailbox AND a.message = m.id
        WHERE m.mailbox = $1 AND m.id = $2 AND m.available_at IS NOT NULL AND m.expires_at > $3
        ORDER BY a.position
        """,
        .text(mailbox.text), .text(id.text), .int(now.microseconds)), of: mailbox
    ).first
  }

  /// A page, newest publication first. The page is cut on the messages alone, then joined.
  static func page(
    _ query: MessageQuery, of mailbox: MailboxID, at now: Instant, in transaction: Transaction
  ) throws -> [MessageRow] {
    try assembled(
      transaction.rows(
        """
        SELECT p.id, p.sender, p.application, p.message_type, p.published_at, p.available_at, p.expires_at,
          p.is_registered, p.is_reply_authorized, p.is_body_main, p.is_before_activation,
          p.has_body, p.wrapped_key, p.subject, r.at,
          a.id, a.media_type, a.size, a.digest, a.is_main, a.is_signed, a.document, a.segment, a.place,
          a.file_name,
          a.document_key
        FROM (
          SELECT m.mailbox, m.id, m.sender, m.application, m.message_type, m.published_at, m.available_at,
            m.expires_at, m.is_registered, m.is_reply_authorized, m.is_body_main, m.is_before_activation,
            CASE WHEN m.body IS NULL THEN 0 ELSE 1 END AS has_body, m.wrapped_key, m.subject
          FROM document_provider_message m
          WHERE m.mailbox = $1 AND m.available_at IS NOT NULL AND m.expires_at > $2
            AND m.available_at >= $3 AND m.available_at < $4 AND m.expires_at >= $5 AND m.expires_at < $6
            AND (CAST($7 AS BIGINT) = -1 OR m.is_registered = CAST($7 AS BIGINT))
            AND (CAST($8 AS TEXT) = '' OR m.message_type = CAST($8 AS TEXT))
            AND (CAST($9 AS TEXT) = '' OR m.sender = CAST($9 AS TEXT))
            AND (CAST($10 AS TEXT) = '' OR m.application = CAST($10 AS TEXT))
            AND (CAST($11 AS BIGINT) = -1 OR CAST($11 AS BIGINT) = (
              SELECT COUNT(*) FROM document_provider_first_reading f
              WHERE f.mailbox = m.mailbox AND f.message = m.id))
          ORDER BY m.id DESC LIMIT $12 OFFSET $13) p
        LEFT JOIN document_provider_first_reading r ON r.mailbox = p.mailbox AND r.message = p.id
        LEFT JOIN document_provider_attachment a ON a.mailbox = p.mailbox AND a.message = p.id
        ORDER BY p.id DESC, a.position
        """,
        .text(mailbox.text), .int(now.microseconds), query.receivedFromValue, query.receivedBeforeValue,
        query.expiresFromValue, query.expiresBeforeValue, query.isRegisteredMailValue, query.messageTypeValue,
        query.senderValue, query.applicationValue, query.isReadValue, .int(Int64(query.page.size)),
        .int(Int64(query.page.offset))), of: mailbox)
  }

  /// How many messages the whole list has. Without criteria it is the mailbox's counter less what ended and
  /// is not swept yet, so that a full box answers as fast as an empty one; `|| ''` keeps engines to the index
  /// of what ended.
  static func count(
    _ query: MessageQuery, of mailbox: MailboxID, at now: Instant, in transaction: Transaction
  ) throws -> Int {
    let rows =
      if query.hasCriteria {
        try transaction.rows(
          """
          SELECT COUNT(*) FROM document_provider_message m
          WHERE m.mailbox = $1 AND m.available_at IS NOT NULL AND m.expires_at > $2
            AND m.available_at >= $3 AND m.available_at < $4 AND m.expires_at >= $5 AND m.expires_at < $6
            AND (CAST($7 AS BIGINT) = -1 OR m.is_registered = CAST($7 AS BIGINT))
            AND (CAST($8 AS TEXT) = '' OR m.message_type = CAST($8 AS TEXT))
            AND (CAST($9 AS TEXT) = '' OR m.sender = CAST($9 AS TEXT))
            AND (CAST($10 AS TEXT) = '' OR m.application = CAST($10 AS TEXT))
            AND (CAST($11 AS BIGINT) = -1 OR CAST($11 AS BIGINT) = (
              SELECT COUNT(*) FROM document_provider_first_reading f
              WHERE f.mailbox = m.mailbox AND f.message = m.id))
          """,
          .text(mailbox.text), .int(now.microseconds), query.receivedFromValue, query.receivedBeforeValue,
          query.expiresFromValue, query.expiresBeforeValue, query.isRegisteredMailValue,
          query.messageTypeValue,
          query.senderValue, query.applicationValue, query.isReadValue)
      } else {
        try transaction.rows(
          """
          SELECT b.listed - (
            SELECT COUNT(*) FROM document_provider_message m
            WHERE m.expires_at <= $2 AND m.mailbox || '' = $1 AND m.available_at IS NOT NULL)
          FROM document_provider_mailbox b WHERE b.mailbox = $1
          """,
          .text(mailbox.text), .int(now.microseconds))
      }
    return try rows.first.map { Int(try $0.int(0)) } ?? 0
  }

  /// Messages from rows that repeat each once per attachment.
  private static func assembled(_ rows: [Row], of mailbox: MailboxID) throws -> [MessageRow] {
    var messages: [MessageRow] = []
    for row in rows {
      if try messages.last?.id.text != row.text(0) { messages.append(try MessageRow(row, of: mailbox)) }
      if !row.isNull(15) { messages[messages.count - 1].attachments.append(try AttachmentRow(row, from: 15)) }
    }
    return messages
  }
}

extension MessageQuery {
  /// Whether it asks for less than all that is visible.
  fileprivate var hasCriteria: Bool {
    var all = MessageQuery(page: page)
    all.isVisible = isVisible
    return self != all
  }

  /// Bounds and criteria that are not set let everything through: the ends of time, an empty text, −1.
  fileprivate var receivedFromValue: Value { .int(receivedFrom?.microseconds ?? .min) }
  fileprivate var receivedBeforeValue: Value { .int(receivedBefore?.microseconds ?? .max) }
  fileprivate var expiresFromValue: Value { .int(expiresFrom?.microseconds ?? .min) }
  fileprivate var expiresBeforeValue: Value { .int(expiresBefore?.microseconds ?? .max) }
  fileprivate var isRegisteredMailValue: Value { Self.flag(isRegisteredMail) }
  fileprivate var messageTypeValue: Value { .text(messageType?.text ?? "") }
  fileprivate var senderValue: Value { .text(sender?.digits ?? "") }
  fileprivate var applicationValue: Value { .text(application?.text ?? "") }
  fileprivate var isReadValue: Value { Self.flag(isRead) }

  private static func flag(_ criterion: Bool?) -> Value { criterion.map(Value.flag) ?? .int(-1) }
}

extension MessageRow {
  /// The sealed body of a message that was found; nil when it has none.
  static func body(of id: MessageID, in mailbox: MailboxID, _ transaction: Transaction) throws -> [UInt8]? {
    let rows = try transaction.rows(
      "SELECT body FROM document_provider_message WHERE mailbox = $1 AND id = $2",
      .text(mailbox.text), .text(id.text))
    return try rows.first?.bytesOrNil(0)
  }
}
