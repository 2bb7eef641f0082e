package import Vocabulary

/// Limits of one reply; those of its files, together too, are ``PublicationLimits``'.
package enum ReplyLimits {
  package static let textCharactersMax = PublicationLimits.bodyCharactersMax
  package static let attachmentsMax = 6
  /// Replies of a citizen to one message.
  package static let repliesMax = 50
  /// Replies of a citizen that are coming in at the same time, in one process.
  package static let atOnceMax = 4
  /// Bytes of a citizen's replies of one day in Brussels, texts and files together, unless it is configured
  /// otherwise: 500 MiB.
  package static let dayBytesMax: Int64 = 500 * 1_048_576
}

package typealias ReplyFrame = UploadFrame<ReplyRequest>

/// What a citizen answers, as asked: a text in one language, files, or both.
package struct ReplyRequest: Hashable, Sendable {
  /// A file as the request document describes it.
  package struct File: Hashable, Sendable {
    package let partName: String
    /// Checked against the bytes when given.
    package let digest: Digest?

    package init(partName: String, digest: Digest? = nil) {
      self.partName = partName
      self.digest = digest
    }
  }

  package let text: TranslatedText?
  package let files: [File]

  package init(text: TranslatedText?, files: [File] = []) {
    self.text = text
    self.files = files
  }
}

/// What the citizen keeps of a reply that was sent: to whom, when, and the digests of what, by which its
/// content can be proven later.
package struct ReplyReceipt: Hashable, Sendable {
  package struct Text: Hashable, Sendable {
    /// Bytes in UTF-8.
    package let size: Int64
    package let digest: Digest

    package init(size: Int64, digest: Digest) {
      self.size = size
      self.digest = digest
    }
  }

  package struct File: Hashable, Sendable {
    package let fileName: String
    package let mediaType: MediaType
    /// Bytes.
    package let size: Int64
    package let digest: Digest

    package init(fileName: String, mediaType: MediaType, size: Int64, digest: Digest) {
      self.fileName = fileName
      self.mediaType = mediaType
      self.size = size
      self.digest = digest
    }
  }

  /// The reply's own id, under which the organisation has it.
  package let id: MessageID
  package let original: MessageID
  package let recipient: EnterpriseNumber
  /// The moment of acceptance: from then on the organisation can read it.
  package let sentAt: Instant
  /// Until when the organisation can read it here.
  package let expiration: Instant
  package let text: Text?
  package let files: [File]
  /// When the organisation first opened the main content (the text; without one, the first file); nil while
  /// unread.
  package let openedAt: Instant?

  package init(
    id: MessageID, original: MessageID, recipient: EnterpriseNumber, sentAt: Instant, expiration: Instant,
    text: Text?, files: [File], openedAt: Instant? = nil
  ) {
    self.id = id
    self.original = original
    self.recipient = recipient
    self.sentAt = sentAt
    self.expiration = expiration
    self.text = text
    self.files = files
    self.openedAt = openedAt
  }
}

/// Why a reply is turned down. Case order is check order, documented order and test order; ``code`` is
/// stable. Nothing of a reply that is turned down is kept.
package enum ReplyRejection: Error, Hashable, Sendable {
  /// The key was used before, for this reply; the first receipt. A used key is judged once the reply has
  /// come, and instead of everything but ``tooManyAtOnce(max:)`` and ``upload(_:)``; more bytes than the
  /// first had are not awaited.
  case alreadyReplied(ReplyReceipt)
  /// The key was used before for another reply to this message, which was sent: its receipt. This one is not.
  case otherReplySent(ReplyReceipt)
  /// Not in this mailbox: it never was, it is another citizen's, or its term is over.
  case messageNotFound
  /// Its sender did not allow it, or takes no messages any more; or it is registered mail that is not open.
  case replyNotAllowed
  case tooManyReplies(max: Int)
  /// With this one, the citizen's replies of the day would have more bytes.
  case tooManyBytes(max: Int64)
  /// As many replies of the citizen are coming in already.
  case tooManyAtOnce(max: Int)
  /// What a publication would be turned down for too, while reading: too many or too large files, a request
  /// that is missing, an upload that is too slow.
  case upload(PublicationRejection)
  case severalLanguages
  /// Neither a text nor a file.
  case empty
  /// The same of its files, in the order of ``PublicationRejection``: names, media types, digests, and what
  /// was found in them, which could hurt whoever opens them.
  case file(PublicationRejection)

  /// The stable wire code.
  package var code: String {
    switch self {
    case .messageNotFound: "MESSAGE_NOT_FOUND"
    case .replyNotAllowed: "REPLY_NOT_ALLOWED"
    case .alreadyReplied: "ALREADY_REPLIED"
    case .otherReplySent: "OTHER_REPLY_SENT"
    case .tooManyReplies: "TOO_MANY_REPLIES"
    case .tooManyBytes: "TOO_MANY_REPLY_BYTES"
    case .tooManyAtOnce: "TOO_MANY_REPLIES_AT_ONCE"
    case .severalLanguages: "NOT_IMPLEMENTED"
    case .empty: "INVALID_INPUT"
    case .upload(let rejection), .file(let rejection): rejection.code
    }
  }
}
