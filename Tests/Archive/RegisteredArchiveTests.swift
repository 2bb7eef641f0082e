import Contracts
import EBoxTesting
import Foundation
import NIOCore
import Testing
import Vocabulary

@testable import Archive
@testable import Pages

@Suite("R-REG-3: registered mail in the archive")
struct RegisteredArchiveTests {
  private static func delivery(
    _ events: [RegisteredMailEvent], until: Instant?, reason: RegisteredMailFact.Reason? = nil
  ) throws -> RegisteredDelivery {
    let channel = try ChannelID(parsing: "my-ebox")
    let facts = events.map { event in
      RegisteredMailFact(
        id: EvidenceID(at: Sample.now, random: SystemRandom()), event: event, at: Sample.now,
        reason: event == .contentConsignmentFailure ? reason : nil, channel: channel)
    }
    return RegisteredDelivery(acceptUntil: until, facts: facts)
  }

  /// The archive of these messages, each of whose proofs is there but the last.
  private static func archive(
    _ mailbox: PlayedMailbox, _ proofs: PlayedProofs, _ language: Language = .en
  ) async throws -> (ArchiveSize, Unpacked) {
    let archive = MailboxArchive(
      [OpenRegistry(provider: "p", registry: mailbox, registeredMail: proofs, referenceData: mailbox)],
      words: try #require(try Words.all()[language]), now: Sample.now,
      channels: [
        try ChannelID(parsing: "my-ebox"): try TranslatedText(
          parsing: [.en: "My eBox"], kind: "name", charactersMax: 50)
      ], pause: { _ in })
    let sink = Sink()
    let size = try await archive.write(to: sink.take)
    #expect(try await archive.measured() == size)
    return (size, try await Unpacked(sink.bytes))
  }

  @Test("what was not accepted has no content in it, opens nothing, counts as nothing to read, and says why")
  func closed() async throws {
    let until = Sample.now.adding(seconds: 86_400 * 20)
    let states = [
      (
        try Self.delivery([.submissionAcceptance, .notificationForAcceptance], until: until),
        "You have not accepted it yet. That is why its text and documents are not here."
      ),
      (
        try Self.delivery([.submissionAcceptance, .consignmentRejection], until: until),
        "Its text and documents can’t be opened."
      ),
      (
        try Self.delivery([.submissionAcceptance, .acceptanceRejectionExpiry], until: Sample.now),
        "The period to decide ended on 22 November 2026 at 11:00 without a decision"
      ),
      (
        try Self.delivery([.contentConsignmentFailure], until: until, reason: .consentWithdrawn),
        "Not delivered on 22 November 2026 at 11:00: your eBox was not active any more"
      ),
    ]
    for (delivery, text) in states {
      let message = Sample(hasBody: true, delivery: delivery).make()
      let mailbox = PlayedMailbox([message])
      mailbox.give(
        try TranslatedText(parsing: [.nl: "Geheim"], kind: "body", charactersMax: 100), to: message.id)
      let (size, unpacked) = try await Self.archive(mailbox, PlayedProofs([]))
      #expect(size.messages == 1 && size.unread == 0 && mailbox.reads.isEmpty)
      #expect(unpacked.files.map(\.path) == ["index.html"])
      let index = unpacked.text("index.html")
      #expect(index.contains(text), "\(index)")
      #expect(index.contains("<p>Registered mail</p>") && !index.contains("Opened by making this file"))
    }
  }

  @Test("proofs lie in it as they are, each with its seal; one that is still being made is left out")
  func proofs() async throws {
    let delivery = try Self.delivery(
      [.submissionAcceptance, .contentConsignment, .contentHandover], until: nil)
    let message = Sample(isRead: true, delivery: delivery).make()
    let sealed = delivery.facts.prefix(2).map {
      SealedProof(
        fact: $0, document: Array("<evidence>\($0.event.rawValue)</evidence>".utf8),
        signature: [0x30, 0x82, UInt8($0.event.rawValue.count)])
    }
    let (_, unpacked) = try await Self.archive(PlayedMailbox([message]), PlayedProofs(sealed))
    let folder = "messages/2026-11-22 Beslissing over uw renovatiepremie \(message.id.text.suffix(10))"
    #expect(
      unpacked.files.map(\.path) == [
        "\(folder)/beslissing.pdf", "\(folder)/proof/SubmissionAcceptance.xml",
        "\(folder)/proof/SubmissionAcceptance.p7s", "\(folder)/proof/ContentConsignment.xml",
        "\(folder)/proof/ContentConsignment.p7s", "index.html",
      ])
    for proof in sealed {
      let path = "\(folder)/proof/\(proof.fact.event.rawValue)"
      #expect(unpacked[path + ".xml"] == Data(proof.document))
      #expect(unpacked[path + ".p7s"] == Data(proof.signature))
    }
    let index = unpacked.text("index.html")
    #expect(index.contains("Sent and taken in by eBox on 22 November 2026 at 11:00 (proof)"))
    #expect(
      index.contains(
        "First opened by you on 22 November 2026 at 11:00 in My eBox. The proof is being made. Come back in"))
    #expect(index.ranges(of: "The proof is being made").count == 1)
    for link in index.matches(of: /href="([^"]+)"/) {
      let path = try #require(String(link.output.1).removingPercentEncoding)
      #expect(unpacked[path] != nil, "\(path)")
    }
  }
}

/// The proofs of a mailbox, as a test gives them.
private struct PlayedProofs: RegisteredMailbox {
  let sealed: [SealedProof]
  init(_ sealed: [SealedProof]) { self.sealed = sealed }

  func decide(
    _ decision: AcceptanceDecision, on message: MessageID
  ) async throws(Failure<AcceptanceRejection>) -> RegisteredDelivery { throw .rejected(.nothingToDecide) }

  func proofs(of message: MessageID) async throws(Failure<ProofRejection>) -> Set<EvidenceID> {
    Set(sealed.map(\.fact.id))
  }

  func proof(
    _ id: EvidenceID, of message: MessageID
  ) async throws(Failure<ProofRejection>) -> SealedProof {
    guard let found = sealed.first(where: { $0.fact.id == id }) else { throw .rejected(.notSealedYet) }
    return found
  }
}
