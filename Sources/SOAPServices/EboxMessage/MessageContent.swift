import Contracts
import TrustServices
import Vocabulary

/// What a message to publish holds, whoever sends it and to whom: judged before any business rule.
struct MessageContent {
  let ticket: Ticket
  let document: EboxFile
  let annexes: [EboxFile]

  /// - Parameter element: valid against the schema.
  /// - Throws: SOA-03007.
  init(_ element: XMLElement) throws {
    try Self.checkSupported(element)
    guard let id = element.typed("MessageID"), let document = element.typed("Document") else {
      throw SOAPFault.notValid("The message is not valid against the schema.")
    }
    ticket = try Ticket(id)
    self.document = try EboxFile(document)
    annexes = try element.allTyped("Annex").map { try EboxFile($0) }
    guard Set(files.map(\.contentID)).count == files.count else {
      throw SOAPFault.content("Two files refer to the same attachment.")
    }
    // Whether a text can be taken depends on no language.
    _ = try Self.text(self.document.title, .nl, "Title")
    for meta in element.allTyped("Meta") {
      for value in meta.allTyped("Value") { _ = try Self.text(value.text, .nl, "Value") }
    }
  }

  var files: [EboxFile] { [document] + annexes }

  var filesByContentID: [String: EboxFile] {
    Dictionary(files.map { ($0.contentID, $0) }) { first, _ in first }
  }

  /// - Throws: SOA-03007, naming the element.
  static func text(
    _ text: String, _ language: Language, _ element: String
  ) throws -> TranslatedText {
    do {
      return try TranslatedText(
        parsing: [language: text], kind: element, charactersMax: PublicationLimits.subjectCharactersMax)
    } catch {
      throw SOAPFault.content("\(error.kind) \(error.reason).")
    }
  }

  /// What the schema has and citizens' e-Boxes have not (reference §4.1).
  private static func checkSupported(_ element: XMLElement) throws {
    guard element.typed("FreeInformation") == nil else {
      throw SOAPFault.content("FreeInformation is not supported for citizens.")
    }
    guard element.allTyped("RecipientID").allSatisfy({ $0.typed("Person") == nil }) else {
      throw SOAPFault.content("Person is not supported for citizens.")
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
  let digestMethod: String?
  let digestValue: String?

  /// - Parameter types: the namespace of what is in it.
  /// - Throws: SOA-03007.
  init(_ element: XMLElement, of types: String = EboxMessageContract.types) throws {
    func text(_ name: String) -> String? { element.child(XMLName(types, name))?.text }
    guard let id = AttachmentPart.contentID(ofReference: text("Content") ?? "") else {
      throw SOAPFault.content("Content must refer to an attachment, as cid:…")
    }
    contentID = id
    title = text("Title") ?? ""
    fileName = text("DownloadFileName") ?? ""
    guard fileName.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control }) else {
      throw SOAPFault.content("DownloadFileName holds a control character.")
    }
    mediaType = text("MIME")
    let digest = element.child(XMLName(types, "Digest"))
    digestMethod = digest?.child(XMLName(types, "DigestMethod"))?.text
    digestValue = digest?.child(XMLName(types, "DigestValue"))?.text
  }

  /// What its sender says of its bytes; nil for nothing.
  /// - Throws: 15, 10.
  func digest() throws -> Digest? {
    guard let digestValue else { return nil }
    let method: Digest.Method
    switch digestMethod {
    case "SHA-256": method = .sha256
    case "SHA-512": method = .sha512
    default: throw SOAPFault.business(15, "A digest by SHA-1 is not taken.")
    }
    do {
      return try Digest(method, parsing: Base64.bytes(digestValue) ?? [])
    } catch {
      throw SOAPFault.business(10, "The digest of a document differs: \(error.reason).")
    }
  }
}
