import Contracts
import EBoxTesting
import Storage
import Testing
import Vocabulary

@testable import DocumentProvider

@Suite("Registered mail: its proofs, for sender and citizen")
struct RegisteredProofsTests {
  private typealias Home = House<PlayedDocuments>

  /// Keeps a proof as the sealer does.
  private func keepProof(of fact: RegisteredMailFact, _ id: MessageID, _ house: Home) async throws {
    let seal = try RegisteredSeal(keys: house.keys, random: house.random)
    let document = try seal.seal(document: Array("<proof/>".utf8), of: fact.id)
    let (mailbox, now) = (house.federation.mailbox(Cast.jan), house.time.now())
    try await house.database.write { transaction in
      try transaction.run(
        """
        INSERT INTO document_provider_proof (mailbox, message, id, document, signature, sealed_at)
        VALUES ($1, $2, $3, $4, $5, $6)
        """,
        .text(mailbox.text), .text(id.text), .text(fact.id.text), .bytes(document), .bytes([0x30, 0x00]),
        .int(now.microseconds))
    }
  }

  private func expect(
    _ expected: ProofRejection, _ place: SourceLocation = #_sourceLocation, _ ask: () async throws -> Void
  ) async throws {
    var rejection: ProofRejection?
    do { try await ask() } catch Failure<ProofRejection>.rejected(let reason) { rejection = reason }
    #expect(rejection == expected, sourceLocation: place)
  }

  @Test("R-REG-1, R-REG-3: sender and citizen get the same bytes", arguments: TestDatabases.allCases)
  func same(_ engine: TestDatabases) async throws {
    try await Home.with(engine) { house in
      let id = try await house.published(.registered())
      let (desk, box) = (house.registeredDesk(), house.registeredBox())
      let fact = try #require(try await house.delivery(id).fact(.submissionAcceptance))
      try await expect(.notSealedYet) { _ = try await desk.proof(fact.id, of: id) }
      try await expect(.notAccepted) { _ = try await box.proof(fact.id, of: id) }
      #expect(try await box.proofs(of: id).isEmpty)
      try await keepProof(of: fact, id, house)
      try await expect(.notAccepted) { _ = try await box.proof(fact.id, of: id) }
      #expect(try await box.proofs(of: id).isEmpty, "it describes what is not open")
      let notice = try #require(try await house.delivery(id).fact(.notificationForAcceptance))
      try await expect(.notSealedYet) { _ = try await box.proof(notice.id, of: id) }
      _ = try await box.decide(.accept, on: id)
      let proof = try await desk.proof(fact.id, of: id)
      #expect(proof.document == Array("<proof/>".utf8) && proof.signature == [0x30, 0x00])
      #expect(try await box.proof(fact.id, of: id) == proof)
      #expect(try await box.proofs(of: id) == [fact.id])
      #expect(try await desk.status(of: id).sealed == [fact.id])
      let other = EvidenceID(at: house.time.now(), random: house.random)
      try await expect(.proofNotFound) { _ = try await desk.proof(other, of: id) }
      try await expect(.proofNotFound) { _ = try await box.proof(other, of: id) }
      let audit = try await house.audit()
      for line in [
        "proof done", "proofs done", "registeredStatus done", "proof rejected PROOF_NOT_FOUND",
        "proof rejected NOT_ACCEPTED",
      ] {
        #expect(audit.contains(line), "\(line)")
      }
      house.time.advance(seconds: 1000 * 86_400)
      try await house.provider.sweeper.sweep(now: house.time.now())
      #expect(try await desk.proof(fact.id, of: id) == proof, "the sender's right outlasts the message")
      try await expect(.messageNotFound) { _ = try await box.proofs(of: id) }
    }
  }

  @Test("R-REG-1: nobody learns of another's registered mail", arguments: TestDatabases.allCases)
  func strangers(_ engine: TestDatabases) async throws {
    try await Home.with(engine) { house in
      try await house.activate(Cast.marie)
      let (id, ordinary) = (try await house.published(.registered()), try await house.published())
      let fact = try await house.delivery(id).facts[0]
      let (fund, marie) = (house.registeredDesk(Cast.sender(Cast.fund)), house.registeredBox(Cast.marie))
      try await expect(.messageNotFound) { _ = try await fund.status(of: id) }
      try await expect(.messageNotFound) { _ = try await fund.proof(fact.id, of: id) }
      try await expect(.messageNotFound) { _ = try await marie.proofs(of: id) }
      try await expect(.messageNotFound) { _ = try await marie.proof(fact.id, of: id) }
      try await expect(.messageNotFound) { _ = try await house.registeredDesk().status(of: ordinary) }
      try await expect(.messageNotFound) { _ = try await house.registeredBox().proofs(of: ordinary) }
      #expect(try await house.audit().suffix(6).allSatisfy { $0.hasSuffix("rejected MESSAGE_NOT_FOUND") })
    }
  }

  @Test("R-PUB-6: by the sender's own right or its mandate", arguments: TestDatabases.allCases)
  func rights(_ engine: TestDatabases) async throws {
    try await Home.with(engine) { house in
      let id = try await house.published(.registered())
      func representative(_ sender: EnterpriseNumber, _ scopes: Set<Scope>) -> any RegisteredMailDesk {
        house.registeredDesk(
          SenderCaller(
            clientID: "service", organization: Cast.service, represented: sender, scopes: scopes,
            requestID: RequestID("request")))
      }
      func denial(_ desk: any RegisteredMailDesk) async throws -> Denial? {
        do throws(Failure<ProofRejection>) {
          _ = try await desk.status(of: id)
          return nil
        } catch {
          guard case .denied(let denial) = error else { throw error }
          return denial
        }
      }
      #expect(try await denial(representative(Cast.premiums, [.representativePublication])) == nil)
      #expect(try await denial(representative(Cast.fund, [.representativePublication])) == .noMandate)
      #expect(
        try await denial(representative(Cast.premiums, [.publicationSender]))
          == .missingScope(.representativePublication))
      #expect(
        try await denial(house.registeredDesk(Cast.sender(Cast.premiums, [.referenceData])))
          == .missingScope(.publicationSender))
      #expect(try await house.audit().last == "registeredStatus denied MISSING_SCOPE")
      let low = house.registeredBox(assurance: .low)
      await #expect(throws: Failure<ProofRejection>.self) { try await low.proofs(of: id) }
      #expect(try await house.audit().last == "proofs denied ASSURANCE_TOO_LOW")
    }
  }
}
