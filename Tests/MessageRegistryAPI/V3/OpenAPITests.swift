import Contracts
import Foundation
import HTTPTypes
import NIOCore
import Testing
import Vocabulary

@testable import MessageRegistryAPI

/// The description says what is served, and is served.
@Suite("The OpenAPI description")
struct OpenAPITests {
  static let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../../../docs/contracts/message-registry-3.yaml").standardizedFileURL

  @Test("R-PUB-2: what is served is what stands in docs/contracts")
  func served() async throws {
    let bytes = try Data(contentsOf: Self.file)
    let answer = try await ServedRegistry().ask(.get, "/openapi.yaml")
    #expect(answer.status == 200 && Array(answer.body.readableBytesView) == Array(bytes))
  }

  @Test("routes and methods agree")
  func routes() {
    let lines = OpenAPIDescription.text.split(separator: "\n")
    var described: Set<String> = []
    var path = ""
    for line in lines.prefix(while: { $0 != "components:" }) {
      if line.hasPrefix("  /") { path = line.dropFirst(2).dropLast().description }
      for method in ["get", "head", "post", "put", "patch", "delete"] where line == "    \(method):" {
        described.insert("\(method.uppercased()) \(path)")
      }
    }
    #expect(described == Set(Endpoint.all.map { "\($0.method.rawValue) \($0.path)" }))
  }

  @Test("field names agree")
  func fields() {
    let cases: [(String, JSON)] = [
      ("Message", Cast.message.json(href: "")), ("Attachment", Cast.attachment.json(contentHref: "")),
      ("TranslatedString", Cast.subject.json), ("Digest", Cast.attachment.digest.json),
      ("MessageType", Cast.messageType.json), ("SenderApplication", Cast.application.json),
      ("SenderOrganization", Cast.organization.json), ("Sender", Cast.sender.json),
      ("Recipient", Cast.citizen.json), ("PaymentData", Cast.payment.json),
      ("Ebox", Cast.summary.json),
      ("Due", Due(.appeal, end: Cast.expiration).json), ("Attachments", Cast.message.attachments(href: "")),
    ]
    for (schema, json) in cases {
      guard case .object(let members) = json else { continue }
      let described = Self.properties(of: schema)
      #expect(described.isSuperset(of: members.map(\.name)), "\(schema)")
      #expect(Self.required(of: schema).isSubset(of: members.map(\.name)), "\(schema)")
    }
  }

  @Test("filters and statuses agree")
  func filtersAndStatuses() {
    let text = OpenAPIDescription.text
    for name in ListMessages.parameters { #expect(text.contains("name: \(name),")) }
    let statuses = Set(
      ProblemTests.publication.map(\.1) + ProblemTests.reading.map(\.1) + ProblemTests.denials.map(\.1)
        + ProblemTests.refusals.map(\.1))
    // 405 is no operation's: it answers what is none.
    for status in statuses.subtracting([405]) { #expect(text.contains("'\(status)':"), "\(status)") }
  }

  @Test("limits agree")
  func limits() {
    let text = OpenAPIDescription.text.split { $0 == " " || $0 == "\n" }.joined(separator: " ")
    for limit in [
      PublicationLimits.requestBytesMax, PublicationLimits.attachmentBytesMax,
      PublicationLimits.publicationBytesMax,
    ] {
      #expect(text.contains("\(limit)"))
    }
    #expect(text.contains("maxItems: \(PublicationLimits.statusQueriesMax)"))
    #expect(text.contains("at most \(MultipartLimits().partsMax) parts"))
    #expect(text.contains("At most \(PublicationLimits.subjectCharactersMax) characters"))
    #expect(text.contains("At most \(PublicationLimits.bodyCharactersMax) characters"))
  }

  private static func block(_ schema: String) -> [Substring] {
    let lines = OpenAPIDescription.text.split(separator: "\n")
    guard let start = lines.firstIndex(of: "    \(schema):") else { return [] }
    return Array(lines[(start + 1)...].prefix { $0.hasPrefix("      ") })
  }

  private static func properties(of schema: String) -> Set<String> {
    let inside = block(schema).drop { $0 != "      properties:" }.dropFirst()
    return Set(
      inside.filter { $0.hasPrefix("        ") && !$0.hasPrefix("         ") }
        .map { String($0.dropFirst(8).prefix { $0 != ":" }) })
  }

  private static func required(of schema: String) -> Set<String> {
    let text = block(schema).joined(separator: " ")
    guard let start = text.range(of: "required:"), let open = text[start.upperBound...].firstIndex(of: "["),
      let close = text[open...].firstIndex(of: "]")
    else { return [] }
    let names = text[text.index(after: open)..<close].split(separator: ",")
    return Set(names.map { $0.trimmingCharacters(in: .whitespaces) })
  }
}
