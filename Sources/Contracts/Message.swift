package import Vocabulary

/// A message as who reads its box sees it.
package struct Message: Hashable, Sendable {
  package let id: MessageID
  /// The organisation that sent it; of a reply, the one whose box it lies in and whose message it answers.
  package let sender: EnterpriseNumber
  package let application: ApplicationID
  package let messageType: MessageTypeID
  package let subject: TranslatedText
  /// The moment of acceptance, the legal moment of sending.
  package let publishedAt: Instant
  /// The moment of making available: `receiptDate` on the wire.
  package let availableAt: Instant
  /// From this instant on it can't be seen.
  package let expiration: Instant
  /// When a main content was first opened; nil while unread.
  package let readAt: Instant?
  package let isRegisteredMail: Bool
  package let isReplyAuthorized: Bool
  package let hasBody: Bool
  package let isBodyMainContent: Bool
  package let attachments: [Attachment]
  /// Sent before the citizen activated, and also on paper (domain.md, *keep*).
  package let wasSentBeforeActivation: Bool
  /// False when the citizen has hidden it.
  package let isVisible: Bool
  package let payment: Payment?
  /// What the sender said of this message; ``dues(of:)`` has all.
  package let due: Due?
  package let businessData: [BusinessData]
  /// The earlier message that this one corrects; it may be over.
  package let replaces: MessageID?
  /// The later message that corrects this one.
  package let replacedBy: MessageID?
  /// Of a reply in a sender's box: who wrote it, in answer to what. Nil in a citizen's box.
  package let reply: ReplyOrigin?
  /// Of registered mail: where it stands. Nil for other messages, and from a registry that does not say it
  /// (2.1).
  package let delivery: RegisteredDelivery?

  package init(
    id: MessageID, sender: EnterpriseNumber, application: ApplicationID, messageType: MessageTypeID,
    subject: TranslatedText, publishedAt: Instant, availableAt: Instant, expiration: Instant,
    readAt: Instant?,
    isRegisteredMail: Bool, isReplyAuthorized: Bool, hasBody: Bool, isBodyMainContent: Bool,
    attachments: [Attachment], wasSentBeforeActivation: Bool = false, isVisible: Bool = true,
    payment: Payment? = nil, due: Due? = nil, businessData: [BusinessData] = [],
    replaces: MessageID? = nil, replacedBy: MessageID? = nil, reply: ReplyOrigin? = nil,
    delivery: RegisteredDelivery? = nil
  ) {
    self.id = id
    self.sender = sender
    self.application = application
    self.messageType = messageType
    self.subject = subject
    self.publishedAt = publishedAt
    self.availableAt = availableAt
    self.expiration = expiration
    self.readAt = readAt
    self.isRegisteredMail = isRegisteredMail
    self.isReplyAuthorized = isReplyAuthorized
    self.hasBody = hasBody
    self.isBodyMainContent = isBodyMainContent
    self.attachments = attachments
    self.wasSentBeforeActivation = wasSentBeforeActivation
    self.isVisible = isVisible
    self.payment = payment
    self.due = due
    self.businessData = businessData
    self.replaces = replaces
    self.replacedBy = replacedBy
    self.reply = reply
    self.delivery = delivery
  }
}

/// Where a reply comes from.
package struct ReplyOrigin: Hashable, Sendable {
  /// The message that it answers; it may be over.
  package let original: MessageID
  /// Under the number that the citizen had when the reply was sent.
  package let author: NationalNumber

  package init(original: MessageID, author: NationalNumber) {
    self.original = original
    self.author = author
  }
}

/// An attachment of a message.
package struct Attachment: Hashable, Sendable {
  package let id: AttachmentID
  package let fileName: String
  package let mediaType: MediaType
  /// Bytes.
  package let size: Int64
  package let digest: Digest
  package let isMainContent: Bool
  package let isSigned: Bool

  package init(
    id: AttachmentID, fileName: String, mediaType: MediaType, size: Int64, digest: Digest,
    isMainContent: Bool,
    isSigned: Bool
  ) {
    self.id = id
    self.fileName = fileName
    self.mediaType = mediaType
    self.size = size
    self.digest = digest
    self.isMainContent = isMainContent
    self.isSigned = isSigned
  }
}

/// What a channel lists by; all criteria combine with *and* (reference §2.2).
package struct MessageQuery: Hashable, Sendable {
  package var page: PageRequest
  /// Half-open bounds on the moment of making available: from, before.
  package var receivedFrom: Instant?
  package var receivedBefore: Instant?
  /// Half-open bounds on the end of the term.
  package var expiresFrom: Instant?
  package var expiresBefore: Instant?
  /// Registered mail that will never be open is neither.
  package var isRead: Bool?
  /// Nil for hidden ones too.
  package var isVisible: Bool?
  package var isRegisteredMail: Bool?
  package var messageType: MessageTypeID?
  package var sender: EnterpriseNumber?
  package var application: ApplicationID?
  package var search: MessageSearch?
  /// Those whose sender gave a date for this message that is later.
  package var dueAfter: Instant?

  package init(page: PageRequest = .first) { self.page = page }
}
