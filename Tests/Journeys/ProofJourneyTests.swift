import AsyncHTTPClient
import Contracts
import Crypto
import DocumentProvider
import EBoxClient
import EBoxTesting
import Foundation
import NIOCore
import Testing
import TrustServices
import Vocabulary

@testable import ebox

/// From a registered letter to proofs that somebody else checks, on the whole program over HTTP.
@Suite struct ProofJourneyTests {
  private static let citizen = "78041299916"
  private static let letter = [UInt8]("%PDF-1.7 a registered letter".utf8)

  private func send(_ type: String, as client: String, _ server: JourneyServer) async throws -> MessageID {
    let sender = try server.sender(client)
    return try await TemporaryFolder.with { folder in
      let path = folder + "/letter.pdf"
      try Data(Self.letter).write(to: URL(fileURLWithPath: path))
      let publication = FilePublication(
        sender: try EnterpriseNumber(parsing: sender.enterpriseNumber),
        application: try ApplicationID(parsing: sender.applicationId),
        messageType: try MessageTypeID(parsing: type), recipient: try NationalNumber(parsing: Self.citizen),
        subject: try TranslatedText(parsing: [.nl: "Aangetekend"], kind: "subject", charactersMax: 400),
        files: [FileToPublish(path: path, mediaType: .pdf, isMainContent: true)], isRegisteredMail: true,
        idempotencyKey: try IdempotencyKey(parsing: UUID().uuidString))
      return try await FilePublisher(registry: try server.client(of: sender).sender).publish(publication)
        .onlyRecipient().messageID
    }
  }

  /// Once every fact has its proof.
  private func settled(_ id: MessageID, _ desk: any RegisteredMailDesk) async throws -> RegisteredMailStatus {
    for _ in 0..<200 {
      let status = try await desk.status(of: id)
      if status.sealed.count == status.delivery.facts.count { return status }
      try await Task.sleep(for: .milliseconds(50))
    }
    throw ClientRefusal("the proofs are not made")
  }

  /// The end of a check by `openssl` alone, as docs/guides/proofs.md tells it.
  private func opensslAgrees(_ proof: SealedProof, _ anchors: String, at stamp: Instant) async throws -> Bool
  {
    try await TemporaryFolder.with { folder in
      try Data(proof.document).write(to: URL(fileURLWithPath: folder + "/evidence.xml"))
      try Data(proof.signature).write(to: URL(fileURLWithPath: folder + "/evidence.p7s"))
      do {
        try OpenSSL.run([
          "cms", "-verify", "-cades", "-binary", "-purpose", "any", "-inform", "DER", "-in",
          folder + "/evidence.p7s", "-content", folder + "/evidence.xml", "-CAfile", anchors, "-attime",
          String(stamp.secondsSince1970), "-out", folder + "/said",
        ])
        return true
      } catch is OpenSSL.Failed { return false }
    }
  }

  @Test("R-REG-1, R-REG-2, R-REG-3: sent, refused or opened; each proof holds by openssl and by us, for both")
  func walk() async throws {
    try await JourneyServer.run { server in
      let anchors = server.file.proofAnchorsFile
      let trusted = try TrustAnchors(pem: Array(Data(contentsOf: URL(fileURLWithPath: anchors))))
      let token = GivenToken(try await server.citizenToken(Self.citizen))
      let box = EBoxClient(
        registryURL: server.file.registryV3URL, tokens: token, http: server.http, random: SystemRandom()
      ).registeredMailbox
      let letters = [("AANGETEKEND-BESLUIT", "demo-municipality"), ("AANGETEKEND-OPROEP", "demo-fines")]
      for (type, client) in letters {
        let desk = try server.client(of: try server.sender(client)).registeredMailDesk
        let id = try await send(type, as: client, server)
        if client == "demo-fines" { _ = try await box.decide(.refuse, on: id) }
        let status = try await settled(id, desk)
        let events: [RegisteredMailEvent] =
          client == "demo-fines"
          ? [.submissionAcceptance, .notificationForAcceptance, .consignmentRejection]
          : [.submissionAcceptance, .contentConsignment]
        #expect(status.delivery.facts.map(\.event) == events)
        for fact in status.delivery.facts {
          let proof = try await desk.proof(fact.id, of: id)
          if status.delivery.citizenMayHaveProof(of: fact) {
            let citizens = try await box.proof(fact.id, of: id)
            #expect(citizens.document == proof.document && citizens.signature == proof.signature)
          } else {
            await #expect(throws: Failure<ProofRejection>.self) { try await box.proof(fact.id, of: id) }
          }
          let check = try SealCheck(
            proof.document, seal: proof.signature, anchors: trusted, stampAnchors: trusted)
          #expect(check.isSound, "\(check.findings)")
          let stamp = try #require(check.stampedAt)
          #expect(try await opensslAgrees(proof, anchors, at: stamp))
          let said = try EvidenceDocument(parsing: proof.document)
          #expect(said.fact.event == fact.event && said.mail.id == id && said.recipient == Self.citizen)
          #expect(said.issuer == "Document provider of the demonstration")
          let digests = fact.event.describesContent ? [Array(SHA256.hash(data: Self.letter))] : []
          #expect(said.mail.parts.map(\.sha256) == digests)
          let altered = SealedProof(
            fact: fact, document: proof.document + [0x20], signature: proof.signature)
          #expect(try await opensslAgrees(altered, anchors, at: stamp) == false)
        }
      }
      try await checkFigures(server)
    }
  }

  /// They follow the proofs by some milliseconds.
  private func checkFigures(_ server: JourneyServer) async throws {
    for _ in 0..<200 {
      let answer = try await server.http.execute(
        HTTPClientRequest(url: server.file.baseURL + "/metrics"), timeout: .seconds(10))
      let text = String(buffer: try await answer.body.collect(upTo: 1_048_576))
      let figures = try Exposition(parsing: text)
      let sealed = figures.sum("audit_entries_sequenced_total", ["action": "proofSealed", "outcome": "done"])
      if sealed == 5, text.contains("proofs_waiting"), figures.sum("proofs_waiting") == 0 { return }
      try await Task.sleep(for: .milliseconds(50))
    }
    Issue.record("the figures did not come")
  }
}
