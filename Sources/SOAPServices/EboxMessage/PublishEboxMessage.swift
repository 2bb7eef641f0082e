import Contracts
import Hummingbird
import TrustServices
import Vocabulary

/// publishEboxMessage: to one to five citizens under one ticket, all or nothing.
enum PublishEboxMessage {
  static func serve(_ exchange: SOAPExchange, _ parties: any TicketRegistry) async throws -> Response {
    let content = try MessageContent(exchange.payload)
    let sender = try PublishingSender(exchange.payload.typed("SenderID"), exchange.identity)
    let message = try await EboxMessageToPublish(content, exchange, parties.referenceData)
    let registry = parties.registry(for: exchange.sender(for: sender.represented))
    let frames = AttachmentFrames(
      request: try message.request(of: sender), files: content.filesByContentID,
      reader: exchange.message.attachments, seen: Set([exchange.message.contentID].compactMap(\.self)))
    let receipt = try await exchange.ask(SOAPFault.init(_:)) {
      () async throws(Failure<PublicationRejection>) in
      try await registry.publish(frames)
    }
    guard let first = receipt.recipients.first else { throw ReceiptEmpty() }
    return EboxMessageContract.response("PublishEboxMessageResponse") {
      $0.element("t:ID", text: first.messageID.text)
    }
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
  init(_ element: XMLElement?, _ identity: RegisteredCertificate.Identity) throws {
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

/// The request, read as far as the contract's own rules go; the registry's come after.
struct EboxMessageToPublish {
  let content: MessageContent
  let messageType: MessageTypeID
  let recipients: [NationalNumber]
  /// Of the files, in their order.
  let digests: [Digest?]
  let businessData: [BusinessDataRequest]
  let isRegistered: Bool
  /// Of the message type: the contract has one title and no language.
  let language: Language

  /// - Throws: 22, 40, 42, 15, 10, 50, 90, in this order.
  init(
    _ content: MessageContent, _ exchange: SOAPExchange, _ register: any ReferenceData
  ) async throws {
    self.content = content
    let element = exchange.payload
    isRegistered = ["true", "1"].contains(element.typed("IsRegistered")?.text.trimming(\.isWhitespace))
    guard !isRegistered || exchange.identity.scopes.contains(.representativePublication) else {
      throw SOAPFault.business(22, "Registered messages are for senders that act by mandate.")
    }
    messageType = try Self.messageType(element)
    let asked = element.allTyped("RecipientID")
    try Self.checkKinds(asked)
    digests = try content.files.map { try $0.digest() }
    let type = messageType
    let registered = try await exchange.ask { () async throws(Failure<Never>) in
      try await register.messageType(type)
    }
    language = registered?.language ?? .nl
    businessData = try Self.businessData(element, language)
    recipients = try asked.map(Self.recipient)
  }

  func request(of sender: PublishingSender) throws -> PublicationRequest {
    PublicationRequest(
      sender: sender.organization, application: sender.application, messageType: messageType,
      recipients: recipients, subject: try MessageContent.text(content.document.title, language, "Title"),
      attachments: zip(content.files, digests).map { file, digest in
        AttachmentRequest(
          partName: file.contentID, isMainContent: file.contentID == content.document.contentID,
          digest: digest)
      },
      isRegisteredMail: isRegistered, businessData: businessData, ticket: content.ticket)
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
        key: key,
        values: try meta.allTyped("Value").map { try MessageContent.text($0.text, language, "Value") })
    }
  }
}

/// The registry answered a publication without a recipient, which its contract excludes.
private struct ReceiptEmpty: Error {}
