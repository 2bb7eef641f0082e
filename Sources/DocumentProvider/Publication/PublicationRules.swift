import Contracts
import Vocabulary

/// Everything that the rules judge a publication by.
struct Submission: Sendable {
  /// The organisation that is authenticated.
  let caller: EnterpriseNumber
  let request: PublicationRequest?
  let parts: [SubmittedPart]
  /// Nil only when there is no request.
  let standing: SenderStanding?
  /// The moment of sending.
  let now: Instant
  /// Whether nothing is published whatever comes of it.
  var isRehearsal = false
}

/// A part as the rules see it.
struct SubmittedPart: Hashable, Sendable {
  let header: PartHeader
  let size: Int64
  let sha256: Digest
  /// Known only when the sender gave one to check.
  var sha512: Digest?
  /// In case order.
  var findings: [DocumentFinding] = []
  /// For which of them it is turned down; nil for none.
  var unfitFor: DocumentFinding?
}

/// A publication that passed the rules.
struct AcceptedPublication: Sendable {
  let request: PublicationRequest
  let messageType: MessageType
  let publishedAt: Instant
  let expiration: Instant
  let businessData: [BusinessData]
  /// In the order of the request.
  let attachments: [AcceptedAttachment]
}

struct AcceptedAttachment: Hashable, Sendable {
  /// The place of its part among those that arrived.
  let part: Int
  let fileName: String
  let mediaType: MediaType
  let size: Int64
  let digest: Digest
  let isMainContent: Bool
  let isSigned: Bool
  let warnings: [PublicationWarning]
}

/// What becomes of a message for one recipient.
enum Delivery: String, Hashable, Sendable {
  case delivered
  /// Unseen until the citizen activates in time.
  case kept
  /// The box is not active: only the record stays (domain.md, "Publication").
  case destroyed
}

/// The rules of publication. Pure; the order of the checks is that of ``PublicationRejection``'s cases, from
/// `requestMissing` on; those before it hold while reading.
enum PublicationRules {
  static func judge(_ submission: Submission) throws(PublicationRejection) -> AcceptedPublication {
    guard let request = submission.request else { throw .requestMissing }
    let messageType = try checkSender(submission, request)
    try checkText(request, messageType)
    try checkDues(request, messageType, submission.now)
    let businessData = try businessData(request, messageType)
    guard request.replaces == nil || messageType.isUpdateAllowed else { throw .updateNotAllowed }
    try checkMainContent(request)
    let attachments = try files(request.attachments, submission.parts)
    return AcceptedPublication(
      request: request, messageType: messageType, publishedAt: submission.now,
      expiration: try term(request, messageType, submission.now), businessData: businessData,
      attachments: attachments)
  }

  /// The files that came, by the attachments that were asked for.
  static func files(
    _ asked: [AttachmentRequest], _ parts: [SubmittedPart]
  ) throws(PublicationRejection) -> [AcceptedAttachment] {
    try checkParts(asked, parts)
    return try checkFiles(asked, parts)
  }

  /// What a sender is told of a rejection when its key was answered before: that answer, unless what comes
  /// before it in the order of rules was broken.
  static func told(
    _ rejection: PublicationRejection, earlier: PublicationReceipt?
  ) -> PublicationRejection {
    switch rejection {
    case .tooManyAttachments, .attachmentTooLarge, .publicationTooLarge, .publicationTooSlow, .requestMissing,
      .senderIsNotCaller, .tripletNotRegistered, .senderSuspended, .senderNotApproved:
      rejection
    default: earlier.map(PublicationRejection.alreadyPublished) ?? rejection
    }
  }

  /// R-CON-7; domain.md, "Publication".
  static func delivery(of messageType: MessageType, to recipient: RecipientStanding) -> Delivery {
    recipient.isActive ? .delivered : messageType.isKeptForInactive ? .kept : .destroyed
  }

  private static func checkSender(
    _ submission: Submission, _ request: PublicationRequest
  ) throws(PublicationRejection) -> MessageType {
    guard request.sender == submission.caller else { throw .senderIsNotCaller(sender: request.sender) }
    guard let messageType = submission.standing?.messageType else { throw .tripletNotRegistered }
    guard submission.standing?.isSuspended == false else { throw .senderSuspended }
    guard submission.isRehearsal || submission.standing?.isApplicant == false else {
      throw .senderNotApproved
    }
    return messageType
  }

  private static func checkText(
    _ request: PublicationRequest, _ messageType: MessageType
  ) throws(PublicationRejection) {
    guard let language = request.subject.onlyLanguage,
      request.body.map({ $0.onlyLanguage == language }) ?? true,
      request.businessData.flatMap(\.values).allSatisfy({ $0.onlyLanguage == language })
    else {
      throw .severalLanguages
    }
    guard !request.isRegisteredMail || messageType.registeredMail != nil else {
      throw .registeredMailNotOffered
    }
    guard request.isRegisteredMail || messageType.registeredMail == nil else {
      throw .registeredMailRequired
    }
    guard !request.isRegisteredMail || request.recipients.count == 1 else { throw .registeredRecipients }
    guard !request.isReplyAuthorized || messageType.isReplyAllowed else { throw .replyNotAllowed }
  }

  private static func checkDues(
    _ request: PublicationRequest, _ messageType: MessageType, _ now: Instant
  ) throws(PublicationRejection) {
    let isToPay = request.payment != nil || request.due?.kind == .payment
    guard !isToPay || messageType.isPaymentAllowed else { throw .paymentNotAllowed }
    if let payment = request.payment, payment.dueDate <= now { throw .duePast(.payment) }
    if let due = request.due, due.end <= now { throw .duePast(due.kind) }
  }

  /// Rule by rule over all of them, so that the first rule wins. In the order of the message type.
  private static func businessData(
    _ request: PublicationRequest, _ messageType: MessageType
  ) throws(PublicationRejection) -> [BusinessData] {
    let (given, rules) = (request.businessData, messageType.businessData)
    for datum in given where !rules.contains(where: { $0.key == datum.key }) {
      throw .businessDataNotAllowed(key: datum.key)
    }
    if let key = firstRepeated(given.map(\.key)) { throw .businessDataRepeated(key: key) }
    let found = rules.compactMap { rule in given.first { $0.key == rule.key }.map { (rule, $0) } }
    for (rule, datum) in found where !datum.values.allSatisfy(rule.allows) {
      throw .businessDataInvalid(key: rule.key)
    }
    for rule in rules where rule.isRequired && !given.contains(where: { $0.key == rule.key }) {
      throw .businessDataMissing(key: rule.key)
    }
    return found.map { rule, datum in
      BusinessData(key: rule.key, name: rule.name, description: rule.description, values: datum.values)
    }
  }

  private static func checkMainContent(_ request: PublicationRequest) throws(PublicationRejection) {
    let count = request.attachments.count { $0.isMainContent } + (request.isBodyMainContent ? 1 : 0)
    guard count == 1 else { throw .mainContentCount(count) }
    guard !request.isBodyMainContent || request.body != nil else { throw .bodyMissing }
  }

  private static func checkParts(
    _ asked: [AttachmentRequest], _ parts: [SubmittedPart]
  ) throws(PublicationRejection) {
    let named = asked.map(\.partName)
    let sent = parts.map(\.header.name)
    if let name = named.first(where: { !sent.contains($0) }) { throw .partMissing(name) }
    if let name = sent.first(where: { !named.contains($0) }) { throw .partUnnamed(name) }
    if let name = firstRepeated(named) ?? firstRepeated(sent) { throw .partNameRepeated(name) }
  }

  /// Rule by rule over all files, so that the first rule wins, not the first file.
  private static func checkFiles(
    _ asked: [AttachmentRequest], _ parts: [SubmittedPart]
  ) throws(PublicationRejection) -> [AcceptedAttachment] {
    let files = asked.compactMap { attachment in
      parts.firstIndex { $0.header.name == attachment.partName }.map { (attachment, $0, parts[$0]) }
    }
    for (_, _, part) in files where part.fileName == nil { throw .fileNameMissing(part: part.header.name) }
    for (_, _, part) in files where (part.fileName ?? "").count > PublicationLimits.fileNameCharactersMax {
      throw .fileNameTooLong(part: part.header.name, charactersMax: PublicationLimits.fileNameCharactersMax)
    }
    for (_, _, part) in files where part.header.mediaType?.isEmpty ?? true {
      throw .mediaTypeMissing(part: part.header.name)
    }
    for (_, _, part) in files where part.allowedMediaType == nil {
      throw .mediaTypeNotAllowed(part: part.header.name)
    }
    for (_, _, part) in files where part.size == 0 { throw .attachmentEmpty(part: part.header.name) }
    for (attachment, _, part) in files where !part.matches(attachment.digest) {
      throw .digestMismatch(part: part.header.name)
    }
    for (_, _, part) in files {
      if let finding = part.unfitFor { throw .documentUnfit(part: part.header.name, finding) }
    }
    return files.compactMap { attachment, place, part in
      guard let fileName = part.fileName, let mediaType = part.allowedMediaType else { return nil }
      return AcceptedAttachment(
        part: place, fileName: fileName, mediaType: mediaType, size: part.size, digest: part.sha256,
        isMainContent: attachment.isMainContent, isSigned: attachment.isSigned,
        warnings: part.findings.map { PublicationWarning(part: part.header.name, finding: $0) })
    }
  }

  private static func term(
    _ request: PublicationRequest, _ messageType: MessageType, _ now: Instant
  ) throws(PublicationRejection) -> Instant {
    let latest = messageType.validity.end(from: now)
    guard let asked = request.expiration else { return latest }
    guard asked > now else { throw .expirationPast }
    guard asked <= latest else { throw .expirationAfterTerm(latest: latest) }
    if case .acceptance(let period)? = messageType.registeredMail {
      let earliest = period.end(from: now)
      guard asked >= earliest else { throw .expirationBeforeDecision(earliest: earliest) }
    }
    return asked
  }

  private static func firstRepeated<Name: Hashable>(_ names: [Name]) -> Name? {
    var seen: Set<Name> = []
    return names.first { !seen.insert($0).inserted }
  }
}

extension BusinessDataRule {
  fileprivate func allows(_ value: TranslatedText) -> Bool {
    value.texts.values.allSatisfy { pattern?.matches($0) ?? true }
  }
}

extension SubmittedPart {
  /// Nil when it is absent or blank.
  fileprivate var fileName: String? {
    header.fileName.flatMap { $0.allSatisfy(\.isWhitespace) ? nil : $0 }
  }

  fileprivate var allowedMediaType: MediaType? {
    guard let text = header.mediaType else { return nil }
    do {
      let type = try MediaType(parsing: text)
      return MediaType.allowedForAttachments.contains(type) ? type : nil
    } catch {
      return nil
    }
  }

  fileprivate func matches(_ digest: Digest?) -> Bool {
    switch digest?.method {
    case nil: true
    case .sha256: digest == sha256
    case .sha512: digest == sha512
    }
  }
}
