import Contracts
import Hummingbird
import TrustServices
import Vocabulary

/// publishEboxMessage: to one to five citizens under one ticket, all or nothing.
enum PublishEboxMessage {
  static func serve(_ exchange: SOAPExchange) async throws -> Response {
    let sender = try PublishingSender(exchange.payload.typed("SenderID"), exchange.identity)
    let message = try await EboxMessageToPublish(exchange.payload, exchange)
    let registry = exchange.registry.registry(for: exchange.caller(for: sender.represented))
    let frames = AttachmentFrames(
      request: try message.request(of: sender), files: message.filesByContentID,
      reader: exchange.message.attachments, seen: Set([exchange.message.contentID].compactMap(\.self)))
    let receipt = try await exchange.ask(SOAPFault.init(_:)) {
      () async throws(Failure<PublicationRejection>) in
      try await registry.publish(frames)
    }
    guard let first = receipt.recipients.first else { throw ReceiptEmpty() }
    return exchange.response("PublishEboxMessageResponse") { $0.element("t:ID", text: first.messageID.text) }
  }
}

/// For whom and from which application, by certificate and `SenderID` (reference §4.1).
struct PublishingSender: Hashable, Sendable {
  let organization: EnterpriseNumber
  let application: ApplicationID
  /// Nil when the certificate's organisation acts for itself.
  let represented: EnterpriseNumber?

  /// - Parameter element: `SenderID`, valid against the schema; nil when there is none.
  /// - Throws: SOA-03007, 30, 20, 40 in this order.
  init(_ element: XMLElement?, _ identity: SenderCertificate.Identity) throws {
    let isMandateSender = identity.scopes.contains(.representativePublication)
    guard let element else {
      guard !isMandateSender else {
        throw SOAPFault.business(30, "A sender that acts by mandate must give SenderID.")
      }
      guard let application = identity.application else {
        throw SOAPFault.content("SenderID is needed: the certificate is shared by several applications.")
      }
      (organization, represented) = (identity.organization, nil)
      self.application = application
      return
    }
    let institution = try Self.institution(element)
    guard institution == identity.organization || isMandateSender else {
      throw SOAPFault.business(20, "The institution may not publish for another one.")
    }
    let application = try Self.application(element)
    let isOwn = institution == identity.organization
    guard !isOwn || identity.application.map({ $0 == application }) ?? true else {
      throw SOAPFault.business(40, "The certificate is not that of this application.")
    }
    organization = institution
    represented = isOwn ? nil : institution
    self.application = application
  }

  private static func institution(_ element: XMLElement) throws -> EnterpriseNumber {
    do { return try EnterpriseNumber(parsing: element.typed("Institution")?.text ?? "") } catch {
      throw SOAPFault.business(20, "Institution \(error.reason).")
    }
  }

  private static func application(_ element: XMLElement) throws -> ApplicationID {
    do { return try ApplicationID(parsing: element.typed("Application")?.text ?? "") } catch {
      throw SOAPFault.business(40, "Application \(error.reason).")
    }
  }
}

/// A `File` of the contract: its bytes come as an attachment.
struct EboxFile: Hashable, Sendable {
  let contentID: String
  let title: String
  let fileName: String
  /// Nil where the part's own Content-Type counts.
  let mediaType: String?
  let digest: Digest?

  /// - Throws: SOA-03007, 15, 10 in this order.
  init(_ element: XMLElement) throws {
    guard let id = AttachmentPart.contentID(ofReference: element.typed("Content")?.text ?? "") else {
      throw SOAPFault.content("Content must refer to an attachment, as cid:…")
    }
    contentID = id
    title = element.typed("Title")?.text ?? ""
    fileName = element.typed("DownloadFileName")?.text ?? ""
    mediaType = element.typed("MIME")?.text
    digest = try element.typed("Digest").map(Self.digest)
  }

  private static func digest(_ element: XMLElement) throws -> Digest {
    let method: Digest.Method
    switch element.typed("DigestMethod")?.text {
    case "SHA-256": method = .sha256
    case "SHA-512": method = .sha512
    default: throw SOAPFault.business(15, "A digest by SHA-1 is not taken.")
    }
    do {
      return try Digest(method, parsing: Base64.bytes(element.typed("DigestValue")?.text ?? "") ?? [])
    } catch {
      throw SOAPFault.business(10, "The digest of a document differs: \(error.reason).")
    }
  }
}

/// The request, read as far as the contract's own rules go; the registry's come after.
struct EboxMessageToPublish {
  let ticket: Ticket
  let messageType: MessageTypeID
  let recipients: [NationalNumber]
  let document: EboxFile
  let annexes: [EboxFile]
  let businessData: [BusinessDataRequest]
  let isRegistered: Bool
  /// Of the message type: the contract has one title and no language.
  let language: Language

  /// - Parameter element: valid against the schema.
  /// - Throws: SOA-03007, 22, 40, 42, 15, 10, 50, 90, in this order.
  init(_ element: XMLElement, _ exchange: SOAPExchange) async throws {
    try Self.checkContent(element)
    guard let id = element.typed("MessageID"), let document = element.typed("Document") else {
      throw SOAPFault.notValid("The message is not valid against the schema.")
    }
    ticket = try Ticket(id)
    isRegistered = ["true", "1"].contains(element.typed("IsRegistered")?.text.trimming(\.isWhitespace))
    guard !isRegistered || exchange.identity.scopes.contains(.representativePublication) else {
      throw SOAPFault.business(22, "Registered messages are for senders that act by mandate.")
    }
    messageType = try Self.messageType(element)
    let asked = element.allTyped("RecipientID")
    try Self.checkKinds(asked)
    self.document = try EboxFile(document)
    annexes = try element.allTyped("Annex").map(EboxFile.init)
    let type = messageType
    let registered = try await exchange.ask { () async throws(Failure<Never>) in
      try await exchange.registry.referenceData.messageType(type)
    }
    language = registered?.language ?? .nl
    businessData = try Self.businessData(element, language)
    recipients = try asked.map(Self.recipient)
    guard Set(files.map(\.contentID)).count == files.count else {
      throw SOAPFault.content("Two files refer to the same attachment.")
    }
  }

  private var files: [EboxFile] { [document] + annexes }

  var filesByContentID: [String: EboxFile] {
    Dictionary(files.map { ($0.contentID, $0) }) { first, _ in first }
  }

  func request(of sender: PublishingSender) throws -> PublicationRequest {
    PublicationRequest(
      sender: sender.organization, application: sender.application, messageType: messageType,
      recipients: recipients, subject: try Self.text(document.title, language, "Title"),
      attachments: files.map { file in
        AttachmentRequest(
          partName: file.contentID, isMainContent: file.contentID == document.contentID, digest: file.digest)
      },
      isRegisteredMail: isRegistered, businessData: businessData, ticket: ticket)
  }

  /// What the schema has and citizens' e-Boxes have not (reference §4.1).
  private static func checkContent(_ element: XMLElement) throws {
    guard element.typed("FreeInformation") == nil else {
      throw SOAPFault.content("FreeInformation is not supported for citizens.")
    }
    guard element.allTyped("RecipientID").allSatisfy({ $0.typed("Person") == nil }) else {
      throw SOAPFault.content("Person is not supported for citizens.")
    }
  }

  private static func messageType(_ element: XMLElement) throws -> MessageTypeID {
    do { return try MessageTypeID(parsing: element.typed("MessageType")?.text ?? "") } catch {
      throw SOAPFault.business(40, "MessageType \(error.reason).")
    }
  }

  private static func checkKinds(_ recipients: [XMLElement]) throws {
    for recipient in recipients {
      guard EboxKind(recipient).isCitizen, recipient.typed("INSS") != nil else {
        throw SOAPFault.business(42, "This message type is for citizens only.")
      }
    }
  }

  private static func recipient(_ element: XMLElement) throws -> NationalNumber {
    do { return try NationalNumber(parsing: element.typed("INSS")?.text ?? "") } catch {
      throw SOAPFault.business(90, "The recipient's INSS is invalid: it \(error.reason).")
    }
  }

  private static func businessData(
    _ element: XMLElement, _ language: Language
  ) throws -> [BusinessDataRequest] {
    try element.allTyped("Meta").map { meta in
      let key: BusinessDataKey
      do { key = try BusinessDataKey(parsing: meta.typed("Type")?.text ?? "") } catch {
        throw SOAPFault.business(50, "The message type has no meta of a given Type.")
      }
      return BusinessDataRequest(
        key: key, values: try meta.allTyped("Value").map { try text($0.text, language, "Value") })
    }
  }

  private static func text(
    _ text: String, _ language: Language, _ element: String
  ) throws -> TranslatedText {
    do {
      return try TranslatedText(
        parsing: [language: text], kind: element, charactersMax: PublicationLimits.subjectCharactersMax)
    } catch {
      throw SOAPFault.content("\(error.kind) \(error.reason).")
    }
  }
}

/// The registry answered a publication without a recipient, which its contract excludes.
private struct ReceiptEmpty: Error {}
