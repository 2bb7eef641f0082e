import Contracts
import Vocabulary

/// Reads `messageToPublish` in the words of one version (reference §2.3, §2.5, §3.1).
struct MessageToPublish: Sendable {
  /// What a version calls the same members.
  struct Names: Hashable, Sendable {
    let isMainContent, isAttachmentSigned, isBodyMainContent, isReplyAuthorized, isRegisteredMail: String
  }

  let names: Names
  /// Every member that may stand in it, beside those of `names`.
  let members: Set<String>
  /// Known to the version, not offered in this release: refused rather than lost.
  let notOffered: [String]
  /// Whether everything that is published here is registered mail, said or not.
  var isRegistered = false
  let languages: [Language]
  let digestMethods: [Digest.Method]
  let sender: @Sendable (InputReader, InputReader.Object) -> EnterpriseNumber?
  let recipient: @Sendable (InputReader, InputReader.Object) -> NationalNumber?

  func parse(_ bytes: [UInt8], idempotencyKey: IdempotencyKey?) throws(EdgeRefusal) -> PublicationRequest {
    let document = try InputReader.document(bytes)
    let reader = InputReader()
    let request = request(reader, document, at: "", idempotencyKey)
    try reader.finish()
    guard let request else { throw .invalidInput([]) }
    return request
  }

  /// - Returns: nil when the reader has something to report.
  func request(
    _ reader: InputReader, _ document: JSON, at path: String, _ key: IdempotencyKey?
  ) -> PublicationRequest? {
    let all = members.union(notOffered).union(names.all)
    return reader.object(document, at: path, names: all).flatMap { read(reader, $0, key) }
  }

  private func read(
    _ reader: InputReader, _ root: InputReader.Object, _ key: IdempotencyKey?
  ) -> PublicationRequest? {
    let sender = sender(reader, root)
    let recipient = recipient(reader, root)
    let subject = reader.translated(
      "subject", of: root, charactersMax: PublicationLimits.subjectCharactersMax, languages, isRequired: true)
    let type = reader.parsed("messageTypeId", of: root, isRequired: true, by: MessageTypeID.init(parsing:))
    let application = reader.parsed(
      "senderApplicationId", of: root, isRequired: true, by: ApplicationID.init(parsing:))
    let attachments = attachments(reader, root)
    let body = reader.translated(
      "bodyContent", of: root, charactersMax: PublicationLimits.bodyCharactersMax, languages)
    let isBodyMainContent = reader.flag(names.isBodyMainContent, of: root)
    let expiration = reader.parsed("expirationDate", of: root, by: Instant.init(parsingEnd:))
    let isReplyAuthorized = reader.flag(names.isReplyAuthorized, of: root)
    let isRegisteredMail = reader.flag(names.isRegisteredMail, of: root, default: isRegistered)
    if isRegistered, !isRegisteredMail {
      reader.invalid(root.name(names.isRegisteredMail), "must be true, or left out")
    }
    let businessData = BusinessDataList.read(reader, root, languages)
    let replaces = reader.parsed("replacesMessageId", of: root, by: MessageID.init(parsing:))
    let payment = PaymentData.read(reader, root)
    let due = PaymentData.readDue(reader, root)
    reader.refuse(notOffered, of: root)
    guard let sender, let recipient, let subject, let type, let application else { return nil }
    return PublicationRequest(
      sender: sender, application: application, messageType: type, recipients: [recipient], subject: subject,
      attachments: attachments, body: body, isBodyMainContent: isBodyMainContent, expiration: expiration,
      isReplyAuthorized: isReplyAuthorized, isRegisteredMail: isRegisteredMail, payment: payment, due: due,
      businessData: businessData, replaces: replaces,
      idempotencyKey: key)
  }

  private func attachments(_ reader: InputReader, _ root: InputReader.Object) -> [AttachmentRequest] {
    guard let value = reader.value("attachments", of: root) else { return [] }
    let elements = reader.elements(value, at: "attachments", countMax: PublicationLimits.attachmentsMax)
    return elements.compactMap { attachment(reader, $0.value, at: $0.path) }
  }

  private func attachment(_ reader: InputReader, _ value: JSON, at path: String) -> AttachmentRequest? {
    // The title is the file name, whatever is sent here (reference §3.2).
    let members: Set = [
      "httpPartName", names.isMainContent, names.isAttachmentSigned, "digest", "attachmentTitle",
    ]
    guard let object = reader.object(value, at: path, names: members) else { return nil }
    if !object.has(names.isMainContent) { reader.missing(object.name(names.isMainContent)) }
    let isMainContent = reader.flag(names.isMainContent, of: object)
    let isSigned = reader.flag(names.isAttachmentSigned, of: object)
    let digest = digest(reader, object)
    guard let name = reader.text("httpPartName", of: object, isRequired: true) else { return nil }
    return AttachmentRequest(partName: name, isMainContent: isMainContent, isSigned: isSigned, digest: digest)
  }

  func digest(_ reader: InputReader, _ attachment: InputReader.Object) -> Digest? {
    guard let digest = reader.object("digest", of: attachment, names: ["digestMethod", "digestValue"]) else {
      return nil
    }
    let method = reader.parsed("digestMethod", of: digest, isRequired: true) {
      (text: String) throws(InvalidIdentifier) in
      guard let method = digestMethods.first(where: { $0.wire == text }) else {
        let offered = digestMethods.map(\.wire).joined(separator: " or ")
        throw InvalidIdentifier("digestMethod", "must be \(offered)")
      }
      return method
    }
    return reader.parsed("digestValue", of: digest, isRequired: true) {
      (text: String) throws(InvalidIdentifier) in
      try Digest(method ?? .sha256, parsingBase64URL: text)
    }
  }
}

extension MessageToPublish.Names {
  fileprivate var all: [String] { [isBodyMainContent, isReplyAuthorized, isRegisteredMail] }
}

extension Digest.Method {
  /// `sha_256` in the contract; `sha_512` is ours.
  var wire: String {
    switch self {
    case .sha256: "sha_256"
    case .sha512: "sha_512"
    }
  }
}
