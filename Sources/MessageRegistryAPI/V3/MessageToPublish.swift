import Contracts
import Vocabulary

/// Reads `messageToPublish` of version 3 (reference §2.5, §3.1).
enum MessageToPublish {
  static let partName = "messageToPublish"

  private static let names: Set<String> = Set(
    [
      "sender", "recipient", "subject", "messageTypeId", "senderApplicationId", "attachments",
      "isBodyMainContent",
      "bodyContent", "isReplyAuthorized", "isRegisteredMail", "expirationDate", "paymentData", "due",
    ] + notOffered)

  /// Known to the contract, not offered in this release: refused rather than lost.
  private static let notOffered = [
    "forTheAttentionOf", "originalMessageId", "businessDataList", "structuredData",
  ]

  static func parse(_ bytes: [UInt8], idempotencyKey: IdempotencyKey?) throws(EdgeRefusal)
    -> PublicationRequest
  {
    let document = try InputReader.document(bytes)
    let reader = InputReader()
    let request = reader.object(document, at: "", names: names).flatMap { read(reader, $0, idempotencyKey) }
    try reader.finish()
    guard let request else { throw .invalidInput([]) }
    return request
  }

  private static func read(
    _ reader: InputReader, _ root: InputReader.Object, _ key: IdempotencyKey?
  ) -> PublicationRequest? {
    let sender = sender(reader, root)
    let recipient = EBoxID.recipient(reader, root, named: "recipient")
    let subject = reader.translated(
      "subject", of: root, charactersMax: PublicationLimits.subjectCharactersMax, isRequired: true)
    let type = reader.parsed("messageTypeId", of: root, isRequired: true, by: MessageTypeID.init(parsing:))
    let application = reader.parsed(
      "senderApplicationId", of: root, isRequired: true, by: ApplicationID.init(parsing:))
    let attachments = attachments(reader, root)
    let body = reader.translated("bodyContent", of: root, charactersMax: PublicationLimits.bodyCharactersMax)
    let isBodyMainContent = reader.flag("isBodyMainContent", of: root)
    let expiration = reader.parsed("expirationDate", of: root, by: Instant.init(parsingEnd:))
    let isReplyAuthorized = reader.flag("isReplyAuthorized", of: root)
    let isRegisteredMail = reader.flag("isRegisteredMail", of: root)
    let payment = PaymentData.read(reader, root)
    let due = PaymentData.readDue(reader, root)
    reader.refuse(notOffered, of: root)
    guard let sender, let recipient, let subject, let type, let application else { return nil }
    return PublicationRequest(
      sender: sender, application: application, messageType: type, recipients: [recipient], subject: subject,
      attachments: attachments, body: body, isBodyMainContent: isBodyMainContent, expiration: expiration,
      isReplyAuthorized: isReplyAuthorized, isRegisteredMail: isRegisteredMail, payment: payment, due: due,
      idempotencyKey: key)
  }

  private static func sender(_ reader: InputReader, _ root: InputReader.Object) -> EnterpriseNumber? {
    guard
      let sender = reader.object(
        "sender", of: root, names: ["eboxType", "enterpriseNumber", "partition"], isRequired: true)
    else { return nil }
    reader.refuse(["partition"], of: sender)
    if let type = reader.text("eboxType", of: sender, isRequired: true), type != "enterprise" {
      reader.invalid(sender.name("eboxType"), "must be enterprise")
    }
    return reader.parsed(
      "enterpriseNumber", of: sender, isRequired: true, by: EnterpriseNumber.init(parsing:))
  }

  private static func attachments(_ reader: InputReader, _ root: InputReader.Object) -> [AttachmentRequest] {
    guard let value = reader.value("attachments", of: root) else { return [] }
    let elements = reader.elements(value, at: "attachments", countMax: PublicationLimits.attachmentsMax)
    return elements.compactMap { attachment(reader, $0.value, at: $0.path) }
  }

  private static func attachment(_ reader: InputReader, _ value: JSON, at path: String) -> AttachmentRequest?
  {
    // The title is the file name, whatever is sent here (reference §3.2).
    let names: Set = ["httpPartName", "isMainContent", "isAttachmentSigned", "digest", "attachmentTitle"]
    guard let object = reader.object(value, at: path, names: names) else { return nil }
    if !object.has("isMainContent") { reader.missing(object.name("isMainContent")) }
    let isMainContent = reader.flag("isMainContent", of: object)
    let isSigned = reader.flag("isAttachmentSigned", of: object)
    let digest = digest(reader, object)
    guard let name = reader.text("httpPartName", of: object, isRequired: true) else { return nil }
    return AttachmentRequest(partName: name, isMainContent: isMainContent, isSigned: isSigned, digest: digest)
  }

  private static func digest(_ reader: InputReader, _ attachment: InputReader.Object) -> Digest? {
    guard let digest = reader.object("digest", of: attachment, names: ["digestMethod", "digestValue"]) else {
      return nil
    }
    let method = reader.parsed("digestMethod", of: digest, isRequired: true) {
      (text: String) throws(InvalidIdentifier) in
      guard let method = Digest.Method(wire: text) else {
        throw InvalidIdentifier("digestMethod", "must be sha_256")
      }
      return method
    }
    return reader.parsed("digestValue", of: digest, isRequired: true) {
      (text: String) throws(InvalidIdentifier) in
      try Digest(method ?? .sha256, parsingBase64URL: text)
    }
  }
}

/// `eboxType` and the number of its owner.
enum EBoxID {
  /// A citizen; an enterprise's eBox is another registry's.
  static func recipient(
    _ reader: InputReader, _ parent: InputReader.Object, named name: String
  ) -> NationalNumber? {
    guard
      let object = reader.object(
        name, of: parent, names: ["eboxType", "ssin", "enterpriseNumber", "partition"], isRequired: true)
    else { return nil }
    reader.refuse(["enterpriseNumber", "partition"], of: object)
    if let type = reader.text("eboxType", of: object, isRequired: true), type != "citizen" {
      reader.invalid(object.name("eboxType"), "must be citizen")
    }
    return reader.parsed("ssin", of: object, isRequired: true, by: NationalNumber.init(parsing:))
  }
}

extension Digest.Method {
  init?(wire: String) {
    guard let method = Digest.Method.allCases.first(where: { $0.wire == wire }) else { return nil }
    self = method
  }

  /// `sha_256` in the contract; `sha_512` is ours.
  var wire: String {
    switch self {
    case .sha256: "sha_256"
    case .sha512: "sha_512"
    }
  }
}
