import ArgumentParser
import AsyncHTTPClient
import Contracts
import DocumentProvider
import EBoxTesting
import Foundation
import Logging
import NIOCore
import NIOHTTP1
import Storage
import Testing
import TrustServices
import Vocabulary

@testable import ebox

/// What an operator configures, and what who is shown a proof does with it.
@Suite("Proofs of registered mail: settings and check")
struct ProofTests {
  private static let register = """
    organizations:
      - {number: "0999999031", name: {nl: Premies}, contact: help@premies.example}
    applications:
      - {id: "premies:renovatie", organizations: ["0999999031"], name: {nl: Renovatie}}
    message-types:
      - id: AANGETEKEND-BESLUIT
        name: {nl: Besluit}
        validity: 1 year
        registered: basic
        organizations: ["0999999031"]
        applications: ["premies:renovatie"]
    """

  private static let time = PlayedTime()

  private static var surroundings: Surroundings {
    Surroundings(
      time: time, random: SystemRandom(), log: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
  }

  /// A folder with the demonstration's trust; the flags name its files.
  private func withTrust(_ body: (URL, [String: String]) async throws -> Void) async throws {
    try await TemporaryFolder.with { folder in
      let url = URL(fileURLWithPath: folder)
      let trust = DemoTrust(url)
      try trust.make(now: Self.time.now(), random: SystemRandom())
      try Data(Self.register.utf8).write(to: url.appendingPathComponent("ebox.yaml"))
      let place = folder + "/" + DemoTrust.directoryName
      try await body(
        url,
        [
          "evidence.seal-key": place + "/seal.key.pem", "evidence.seal-certificates": place + "/seal.crt.pem",
          "evidence.timestamp-url": "http://127.0.0.1:1/",
          "evidence.timestamp-certificates": trust.anchorsFile.path,
        ])
    }
  }

  private func configuration(
    _ folder: URL?, _ settings: [String: String]
  ) throws(ConfigurationError) -> Configuration {
    try Configuration.load(
      file: folder?.appendingPathComponent("ebox.yaml").path, environment: [:],
      flags: ["environment=test"] + settings.map { "\($0.key)=\($0.value)" })
  }

  @Test("R-REG-2: registered mail without what proves it is a configuration error that names the setting")
  func needed() async throws {
    try await withTrust { folder, settings in
      func fault(_ folder: URL?, _ settings: [String: String]) throws -> ConfigurationError? {
        do throws(ConfigurationError) {
          _ = try Proofs(configuration(folder, settings), Self.surroundings)
          return nil
        } catch { return error }
      }
      #expect(try fault(folder, settings) == nil)
      #expect(try fault(nil, [:]) == nil)
      #expect(try Proofs(configuration(nil, [:]), Self.surroundings)?.issuer.name == nil)
      for key in settings.keys {
        var less = settings
        less[key] = nil
        let found = try #require(try fault(folder, less))
        #expect(found.place == key && found.reason.contains("AANGETEKEND-BESLUIT"))
        #expect(try fault(nil, less)?.place == key, "one of them alone is a mistake too")
        guard key != "evidence.timestamp-url" else { continue }
        less[key] = folder.path + "/nowhere.pem"
        #expect(try fault(folder, less)?.reason == "can't be read")
        less[key] = folder.path + "/ebox.yaml"
        #expect(try fault(folder, less)?.place == key)
      }
      for (key, value) in [
        ("evidence.timestamp-url", "authority.example"), ("evidence.timestamp-url", "file:///etc/passwd"),
        ("evidence.timestamp-policy", "any"), ("evidence.timestamp-policy", "1."),
        ("evidence.seal-certificates", settings["evidence.timestamp-certificates"] ?? ""),
      ] {
        #expect(try fault(folder, settings.merging([key: value]) { $1 })?.place == key, "\(value)")
      }
      #expect(try fault(folder, settings.merging(["evidence.timestamp-policy": "2.999.1"]) { $1 }) == nil)
    }
  }

  @Test("A server that owes proofs does not start without what makes them, and says so")
  func owed() async throws {
    try await TemporaryFolder.with { folder in
      let with = try Demo(folder: URL(fileURLWithPath: folder), port: 1).prepare(
        logLevel: "critical", settings: ["quality.documents=off"])
      var settings = with.settings
      (settings.evidenceSealKey, settings.evidenceSealCertificates) = ("", "")
      (settings.evidenceTimestampURL, settings.evidenceTimestampCertificates) = ("", "")
      settings.portalChannel = ""
      let without = Configuration(settings: settings, register: PartyRegister())
      let surroundings = Self.surroundings
      await (try Parties.compose(without, surroundings)).close()
      let parties = try await Parties.compose(with, surroundings)
      _ = try await parties.stores.database.write { transaction in
        try transaction.run(
          """
          INSERT INTO document_provider_proof_due (id, mailbox, message, event) VALUES ('i', 'b', 'm', 'e')
          """)
      }
      await parties.close()
      await #expect {
        try await Parties.compose(without, surroundings)
      } throws: { error in
        guard let fault = error as? ConfigurationError else { return false }
        return fault.place == "evidence.seal-key" && fault.reason.contains("evidence.timestamp-certificates")
      }
      await (try Parties.compose(with, surroundings)).close()
    }
  }

  @Test("The demonstration's keys are made once, for their owner only")
  func demoKeys() async throws {
    try await withTrust { folder, settings in
      let files = [settings["evidence.seal-key"] ?? "", settings["evidence.timestamp-certificates"] ?? ""]
      let before = try files.map { try Data(contentsOf: URL(fileURLWithPath: $0)) }
      try DemoTrust(folder).make(now: Self.time.now(), random: SystemRandom())
      #expect(try files.map { try Data(contentsOf: URL(fileURLWithPath: $0)) } == before)
      for file in files {
        let attributes = try FileManager.default.attributesOfItem(atPath: file)
        #expect(attributes[.posixPermissions] as? Int == 0o600)
      }
    }
  }

  private static func evidence(
    _ event: RegisteredMailEvent = .contentConsignmentFailure
  ) throws -> EvidenceDocument {
    let at = time.now()
    return EvidenceDocument(
      fact: RegisteredMailFact(
        id: EvidenceID(at: at, random: SystemRandom()), event: event, at: at,
        reason: event == .contentConsignmentFailure ? .consentWithdrawn : nil),
      issuer: "Issuer \u{1B}[31m\u{202E}\u{2028}",
      sender: EvidenceDocument.Sender(
        number: try EnterpriseNumber(parsing: "0999999031"), names: [.nl: "Premies"]),
      recipient: "78041299916",
      mail: EvidenceDocument.Mail(
        id: MessageID(at: at, random: SystemRandom()),
        type: try MessageTypeID(parsing: "AANGETEKEND-OPROEP"),
        application: try ApplicationID(parsing: "premies:renovatie"), sentAt: at,
        expiration: at.adding(seconds: 60), acceptUntil: at.adding(seconds: 30),
        parts: [
          EvidenceDocument.Part(
            mediaType: "application/pdf\u{9B}1m\u{2066}", size: 20, sha256: Array(0..<32), isMainContent: true
          )
        ]))
  }

  /// - Returns: what the command ends with.
  private func status(_ arguments: [String]) throws -> Int32 {
    do {
      let command = try ProofVerifyCommand.parse(arguments)
      try command.run()
      return 0
    } catch let code as ExitCode { return code.rawValue }
  }

  @Test("R-REG-2: whoever is shown a proof checks it offline, and reads what it says")
  func verified() async throws {
    try await withTrust { folder, settings in
      let trust = DemoTrust(folder)
      var surroundings = Self.surroundings
      surroundings.timeStamps = try trust.authority(time: Self.time, random: SystemRandom())
      let proofs = try #require(try Proofs(configuration(folder, settings), surroundings))
      let document = try Self.evidence().bytes
      let signature = try await proofs.issuer.stamping.stamp(
        try proofs.issuer.seal.sign(document, at: Self.time.now()))
      func file(_ name: String, _ bytes: [UInt8]) throws -> String {
        let file = folder.appendingPathComponent(name)
        try Data(bytes).write(to: file)
        return file.path
      }
      let (xml, p7s) = (try file("evidence.xml", document), try file("evidence.p7s", signature))
      let (anchors, foreign) = (
        trust.anchorsFile.path, try file("foreign.pem", TestTrust.shared().authority.certificate)
      )
      #expect(try status([xml, p7s, "--anchors", anchors]) == 0)
      #expect(try status([xml, p7s, "--anchors", anchors, "--stamp-anchors", anchors, "--json"]) == 0)
      #expect(try status([xml, p7s, "--anchors", foreign]) == 1)
      #expect(try status([xml, p7s, "--anchors", anchors, "--stamp-anchors", foreign]) == 1)
      #expect(try status([try file("other.xml", document + [0x20]), p7s, "--anchors", anchors]) == 1)
      #expect(try status([xml, xml, "--anchors", anchors]) == 1)
      #expect(try status([xml, folder.path + "/nowhere", "--anchors", anchors]) == 64)
      #expect(try status([xml, p7s, "--anchors", xml]) == 64)
      #expect(throws: (any Error).self) { try ProofVerifyCommand.parse([xml, p7s]) }
      let fingerprint = Hex.text(proofs.issuer.seal.fingerprint)
      for who in [fingerprint, fingerprint.uppercased(), proofs.issuer.seal.subject] {
        #expect(try status([xml, p7s, "--anchors", anchors, "--signer", who]) == 0, "\(who)")
      }
      for who in [String(fingerprint.dropLast()), String(repeating: "0", count: 64), "CN=Somebody", ""] {
        #expect(try status([xml, p7s, "--anchors", anchors, "--signer", who]) == 1, "\(who)")
      }

      let trusted = try TrustAnchors(pem: Array(Data(contentsOf: trust.anchorsFile)))
      let check = try SealCheck(document, seal: signature, anchors: trusted, stampAnchors: trusted)
      let text = ProofReport(check, try EvidenceDocument(parsing: document)).text
      for words in [
        "sha256 \(fingerprint)", "ContentConsignmentFailure, CONSENT_WITHDRAWN", "0999999031 Premies",
        "78041299916",
        "described by the proof of SubmissionAcceptance", "Made-up seal", "Played time stamps",
      ] { #expect(text.contains(words), "\(words)") }
      let sent = ProofReport(check, try EvidenceDocument(parsing: Self.evidence(.submissionAcceptance).bytes))
      #expect(sent.text.contains("application/pdf1m, 20 bytes") && !sent.text.contains("described by"))
      for steering in ["\u{1B}", "\u{9B}", "\u{202E}", "\u{2028}", "\u{2066}"] as [Unicode.Scalar] {
        for told in [text, sent.text] {
          #expect(!told.unicodeScalars.contains(steering), "what somebody hands over steers no terminal")
        }
      }
      #expect(text.hasSuffix("The proof holds, if \(proofs.issuer.seal.subject) is who you expect."))
      let expected = ProofReport(check, try EvidenceDocument(parsing: document), expected: fingerprint)
      #expect(expected.text.hasSuffix("\nThe proof holds.") && expected.signerChecked)
      let other = ProofReport(check, try EvidenceDocument(parsing: document), expected: "CN=Somebody")
      #expect(other.text.hasSuffix("THE PROOF DOES NOT HOLD.") && !other.isSound)
      #expect(other.text.contains("FAILS     it was sealed by whom you expect"))
      #expect(other.checks.filter { $0.verdict != "holds" }.map(\.name) == ["signer"])
      let altered = try SealCheck(document + [0x20], seal: signature, anchors: trusted, stampAnchors: trusted)
      #expect(ProofReport(altered, nil).text.contains("FAILS     the document is what was sealed"))
    }
  }

  @Test("The demonstration answers as a time-stamp authority, under its clock")
  func demoAuthority() async throws {
    try await JourneyServer.run { server in
      let trust = try TestTrust.shared()
      let anchors = try TrustAnchors(
        pem: Array(Data(contentsOf: URL(fileURLWithPath: server.file.proofAnchorsFile))))
      let now = try await server.now()
      let stamping = TimeStamping(
        authority: HTTPTimeStampAuthority(url: server.file.timestampURL), anchors: anchors,
        time: PlayedTime(now), random: SystemRandom())
      let seal = try ElectronicSeal(key: trust.seal.key, certificates: trust.seal.certificate)
      let stamped = try await stamping.stamp(try seal.sign([1, 2, 3], at: now))
      let check = try SealCheck(
        [1, 2, 3], seal: stamped, anchors: TrustAnchors(pem: trust.authority.certificate),
        stampAnchors: anchors)
      #expect(check.isSound)
      var request = HTTPClientRequest(url: server.file.timestampURL)
      request.method = .POST
      request.body = .bytes(ByteBuffer(string: "no request"))
      #expect(try await server.http.execute(request, timeout: .seconds(30)).status == .unsupportedMediaType)
    }
  }
}
