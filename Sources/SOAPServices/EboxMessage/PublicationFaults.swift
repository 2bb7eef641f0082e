import Contracts

extension SOAPFault {
  /// What the registry's rejections are in the codes of the guide.
  init(_ rejection: PublicationRejection) {
    switch rejection {
    case .senderIsNotCaller: self = .business(20, "The institution may not publish for another one.")
    case .tripletNotRegistered:
      self = .business(40, "The institution may not send this message type from this application.")
    case .senderSuspended: self = .notAuthorized("This sender is suspended.")
    case .senderNotApproved: self = .business(40, "The institution is not approved yet: it may not publish.")
    case .registeredMailNotOffered:
      self = .business(22, "Messages of this message type are not registered.")
    case .registeredMailRequired:
      self = .business(22, "Messages of this message type are registered, and say so.")
    case .businessDataNotAllowed(let key): self = .business(50, "The message type has no meta \(key).")
    case .businessDataRepeated(let key): self = .content("Meta \(key) is given twice.")
    case .businessDataInvalid(let key):
      self = .business(51, "A value of meta \(key) is not what the message type allows.")
    case .businessDataMissing(let key): self = .business(52, "The message type requires meta \(key).")
    case .digestMismatch: self = .business(10, "The digest of a document differs from that of its bytes.")
    case .updateNotAllowed, .ticketTaken:
      self = .business(
        620, "Other content was published under this ticket and sequence, and is not to be updated.")
    default: self = .content(Self.contentMessage(rejection))
    }
  }

  static func contentMessage(_ rejection: PublicationRejection) -> String {
    switch rejection {
    case .tooManyAttachments(let max): "There are more than \(max) attachments."
    case .attachmentTooLarge(_, let max): "An attachment has more than \(max) bytes."
    case .publicationTooLarge(let max): "The attachments have more than \(max) bytes together."
    case .publicationTooSlow(let max): "The message did not arrive within \(max) s."
    case .registeredRecipients: "A registered message has one recipient."
    case .expirationBeforeDecision: "A registered message ends no earlier than its citizen may decide."
    case .partMissing: "A file refers to an attachment that did not come."
    case .partUnnamed: "An attachment came that the message does not refer to."
    case .partNameRepeated: "Two files refer to the same attachment."
    case .fileNameMissing: "DownloadFileName is blank."
    case .mediaTypeMissing: "A file has no MIME, nor its attachment a Content-Type."
    case .mediaTypeNotAllowed: "The media type of an attachment is not one of the contract."
    case .attachmentEmpty: "An attachment is empty."
    case .documentUnfit(_, let finding): "A document is not fit for a citizen: \(finding.rawValue)."
    default: "The message is turned down: \(rejection.code)."
    }
  }
}
