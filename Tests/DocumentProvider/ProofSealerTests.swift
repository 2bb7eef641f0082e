import Contracts
import Crypto
import EBoxTesting
import Foundation
import Storage
import Synchronization
import Testing
import TrustServices
import Vocabulary

@testable import DocumentProvider

@Suite("Registered mail: its proofs are made")
struct ProofSealerTests {
  private typealias Home = House<PlayedDocuments>

  /// Whom third parties trust.
  private func check(_ proof: SealedProof) throws -> SealCheck {
    let anchors = try TrustAnchors(pem: TestTrust.shared().authority.certificate)
    return try SealCheck(proof.document, seal: proof.signature, anchors: anchors, stampAnchors: anchors)
  }

  @Test(
    "R-REG-2, R-REG-3: each fact gets a proof that holds, and sender and citizen the same bytes",
    arguments: TestDatabases.allCases)
  func everyFact(_ engine: TestDatabases) async throws {
    try await Home.with(engine) { house in
      var draft = Draft.registered()
      draft.body = Cast.text("Kom")
      let (id, basic) = (
        try await house.published(draft), try await house.published(.registered(Cast.ruling))
      )
      house.time.advance(seconds: 60)
      _ = try await house.registeredBox().decide(.accept, on: id)
      try await house.open(id)
      #expect(try await house.sealer().sealDue() == 7)
      #expect(try await house.sealer().backlog() == ProofBacklog(count: 0, oldestSeconds: 0))
      for message in [id, basic] {
        let status = try await house.registeredDesk().status(of: message)
        #expect(status.sealed == Set(status.delivery.facts.map(\.id)))
        for fact in status.delivery.facts {
          let proof = try await house.registeredDesk().proof(fact.id, of: message)
          let citizens = try await house.registeredBox().proof(fact.id, of: message)
          #expect(citizens.document == proof.document && citizens.signature == proof.signature)
          let check = try check(proof)
          #expect(check.isSound, "\(check.findings)")
          #expect(check.stampedAt == house.time.now())
          let said = try EvidenceDocument(parsing: proof.document)
          #expect(said.fact == fact)
          #expect(said.recipient == Cast.jan.digits)
          #expect(said.sender == .init(number: Cast.premiums, names: Cast.register.names(of: Cast.premiums)))
          #expect(said.mail.id == message && said.mail.sentAt == status.sentAt)
          #expect(said.mail.acceptUntil == status.delivery.acceptUntil)
          guard fact.event.describesContent else {
            #expect(said.mail.parts.isEmpty)
            continue
          }
          #expect(said.mail.parts.first?.sha256 == draft.files[0].sha256.bytes)
          let text = Array(SHA256.hash(data: Array("Kom".utf8)))
          #expect(said.mail.parts.dropFirst().map(\.sha256) == (message == id ? [text] : []))
        }
      }
    }
  }

  @Test(
    "R-REG-3: of what was refused the citizen gets no proof that describes it, the sender does",
    arguments: TestDatabases.allCases)
  func refused(_ engine: TestDatabases) async throws {
    try await Home.with(engine) { house in
      let id = try await house.published(.registered())
      _ = try await house.registeredBox().decide(.refuse, on: id)
      #expect(try await house.sealer().sealDue() == 3)
      let facts = try await house.delivery(id).facts
      let sealed = try await house.registeredBox().proofs(of: id)
      #expect(sealed == Set(facts.filter { $0.event != .submissionAcceptance }.map(\.id)))
      for fact in facts {
        let senders = try await house.registeredDesk().proof(fact.id, of: id)
        let said = try EvidenceDocument(parsing: senders.document)
        #expect(said.mail.parts.isEmpty == sealed.contains(fact.id) && said.mail.id == id)
        do {
          let citizens = try await house.registeredBox().proof(fact.id, of: id)
          #expect(sealed.contains(fact.id) && citizens.document == senders.document)
        } catch Failure<ProofRejection>.rejected(let reason) {
          #expect(reason == .notAccepted && !sealed.contains(fact.id))
        }
      }
    }
  }

  @Test("R-AUD-1: each proof is on the trail, with its digests", arguments: TestDatabases.allCases)
  func onTrail(_ engine: TestDatabases) async throws {
    try await Home.with(engine) { house in
      let id = try await house.published(.registered(Cast.ruling))
      try await house.sealer().sealDue()
      #expect(try await house.sealedEntries() == 2)
      let fact = try #require(try await house.delivery(id).fact(.contentConsignment))
      let proof = try await house.registeredDesk().proof(fact.id, of: id)
      let details = try await house.database.read { transaction in
        try transaction.rows("SELECT details FROM audit_entry WHERE action = 'proofSealed'")
          .map { try $0.text(0) }
      }
      for bytes in [proof.document, proof.signature] {
        let digest = "sha256:\(Base64URL.encode(SHA256.hash(data: bytes)))"
        #expect(details.filter { $0.contains(digest) && $0.contains(fact.id.text) }.count == 1)
      }
      #expect(details.allSatisfy { !$0.contains(Cast.jan.digits) })
    }
  }

  @Test("What an authority fails at waits, and is made later", arguments: TestDatabases.allCases)
  func failingAuthority(_ engine: TestDatabases) async throws {
    try await Home.with(engine) { house in
      let id = try await house.published(.registered(Cast.ruling))
      let foreign = try house.authority(\.foreignStamps)
      let failing: [(any TimeStampAuthority, SealFailure)] = [
        (Failing(failure: .unreachable("status 503")), .unreachable("status 503")),
        (Answering(bytes: Array("<html>".utf8)), .answerUnreadable), (foreign, .authorityUntrusted),
      ]
      for (authority, failure) in failing {
        await #expect(throws: failure) { try await house.sealer(authority).sealDue() }
        house.time.advance(seconds: 30)
      }
      #expect(try await house.sealer().backlog() == ProofBacklog(count: 2, oldestSeconds: 90))
      #expect(try await house.registeredDesk().status(of: id).sealed.isEmpty)
      #expect(try await house.sealedEntries() == 0)
      #expect(try await house.sealer().sealDue() == 2)
      let fact = try #require(try await house.delivery(id).facts.first)
      let proof = try await house.registeredDesk().proof(fact.id, of: id)
      let check = try check(proof)
      #expect(check.isSound)
      #expect(check.stampedAt == house.time.now(), "the stamp says when it was made")
      #expect(try EvidenceDocument(parsing: proof.document).fact.at == house.time.now().adding(seconds: -90))
    }
  }

  @Test("Two processes make each proof once", arguments: TestDatabases.allCases)
  func twice(_ engine: TestDatabases) async throws {
    try await Home.with(engine) { house in
      for _ in 0..<20 { _ = try await house.published(.registered(Cast.ruling)) }
      async let one = house.sealer().sealDue()
      async let other = house.sealer().sealDue()
      let kept = try await one + other
      #expect(kept == 40)
      #expect(try await house.rows("SELECT COUNT(*) FROM document_provider_proof") == 40)
      #expect(try await house.sealedEntries() == 40)
      #expect(try await house.rows("SELECT COUNT(*) FROM document_provider_proof_due") == 0)
    }
  }

  @Test(
    "A commit that fails, or whose answer is lost, leaves each proof once", arguments: TestDatabases.allCases)
  func lostCommits(_ engine: TestDatabases) async throws {
    try await Home.with(engine) { house in
      let id = try await house.published(.registered(Cast.ruling))
      for fault in [FaultyDatabase.Fault.rolledBack, .lostBeforeCommit, .lostAfterCommit, .overloaded] {
        house.database.fail(fault)
        do { try await house.sealer().sealDue() } catch is StorageFailure { continue }
        // Where the commit before was kept there may be nothing to do: then the fault waits for another.
        house.database.clear()
      }
      try await house.sealer().sealDue()
      let status = try await house.registeredDesk().status(of: id)
      #expect(status.sealed == Set(status.delivery.facts.map(\.id)))
      #expect(try await house.sealedEntries() == 2)
      for fact in status.delivery.facts {
        #expect(try check(try await house.registeredDesk().proof(fact.id, of: id)).isSound)
      }
    }
  }

  @Test("No proof is made with a certificate that is over", arguments: TestDatabases.allCases)
  func overCertificate(_ engine: TestDatabases) async throws {
    try await Home.with(engine) { house in
      _ = try await house.published(.registered(Cast.ruling))
      await #expect(throws: SealFailure.certificateOver) {
        try await house.sealer(seal: \.expiredSeal).sealDue()
      }
      #expect(try await house.sealer().sealDue() == 2)
    }
  }

  @Test("One that can't be read holds up no other", arguments: TestDatabases.allCases)
  func unreadable(_ engine: TestDatabases) async throws {
    try await Home.with(engine) { house in
      let damaged = try await house.published(.registered(Cast.ruling))
      try await house.database.write { transaction in
        try transaction.run(
          "UPDATE document_provider_registered SET description = $2 WHERE message = $1", .text(damaged.text),
          .bytes([1, 2, 3]))
      }
      house.time.advance(seconds: 1)
      for _ in 0..<40 { _ = try await house.published(.registered(Cast.ruling)) }
      #expect(try await house.sealer().sealDue() == 80)
      #expect(try await house.sealer().backlog().count == 2)
    }
  }

  @Test("A woken sealer works at once, and leaves a failing authority alone for a growing time")
  func wakesAndRests() async throws {
    try await Home.with(.sqlite) { house in
      let authority = Switched(authority: try house.authority())
      let backlogs = Mutex<[Int]>([])
      let sealer = try house.sealer(authority) { backlog in backlogs.withLock { $0.append(backlog.count) } }
      let work = Task { await sealer.run() }
      func settled(_ isSo: @Sendable () async throws -> Bool) async throws -> Bool {
        for _ in 0..<600 {
          if try await isSo() { return true }
          try await Task.sleep(for: .milliseconds(50))
        }
        return false
      }
      _ = try await house.published(.registered(Cast.ruling))
      sealer.wake()
      #expect(try await settled { try await house.sealedEntries() == 2 })
      authority.isDown.withLock { $0 = true }
      _ = try await house.published(.registered(Cast.ruling))
      sealer.wake()
      // Of the two that are made, and of the two at which it fails.
      #expect(try await settled { authority.asked.withLock { $0 } >= 4 })
      // Turns come one after the other and tell what waits at their end: then that turn is over.
      let told = backlogs.withLock { $0.count }
      sealer.wake()
      #expect(try await settled { backlogs.withLock { $0.count > told && $0.last == 2 } })
      let asked = authority.asked.withLock { $0 }
      for _ in 0..<10 {
        sealer.wake()
        try await Task.sleep(for: .milliseconds(10))
      }
      #expect(authority.asked.withLock { $0 } == asked, "it rests")
      house.time.advance(seconds: 2)
      sealer.wake()
      #expect(try await settled { authority.asked.withLock { $0 } > asked })
      authority.isDown.withLock { $0 = false }
      // The rest of the failure before may begin only now.
      #expect(
        try await settled {
          house.time.advance(seconds: 4)
          sealer.wake()
          return try await house.sealedEntries() == 4
        })
      #expect(try await settled { backlogs.withLock { $0.last == 0 } })
      work.cancel()
      await work.value
    }
  }
}

extension ProofSealerTests {
  @Test("Whether a proof is there can be asked without a trace", arguments: TestDatabases.allCases)
  func waitedFor(_ engine: TestDatabases) async throws {
    try await House<PlayedDocuments>.with(engine) { house in
      let token = try RegisteredToken(parsing: "K-2026-1")
      var draft = Draft.registered(Cast.ruling)
      draft.token = token
      let id = try await house.published(draft)
      func names(_ application: ApplicationID) -> any RegisteredTicketDesk {
        house.provider.registeredTickets(for: Cast.sender(Cast.premiums), application: application)
      }
      let own = names(Cast.application)
      let item = try #require(try await own.item(under: token))
      let fact = try #require(try await house.delivery(id).fact(.submissionAcceptance))
      let entries = try await house.rows("SELECT COUNT(*) FROM audit_entry")
      #expect(try await own.isSealed(fact.id, of: item) == false)
      try await house.sealer().sealDue()
      #expect(try await own.isSealed(fact.id, of: item))
      let other = try ApplicationID(parsing: "other:application")
      #expect(try await names(other).isSealed(fact.id, of: item) == false)
      let unknown = EvidenceID(at: house.time.now(), random: house.random)
      #expect(try await own.isSealed(unknown, of: item) == false)
      #expect(try await house.rows("SELECT COUNT(*) FROM audit_entry") == entries + 2, "two were made")
    }
  }

  @Test("What is due, or awaits a decision, is owed", arguments: TestDatabases.allCases)
  func owed(_ engine: TestDatabases) async throws {
    try await House<PlayedDocuments>.with(engine) { house in
      #expect(try await house.provider.owesProofs() == false)
      _ = try await house.published(.registered(Cast.ruling))
      #expect(try await house.provider.owesProofs())
      try await house.sealer().sealDue()
      #expect(try await house.provider.owesProofs() == false)
      let id = try await house.published(.registered())
      try await house.sealer().sealDue()
      #expect(try await house.sealer().backlog().count == 0)
      #expect(try await house.provider.owesProofs(), "the decision will be proved")
      _ = try await house.registeredBox().decide(.refuse, on: id)
      try await house.sealer().sealDue()
      #expect(try await house.provider.owesProofs() == false)
    }
  }

  @Test("An authority that refuses now and then holds up nothing", arguments: TestDatabases.allCases)
  func flakyAuthority(_ engine: TestDatabases) async throws {
    try await House<PlayedDocuments>.with(engine) { house in
      for _ in 0..<30 { _ = try await house.published(.registered(Cast.ruling)) }
      let backlogs = Mutex<[Int]>([])
      let authority = Flaky(authority: try house.authority())
      let sealer = try house.sealer(authority) { backlog in backlogs.withLock { $0.append(backlog.count) } }
      // The clock stands still: a rest would never end.
      let work = Task { await sealer.run() }
      var tries = 0
      while try await house.sealedEntries() < 60, tries < 200 {
        sealer.wake()
        try await Task.sleep(for: .milliseconds(50))
        tries += 1
      }
      #expect(try await house.sealedEntries() == 60)
      #expect(try await sealer.backlog().count == 0)
      #expect(backlogs.withLock { $0.contains { (1..<60).contains($0) } }, "told while it works")
      work.cancel()
      await work.value
    }
  }
}

extension House {
  func authority(_ pair: KeyPath<TestTrust, TestTrust.Pair> = \.stamps) throws -> PlayedTimeStampAuthority {
    let pair = try TestTrust.shared()[keyPath: pair]
    return PlayedTimeStampAuthority(
      key: try ElectronicSeal(key: pair.key, certificates: pair.certificate), time: time, random: random)
  }

  fileprivate func sealer(
    _ authority: (any TimeStampAuthority)? = nil, seal: KeyPath<TestTrust, TestTrust.Pair> = \.seal,
    told: @escaping @Sendable (ProofBacklog) -> Void = { _ in }
  ) throws -> ProofSealer {
    let trust = try TestTrust.shared()
    let pair = trust[keyPath: seal]
    return provider.proofSealer(
      ProofIssuer(
        name: "Document provider of the tests",
        seal: try ElectronicSeal(key: pair.key, certificates: pair.certificate),
        stamping: TimeStamping(
          authority: try authority ?? self.authority(),
          anchors: try TrustAnchors(pem: trust.authority.certificate), time: time, random: random)),
      told: told)
  }

  fileprivate func sealedEntries() async throws -> Int {
    try await rows("SELECT COUNT(*) FROM audit_entry WHERE action = 'proofSealed'")
  }
}

extension Register {
  fileprivate func names(of sender: EnterpriseNumber) -> [Language: String] { name(of: sender)?.texts ?? [:] }
}

private struct Failing: TimeStampAuthority {
  let failure: SealFailure

  func answer(to request: [UInt8]) async throws(SealFailure) -> [UInt8] { throw failure }
}

private struct Answering: TimeStampAuthority {
  let bytes: [UInt8]

  func answer(to request: [UInt8]) async throws(SealFailure) -> [UInt8] { bytes }
}

/// Can be taken down.
private final class Switched: TimeStampAuthority {
  let authority: PlayedTimeStampAuthority
  let isDown = Mutex(false)
  let asked = Mutex(0)

  init(authority: PlayedTimeStampAuthority) { self.authority = authority }

  func answer(to request: [UInt8]) async throws(SealFailure) -> [UInt8] {
    asked.withLock { $0 += 1 }
    if isDown.withLock({ $0 }) { throw .unreachable("taken down") }
    return try await authority.answer(to: request)
  }
}

/// Refuses each fifth request.
private final class Flaky: TimeStampAuthority {
  let authority: PlayedTimeStampAuthority
  private let asked = Mutex(0)

  init(authority: PlayedTimeStampAuthority) { self.authority = authority }

  func answer(to request: [UInt8]) async throws(SealFailure) -> [UInt8] {
    let count = asked.withLock { count in
      count += 1
      return count
    }
    guard !count.isMultiple(of: 5) else { throw .refused }
    return try await authority.answer(to: request)
  }
}
