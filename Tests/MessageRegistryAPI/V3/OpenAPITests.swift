import Contracts
import EdgeHTTP
import Foundation
import HTTPTypes
import NIOCore
import Testing
import Vocabulary

@testable import MessageRegistryAPI

/// The descriptions say what is served, and are served.
@Suite("The OpenAPI descriptions")
struct OpenAPITests {
  @Test(
    "R-PUB-2, R-OPS-2: what is served is what stands in docs/contracts",
    arguments: MessageRegistryEdge.Edition.allCases)
  func served(_ edition: MessageRegistryEdge.Edition) async throws {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../../docs/contracts/message-registry-\(edition.rawValue).yaml")
    let bytes = try Data(contentsOf: file.standardizedFileURL)
    let answer = try await ServedRegistry(edition: edition).ask(.get, "/openapi.yaml")
    #expect(answer.status == 200 && Array(answer.body.readableBytesView) == Array(bytes))
  }

  @Test("routes and methods agree", arguments: MessageRegistryEdge.Edition.allCases)
  func routes(_ edition: MessageRegistryEdge.Edition) {
    let lines = edition.parts.description.split(separator: "\n")
    var described: Set<String> = []
    var path = ""
    for line in lines.prefix(while: { $0 != "components:" }) {
      if line.hasPrefix("  /") { path = line.dropFirst(2).dropLast().description }
      for method in ["get", "head", "post", "put", "patch", "delete"] where line == "    \(method):" {
        described.insert("\(method.uppercased()) \(path)")
      }
    }
    #expect(described == Set(edition.parts.endpoints.map { "\($0.method.rawValue) \($0.path)" }))
  }

  private static func written(by wire: any Wire) -> [(String, JSON)] {
    [
      ("Message", wire.json(Cast.message, href: "", at: Cast.now)),
      ("Message", wire.json(Cast.reply, href: "", at: Cast.now)),
      ("Attachment", wire.json(Cast.attachment, contentHref: "")),
      ("Attachments", wire.json(attachmentsOf: Cast.message, href: "")),
      ("TranslatedString", wire.json(Cast.subject)), ("MessageType", wire.json(Cast.messageType)),
      ("SenderApplication", wire.json(Cast.application, href: "")),
      ("SenderOrganization", wire.json(Cast.organization, href: "")),
      ("PaymentData", wire.json(Cast.payment)), ("Ebox", wire.json(Cast.summary)),
      (
        "PublicationStatusMessage",
        wire.json(
          PublicationReceipt.Recipient(
            messageID: Cast.messageID, expiration: Cast.expiration, isDigital: false,
            currentNumber: Cast.citizen), [PublicationWarning(part: "upfile1", finding: .repaired)])
      ),
    ]
  }

  @Test("field names agree", arguments: MessageRegistryEdge.Edition.allCases)
  func fields(_ edition: MessageRegistryEdge.Edition) {
    var cases = Self.written(by: edition.parts.wire)
    if edition == .v3 {
      cases += [
        ("Digest", Cast.attachment.digest.json), ("Sender", Cast.sender.json),
        ("Recipient", Cast.citizen.json), ("Statistics", Cast.statistics.json),
        ("Due", Due(.appeal, end: Cast.expiration).json), ("ReplyReceipt", Cast.receipt.json),
        ("Delivery", Cast.delivery.json(at: Cast.now)),
        ("RegisteredMailFact", Cast.delivery.json(at: Cast.now)["facts"]?.elements?.first ?? .null),
        ("RegisteredMail", Cast.registeredStatus.json(href: "", at: Cast.now)),
        ("Proofs", Cast.registeredStatus.sealed.json(href: "")),
      ]
    }
    for (schema, json) in cases {
      guard case .object(let members) = json else { continue }
      let described = Self.properties(of: schema, in: edition)
      #expect(described.isSuperset(of: members.map(\.name)), "\(schema)")
      #expect(Self.required(of: schema, in: edition).isSubset(of: members.map(\.name)), "\(schema)")
    }
  }

  @Test("filters and statuses agree")
  func filtersAndStatuses() {
    let text = OpenAPIDescription.v3
    for name in ListMessages.parameters.union([WireV3().senderParameter]) {
      #expect(text.contains("name: \(name),"))
    }
    let statuses = Set(
      ProblemTests.publication.map(\.1) + ProblemTests.reading.map(\.1) + ProblemTests.denials.map(\.1)
        + ProblemTests.refusals.map(\.1) + ReplyToMessageTests.rejections.map(\.1)
        + RegisteredRouteTests.decisions.map(\.1) + RegisteredRouteTests.proofs.map(\.1))
    // 405 is no operation's: it answers what is none.
    for status in statuses.subtracting([405]) { #expect(text.contains("'\(status)':"), "\(status)") }
  }

  @Test("limits agree")
  func limits() {
    let text = OpenAPIDescription.v3.split { $0 == " " || $0 == "\n" }.joined(separator: " ")
    for limit in [
      PublicationLimits.requestBytesMax, PublicationLimits.attachmentBytesMax,
      PublicationLimits.publicationBytesMax,
    ] {
      #expect(text.contains("\(limit)"))
    }
    #expect(text.contains("maxItems: \(PublicationLimits.statusQueriesMax)"))
    #expect(text.contains("at most \(ReplyLimits.attachmentsMax) files, "))
    #expect(text.contains("at most \(ReplyLimits.repliesMax) replies to one message"))
    #expect(text.contains("at most \(MultipartLimits().partsMax) parts"))
    #expect(text.contains("At most \(PublicationLimits.subjectCharactersMax) characters"))
    #expect(text.contains("At most \(PublicationLimits.bodyCharactersMax) characters"))
  }

  private static func block(
    _ schema: String, in edition: MessageRegistryEdge.Edition
  ) -> [Substring] {
    let lines = edition.parts.description.split(separator: "\n")
    guard let start = lines.firstIndex(of: "    \(schema):") else { return [] }
    return Array(lines[(start + 1)...].prefix { $0.hasPrefix("      ") })
  }

  static func properties(
    of schema: String, in edition: MessageRegistryEdge.Edition
  ) -> Set<String> {
    let inside = block(schema, in: edition).drop { $0 != "      properties:" }.dropFirst()
    return Set(
      inside.filter { $0.hasPrefix("        ") && !$0.hasPrefix("         ") }
        .map { String($0.dropFirst(8).prefix { $0 != ":" }) })
  }

  static func required(
    of schema: String, in edition: MessageRegistryEdge.Edition
  ) -> Set<String> {
    let text = block(schema, in: edition).joined(separator: " ")
    guard let start = text.range(of: "required:"), let open = text[start.upperBound...].firstIndex(of: "["),
      let close = text[open...].firstIndex(of: "]")
    else { return [] }
    let names = text[text.index(after: open)..<close].split(separator: ",")
    return Set(names.map { $0.trimmingCharacters(in: .whitespaces) })
  }
}
