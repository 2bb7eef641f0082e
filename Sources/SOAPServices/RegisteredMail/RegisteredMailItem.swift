import Contracts
import TrustServices
import Vocabulary

/// A document to send, read as far as the contract's own rules go; the registry's come after.
struct RegisteredMailItem {
  /// What the recipient's eBox has to be.
  enum Check: String, Hashable, Sendable {
    case bypass = "BYPASS"
    case activated = "ACTIVATED"
    case preferred = "PREFERRED"
  }

  let token: RegisteredToken
  let recipient: NationalNumber
  let check: Check
  let messageType: MessageTypeID
  /// Nil where the message type's counts: none was said, or two (`bi`).
  let language: Language?
  let document: EboxFile
  let annexes: [EboxFile]
  /// Of the files, in their order.
  let digests: [Digest]
  private let meta: [XMLElement]

  /// - Parameter request: a `SendDocumentRequest`, valid against the schema.
  /// - Throws: SOA-03007, EPOST_T01, FILE_B03, FILE_B01, in this order.
  init(_ request: XMLElement) throws {
    guard let item = request.mail("RegisteredMailItem"), let document = item.mail("Document"),
      let recipient = item.mail("Recipient")
    else { throw SOAPFault.notValid("The message is not valid against the schema.") }
    check = (request.mail("CheckEboxStatus")?.text).flatMap(Check.init(rawValue:)) ?? .activated
    self.document = try EboxFile(document, of: RegisteredMailContract.types)
    annexes = try item.allMail("Annex").map { try EboxFile($0, of: RegisteredMailContract.types) }
    let files = [self.document] + annexes
    guard Set(files.map(\.contentID)).count == files.count else {
      throw SOAPFault.content("Two files refer to the same attachment.")
    }
    // Whether a text can be taken depends on no language.
    _ = try MessageContent.text(self.document.title, .nl, "Title")
    meta = item.allMail("Meta")
    token = try Self.mailed { () throws(InvalidIdentifier) in
      try RegisteredToken(parsing: item.mail("Token")?.text ?? "")
    }
    self.recipient = try Self.recipient(recipient)
    messageType = try Self.mailed { () throws(InvalidIdentifier) in
      try MessageTypeID(parsing: document.mail("Type")?.text ?? "")
    }
    language = document.mail("Language").flatMap { Language(rawValue: $0.text) }
    digests = try files.map(Self.digest)
  }

  var files: [EboxFile] { [document] + annexes }

  /// - Parameter language: of the message type.
  func request(
    from sender: EnterpriseNumber, _ application: ApplicationID, _ language: Language
  ) throws -> PublicationRequest {
    let language = self.language ?? language
    return PublicationRequest(
      sender: sender, application: application, messageType: messageType, recipients: [recipient],
      subject: try MessageContent.text(document.title, language, "Title"),
      attachments: zip(files, digests).map { file, digest in
        AttachmentRequest(
          partName: file.contentID, isMainContent: file.contentID == document.contentID, digest: digest)
      }, isRegisteredMail: true, businessData: try businessData(language), token: token)
  }

  private func businessData(_ language: Language) throws -> [BusinessDataRequest] {
    try meta.map { meta in
      let key = try Self.mailed { () throws(InvalidIdentifier) in
        try BusinessDataKey(parsing: meta.mail("Type")?.text ?? "")
      }
      return BusinessDataRequest(
        key: key,
        values: try meta.allMail("Value").map { try MessageContent.text($0.text, language, "Value") })
    }
  }

  /// A citizen; enterprises have their boxes elsewhere.
  private static func recipient(_ element: XMLElement) throws -> NationalNumber {
    guard let number = element.mail("INSS"), element.mail("QualityCode")?.text == "CITIZEN" else {
      throw SOAPFault.mail(
        "The Recipient is a Citizen whose QualityCode is CITIZEN: others have no eBox here.")
    }
    return try mailed { () throws(InvalidIdentifier) in try NationalNumber(parsing: number.text) }
  }

  private static func digest(_ file: EboxFile) throws -> Digest {
    let method: Digest.Method
    switch file.digestMethod {
    case "SHA-256": method = .sha256
    case "SHA-512": method = .sha512
    default: throw SOAPFault.business("FILE_B03", "A digest by SHA-1 is not taken.")
    }
    do {
      return try Digest(method, parsing: Base64.bytes(file.digestValue ?? "") ?? [])
    } catch {
      throw SOAPFault.business("FILE_B01", "The digest of a document differs: \(error.reason).")
    }
  }

  /// A name or number that is none; the value is not repeated.
  private static func mailed<Value>(_ parse: () throws(InvalidIdentifier) -> Value) throws -> Value {
    do { return try parse() } catch { throw SOAPFault.mail("\(error.kind) is invalid: it \(error.reason).") }
  }
}
