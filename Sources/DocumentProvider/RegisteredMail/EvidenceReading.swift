import Contracts
import Foundation
import TrustServices
import Vocabulary

extension EvidenceDocument {
  /// Bytes that are no evidence of this version.
  package struct Unreadable: Error, Hashable, Sendable, CustomStringConvertible {
    /// The element where it fails; "Evidence" for the whole.
    package let element: String

    package var description: String { "no evidence of eBox, version 1: at \(element)" }
  }

  /// Evidence is small; a larger document is none.
  package static let bytesMax = 262_144
  private static let limits = XMLLimits(tagBytesMax: 1024, attributesMax: 4, nodesMax: 500, depthMax: 8)

  /// Takes nothing that it would write otherwise: what is read is all that the document says.
  /// - Throws: ``Unreadable``.
  package init(parsing bytes: [UInt8]) throws(Unreadable) {
    guard bytes.count <= Self.bytesMax else { throw Unreadable(element: "Evidence") }
    let document: XMLDocument
    do { document = try XMLDocument(parsing: bytes, limits: Self.limits) } catch {
      throw Unreadable(element: "Evidence")
    }
    let root = EvidenceElement(document.root)
    guard document.root.isNamed(EvidenceElement.name("Evidence")) else {
      throw Unreadable(element: "Evidence")
    }
    let fact = try Self.fact(root)
    self.init(
      fact: fact, issuer: try root.child("EvidenceIssuerDetails").text("Name"),
      sender: try Self.sender(root.child("SenderDetails")),
      recipient: try root.child("RecipientDetails").text("Identifier"),
      mail: try Self.mail(root, describesContent: fact.event.describesContent))
    guard self.bytes == bytes else { throw Unreadable(element: "Evidence") }
    // The elements belong to it.
    withExtendedLifetime(document) {}
  }

  private static func fact(_ root: EvidenceElement) throws(Unreadable) -> RegisteredMailFact {
    let event = try root.parsed("ERDSEventId") { text in
      text.hasPrefix(eventBase) ? RegisteredMailEvent(rawValue: String(text.dropFirst(eventBase.count))) : nil
    }
    var reason: RegisteredMailFact.Reason?
    if root.has("EventReasons") {
      reason = try root.child("EventReasons").child("EventReason").parsed("Code") {
        RegisteredMailFact.Reason(rawValue: $0)
      }
    }
    return RegisteredMailFact(
      id: try root.parsed("EvidenceIdentifier") { try? EvidenceID(parsing: $0) }, event: event,
      at: try root.instant("EventTime"), reason: reason)
  }

  private static func sender(_ element: EvidenceElement) throws(Unreadable) -> Sender {
    var names: [Language: String] = [:]
    for name in element.all("Name") {
      guard
        let language = name.attribute("lang").flatMap({
          Language(rawValue: $0)
        })
      else { throw Unreadable(element: "Name") }
      names[language] = name.text
    }
    return Sender(
      number: try element.parsed("Identifier") { try? EnterpriseNumber(parsing: $0) }, names: names)
  }

  private static func mail(_ root: EvidenceElement, describesContent: Bool) throws(Unreadable) -> Mail {
    let extensions = try root.child("Extensions")
    return Mail(
      id: try root.parsed("MessageIdentifier") { try? MessageID(parsing: $0) },
      type: try extensions.parsed("MessageType") { try? MessageTypeID(parsing: $0) },
      application: try extensions.parsed("SenderApplication") { try? ApplicationID(parsing: $0) },
      sentAt: try root.instant("SubmissionTime"), expiration: try extensions.instant("ExpirationTime"),
      acceptUntil: extensions.has("AcceptanceUntil") ? try extensions.instant("AcceptanceUntil") : nil,
      parts: describesContent ? try Self.parts(root.child("UserContentInfo")) : [])
  }

  private static func parts(_ content: EvidenceElement) throws(Unreadable) -> [Part] {
    var parts: [Part] = []
    for part in try content.child("PartsInfo").all("PartInfo") {
      parts.append(
        Part(
          mediaType: part.has("ContentType") ? try part.text("ContentType") : nil,
          size: part.has("ContentSize") ? try part.parsed("ContentSize") { Int64($0) } : nil,
          sha256: try part.parsed("DigestValue") { Data(base64Encoded: $0).map(Array.init) },
          isMainContent: try part.parsed("MainContent") { Bool($0) }))
    }
    return parts
  }
}

/// An element of evidence, read by name.
private struct EvidenceElement {
  private let element: XMLElement

  init(_ element: XMLElement) { self.element = element }

  static func name(_ local: String) -> XMLName { XMLName(EvidenceDocument.namespace, local) }

  var text: String { element.text }

  func has(_ name: String) -> Bool { element.child(Self.name(name)) != nil }

  func all(_ name: String) -> [EvidenceElement] { element.children(Self.name(name)).map(Self.init) }

  func attribute(_ name: String) -> String? { element.attribute(XMLName("", name)) }

  func child(_ name: String) throws(EvidenceDocument.Unreadable) -> EvidenceElement {
    guard let child = element.only(Self.name(name)) else {
      throw EvidenceDocument.Unreadable(element: name)
    }
    return EvidenceElement(child)
  }

  func text(_ name: String) throws(EvidenceDocument.Unreadable) -> String { try child(name).text }

  func parsed<Value>(
    _ name: String, _ parse: (String) -> Value?
  ) throws(EvidenceDocument.Unreadable) -> Value {
    guard let value = parse(try text(name)) else { throw EvidenceDocument.Unreadable(element: name) }
    return value
  }

  func instant(_ name: String) throws(EvidenceDocument.Unreadable) -> Instant {
    try parsed(name) { try? Instant(parsing: $0) }
  }
}
