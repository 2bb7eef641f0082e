import Contracts
import Vocabulary

/// What the database says where a reply is to be placed.
struct ReplyGround: Sendable {
  /// In its term and in this mailbox.
  let message: MessageRow?
  /// What the key was used for before.
  let earlier: ReplyRows.Kept?
  /// Replies of this citizen to the message so far.
  let count: Int
  /// Bytes of this citizen's replies of the day so far, to whatever message.
  let dayBytes: Int64
}

/// Whether a message can be answered.
enum ReplyStanding: Sendable {
  /// With a reply of so many bytes at most, today.
  case open(MessageRow, MessageType, bytesMax: Int64)
  case repeated(ReplyRows.Kept)
  case rejected(ReplyRejection)
}

/// A reply whose content passed the rules.
struct AcceptedReply: Sendable {
  let text: TranslatedText?
  /// In the order of the request; the first is the main content where there is no text.
  let attachments: [AcceptedAttachment]
}

/// The rules of replies. Pure; the order of the checks is that of ``ReplyRejection``'s cases. A message that
/// a later one corrects is answered like any other, until its own end.
enum ReplyRules {
  /// - Parameters:
  ///   - messageType: of the message; nil when nobody is there to read the answer.
  ///   - bytes: of the reply; at least one, as long as it has not come.
  ///   - dayBytesMax: of all of a day.
  static func standing(
    _ ground: ReplyGround, _ messageType: MessageType?, bytes: Int64 = 1, dayBytesMax: Int64
  ) -> ReplyStanding {
    if let earlier = ground.earlier { return .repeated(earlier) }
    guard let message = ground.message else { return .rejected(.messageNotFound) }
    guard message.isReplyAuthorized, message.isOpen, let messageType else {
      return .rejected(.replyNotAllowed)
    }
    guard ground.count < ReplyLimits.repliesMax else {
      return .rejected(.tooManyReplies(max: ReplyLimits.repliesMax))
    }
    guard ground.dayBytes + bytes <= dayBytesMax else { return .rejected(.tooManyBytes(max: dayBytesMax)) }
    return .open(message, messageType, bytesMax: dayBytesMax - ground.dayBytes)
  }

  static func judge(
    _ request: ReplyRequest?, _ parts: [SubmittedPart]
  ) throws(ReplyRejection) -> AcceptedReply {
    guard let request else { throw .upload(.requestMissing) }
    guard request.text.map({ $0.onlyLanguage != nil }) ?? true else { throw .severalLanguages }
    guard request.text != nil || !request.files.isEmpty || !parts.isEmpty else { throw .empty }
    let asked = request.files.enumerated().map { place, file in
      AttachmentRequest(
        partName: file.partName, isMainContent: request.text == nil && place == 0, digest: file.digest)
    }
    do {
      return AcceptedReply(text: request.text, attachments: try PublicationRules.files(asked, parts))
    } catch {
      throw .file(error)
    }
  }

  /// The message type's term from the moment of the reply; never before the end of the message that it
  /// answers.
  static func expiration(_ message: MessageRow, _ messageType: MessageType, sentAt: Instant) -> Instant {
    max(messageType.validity.end(from: sentAt), message.expiration)
  }
}
