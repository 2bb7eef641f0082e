import Contracts
import Vocabulary

// What version 3 writes: field names of the reference §2.3 and §2.5, `docs/contracts/divergences.md` for our
// own.

extension TranslatedText {
  /// All four languages, missing ones filled, and which ones the sender wrote.
  var json: JSON {
    let filled = filled
    let languages = Language.allCases.map { ($0.rawValue, filled[$0].map(JSON.string)) }
    let original = texts.keys.sorted().map(\.rawValue).joined(separator: " ")
    return .object(
      languages.compactMap { name, text in text.map { JSON.Member(name, $0) } }
        + [JSON.Member("originalLanguage", .string(original))])
  }
}

extension Page {
  /// - Parameter path: of this list, with its filters but without its page, for the links.
  func json(path: String, filters: String, _ item: (Item) -> JSON) -> JSON {
    func link(_ number: Int) -> JSON {
      .string("\(path)?\(filters.isEmpty ? "" : filters + "&")page=\(number)&pageSize=\(request.size)")
    }
    return .members(
      ("items", .array(items.map(item))), ("totalItems", .int(total)), ("page", .int(request.number)),
      ("pageSize", .int(request.size)), ("self", link(request.number)),
      ("next", hasNext ? link(request.number + 1) : nil))
  }
}

extension MailboxSummary {
  /// Names of 2.1; `numberOfMessagesEndingSoon` is ours.
  var json: JSON {
    .members(
      ("numberOfMessages", .int(messages)), ("numberOfUnreadMessages", .int(unread)),
      ("numberOfMessagesEndingSoon", .int(endingSoon)),
      ("lastReceiptDate", (lastReceived?.brussels).map(JSON.string)),
      ("eboxSize", .number("\(Double(bytes) / 1024)")))
  }
}

extension Attachment {
  func json(contentHref: String) -> JSON {
    .members(
      ("attachmentId", .string(id.text)), ("attachmentTitle", .string(fileName)),
      ("fileName", .string(fileName)),
      ("isMainContent", .bool(isMainContent)), ("mediaType", .string(mediaType.text)),
      // Kilobytes of 1024 bytes, as the contract has it; a division by a power of two is exact.
      ("size", .number("\(Double(size) / 1024)")), ("sizeInBytes", .int(size)), ("digest", digest.json),
      ("isAttachmentSigned", .bool(isSigned)), ("contentHref", .string(contentHref)))
  }
}

extension Digest {
  var json: JSON { .members(("digestMethod", .string(method.wire)), ("digestValue", .string(base64URL))) }
}

extension Message {
  /// - Parameter href: the URL of this message.
  func json(href: String) -> JSON {
    .members(
      ("messageId", .string(id.text)), ("sender", sender.json),
      ("senderApplicationId", .string(application.text)),
      ("messageTypeId", .string(messageType.text)), ("subject", subject.json),
      ("publicationDate", .string(publishedAt.brussels)), ("receiptDate", .string(availableAt.brussels)),
      ("expirationDate", .string(expiration.brussels)), ("readStatus", .bool(readAt != nil)),
      ("readDate", (readAt?.brussels).map(JSON.string)), ("visible", .bool(isVisible)),
      ("isRegisteredMail", .bool(isRegisteredMail)), ("isReplyAuthorized", .bool(isReplyAuthorized)),
      ("hasBody", .bool(hasBody)), ("isBodyMainContent", .bool(isBodyMainContent)),
      ("isSentBeforeActivation", .bool(wasSentBeforeActivation)), ("paymentData", payment?.json),
      ("due", due?.json), ("attachments", attachments(href: href)))
  }

  func attachments(href: String) -> JSON {
    let items = attachments.map { $0.json(contentHref: "\(href)/attachments/\($0.id)/content") }
    return .members(("items", .array(items)), ("totalItems", .int(items.count)))
  }
}

extension EnterpriseNumber {
  var json: JSON { .members(("eboxType", .string("enterprise")), ("enterpriseNumber", .string(digits))) }
}

extension NationalNumber {
  /// Only for the sender that named the citizen itself.
  var json: JSON { .members(("eboxType", .string("citizen")), ("ssin", .string(digits))) }
}

extension PublicationReceipt.Recipient {
  static let noDigitalUser = "NO_DIGITAL_USER"

  var json: JSON {
    .members(
      ("messageId", .string(messageID.text)), ("expirationDate", .string(expiration.brussels)),
      ("code", isDigital ? nil : .string(Self.noDigitalUser)),
      ("message", told.isEmpty ? nil : .string(told.joined(separator: " "))),
      ("eboxId", currentNumber?.json))
  }

  private var told: [String] {
    var sentences: [String] = []
    if !isDigital { sentences.append("The recipient has no active eBox: send it on paper.") }
    if currentNumber != nil {
      sentences.append("The recipient's number was replaced: use the one in eboxId from now on.")
    }
    return sentences
  }
}

extension MessageStatus {
  var json: JSON {
    .members(
      ("messageId", .string(message.text)), ("eboxId", recipient.json),
      ("expirationDate", .string(expiration.brussels)),
      ("readStatus", .bool(readAt != nil)), ("readDate", (readAt?.brussels).map(JSON.string)))
  }
}

extension MessageType {
  var json: JSON {
    .members(
      ("messageTypeId", .string(id.text)), ("messageTypeName", name.json),
      ("messageTypeDescription", description?.json),
      (
        "validityPeriod",
        .members(
          ("validityPeriodNumber", .int(validity.number)),
          ("validityPeriodUnit", .string(validity.unit.rawValue)))
      ),
      ("senderOrganizationIds", .array(organizations.map { .string($0.digits) })),
      ("senderApplicationIds", .array(applications.map { .string($0.text) })),
      ("isReplyAllowed", .bool(isReplyAllowed)), ("isPaymentAllowed", .bool(isPaymentAllowed)),
      ("isKeptForInactive", .bool(isKeptForInactive)),
      ("legalGround", legalGround?.json), ("due", due?.json),
      ("paperUntil", paperUntil.map { .string("\($0)") }))
  }
}

extension DueRule {
  var json: JSON {
    .members(
      ("dueKind", .string(kind.rawValue)), ("duePeriodNumber", .int(after.number)),
      ("duePeriodUnit", .string(after.unit.rawValue)))
  }
}

extension VisibilityChange {
  var json: JSON { .members(("messageId", .string(message.text)), ("visible", .bool(isVisible))) }
}

extension ContentAccess {
  var json: JSON {
    var attachmentID: JSON?
    if case .attachment(let id) = content { attachmentID = .string(id.text) }
    return .members(
      ("channelId", .string(channel.text)), ("date", .string(at.brussels)), ("attachmentId", attachmentID),
      ("isMainContent", .bool(isMainContent)))
  }
}

extension SenderApplication {
  var json: JSON {
    .members(
      ("applicationId", .string(id.text)), ("applicationName", name.json),
      ("senderOrganizationIds", .array(organizations.map { .string($0.digits) })),
      ("messageTypeIds", .array(messageTypes.map { .string($0.text) })))
  }
}

extension SenderOrganization {
  var json: JSON {
    .members(
      ("organizationId", .string(number.digits)), ("organizationShortName", name.json),
      ("contactBusiness", .string(contact)),
      ("senderApplicationIds", .array(applications.map { .string($0.text) })),
      ("messageTypeIds", .array(messageTypes.map { .string($0.text) })), ("isSuspended", .bool(isSuspended)))
  }
}
