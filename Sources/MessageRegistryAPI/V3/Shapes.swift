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
  func json(_ links: PageLinks, _ item: (Item) -> JSON) -> JSON {
    func link(_ number: Int) -> JSON { .string(links.page(number, size: request.size)) }
    return .members(
      ("items", .array(items.map(item))), ("totalItems", .int(total)), ("page", .int(request.number)),
      ("pageSize", .int(request.size)), ("self", link(request.number)),
      ("next", hasNext ? link(request.number + 1) : nil))
  }
}

extension MailboxSummary {
  /// Names of 2.1; `numberOfMessagesEndingSoon` and `isPrefetchAllowed` are ours.
  var json: JSON {
    .members(
      ("numberOfMessages", .int(messages)), ("numberOfUnreadMessages", .int(unread)),
      ("numberOfMessagesEndingSoon", .int(endingSoon)),
      ("lastReceiptDate", (lastReceived?.brussels).map(JSON.string)),
      ("eboxSize", .number("\(Double(bytes) / 1024)")), ("isPrefetchAllowed", .bool(isPrefetchAllowed)))
  }
}

extension MailboxStatistics {
  var json: JSON {
    .members(
      ("numberOfMessages", .int(messages)), ("numberOfUnreadMessages", .int(unread)),
      ("numberOfMessagesEndingSoon", .int(endingSoon)),
      ("numberOfUnreadMessagesEndingSoon", .int(unreadEndingSoon)),
      ("endingSoonDays", .int(MailboxStatistics.endingSoonDays)),
      ("numberOfMessagesRequiringAction", .int(requiringAction)),
      ("numberOfRegisteredMessages", .int(registered)))
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
  func json(href: String, at now: Instant) -> JSON {
    .members(
      ("messageId", .string(id.text)), ("sender", reply?.author.json ?? sender.json),
      ("recipient", reply == nil ? nil : sender.json),
      ("originalMessageId", (reply?.original.text).map(JSON.string)),
      ("senderApplicationId", .string(application.text)),
      ("messageTypeId", .string(messageType.text)), ("subject", subject.json),
      ("publicationDate", .string(publishedAt.brussels)), ("receiptDate", .string(availableAt.brussels)),
      ("expirationDate", .string(expiration.brussels)), ("readStatus", .bool(readAt != nil)),
      ("readDate", (readAt?.brussels).map(JSON.string)), ("visible", .bool(isVisible)),
      ("isRegisteredMail", .bool(isRegisteredMail)), ("delivery", delivery?.json(at: now)),
      ("isReplyAuthorized", .bool(isReplyAuthorized)),
      ("hasBody", .bool(hasBody)), ("isBodyMainContent", .bool(isBodyMainContent)),
      ("isSentBeforeActivation", .bool(wasSentBeforeActivation)), ("paymentData", payment?.json),
      ("due", due?.json), ("businessDataList", businessData.json(\.json)),
      ("replacesMessageId", (replaces?.text).map(JSON.string)),
      ("replacedByMessageId", (replacedBy?.text).map(JSON.string)),
      ("attachments", attachments(href: href)))
  }

  func attachments(href: String) -> JSON {
    let items = attachments.map { $0.json(contentHref: "\(href)/attachments/\($0.id)/content") }
    return .members(("items", .array(items)), ("totalItems", .int(items.count)))
  }
}

extension EnterpriseNumber {
  var json: JSON { .members(("eboxType", .string("enterprise")), ("enterpriseNumber", .string(digits))) }
}

extension ReplyReceipt {
  var json: JSON {
    let items = files.map { file in
      JSON.members(
        ("fileName", .string(file.fileName)), ("mediaType", .string(file.mediaType.text)),
        ("sizeInBytes", .int(file.size)), ("digest", file.digest.json))
    }
    let text = text.map { JSON.members(("sizeInBytes", .int($0.size)), ("digest", $0.digest.json)) }
    return .members(
      ("messageId", .string(id.text)), ("originalMessageId", .string(original.text)),
      ("recipient", recipient.json), ("sentDate", .string(sentAt.brussels)),
      ("expirationDate", .string(expiration.brussels)), ("body", text),
      ("attachments", .members(("items", .array(items)), ("totalItems", .int(items.count)))),
      ("openedDate", (openedAt?.brussels).map(JSON.string)))
  }
}

extension NationalNumber {
  /// Only for the sender that named the citizen itself, or to whom the citizen wrote.
  var json: JSON { .members(("eboxType", .string("citizen")), ("ssin", .string(digits))) }
}

extension PublicationReceipt.Recipient {
  static let noDigitalUser = "NO_DIGITAL_USER"

  var json: JSON { json([]) }

  func json(_ warnings: [PublicationWarning]) -> JSON {
    .members(
      ("messageId", .string(messageID.text)), ("expirationDate", .string(expiration.brussels)),
      ("code", isDigital ? nil : .string(Self.noDigitalUser)),
      ("message", told), ("eboxId", currentNumber?.json), ("warnings", warnings.json))
  }

  /// What the sender is told in words, if anything.
  var told: JSON? {
    var sentences: [String] = []
    if !isDigital { sentences.append("The recipient has no active eBox: send it on paper.") }
    if currentNumber != nil {
      sentences.append("The recipient's number was replaced: use the one in eboxId from now on.")
    }
    return sentences.isEmpty ? nil : .string(sentences.joined(separator: " "))
  }
}

extension [PublicationWarning] {
  /// Nil for none.
  var json: JSON? {
    isEmpty
      ? nil
      : .array(
        map {
          .members(
            ("httpPartName", .string($0.part)), ("code", .string($0.finding.rawValue)),
            ("detail", .string($0.finding.words)))
        })
  }
}

extension PublicationRehearsal {
  /// The contract publishes to one citizen.
  func json() throws -> JSON {
    guard let recipient = recipients.first else { throw RehearsalEmpty() }
    return recipient.json(warnings)
  }
}

extension PublicationRehearsal.Recipient {
  func json(_ warnings: [PublicationWarning]) -> JSON {
    .members(
      ("dryRun", .bool(true)), ("expirationDate", .string(expiration.brussels)),
      ("code", isDigital ? nil : .string(PublicationReceipt.Recipient.noDigitalUser)),
      ("isPaperNeeded", .bool(isPaperNeeded)), ("paperUntil", paperUntil.map { .string("\($0)") }),
      ("eboxId", currentNumber?.json), ("warnings", warnings.json))
  }
}

/// The party answered a rehearsal without a recipient, which its contract excludes.
private struct RehearsalEmpty: Error {}

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
      ("validityPeriod", validity.json),
      ("senderOrganizationIds", .array(organizations.map { .string($0.digits) })),
      ("senderApplicationIds", .array(applications.map { .string($0.text) })),
      ("isReplyAllowed", .bool(isReplyAllowed)), ("isPaymentAllowed", .bool(isPaymentAllowed)),
      ("isUpdateAllowed", .bool(isUpdateAllowed)), ("registeredMail", registeredMail?.json),
      ("isKeptForInactive", .bool(isKeptForInactive)),
      ("legalGround", legalGround?.json), ("due", due?.json),
      ("paperUntil", paperUntil.map { .string("\($0)") }),
      ("businessDataRules", businessData.isEmpty ? nil : .array(businessData.map(\.json))))
  }
}

extension Period {
  var json: JSON {
    .members(("validityPeriodNumber", .int(number)), ("validityPeriodUnit", .string(unit.rawValue)))
  }
}

extension BusinessDataRule {
  var json: JSON {
    .members(
      ("key", .string(key.text)), ("name", name.json), ("description", description?.json),
      ("isRequired", .bool(isRequired)), ("pattern", (pattern?.text).map(JSON.string)))
  }
}

extension DueRule {
  var json: JSON {
    .members(
      ("dueKind", .string(kind.rawValue)), ("duePeriodNumber", .int(after.number)),
      ("duePeriodUnit", .string(after.unit.rawValue)))
  }
}

extension RecalledMessage {
  var json: JSON {
    .members(
      ("messageId", .string(id.text)), ("sender", sender.json), ("messageTypeId", .string(messageType.text)),
      ("receiptDate", (availableAt?.brussels).map(JSON.string)),
      ("recallDate", .string(recalledAt.brussels)), ("reason", reason.json),
      ("afterBreach", .bool(isAfterBreach)))
  }
}

extension MessageUpdate {
  var json: JSON {
    .members(
      ("messageId", .string(message.text)), ("visible", isVisible.map(JSON.bool)),
      ("readStatus", isShown ? .bool(true) : nil))
  }
}

extension ContentAccess {
  var json: JSON {
    var attachmentID: JSON?
    if case .attachment(let id) = content { attachmentID = .string(id.text) }
    return .members(
      ("channelId", .string(channel.text)), ("date", .string(at.brussels)), ("attachmentId", attachmentID),
      ("isMainContent", .bool(isMainContent)), ("accessKind", .string(kind.rawValue)))
  }
}

extension SenderApplication {
  /// - Parameter href: the URL of this application.
  func json(href: String) -> JSON {
    .members(
      ("applicationId", .string(id.text)), ("applicationName", name.json),
      ("applicationDescription", presentation.description?.json),
      ("applicationLogos", presentation.logos.json(href: href, Language.allCases)),
      ("applicationUrl", presentation.url?.json),
      ("senderOrganizationIds", .array(organizations.map { .string($0.digits) })),
      ("messageTypeIds", .array(messageTypes.map { .string($0.text) })),
      ("contactBusiness", contact.map(JSON.string)),
      ("contactTechnical", presentation.contactTechnical.map(JSON.string)))
  }
}

extension SenderOrganization {
  /// - Parameter href: the URL of this organisation.
  func json(href: String) -> JSON {
    .members(
      ("organizationId", .string(number.digits)), ("organizationShortName", name.json),
      ("organizationLongName", presentation.description?.json),
      ("organizationLogos", presentation.logos.json(href: href, Language.allCases)),
      ("organizationUrl", presentation.url?.json), ("contactBusiness", .string(contact)),
      ("contactTechnical", presentation.contactTechnical.map(JSON.string)),
      ("senderApplicationIds", .array(applications.map { .string($0.text) })),
      ("messageTypeIds", .array(messageTypes.map { .string($0.text) })), ("isSuspended", .bool(isSuspended)))
  }
}

extension [Logo] {
  /// Nil for none. A language that the version does not know is left out.
  func json(href: String, _ languages: [Language]) -> JSON? {
    isEmpty ? nil : .array(map { $0.json(contentHref: "\(href)/images/\($0.id)/content", languages) })
  }
}

extension Logo {
  fileprivate func json(contentHref: String, _ languages: [Language]) -> JSON {
    .members(
      ("imageId", .string(id.text)), ("size", .number("\(Double(size) / 1024)")),
      ("mediaType", .string(mediaType.rawValue)),
      ("language", language.flatMap { languages.contains($0) ? .string($0.rawValue) : nil }),
      ("contentHref", .string(contentHref)))
  }
}
