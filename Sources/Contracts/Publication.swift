package import NIOCore
package import Vocabulary

/// Limits of one publication, the same for every contract unless said otherwise. Bytes and counts.
package enum PublicationLimits {
  /// One attachment: 100 MiB.
  package static let attachmentBytesMax = 104_857_600
  /// All attachments of a publication: 200 MiB.
  package static let publicationBytesMax = 209_715_200
  /// The request document: 256 KiB.
  package static let requestBytesMax = 262_144
  package static let attachmentsMax = 12
  /// For all of a publication to arrive: what is older and named by no row is nobody's.
  package static let secondsMax = 1800
  package static let subjectCharactersMax = 400
  package static let bodyCharactersMax = 20_000
  package static let fileNameCharactersMax = 255
  package static let recipientsMax = 5
  package static let statusQueriesMax = 250
  package static let recipientsAskedMax = 1000
}

/// A step of the stream that a request with files arrives in. Parts and the request come in any order
/// (reference §3.1).
package enum UploadFrame<Request: Sendable>: Sendable {
  /// A file begins.
  case part(PartHeader)
  /// Bytes of the file that began last.
  case bytes(ByteBuffer)
  /// The file is whole.
  case endOfPart
  /// The request document, parsed; exactly once.
  case request(Request)
  /// Bytes came that make no frame yet: whoever measures how long the upload takes looks at the clock.
  case pending
}

package typealias PublicationFrame = UploadFrame<PublicationRequest>

/// What a file part says of itself. Values are as sent, file name percent-decoded; the rules judge them.
package struct PartHeader: Hashable, Sendable {
  /// The part's name, to which `httpPartName` refers.
  package let name: String
  package let fileName: String?
  package let mediaType: String?

  package init(name: String, fileName: String?, mediaType: String?) {
    self.name = name
    self.fileName = fileName
    self.mediaType = mediaType
  }
}

/// One publication, as asked. The superset of the contracts; identifiers are parsed, rules are not yet
/// applied.
package struct PublicationRequest: Hashable, Sendable {
  package let sender: EnterpriseNumber
  package let application: ApplicationID
  package let messageType: MessageTypeID
  /// One to five; each gets a message of its own, in one transaction.
  package let recipients: [NationalNumber]
  package let subject: TranslatedText
  package let attachments: [AttachmentRequest]
  package let body: TranslatedText?
  package let isBodyMainContent: Bool
  /// The sender's earlier end of the term, or nil for the message type's.
  package let expiration: Instant?
  package let isReplyAuthorized: Bool
  package let isRegisteredMail: Bool
  package let payment: Payment?
  /// A date of another kind, or one that the message type does not know of.
  package let due: Due?
  package let businessData: [BusinessDataRequest]
  /// The sender's own earlier message to the same citizen that this one corrects.
  package let replaces: MessageID?
  package let idempotencyKey: IdempotencyKey?
  /// The sender's own name of it. The same one again with equal content is the same publication; with other
  /// content it corrects the earlier one (domain.md, "Publication").
  package let ticket: Ticket?
  /// The sender's own name of registered mail. The same one again with equal content is the same publication,
  /// whatever became of it since; other content is turned down.
  package let token: RegisteredToken?

  package init(
    sender: EnterpriseNumber, application: ApplicationID, messageType: MessageTypeID,
    recipients: [NationalNumber],
    subject: TranslatedText, attachments: [AttachmentRequest], body: TranslatedText? = nil,
    isBodyMainContent: Bool = false, expiration: Instant? = nil, isReplyAuthorized: Bool = false,
    isRegisteredMail: Bool = false, payment: Payment? = nil, due: Due? = nil,
    businessData: [BusinessDataRequest] = [], replaces: MessageID? = nil,
    idempotencyKey: IdempotencyKey? = nil, ticket: Ticket? = nil, token: RegisteredToken? = nil
  ) {
    self.sender = sender
    self.application = application
    self.messageType = messageType
    self.recipients = recipients
    self.subject = subject
    self.attachments = attachments
    self.body = body
    self.isBodyMainContent = isBodyMainContent
    self.expiration = expiration
    self.isReplyAuthorized = isReplyAuthorized
    self.isRegisteredMail = isRegisteredMail
    self.payment = payment
    self.due = due
    self.businessData = businessData
    self.replaces = replaces
    self.idempotencyKey = idempotencyKey
    self.ticket = ticket
    self.token = token
  }
}

/// An attachment as the request document describes it.
package struct AttachmentRequest: Hashable, Sendable {
  package let partName: String
  package let isMainContent: Bool
  package let isSigned: Bool
  /// Checked against the bytes when given.
  package let digest: Digest?

  package init(partName: String, isMainContent: Bool, isSigned: Bool = false, digest: Digest? = nil) {
    self.partName = partName
    self.isMainContent = isMainContent
    self.isSigned = isSigned
    self.digest = digest
  }
}

/// What a publication is answered with: one message per recipient, in the order asked.
package struct PublicationReceipt: Hashable, Sendable {
  package struct Recipient: Hashable, Sendable {
    package let messageID: MessageID
    package let expiration: Instant
    /// False is `NO_DIGITAL_USER` on the wire: the sender uses paper (R-CON-7).
    package let isDigital: Bool
    /// The number that replaced the one that the sender gave: it uses this one from now on. Told with each
    /// publication; not kept with the answer to an idempotency key.
    package let currentNumber: NationalNumber?

    package init(
      messageID: MessageID, expiration: Instant, isDigital: Bool, currentNumber: NationalNumber? = nil
    ) {
      self.messageID = messageID
      self.expiration = expiration
      self.isDigital = isDigital
      self.currentNumber = currentNumber
    }
  }

  package let recipients: [Recipient]
  /// What is not as good as it could be in its documents (R-PUB-7). Told once; not kept with the answer to an
  /// idempotency key.
  package let warnings: [PublicationWarning]

  package init(recipients: [Recipient], warnings: [PublicationWarning] = []) {
    self.recipients = recipients
    self.warnings = warnings
  }
}

/// A finding in one document of a publication.
package struct PublicationWarning: Hashable, Sendable {
  /// Of the file part.
  package let part: String
  package let finding: DocumentFinding

  package init(part: String, finding: DocumentFinding) {
    self.part = part
    self.finding = finding
  }
}

/// What a publication would come to, of which nothing happened (R-PUB-7): one per recipient, in the order
/// asked.
package struct PublicationRehearsal: Hashable, Sendable {
  package struct Recipient: Hashable, Sendable {
    package let expiration: Instant
    /// Whether the citizen has an active eBox.
    package let isDigital: Bool
    /// Until when paper is sent too, by the message type; nil where it is not, or no longer.
    package let paperUntil: CalendarDate?
    package let currentNumber: NationalNumber?

    package init(
      expiration: Instant, isDigital: Bool, paperUntil: CalendarDate?, currentNumber: NationalNumber?
    ) {
      self.expiration = expiration
      self.isDigital = isDigital
      self.paperUntil = paperUntil
      self.currentNumber = currentNumber
    }

    /// Whether the sender has to send it on paper, beside the eBox or in its place.
    package var isPaperNeeded: Bool { !isDigital || paperUntil != nil }
  }

  package let recipients: [Recipient]
  package let warnings: [PublicationWarning]

  package init(recipients: [Recipient], warnings: [PublicationWarning]) {
    self.recipients = recipients
    self.warnings = warnings
  }
}

/// Why a publication is turned down. Case order is check order, documented order and test order; ``code`` is
/// stable.
package enum PublicationRejection: Error, Hashable, Sendable {
  // While reading.
  case tooManyAttachments(max: Int)
  case attachmentTooLarge(part: String, bytesMax: Int)
  case publicationTooLarge(bytesMax: Int)
  case publicationTooSlow(secondsMax: Int)
  case requestMissing
  // Who.
  case senderIsNotCaller(sender: EnterpriseNumber)
  case tripletNotRegistered
  case senderSuspended
  /// It applied, and may only rehearse.
  case senderNotApproved
  // Once.
  case alreadyPublished(PublicationReceipt)
  // The text.
  case severalLanguages
  case registeredMailNotOffered
  /// All messages of the message type are registered mail.
  case registeredMailRequired
  /// Registered mail goes to one recipient.
  case registeredRecipients
  case replyNotAllowed
  case paymentNotAllowed
  case duePast(Due.Kind)
  /// The message type has no such key.
  case businessDataNotAllowed(key: BusinessDataKey)
  case businessDataRepeated(key: BusinessDataKey)
  /// A value is not what the message type says of this key.
  case businessDataInvalid(key: BusinessDataKey)
  /// A key that the message type requires.
  case businessDataMissing(key: BusinessDataKey)
  case updateNotAllowed
  // The content.
  case mainContentCount(Int)
  case bodyMissing
  case partMissing(String)
  case partUnnamed(String)
  case partNameRepeated(String)
  case fileNameMissing(part: String)
  case fileNameTooLong(part: String, charactersMax: Int)
  case mediaTypeMissing(part: String)
  case mediaTypeNotAllowed(part: String)
  case attachmentEmpty(part: String)
  case digestMismatch(part: String)
  /// What was found in the document is no document for a citizen.
  case documentUnfit(part: String, DocumentFinding)
  // The term.
  case expirationPast
  case expirationAfterTerm(latest: Instant)
  /// Registered mail is kept at least as long as its citizen may decide on it.
  case expirationBeforeDecision(earliest: Instant)
  // The box.
  /// There is no such message of this sender in this box, or another one replaced it already.
  case replacedMessageNotFound
  /// Other content was published under this ticket, and its message type takes no corrections, or is another.
  case ticketTaken

  /// The stable wire code: those of 2.x where there is one (reference §2.4), ours otherwise.
  package var code: String {
    switch self {
    case .tooManyAttachments: "TOO_MANY_ATTACHMENTS"
    case .attachmentTooLarge: "ATTACHMENT_TOO_LARGE"
    case .publicationTooLarge: "PUBLICATION_TOO_LARGE"
    case .publicationTooSlow: "PUBLICATION_TOO_SLOW"
    case .senderIsNotCaller, .tripletNotRegistered: "INVALID_SENDER"
    case .senderSuspended: "SENDER_SUSPENDED"
    case .senderNotApproved: "SENDER_NOT_APPROVED"
    case .alreadyPublished: "ALREADY_PUBLISHED"
    case .severalLanguages: "NOT_IMPLEMENTED"
    case .registeredMailNotOffered: "REGISTERED_MAIL_NOT_OFFERED"
    case .registeredMailRequired: "REGISTERED_MAIL_REQUIRED"
    case .replyNotAllowed: "REPLY_NOT_ALLOWED"
    case .paymentNotAllowed: "PAYMENT_NOT_ALLOWED"
    case .duePast: "INVALID_DUE_DATE"
    case .businessDataNotAllowed, .businessDataRepeated, .businessDataInvalid, .businessDataMissing:
      "INVALID_BUSINESS_DATA"
    case .updateNotAllowed: "UPDATE_NOT_ALLOWED"
    case .replacedMessageNotFound: "REPLACED_MESSAGE_NOT_FOUND"
    case .ticketTaken: "TICKET_TAKEN"
    case .digestMismatch: "DIGEST_DO_NOT_MATCH"
    case .documentUnfit: "DOCUMENT_UNFIT"
    case .expirationPast, .expirationAfterTerm, .expirationBeforeDecision: "INVALID_EXPIRATION_DATE"
    case .requestMissing, .registeredRecipients, .mainContentCount, .bodyMissing, .partMissing, .partUnnamed,
      .partNameRepeated,
      .fileNameMissing, .fileNameTooLong, .mediaTypeMissing, .mediaTypeNotAllowed, .attachmentEmpty:
      "INVALID_INPUT"
    }
  }
}

/// A message and whose status is asked.
package struct StatusQuery: Hashable, Sendable {
  package let message: MessageID
  package let recipient: NationalNumber

  package init(message: MessageID, recipient: NationalNumber) {
    self.message = message
    self.recipient = recipient
  }
}

/// What a sender may know of its message (R-BOX-6).
package struct MessageStatus: Hashable, Sendable {
  package let message: MessageID
  package let recipient: NationalNumber
  package let expiration: Instant
  /// When the main content was first opened; nil while unread.
  package let readAt: Instant?

  package init(message: MessageID, recipient: NationalNumber, expiration: Instant, readAt: Instant?) {
    self.message = message
    self.recipient = recipient
    self.expiration = expiration
    self.readAt = readAt
  }
}
