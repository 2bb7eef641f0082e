import Contracts
import DocumentProvider
import EBoxTesting
import Foundation
import Testing
import Vocabulary

@testable import ebox

/// Further document providers as an operator writes them (docs/guides/register.md).
@Suite("Document providers in the configuration file")
struct DocumentProviderRegisterTests {
  private static let provider =
    #"{id: second, number: "1999999943", name: {nl: Tweede}, contact: help@two.example,"#
    + " data: {directory: two}}"

  private static func yaml(
    providers: String = "[\(provider)]", home: String = "document-provider: second", type: String = "",
    standing: String = ""
  ) -> String {
    """
    data: {directory: one}
    document-providers: \(providers)
    organizations:
      - {number: "0999999031", name: {nl: Premies}, contact: help@premies.example}
      - {number: "0999999922", name: {nl: Water}, contact: help@water.example, \(home)}
      - {number: "1999999052", name: {nl: Kandidaat}, contact: help@k.example\(standing)}
    applications:
      - {id: "premies:renovatie", organizations: ["0999999031"], name: {nl: Renovatie}}
      - {id: "water:klanten", organizations: ["0999999922"], name: {nl: Water}}
      - {id: "samen:brief", organizations: ["0999999031", "0999999922"], name: {nl: Samen}}
    message-types:
      - {id: PREMIE-BESLISSING, name: {nl: Beslissing}, validity: 1 year, organizations: ["0999999031"], applications: ["premies:renovatie"]}
      - {id: WATERFACTUUR, name: {nl: Factuur}, validity: 1 year, organizations: ["0999999922"], applications: ["water:klanten"]}
    \(type)
    mandates:
      - {representative: "0999999625", sender: "0999999922"}
    """
  }

  private func load(_ yaml: String, flags: [String] = []) async throws -> Configuration {
    try await TemporaryFolder.with { folder in
      let file = folder + "/ebox.yaml"
      try Data(yaml.utf8).write(to: URL(fileURLWithPath: file))
      return try Configuration.load(file: file, environment: [:], flags: ["environment=test"] + flags)
    }
  }

  @Test("R-BOX-8: each document provider has a register of its own; without any nothing changes")
  func parts() async throws {
    let configuration = try await load(Self.yaml())
    let register = configuration.register
    let provider = try #require(register.documentProviders.first)
    #expect(provider.basePath == "/dp/second" && provider.places.keysPath == "two/keys")
    let (first, second) = (register.part(of: nil), register.part(of: provider.id))
    #expect(first.messageTypes.map(\.id.text) == ["PREMIE-BESLISSING"])
    #expect(first.guests.map(\.digits) == ["0999999922"])
    #expect(second.messageTypes.map(\.id.text) == ["WATERFACTUUR"])
    #expect(Set(second.guests.map(\.digits)) == ["0999999031", "1999999052"])
    let water = try #require(second.organizations.first { $0.number.digits == "0999999922" })
    #expect(water.applications.map(\.text) == ["water:klanten", "samen:brief"])
    #expect(water.messageTypes.map(\.text) == ["WATERFACTUUR"])
    let alone = try await load(Self.yaml(providers: "[]", home: "suspended: false")).register
    #expect(alone.part(of: nil) == alone && alone.documentProviders.isEmpty)
  }

  @Test("R-BOX-8: a sender that moved keeps its name, applications and mandates where its old letters are")
  func moved() async throws {
    let first = try await load(Self.yaml()).register.part(of: nil)
    let served = try Register(first)
    let number = try EnterpriseNumber(parsing: "0999999922")
    let water = try await served.organization(number)
    #expect(water?.contact == "help@water.example" && water?.messageTypes == [])
    let application = try await served.application(ApplicationID(parsing: "water:klanten"))
    #expect(application?.organizations == [number] && application?.messageTypes == [])
    #expect(first.mandates.map(\.sender) == [number])
    #expect(
      try await served.organizations(.largest).items.map(\.number.digits) == ["0999999031", "1999999052"])
    #expect(
      try await served.applications(.largest).items.map(\.id.text) == ["premies:renovatie", "samen:brief"])
  }

  @Test("R-BOX-8: a message type may be at another document provider than its sender is at home")
  func typeElsewhere() async throws {
    let type = """
        - {id: PREMIE-WATER, document-provider: second, name: {nl: P}, validity: 1 year, organizations: ["0999999031"], applications: ["premies:renovatie"]}
      """
    let register = try await load(Self.yaml(type: type)).register
    let second = register.part(of: try MessageProviderID(parsing: "second"))
    let sender = try #require(second.organizations.first { $0.number.digits == "0999999031" })
    #expect(sender.messageTypes.map(\.text) == ["PREMIE-WATER"])
    #expect(!register.part(of: nil).messageTypes.map(\.id.text).contains("PREMIE-WATER"))
  }

  @Test("R-BOX-8: a message type may be at the first when its sender is at home elsewhere")
  func typeAtFirst() async throws {
    for id in ["ebox", "main-one"] {
      let type = """
          - {id: WATER-BERICHT, document-provider: \(id), name: {nl: W}, validity: 1 year, organizations: ["0999999922"], applications: ["water:klanten"]}
        """
      let register = try await load(Self.yaml(type: type), flags: ["registry.id=\(id)"]).register
      let first = register.part(of: nil)
      #expect(first.messageTypes.map(\.id.text) == ["PREMIE-BESLISSING", "WATER-BERICHT"])
      let sender = first.organizations.first { $0.number.digits == "0999999922" }
      #expect(sender?.messageTypes.map(\.text) == ["WATER-BERICHT"] && first.guests.isEmpty)
      let second = register.part(of: try MessageProviderID(parsing: "second"))
      #expect(second.messageTypes.map(\.id.text) == ["WATERFACTUUR"])
    }
  }

  @Test(
    "a mistake in it is told with its reason",
    arguments: [
      ("[\(provider), \(provider)]", "registered twice"),
      ("[\(provider.replacing("id: second", with: "id: Second"))]", "a letter first"),
      ("[\(provider.replacing(", data: {directory: two}", with: ""))]", "lacks `data`"),
      ("[\(provider.replacing("directory: two", with: "directory: one"))]", "shares a folder"),
      (
        "[\(provider.replacing("directory: two", with: "directory: two, keys: one/keys"))]", "shares a folder"
      ),
      ("[\(provider.replacing("directory: two", with: "directory: two, postgresql: same"))]", "the database"),
      ("[\(provider.replacing("directory: two", with: "directory: two, connections: 0"))]", "1 to 256"),
      ("[\(provider.replacing("contact:", with: "base-path: dp/x, contact:"))]", "must be a path"),
      ("[\(provider.replacing("contact:", with: "base-path: /dp/../x, contact:"))]", "must be a path"),
      ("[\(provider.replacing("contact:", with: "since: never, contact:"))]", "yyyy-MM-dd"),
      ("[\(provider.replacing("1999999943", with: "1999999944"))]", "number"),
      ("[]", "no such document provider"),
    ])
  func mistakes(_ providers: String, _ reason: String) async throws {
    let error = await #expect(throws: ConfigurationError.self) {
      try await load(Self.yaml(providers: providers), flags: ["database.postgresql=same"])
    }
    #expect(error?.reason.contains(reason) == true, "\(error?.reason ?? "")")
  }

  @Test("the first one's id is no other's, and is an id")
  func firstID() async throws {
    for (flag, reason) in [
      ("registry.id=second", "is the id of the first"), ("registry.id=Ebox 1", "a letter first"),
      ("registry.since=2026", "yyyy-MM-dd"),
    ] {
      let error = await #expect(throws: ConfigurationError.self) {
        try await load(Self.yaml(), flags: [flag])
      }
      #expect(error?.reason.contains(reason) == true, "\(error?.reason ?? "")")
    }
  }

  @Test("a message type of senders at two document providers says at which it is")
  func undecided() async throws {
    let type = """
        - {id: SAMEN-BRIEF, name: {nl: S}, validity: 1 year, organizations: ["0999999031", "0999999922"], applications: ["samen:brief"]}
      """
    let error = await #expect(throws: ConfigurationError.self) { try await load(Self.yaml(type: type)) }
    #expect(error?.reason.contains("several document providers") == true)
  }

  @Test("a standing is read, with the older word for a suspended sender; a contradiction is refused")
  func standings() async throws {
    for (text, standing) in [
      ("", SenderOrganization.Standing.production), (", standing: applicant", .applicant),
      (", standing: production", .production), (", standing: suspended", .suspended),
      (", suspended: true", .suspended), (", suspended: true, standing: suspended", .suspended),
    ] {
      let register = try await load(Self.yaml(standing: text)).register
      #expect(register.organizations.last?.standing == standing)
    }
    for (text, reason) in [
      (", standing: new", "must be one of applicant, production, suspended"),
      (", suspended: true, standing: applicant", "contradicts"),
    ] {
      let error = await #expect(throws: ConfigurationError.self) {
        try await load(Self.yaml(standing: text))
      }
      #expect(error?.reason.contains(reason) == true)
    }
  }
}
