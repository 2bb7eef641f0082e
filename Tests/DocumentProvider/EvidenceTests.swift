import Contracts
import EBoxTesting
import Foundation
import Testing
import Vocabulary

@testable import DocumentProvider

@Suite("Registered mail: what a proof says")
struct EvidenceTests {
  static let schema = "docs/contracts/evidence-1.xsd"

  static func evidence(
    _ event: RegisteredMailEvent = .submissionAcceptance, reason: RegisteredMailFact.Reason? = nil,
    names: [Language: String] = [.nl: "Premies", .fr: "Primes"],
    acceptUntil: Instant? = nil, issuer: String = "Document provider"
  ) throws -> EvidenceDocument {
    let at = try Instant(parsing: "2026-11-22T09:00:00.000123Z")
    return EvidenceDocument(
      fact: RegisteredMailFact(
        id: try EvidenceID(parsing: "01KAMXN3V0M4T1X0R8W9Q2Y5CE"), event: event, at: at, reason: reason),
      issuer: issuer,
      sender: EvidenceDocument.Sender(number: Cast.premiums, names: names), recipient: Cast.jan.digits,
      mail: EvidenceDocument.Mail(
        id: try MessageID(parsing: "01KAMXN3V0M4T1X0R8W9Q2Y5CF"),
        type: try MessageTypeID(parsing: "AANGETEKEND-OPROEP"), application: Cast.application, sentAt: at,
        expiration: at.adding(seconds: 86_400), acceptUntil: acceptUntil,
        parts: event.describesContent ? parts : []))
  }

  static let parts = [
    EvidenceDocument.Part(
      mediaType: "application/pdf", size: 20, sha256: Array(0..<32), isMainContent: true),
    EvidenceDocument.Part(mediaType: nil, size: nil, sha256: Array(32..<64), isMainContent: false),
  ]

  /// - Throws: unless it is valid by the schema.
  private func canonical(_ bytes: [UInt8]) throws -> [UInt8] {
    try TestPython.run(
      "Tests/DocumentProvider/canonical.py", [TestPython.root + "/" + Self.schema], input: bytes)
  }

  @Test("R-REG-2: each fact's evidence is valid, canonical, and read back as it was")
  func everyEvent() throws {
    for event in RegisteredMailEvent.allCases {
      let reasons: [RegisteredMailFact.Reason?] =
        event == .contentConsignmentFailure ? RegisteredMailFact.Reason.allCases : [nil]
      for reason in reasons {
        let evidence = try Self.evidence(
          event, reason: reason, acceptUntil: try Instant(parsing: "2026-12-07T23:00:00Z"))
        let bytes = evidence.bytes
        #expect(try canonical(bytes) == bytes)
        #expect(try EvidenceDocument(parsing: bytes) == evidence)
        #expect(String(decoding: bytes, as: UTF8.self).contains("/19522/Event/\(event.rawValue)<"))
      }
    }
  }

  @Test("R-REG-3: what can happen to a closed message has evidence that does not describe its content")
  func content() throws {
    let described: Set<RegisteredMailEvent> = [
      .submissionAcceptance, .contentConsignment, .contentHandover,
    ]
    for event in RegisteredMailEvent.allCases {
      let said = try Self.evidence(event)
      let mail = EvidenceDocument.Mail(
        id: said.mail.id, type: said.mail.type, application: said.mail.application,
        sentAt: said.mail.sentAt, expiration: said.mail.expiration, acceptUntil: nil, parts: Self.parts)
      let given = EvidenceDocument(
        fact: said.fact, issuer: said.issuer, sender: said.sender, recipient: said.recipient, mail: mail)
      let text = String(decoding: given.bytes, as: UTF8.self)
      for word in ["UserContentInfo", "DigestValue", "application/pdf"] {
        #expect(text.contains(word) == described.contains(event), "\(event) \(word)")
      }
      #expect(given.bytes == said.bytes && text.contains(said.mail.id.text))
    }
  }

  @Test func hostileNames() throws {
    let names: [Language: String] = [
      .nl: "<Evidence>&amp;]]>\"'\t\n", .fr: "Commune d’Exempleville \u{1F4EE}", .de: "\r\u{85}\u{2028} x ",
    ]
    let evidence = try Self.evidence(names: names, issuer: "A & B <\"C\">")
    #expect(try canonical(evidence.bytes) == evidence.bytes)
    #expect(try EvidenceDocument(parsing: evidence.bytes) == evidence)
    let unwritable = try Self.evidence(names: [.nl: "a\u{FFFE}b\u{1}c"])
    #expect(try canonical(unwritable.bytes) == unwritable.bytes)
    #expect(try EvidenceDocument(parsing: unwritable.bytes).sender.names == [.nl: "a\u{FFFD}b\u{FFFD}c"])
  }

  @Test func refusesAnythingElse() throws {
    let text = String(decoding: try Self.evidence().bytes, as: UTF8.self)
    func element(_ text: String) -> String? {
      do throws(EvidenceDocument.Unreadable) {
        _ = try EvidenceDocument(parsing: Array(text.utf8))
        return nil
      } catch { return error.element }
    }
    #expect(element(text) == nil)
    #expect(element("") == "Evidence")
    #expect(element("<Evidence/>") == "Evidence")
    #expect(element("<?xml version=\"1.0\"?>" + text) == "Evidence", "nothing beside it")
    #expect(element(text.replacing("urn:ebox:evidence:1\"", with: "urn:ebox:evidence:2\"")) == "Evidence")
    #expect(element(text.replacing("</Evidence>", with: "<More></More></Evidence>")) == "Evidence")
    #expect(element(text.replacing("version=\"1\"", with: "version=\"2\"")) == "Evidence")
    #expect(element(text.replacing("SubmissionAcceptance", with: "Submission")) == "ERDSEventId")
    #expect(element(text.replacing("01KAMXN3V0M4T1X0R8W9Q2Y5CE", with: "1")) == "EvidenceIdentifier")
    #expect(element(text.replacing(Cast.premiums.digits, with: "0999999032")) == "Identifier")
    #expect(element(text.replacing("2026-11-22T09:00:00.000123Z", with: "today")) == "EventTime")
    #expect(element(text + String(repeating: " ", count: EvidenceDocument.bytesMax)) == "Evidence")
    let start = try #require(text.range(of: "<UserContentInfo>"))
    let end = try #require(text.range(of: "</UserContentInfo>"))
    let content = String(text[start.lowerBound..<end.upperBound])
    #expect(element(text.replacing(content, with: "")) == "UserContentInfo")
    let refusal = String(decoding: try Self.evidence(.consignmentRejection).bytes, as: UTF8.self)
    #expect(element(refusal) == nil)
    let more = refusal.replacing("<Extensions>", with: "\(content)<Extensions>")
    #expect(element(more) == "Evidence")
    let entity = "<!DOCTYPE Evidence [<!ENTITY a \"b\">]>" + text
    #expect(element(entity) == "Evidence")
  }
}
