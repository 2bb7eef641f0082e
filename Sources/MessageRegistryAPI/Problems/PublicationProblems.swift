import Contracts
import HTTPTypes
import Vocabulary

// The table's part on publications: *case → status*; the code is the rejection's own. The type of the issue
// names the case, its members carry the particulars, so that a client can tell them apart.

extension Problem {
  init(_ rejection: PublicationRejection) {
    let code = rejection.code
    switch rejection {
    case .attachmentTooLarge(_, let bytesMax), .publicationTooLarge(let bytesMax):
      self.init(
        Problem.belgif + "payloadTooLarge", "Payload too large", .contentTooLarge, code: code,
        issues: [rejection.issue], members: [JSON.Member("limit", .int(bytesMax))])
    case .publicationTooSlow(let secondsMax):
      // RFC 9110, 15.5.9: the whole request did not come in the time that the server waits.
      self.init(
        Problem.ours + "requestTimeout", "Request timeout", .requestTimeout, code: code,
        issues: [rejection.issue], members: [JSON.Member("limit", .int(secondsMax))])
    case .senderSuspended, .senderNotApproved:
      self.init(
        Problem.belgif + "missingPermission", "Missing permission", .forbidden, code: code,
        issues: [rejection.issue])
    case .alreadyPublished(let receipt):
      self.init(
        Problem.ours + "alreadyPublished", "Already published", .conflict, code: code,
        detail: "this Idempotency-Key was used before; the members tell the first answer",
        members: receipt.firstAnswer)
    default: self = .badRequest(code: code, [rejection.issue])
    }
  }
}

extension PublicationReceipt {
  /// `messageId` and `expirationDate` of the first answer, and that answer whole, whose own `code` the
  /// problem's hides.
  var firstAnswer: [JSON.Member] {
    guard let answer = recipients.first?.json, case .object(let members) = answer else { return [] }
    let shared = members.filter { $0.name == "messageId" || $0.name == "expirationDate" }
    return shared + [JSON.Member("firstAnswer", answer)]
  }
}

extension PublicationRejection {
  var issue: Problem.Issue {
    let wording = self.wording
    return Problem.Issue(
      Problem.Issue.ours + wording.type, in: .body, name: wording.name, detail: wording.detail,
      members: wording.members)
  }

  private struct Wording {
    let type: String
    var name: String?
    let detail: String
    var members: [JSON.Member] = []
  }

  private var wording: Wording {
    switch self {
    case .tooManyAttachments(let max):
      Wording(
        type: "tooManyAttachments", detail: "at most \(max) files", members: [JSON.Member("limit", .int(max))]
      )
    case .attachmentTooLarge(let part, let max):
      Wording(
        type: "attachmentTooLarge", name: part, detail: "a file may have at most \(max) bytes",
        members: [JSON.Member("limit", .int(max))])
    case .publicationTooLarge(let max):
      Wording(
        type: "publicationTooLarge", detail: "all files together may have at most \(max) bytes",
        members: [JSON.Member("limit", .int(max))])
    case .publicationTooSlow(let max):
      Wording(
        type: "publicationTooSlow", detail: "a publication may take at most \(max) seconds to arrive",
        members: [JSON.Member("limit", .int(max))])
    case .requestMissing:
      Wording(type: "requestMissing", name: "messageToPublish", detail: "there must be exactly one such part")
    case .senderIsNotCaller(let sender):
      Wording(
        type: "senderIsNotCaller", name: "sender.enterpriseNumber", detail: "is not the caller's own number",
        members: [JSON.Member("value", .string(sender.digits))])
    case .tripletNotRegistered:
      Wording(
        type: "tripletNotRegistered", name: "messageTypeId",
        detail: "organisation, application and message type are not registered together")
    case .senderSuspended:
      Wording(type: "senderSuspended", name: "sender", detail: "this sender is suspended")
    case .senderNotApproved:
      Wording(
        type: "senderNotApproved", name: "sender",
        detail: "this sender is not approved yet: until then it may rehearse (Ebox-Dry-Run)")
    case .alreadyPublished:
      Wording(type: "alreadyPublished", name: "Idempotency-Key", detail: "was used before")
    case .severalLanguages:
      Wording(type: "severalLanguages", name: "subject", detail: "a publication is in one language")
    case .registeredMailNotOffered:
      Wording(
        type: "registeredMailNotOffered", name: "isRegisteredMail",
        detail: "messages of this message type are not registered mail")
    case .registeredMailRequired:
      Wording(
        type: "registeredMailRequired", name: "isRegisteredMail",
        detail: "messages of this message type are registered mail, and say so")
    case .registeredRecipients:
      Wording(type: "registeredRecipients", name: "recipients", detail: "registered mail has one recipient")
    case .replyNotAllowed:
      Wording(
        type: "replyNotAllowed", name: "isReplyAuthorized", detail: "the message type allows no replies")
    case .paymentNotAllowed:
      Wording(
        type: "paymentNotAllowed", name: "paymentData", detail: "the message type allows no payment")
    case .duePast(let kind):
      Wording(
        type: "duePast", name: kind == .payment ? "paymentData.dueDate" : "due.dueDate",
        detail: "lies in the past", members: [JSON.Member("value", .string(kind.rawValue))])
    case .businessDataNotAllowed(let key):
      businessData("businessDataNotAllowed", key, "is no key of the message type")
    case .businessDataRepeated(let key): businessData("businessDataRepeated", key, "stands more than once")
    case .businessDataInvalid(let key):
      businessData("businessDataInvalid", key, "has a value that the message type does not allow")
    case .businessDataMissing(let key):
      businessData("businessDataMissing", key, "is required by the message type")
    case .updateNotAllowed:
      Wording(
        type: "updateNotAllowed", name: "replacesMessageId",
        detail: "messages of this message type are not replaced")
    case .replacedMessageNotFound:
      Wording(
        type: "replacedMessageNotFound", name: "replacesMessageId",
        detail: "is no message of this sender to this citizen that is still there and not yet replaced")
    case .ticketTaken:
      Wording(
        type: "ticketTaken", name: "ticket",
        detail: "stands for other content, and messages of its message type are not replaced")
    case .mainContentCount(let count):
      Wording(
        type: "mainContentCount", name: "isMainContent",
        detail: "there must be exactly one main content, not \(count)",
        members: [JSON.Member("count", .int(count))])
    case .bodyMissing:
      Wording(
        type: "bodyMissing", name: "bodyContent", detail: "the main content is a body that is not there")
    default: partWording
    }
  }

  /// A key is a name, as the names of members are: it may be told.
  private func businessData(_ type: String, _ key: BusinessDataKey, _ detail: String) -> Wording {
    Wording(
      type: type, name: "businessDataList", detail: "\(key) \(detail)",
      members: [JSON.Member("value", .string(key.text))])
  }

  private var partWording: Wording {
    switch self {
    case .partMissing(let part):
      Wording(type: "partMissing", name: part, detail: "no file part has this name")
    case .partUnnamed(let part):
      Wording(type: "partUnnamed", name: part, detail: "no attachment names this file part")
    case .partNameRepeated(let part):
      Wording(type: "partNameRepeated", name: part, detail: "stands more than once")
    case .fileNameMissing(let part):
      Wording(type: "fileNameMissing", name: part, detail: "the file part needs a filename")
    case .fileNameTooLong(let part, let max):
      Wording(
        type: "fileNameTooLong", name: part, detail: "a filename may have at most \(max) characters",
        members: [JSON.Member("limit", .int(max))])
    case .mediaTypeMissing(let part):
      Wording(type: "mediaTypeMissing", name: part, detail: "the file part needs a Content-Type")
    case .mediaTypeNotAllowed(let part):
      Wording(type: "mediaTypeNotAllowed", name: part, detail: "this media type is not allowed")
    case .attachmentEmpty(let part):
      Wording(type: "attachmentEmpty", name: part, detail: "the file is empty")
    case .digestMismatch(let part):
      Wording(type: "digestMismatch", name: part, detail: "the digest is not that of the bytes received")
    case .documentUnfit(let part, let finding):
      Wording(
        type: "documentUnfit", name: part, detail: finding.words,
        members: [JSON.Member("value", .string(finding.rawValue))])
    case .expirationPast:
      Wording(type: "expirationPast", name: "expirationDate", detail: "lies in the past")
    case .expirationAfterTerm(let latest):
      Wording(
        type: "expirationAfterTerm", name: "expirationDate", detail: "lies past the message type's term",
        members: [JSON.Member("latest", .string(latest.brussels))])
    case .expirationBeforeDecision(let earliest):
      Wording(
        type: "expirationBeforeDecision", name: "expirationDate",
        detail: "lies before the end of the time in which the citizen may accept or refuse",
        members: [JSON.Member("earliest", .string(earliest.brussels))])
    default: Wording(type: "rejected", detail: "the publication was turned down")
    }
  }
}
