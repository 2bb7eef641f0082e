import Contracts
import Crypto
import DocumentProvider
import EBoxTesting
import Foundation
import Logging
import SOAPServices
import Storage
import Testing
import TrustServices
import Vocabulary

@testable import ebox

/// The register of senders as an operator writes it (docs/guides/register.md).
@Suite("The register in the configuration file")
struct RegisterTests {
  private static let drawing = #"<svg xmlns="http://www.w3.org/2000/svg"><rect width="8" height="8"/></svg>"#

  private static func yaml(logo: String = "logo.svg", data: String = data) -> String {
    """
    organizations:
      - number: "0999999031"
        name: {nl: Premies}
        long-name: {nl: Federale Premiedienst}
        contact: help@premies.example
        technical-contact: it@premies.example
        url: {nl: "https://premies.example"}
        logos: [{file: \(logo), language: nl}]
    applications:
      - {id: "premies:renovatie", organizations: ["0999999031"], name: {nl: Renovatie}, description: {nl: Premies voor renovatie}}
    message-types:
      - id: PREMIE-BESLISSING
        name: {nl: Beslissing}
        validity: 24 months
        updates: true
        data: [\(data)]
        organizations: ["0999999031"]
        applications: ["premies:renovatie"]
    """
  }

  private static let data =
    #"{key: DOSSIER, name: {nl: Dossier}, required: true, pattern: "[0-9]{4}-[0-9]+"}"#

  private func load(
    _ yaml: String, logo: [UInt8] = Array(drawing.utf8)
  ) async throws -> PartyRegister {
    try await TemporaryFolder.with { folder in
      try Data(logo).write(to: URL(fileURLWithPath: folder + "/logo.svg"))
      try Data(yaml.utf8).write(to: URL(fileURLWithPath: folder + "/ebox.yaml"))
      return try Configuration.load(
        file: folder + "/ebox.yaml", environment: [:], flags: ["environment=test"]
      )
      .register
    }
  }

  @Test("R-PUB-8: logos, presentation, business data and corrections are read")
  func read() async throws {
    let register = try await load(Self.yaml())
    let organization = try #require(register.organizations.first)
    let logo = try #require(organization.presentation.logos.first)
    #expect(logo.mediaType == .svg && logo.language == .nl && logo.size == Self.drawing.utf8.count)
    #expect(register.images[logo.id] == Array(Self.drawing.utf8))
    #expect(organization.presentation.description?.texts == [.nl: "Federale Premiedienst"])
    #expect(organization.presentation.contactTechnical == "it@premies.example")
    let type = try #require(register.messageTypes.first)
    #expect(type.isUpdateAllowed && type.businessData.map(\.key.text) == ["DOSSIER"])
    #expect(type.businessData.first?.isRequired == true)
    let served = try Register(register)
    let owner = LogoOwner.organization(organization.number)
    #expect(try await served.image(logo.id, of: owner) == Array(Self.drawing.utf8))
    let application = LogoOwner.application(try ApplicationID(parsing: "premies:renovatie"))
    #expect(try await served.image(logo.id, of: application) == nil)
  }

  @Test("R-PUB-6: mandates are read; their last day counts; who represents may have a client of its own")
  func mandates() async throws {
    let register = try await load(
      Self.yaml()
        + "\nmandates: [{representative: \"0999999625\", sender: \"0999999031\", until: 2026-11-29}]")
    let mandate = try #require(register.mandates.first)
    #expect(mandate.isInForce(at: try Instant(parsing: "2026-11-29T23:59:59+01:00")))
    #expect(try !mandate.isInForce(at: Instant(parsing: "2026-11-30T00:00:00+01:00")))
    let error = await #expect(throws: ConfigurationError.self) {
      try await load(
        Self.yaml() + "\nmandates: [{representative: \"0999999031\", sender: \"0999999625\"}]")
    }
    #expect(error?.reason.contains("no such organisation") == true)
  }

  @Test("kinds of pictures are known by their bytes")
  func kinds() async throws {
    let heads: [(Logo.MediaType, [UInt8])] = [
      (.png, [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]), (.jpeg, [0xFF, 0xD8, 0xFF, 0xE0]),
      (.gif, Array("GIF89a".utf8)),
    ]
    for (kind, bytes) in heads {
      let register = try await load(Self.yaml(), logo: bytes)
      #expect(register.organizations.first?.presentation.logos.map(\.mediaType) == [kind])
    }
  }

  @Test(
    "a logo that is none, too large, or could act is refused with its line",
    arguments: [
      ("logo.svg", "<svg><script>alert(1)</script></svg>", "<script"),
      ("logo.svg", "<svg><s:script xmlns:s=\"http://www.w3.org/2000/svg\"/></svg>", "<s:script"),
      ("logo.svg", "<svg><rect\nonmouseover='x'/></svg>", "onmouseover"),
      ("logo.svg", "<svg><use xlink:href='//elsewhere.example'/></svg>", "xlink:href elsewhere"),
      ("logo.svg", "<svg><rect style=\"fill:url(https://e.example)\"/></svg>", "url( elsewhere"),
      ("logo.svg", "<svg><rect fill=\"java&#115;cript:x\"/></svg>", "an escape in fill"),
      ("logo.svg", "<svg><style>@import 'x'</style></svg>", "<style"),
      ("logo.svg", "<!DOCTYPE svg SYSTEM 'x'><svg/>", "before `<svg`"),
      ("logo.svg", "<?xml-stylesheet href='x'?><svg/>", "before `<svg`"),
      ("logo.svg", "<html><svg/></html>", "before `<svg`"),
      ("logo.svg", "<svg><image href=\"https://elsewhere.example/x\"/></svg>", "<image"),
      ("logo.svg", "<svg onload=\"x\"></svg>", "onload"),
      ("logo.svg", "not a picture", "PNG, JPEG, GIF or SVG"),
      ("logo.svg", "", "1 to 65536 bytes"),
      ("logo.svg", "<svg>" + String(repeating: "x", count: 65_536) + "</svg>", "1 to 65536 bytes"),
      ("absent.svg", "<svg/>", "can't be read"),
    ])
  func wrongLogo(file: String, bytes: String, says: String) async throws {
    let error = await #expect(throws: ConfigurationError.self) {
      try await load(Self.yaml(logo: file), logo: Array(bytes.utf8))
    }
    #expect(error?.reason.contains(says) == true, "\(String(describing: error))")
    #expect(error?.place.hasSuffix("ebox.yaml:8") == true)
  }

  @Test(
    "business data that can't be held to are refused",
    arguments: [
      (#"{key: DOSSIER, name: {nl: x}, pattern: "["}"#, "regular expression"),
      (#"{key: "A B", name: {nl: x}}"#, "visible ASCII"), (#"{key: DOSSIER}"#, "name"),
      (#"{key: DOSSIER, name: {nl: x}}, {key: DOSSIER, name: {nl: y}}"#, "given twice"),
      (#"{key: DOSSIER, name: {nl: x}, requird: true}"#, "required"),
    ])
  func wrongData(data: String, says: String) async throws {
    let error = await #expect(throws: ConfigurationError.self) { try await load(Self.yaml(data: data)) }
    #expect(error?.reason.contains(says) == true, "\(String(describing: error))")
  }

  /// One message type with those lines, read alone.
  private func messageType(_ lines: String) throws -> MessageType? {
    let yaml = """
      message-types:
        - {id: AANGETEKEND-OPROEP, name: {nl: Oproep}, validity: 1 year, organizations: [], applications: [], \(lines)}
      """
    let top = try #require(try ConfigurationNode.parse(yaml, file: "ebox.yaml"))
    return try RegisterParser(directory: "/").parse(top.fields(RegisterParser.keys)).messageTypes.first
  }

  @Test("R-REG-3: how registered mail is delivered is read")
  func registeredMail() throws {
    #expect(try messageType("reply: true")?.registeredMail == nil)
    #expect(try messageType("registered: basic")?.registeredMail == .basic)
    let fifteen = try Period(parsing: 15, .day)
    #expect(
      try messageType("registered: {accept-within: 15 days}")?.registeredMail == .acceptance(within: fifteen))
  }

  @Test(
    "R-REG-3: registered mail that can't be is refused",
    arguments: [
      ("registered: true", "must be `basic`"), ("registered: {}", "lacks `accept-within`"),
      ("registered: {accept-within: soon}", "must be a number and day(s)"),
      ("registered: {accept_within: 15 days}", "did you mean `accept-within`"),
      ("registered: {accept-within: 2 years}", "is shorter than `accept-within`"),
      ("registered: basic, updates: true", "has no `updates`"),
      (
        "registered: basic, keep-for-inactive: true, legal-ground: {nl: Decreet}",
        "has no `keep-for-inactive`"
      ),
    ])
  func wrongRegisteredMail(lines: String, says: String) throws {
    let error = #expect(throws: ConfigurationError.self) { try messageType(lines) }
    #expect(error?.reason.contains(says) == true, "\(String(describing: error))")
  }

  @Test("approvers of recalls are read, with their keys; first and last day count")
  func approvers() async throws {
    let (an, officer) = (P256.Signing.PrivateKey().publicKey, P256.Signing.PrivateKey().publicKey)
    let register = try await load(
      approvers: [
        "{id: an, role: recall, enterprise: \"0999999031\", key: 0.pem, from: 2026-01-01, until: 2026-11-29}",
        "{id: officer, role: data-protection, key: 1.pem}",
      ], [an.pemRepresentation, officer.pemRepresentation])
    #expect(register.approvers.map(\.id.text) == ["an", "officer"])
    #expect(register.approvers.map(\.role) == [.recall, .dataProtection])
    #expect(register.approvers.map(\.organization?.digits) == ["0999999031", nil])
    #expect(register.approvers.map(\.key.algorithm) == [.es256, .es256])
    #expect(register.approvers[0].from == (try Instant(parsing: "2026-01-01T00:00:00+01:00")))
    #expect(register.approvers[0].until == (try Instant(parsing: "2026-11-30T00:00:00+01:00")))
    _ = try Register(register)
  }

  @Test(
    "an approver who is none is told with the line",
    arguments: [
      (["{id: an, role: recall, key: 0.pem}"], "lacks `enterprise`"),
      (["{id: an, role: recall, enterprise: \"0999999130\", key: 0.pem}"], "no such organisation"),
      (["{id: an, role: boss, key: 0.pem}"], "must be one of recall, data-protection"),
      (["{id: an, role: data-protection}"], "lacks `key`"),
      (["{id: an, role: data-protection, key: absent.pem}"], "can't be read"),
      (["{id: an, role: data-protection, key: ebox.yaml}"], "a certificate or a public key"),
      (["{id: \"an b\", role: data-protection, key: 0.pem}"], "letters, digits"),
      (["{id: an, role: data-protection, key: 0.pem, algorithm: RS256}"], "does not fit"),
      (["{id: an, role: data-protection, key: 0.pem, algorithm: none}"], "RS256, PS256, ES256"),
      (["{id: an, role: data-protection, key: 0.pem, until: soon}"], "existing day"),
      (["{id: an, role: data-protection, keys: 0.pem}"], "unknown key"),
      (
        ["{id: an, role: data-protection, key: 0.pem}", "{id: bert, role: data-protection, key: 0.pem}"],
        "the key of `an`"
      ),
      (
        ["{id: an, role: data-protection, key: 0.pem}", "{id: an, role: data-protection, key: 1.pem}"],
        "registered twice"
      ),
      (["{id: an, role: data-protection, key: weak.pem}"], "2048"),
    ])
  func wrongApprovers(approvers: [String], says: String) async throws {
    let keys = (0..<2).map { _ in P256.Signing.PrivateKey().publicKey.pemRepresentation }
    let error = await #expect(throws: ConfigurationError.self) {
      try await load(approvers: approvers, keys)
    }
    #expect(error?.reason.contains(says) == true, "\(String(describing: error))")
    #expect(error?.place.contains("ebox.yaml:") == true)
  }

  @Test(
    "an approver's key is no client's or channel's, nor of a SOAP certificate of theirs",
    arguments: ["demo-premiums", "demo-profile", "demo-profile-soap"])
  func ownKey(of program: String) async throws {
    try await TemporaryFolder.with { folder in
      _ = try Demo(folder: URL(fileURLWithPath: folder), port: 1).prepare(logLevel: "critical")
      let file = folder + "/ebox.yaml"
      let yaml = try String(contentsOfFile: file, encoding: .utf8)
      let own = "key: keys-of-clients/premiums-legal.crt.pem"
      let changed = yaml.replacing(own, with: "key: keys-of-clients/\(program).crt.pem")
      try changed.write(toFile: file, atomically: true, encoding: .utf8)
      let line = try #require(
        changed.split(separator: "\n", omittingEmptySubsequences: false).firstIndex {
          $0.contains("premiums-legal")
        })
      let error = #expect(throws: ConfigurationError.self) {
        try Configuration.load(file: file, environment: [:], flags: [])
      }
      let holder = program.replacing("-soap", with: "")
      #expect(error?.reason.contains("is a key of `\(holder)` too") == true, "\(String(describing: error))")
      #expect(error?.place.hasSuffix("ebox.yaml:\(line + 1)") == true)
    }
  }

  @Test("R-AUD-1: who may approve stands on the trail from the first start on, and each change of it")
  func startedWith() async throws {
    try await TemporaryFolder.with { folder in
      let configuration = try Demo(folder: URL(fileURLWithPath: folder), port: 1).prepare(
        logLevel: "critical")
      let (file, officer) = (folder + "/ebox.yaml", "data-protection-officer.crt.pem")
      let yaml = try String(contentsOfFile: file, encoding: .utf8)
      try yaml.replacing(officer, with: officer + ", until: 2027-12-31").write(
        toFile: file, atomically: true, encoding: .utf8)
      let changed = try Configuration.load(file: file, environment: [:], flags: [])
      let surroundings = Surroundings(
        time: SystemTime(), random: SystemRandom(), log: Logger(label: "test"))
      var texts: [String] = []
      for start in [configuration, configuration, changed] {
        let parties = try await Parties.compose(start, surroundings)
        texts = try await parties.stores.database.read { transaction in
          try transaction.rows(
            "SELECT details FROM audit_entry WHERE action = 'approversRegistered' ORDER BY position"
          ).map { try $0.text(0) }
        }
        await parties.close()
      }
      #expect(texts.count == 2 && texts.allSatisfy { $0.contains("approver.premiums-legal") })
      #expect(texts.map { $0.contains(" until 2028-01-01") } == [false, true])
    }
  }

  @Test(
    "who may look at profiles: a sender that is not suspended, or a mandate of one while it is in force",
    arguments: [
      (["suspended: false"], "0999999031", [], "for ever"), (["suspended: true"], "0999999031", [], "never"),
      ([], "0999999625", ["until: 2026-11-29"], "2026-11-30"),
      ([], "0999999625", ["until: 2026-11-29", "until: 2027-01-31"], "2027-02-01"),
      ([], "0999999625", ["until: 2026-11-29", ""], "for ever"),
      (["suspended: true"], "0999999625", [""], "never"),
    ] as [([String], String, [String], String)])
  func purposes(organization: [String], client: String, mandates: [String], until: String) async throws {
    let suspended = organization.map { "    " + $0 + "\n" }.joined()
    let yaml = Self.yaml().replacing("applications:\n  -", with: suspended + "applications:\n  -")
    let held = mandates.map {
      "  - {representative: \"0999999625\", sender: \"0999999031\"\($0.isEmpty ? "" : ", " + $0)}\n"
    }
    let register = try await load(
      yaml + (held.isEmpty ? "" : "\nmandates:\n" + held.joined()) + """

        clients:
          - {id: c, organization: "\(client)", keys: [{id: k, file: weak.pem}], profile-purpose: paper}
        """, approvers: [], [])
    let purpose = try #require(register.clients.first).profilePurpose
    #expect((purpose?.until?.brussels.prefix(10)).map(String.init) == (until.hasPrefix("2") ? until : nil))
    #expect((purpose == nil) == (until == "never"))
  }

  /// RSA of 1024 bits.
  private static let weakKey = """
    -----BEGIN PUBLIC KEY-----
    MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDMXTUGNr2LwWCd0ibRDxURpA0C
    x0hHB8cmxwXgevFalbNUKFbv1Ip2U6C/RQ3i2RDqGafwzew8FUV8c92U1585U8B6
    Mvig03Nm+gAnYG0shReioaigRaV+NVp7xrrZeCS20dLhi3TRr9fnYsd8x6ZvCHGr
    Jk5LmbmujpreXHmGywIDAQAB
    -----END PUBLIC KEY-----
    """

  private func load(
    _ rest: String = yaml(), approvers: [String], _ keys: [String]
  ) async throws -> PartyRegister {
    try await TemporaryFolder.with { folder in
      try Data(Self.drawing.utf8).write(to: URL(fileURLWithPath: folder + "/logo.svg"))
      for (index, pem) in keys.enumerated() {
        try Data(pem.utf8).write(to: URL(fileURLWithPath: folder + "/\(index).pem"))
      }
      try Data(Self.weakKey.utf8).write(to: URL(fileURLWithPath: folder + "/weak.pem"))
      let list = "\napprovers:\n" + approvers.map { "  - " + $0 }.joined(separator: "\n")
      let yaml = rest + (approvers.isEmpty ? "" : list)
      try Data(yaml.utf8).write(to: URL(fileURLWithPath: folder + "/ebox.yaml"))
      return try Configuration.load(
        file: folder + "/ebox.yaml", environment: [:], flags: ["environment=test"]
      ).register
    }
  }
}
