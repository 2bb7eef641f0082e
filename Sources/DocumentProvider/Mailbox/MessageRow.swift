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
  let isVisible: Bool
  /// Sealed.
  let dues: [UInt8]?
  /// Sealed.
  let businessData: [UInt8]?
  let replaces: MessageID?
  let replacedBy: MessageID?
  /// Of a reply: what it answers.
  let original: MessageID?
  /// Of a reply; sealed.
  let author: [UInt8]?
  let wrappedKey: [UInt8]
  let subject: [UInt8]
  /// In the order of the request.
  var attachments: [AttachmentRow] = []
  /// Of registered mail: where it stands.
  var delivery: RegisteredDelivery?

  /// Whether content may be reached; that of registered mail once it is delivered only.
  var isOpen: Bool { !isRegisteredMail || delivery?.isOpen == true }

  /// Columns 0 to 21 of the statements that find messages.
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
    isVisible = row.isNull(15)
    dues = try row.bytesOrNil(16)
    businessData = try row.bytesOrNil(17)
    replaces = try row.textOrNil(18).map { try MessageID(parsing: $0) }
    replacedBy = try row.textOrNil(19).map { try MessageID(parsing: $0) }
    original = try row.textOrNil(20).map { try MessageID(parsing: $0) }
    author = try row.bytesOrNil(21)
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
      of: mailbox, in: transaction,
      from: transaction.rows(
        """
        SELECT m.id, m.sender, m.application, m.message_type, m.published_at, m.available_at, m.expires_at,
          m.is_registered, m.is_reply_authorized, m.is_body_main, m.is_before_activation,
          CASE WHEN m.body IS NULL THEN 0 ELSE 1 END, m.wrapped_key, m.subject, r.at, h.at, m.dues,
          m.business_data, m.replaces, m.replaced_by, m.original, m.author,
          a.id, a.media_type, a.size, a.digest, a.is_main, a.is_signed, a.document, a.segment, a.place,
          a.file_name,
          a.document_key
        FROM document_provider_message m
        LEFT JOIN document_provider_first_reading r ON r.mailbox = m.mailbox AND r.message = m.id
        LEFT JOIN document_provider_hidden h ON h.mailbox = m.mailbox AND h.message = m.id
        LEFT JOIN document_provider_attachment a ON a.mailbox = m.mailbox AND a.message = m.id
        WHERE m.mailbox = $1 AND m.id = $2 AND m.available_at IS NOT NULL AND m.expires_at > $3
        ORDER BY a.position
        """,
        .text(mailbox.text), .text(id.text), .int(now.microseconds))
    ).first
  }

  /// Messages from rows that repeat each once per attachment; where each piece of registered mail among them
  /// stands is read by its own key.
  static func assembled(
    of mailbox: MailboxID, in transaction: Transaction, from rows: [Row]
  ) throws -> [MessageRow] {
    var messages: [MessageRow] = []
    for row in rows {
      if try messages.last?.id.text != row.text(0) { messages.append(try MessageRow(row, of: mailbox)) }
      if !row.isNull(22) { messages[messages.count - 1].attachments.append(try AttachmentRow(row, from: 22)) }
    }
    for place in messages.indices where messages[place].isRegisteredMail {
      messages[place].delivery = try RegisteredRows.delivery(of: messages[place].id, in: mailbox, transaction)
    }
    return messages
  }
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
