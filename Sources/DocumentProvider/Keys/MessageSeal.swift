import Contracts
import Storage
import TrustServices
import Vocabulary

/// Seals and opens the messages of one mailbox: texts and file names under a key of the message, documents
/// under a key of their own; both keys wrapped for the mailbox and the expiry day (house.md §4).
struct MessageSeal: Sendable {
  let mailboxKey: MailboxKey
  let contentKeys: ContentKeys
  let random: any RandomSource

  /// - Parameters:
  ///   - documents: the stored bytes of each attachment, in the order of the request.
  ///   - author: who wrote a reply; nil for what a sender publishes.
  func seal(
    _ accepted: AcceptedPublication, as message: MessageID, attachments: [AttachmentID],
    documents: [StoredDocument], author: NationalNumber? = nil
  ) throws -> SealedContent {
    let key = ContentKey(random: random)
    let cipher = ColumnCipher(key, random: random)
    var sealed: [SealedAttachment] = []
    for (position, attachment) in accepted.attachments.enumerated() {
      let document = documents[position]
      sealed.append(
        SealedAttachment(
          document: document.id, place: document.place,
          fileName: try cipher.seal(attachment.fileName, in: .fileName, row: attachments[position].bytes),
          documentKey: try contentKeys.wrap(
            try ContentKey(document.key), of: .document(document.id), under: mailboxKey,
            until: accepted.expiration)))
    }
    return SealedContent(
      wrappedKey: try contentKeys.wrap(
        key, of: .message(message), under: mailboxKey, until: accepted.expiration),
      subject: try cipher.seal(accepted.request.subject.column, in: .subject, row: message.bytes),
      body: try accepted.request.body.map { try cipher.seal($0.column, in: .body, row: message.bytes) },
      dues: try SealedDues(accepted.request).map {
        try cipher.seal($0.column, in: .dues, row: message.bytes)
      },
      businessData: try accepted.businessData.isEmpty
        ? nil : cipher.seal(accepted.businessData.column, in: .businessData, row: message.bytes),
      author: try author.map { try cipher.seal($0.digits, in: .author, row: message.bytes) },
      attachments: sealed)
  }

  /// Of registered mail whose content can't be reached, nothing of the content is opened, nor what names it.
  func open(_ row: MessageRow) throws -> Message {
    let cipher = try cipher(of: row)
    let isOpen = row.isOpen
    let dues = try row.dues.map {
      try SealedDues(column: cipher.openText($0, in: .dues, row: row.id.bytes))
    }
    return Message(
      id: row.id, sender: row.sender, application: row.application, messageType: row.messageType,
      subject: try TranslatedText(
        column: cipher.openText(row.subject, in: .subject, row: row.id.bytes), kind: "subject",
        charactersMax: PublicationLimits.subjectCharactersMax),
      publishedAt: row.publishedAt, availableAt: row.availableAt, expiration: row.expiration,
      readAt: row.readAt,
      isRegisteredMail: row.isRegisteredMail, isReplyAuthorized: row.isReplyAuthorized && isOpen,
      hasBody: row.hasBody && isOpen, isBodyMainContent: row.isBodyMainContent && isOpen,
      attachments: isOpen ? try row.attachments.map { try open($0, cipher) } : [],
      wasSentBeforeActivation: row.wasSentBeforeActivation, isVisible: row.isVisible,
      payment: isOpen ? dues?.payment : nil, due: dues?.due,
      businessData: try row.businessData.flatMap {
        isOpen ? try [BusinessData](column: cipher.openText($0, in: .businessData, row: row.id.bytes)) : nil
      } ?? [], replaces: row.replaces, replacedBy: row.replacedBy, reply: try origin(of: row, cipher),
      delivery: row.delivery)
  }

  private func origin(of row: MessageRow, _ cipher: ColumnCipher) throws -> ReplyOrigin? {
    guard let original = row.original, let author = row.author else { return nil }
    return ReplyOrigin(
      original: original,
      author: try NationalNumber(parsing: cipher.openText(author, in: .author, row: row.id.bytes)))
  }

  /// The sender's own words that a search compares: the subject, and the values of business data.
  func openSearched(_ sealed: SealedWords) throws -> [String] {
    let key = try contentKeys.unwrap(sealed.wrappedKey, of: .message(sealed.id), under: mailboxKey)
    let cipher = ColumnCipher(key, random: random)
    let subject = try TranslatedText(
      column: cipher.openText(sealed.subject, in: .subject, row: sealed.id.bytes),
      kind: "subject", charactersMax: PublicationLimits.subjectCharactersMax)
    let data = try sealed.businessData.map {
      try [BusinessData](column: cipher.openText($0, in: .businessData, row: sealed.id.bytes))
    }
    return ([subject] + (data ?? []).flatMap(\.values)).flatMap(\.texts.values)
  }

  /// Under a key of its own: that of the message is destroyed with it.
  func seal(reason: TranslatedText, of message: MessageID, until expiration: Instant) throws -> SealedReason {
    let key = ContentKey(random: random)
    return SealedReason(
      wrappedKey: try contentKeys.wrap(key, of: .message(message), under: mailboxKey, until: expiration),
      reason: try ColumnCipher(key, random: random).seal(reason.column, in: .reason, row: message.bytes))
  }

  func open(_ sealed: SealedReason, of message: MessageID) throws -> TranslatedText {
    let key = try contentKeys.unwrap(sealed.wrappedKey, of: .message(message), under: mailboxKey)
    return try TranslatedText(
      column: ColumnCipher(key, random: random).openText(sealed.reason, in: .reason, row: message.bytes),
      kind: "reason", charactersMax: Recall.reasonCharactersMax)
  }

  func open(_ attachment: AttachmentRow, of row: MessageRow) throws -> Attachment {
    try open(attachment, try cipher(of: row))
  }

  func open(body: [UInt8], of row: MessageRow) throws -> TranslatedText {
    try TranslatedText(
      column: try cipher(of: row).openText(body, in: .body, row: row.id.bytes), kind: "bodyContent",
      charactersMax: PublicationLimits.bodyCharactersMax)
  }

  /// What the document store needs to give the bytes.
  func document(_ attachment: AttachmentRow) throws -> StoredDocument {
    let key = try contentKeys.unwrap(
      attachment.documentKey, of: .document(attachment.document), under: mailboxKey)
    return StoredDocument(
      id: attachment.document, place: attachment.place, size: attachment.size, key: key.bytes)
  }

  func newKey() -> ContentKey { ContentKey(random: random) }

  private func cipher(of row: MessageRow) throws -> ColumnCipher {
    ColumnCipher(
      try contentKeys.unwrap(row.wrappedKey, of: .message(row.id), under: mailboxKey), random: random)
  }

  private func open(_ attachment: AttachmentRow, _ cipher: ColumnCipher) throws -> Attachment {
    Attachment(
      id: attachment.id,
      fileName: try cipher.openText(attachment.fileName, in: .fileName, row: attachment.id.bytes),
      mediaType: attachment.mediaType, size: attachment.size, digest: attachment.digest,
      isMainContent: attachment.isMainContent, isSigned: attachment.isSigned)
  }
}

/// What of a message is kept as ciphertext.
struct SealedContent: Sendable {
  let wrappedKey: [UInt8]
  let subject: [UInt8]
  let body: [UInt8]?
  let dues: [UInt8]?
  let businessData: [UInt8]?
  /// Of a reply.
  let author: [UInt8]?
  /// In the order of the request.
  let attachments: [SealedAttachment]
}

/// Why a message was taken back, as it is kept.
struct SealedReason: Sendable {
  let wrappedKey: [UInt8]
  let reason: [UInt8]
}

struct SealedAttachment: Sendable {
  let document: DocumentID
  let place: DocumentPlace
  let fileName: [UInt8]
  /// The document's own key, wrapped.
  let documentKey: [UInt8]
}

extension PersonalColumn {
  fileprivate static let subject = PersonalColumn("document_provider_message", "subject")
  fileprivate static let body = PersonalColumn("document_provider_message", "body")
  fileprivate static let dues = PersonalColumn("document_provider_message", "dues")
  fileprivate static let businessData = PersonalColumn("document_provider_message", "business_data")
  fileprivate static let author = PersonalColumn("document_provider_message", "author")
  fileprivate static let reason = PersonalColumn("document_provider_recall", "reason")
  fileprivate static let fileName = PersonalColumn("document_provider_attachment", "file_name")
}

/// A translated text as it is sealed: per language its two letters and the text, apart by NUL, which no text
/// holds.
extension TranslatedText {
  var column: String {
    texts.sorted { $0.key < $1.key }.map { "\($0.key)\($0.value)" }.joined(separator: "\0")
  }

  init(column: String, kind: String, charactersMax: Int) throws {
    var texts: [Language: String] = [:]
    // By bytes: a text may begin with a mark that belongs to the letter before it.
    for entry in column.utf8.split(separator: 0) {
      let language = try Language(parsing: String(decoding: entry.prefix(2), as: UTF8.self))
      texts[language] = String(decoding: entry.dropFirst(2), as: UTF8.self)
    }
    try self.init(parsing: texts, kind: kind, charactersMax: charactersMax)
  }
}
