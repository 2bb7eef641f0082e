package import Contracts
package import Vocabulary

/// What a proof says: ERDS evidence of one fact of registered mail, with the components of ETSI EN 319 522-2
/// §8 under the names of EN 319 522-3, in a namespace of ours (docs/contracts/evidence-1.xsd).
///
/// Its bytes are canonical XML (C14N 1.0): the same values always give the same bytes.
package struct EvidenceDocument: Hashable, Sendable {
  package static let namespace = "urn:ebox:evidence:1"
  /// What the issuer says of how evidence is made: docs/guides/proofs.md.
  package static let policy = "urn:ebox:evidence-policy:1"
  /// Events are ETSI's own.
  package static let eventBase = "http://uri.etsi.org/19522/Event/"
  static let numberScheme = "urn:be:fgov:kbo-bce:organization:cbe-number"
  static let personScheme = "urn:be:fgov:person:ssin"
  static let sha256 = "http://www.w3.org/2001/04/xmlenc#sha256"

  /// Who sent it.
  package struct Sender: Hashable, Sendable {
    package let number: EnterpriseNumber
    /// In the languages that the register has; none for an organisation that left it.
    package let names: [Language: String]

    package init(number: EnterpriseNumber, names: [Language: String]) {
      self.number = number
      self.names = names
    }
  }

  /// An attachment, or the body.
  package struct Part: Hashable, Sendable {
    /// Nil for the body.
    package let mediaType: String?
    /// Bytes; nil for the body.
    package let size: Int64?
    /// Of an attachment's bytes, or of the body's text in UTF-8.
    package let sha256: [UInt8]
    package let isMainContent: Bool

    package init(mediaType: String?, size: Int64?, sha256: [UInt8], isMainContent: Bool) {
      self.mediaType = mediaType
      self.size = size
      self.sha256 = sha256
      self.isMainContent = isMainContent
    }
  }

  /// The message that the fact is of.
  package struct Mail: Hashable, Sendable {
    package let id: MessageID
    package let type: MessageTypeID
    package let application: ApplicationID
    package let sentAt: Instant
    package let expiration: Instant
    /// Until when the citizen may decide; nil for mail that waits for no decision.
    package let acceptUntil: Instant?
    /// Written only where the event's proof describes the content.
    package let parts: [Part]

    package init(
      id: MessageID, type: MessageTypeID, application: ApplicationID, sentAt: Instant, expiration: Instant,
      acceptUntil: Instant?, parts: [Part]
    ) {
      self.id = id
      self.type = type
      self.application = application
      self.sentAt = sentAt
      self.expiration = expiration
      self.acceptUntil = acceptUntil
      self.parts = parts
    }
  }

  package let fact: RegisteredMailFact
  /// The name of the document provider.
  package let issuer: String
  package let sender: Sender
  /// The digits that the sender gave.
  package let recipient: String
  package let mail: Mail

  package init(fact: RegisteredMailFact, issuer: String, sender: Sender, recipient: String, mail: Mail) {
    self.fact = fact
    self.issuer = issuer
    self.sender = sender
    self.recipient = recipient
    self.mail = mail
  }

  /// Canonical XML in UTF-8.
  package var bytes: [UInt8] {
    var xml = EvidenceXML()
    xml.element("Evidence", [("xmlns", Self.namespace), ("version", "1")]) { xml in
      xml.text("EvidenceIdentifier", fact.id.text)
      xml.text("ERDSEventId", Self.eventBase + fact.event.rawValue)
      if let reason = fact.reason {
        xml.element("EventReasons") { $0.element("EventReason") { $0.text("Code", reason.rawValue) } }
      }
      xml.text("EventTime", fact.at.description)
      xml.element("EvidenceIssuerPolicyID") { $0.text("PolicyID", Self.policy) }
      xml.element("EvidenceIssuerDetails") { $0.text("Name", issuer) }
      writeParties(&xml)
      xml.text("SubmissionTime", mail.sentAt.description)
      xml.text("MessageIdentifier", mail.id.text)
      if fact.event.describesContent { writeContent(&xml) }
      writeExtensions(&xml)
    }
    return xml.bytes
  }

  private func writeParties(_ xml: inout EvidenceXML) {
    xml.element("SenderDetails") { xml in
      xml.text("Identifier", sender.number.digits, [("scheme", Self.numberScheme)])
      for language in Language.allCases {
        guard let name = sender.names[language] else { continue }
        xml.text("Name", name, [("lang", language.rawValue)])
      }
    }
    xml.element("RecipientDetails") {
      $0.text("Identifier", recipient, [("scheme", Self.personScheme)])
    }
  }

  private func writeContent(_ xml: inout EvidenceXML) {
    xml.element("UserContentInfo") { xml in
      xml.text("ComposingParts", String(mail.parts.count))
      xml.element("PartsInfo") { xml in
        for (index, part) in mail.parts.enumerated() {
          xml.element("PartInfo") { xml in
            xml.text("Identifier", String(index + 1))
            if let mediaType = part.mediaType { xml.text("ContentType", mediaType) }
            if let size = part.size { xml.text("ContentSize", String(size)) }
            xml.element("DigestMethod", [("Algorithm", Self.sha256)]) { _ in }
            xml.text("DigestValue", EvidenceXML.base64(part.sha256))
            xml.text("MainContent", String(part.isMainContent))
          }
        }
      }
    }
  }

  private func writeExtensions(_ xml: inout EvidenceXML) {
    xml.element("Extensions") { xml in
      xml.text("MessageType", mail.type.text)
      xml.text("SenderApplication", mail.application.text)
      xml.text("ExpirationTime", mail.expiration.description)
      if let acceptUntil = mail.acceptUntil { xml.text("AcceptanceUntil", acceptUntil.description) }
    }
  }
}
