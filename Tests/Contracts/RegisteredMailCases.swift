import Contracts
import EBoxTesting
import Testing
import Vocabulary

/// Registered mail, in one process and over HTTP.
@Suite("The contract: registered mail")
struct RegisteredMailCases {
  private static func publish(
    _ registry: RegistryUnderTest, _ type: MessageTypeID, to recipient: NationalNumber = Sample.citizen
  ) async throws -> MessageID {
    let request = Sample.request {
      ($0.messageType, $0.isRegisteredMail, $0.recipient) = (type, true, recipient)
    }
    return try await registry.sender.publish(Sample.stream([request] + Sample.file())).recipients[0].messageID
  }

  private static func events(_ delivery: RegisteredDelivery?) -> [RegisteredMailEvent] {
    delivery?.facts.map(\.event) ?? []
  }

  private static func rejection(
    _ mailbox: any RegisteredMailbox, _ decision: AcceptanceDecision, _ id: MessageID
  ) async -> AcceptanceRejection? {
    do throws(Failure<AcceptanceRejection>) {
      _ = try await mailbox.decide(decision, on: id)
      return nil
    } catch {
      guard case .rejected(let rejection) = error else {
        Issue.record("\(error)")
        return nil
      }
      return rejection
    }
  }

  private static func rejection(
    _ question: () async throws(Failure<ProofRejection>) -> Void
  ) async -> ProofRejection? {
    do throws(Failure<ProofRejection>) {
      try await question()
      return nil
    } catch {
      guard case .rejected(let rejection) = error else {
        Issue.record("\(error)")
        return nil
      }
      return rejection
    }
  }

  private static func reading(_ registry: RegistryUnderTest, _ id: MessageID) async -> ReadingRejection? {
    do throws(Failure<ReadingRejection>) {
      _ = try await registry.channel.body(of: id)
      return nil
    } catch {
      guard case .rejected(let rejection) = error else {
        Issue.record("\(error)")
        return nil
      }
      return rejection
    }
  }

  @Test(
    "R-REG-3: basic mail is there at once, with its facts; sender and citizen see the same",
    arguments: Way.allCases)
  func basic(way: Way) async throws {
    try await RegistryUnderTest.with(way) { registry in
      let id = try await Self.publish(registry, Sample.basicMail)
      let message = try await registry.channel.message(id)
      #expect(message.isRegisteredMail && message.attachments.count == 1)
      let delivery = try #require(message.delivery)
      #expect(Self.events(delivery) == [.submissionAcceptance, .contentConsignment])
      #expect(delivery.acceptUntil == nil && delivery.isOpen)
      let status = try await registry.mail.desk.status(of: id)
      #expect(status.delivery == delivery && status.message == id)
      #expect(status.recipient == Sample.citizen && status.messageType == Sample.basicMail)
      #expect(status.sentAt == Sample.now && status.expiration == message.expiration)
      registry.time.advance(seconds: 60)
      let content = try await registry.channel.content(of: message.attachments[0].id, in: id, range: nil)
      #expect(try await MessageRegistryCases.collect(content) == Sample.text)
      let handover = try await registry.mail.desk.status(of: id).delivery.fact(.contentHandover)
      #expect(handover?.at == Sample.now.adding(seconds: 60))
      #expect(await Self.rejection(registry.mail.mailbox, .accept, id) == .nothingToDecide)
      #expect(await Self.rejection(registry.mail.mailbox, .accept, Sample.unknownMessage) == .messageNotFound)
    }
  }

  @Test(
    "R-REG-3: nobody reaches the content before it is accepted; a decision is final",
    arguments: Way.allCases)
  func accepted(way: Way) async throws {
    try await RegistryUnderTest.with(way) { registry in
      let id = try await Self.publish(registry, Sample.acceptedMail)
      let message = try await registry.channel.message(id)
      let until = Sample.acceptPeriod.end(from: Sample.now)
      #expect(message.attachments.isEmpty && !message.hasBody)
      #expect(message.subject == Sample.translated([.fr: "Décision, à lire"]))
      #expect(message.delivery?.state(at: Sample.now) == .awaitingAcceptance(until: until))
      #expect(await Self.reading(registry, id) == .notAccepted)
      #expect(await Self.rejection(registry.mail.otherMailbox, .accept, id) == .messageNotFound)
      await #expect(throws: Failure<AcceptanceRejection>.self) {
        try await registry.mail.ahead.decide(.accept, on: id)
      }
      registry.time.advance(seconds: 60)
      let delivery = try await registry.mail.mailbox.decide(.accept, on: id)
      #expect(
        Self.events(delivery) == [
          .submissionAcceptance, .notificationForAcceptance, .consignmentAcceptance, .contentConsignment,
        ])
      #expect(delivery.fact(.consignmentAcceptance)?.at == Sample.now.adding(seconds: 60))
      #expect(delivery.fact(.consignmentAcceptance)?.channel == Sample.channelID)
      #expect(try await registry.mail.mailbox.decide(.accept, on: id) == delivery)
      #expect(await Self.rejection(registry.mail.mailbox, .refuse, id) == .alreadyDecided(delivery))
      let opened = try await registry.channel.message(id)
      #expect(opened.delivery == delivery)
      let content = try await registry.channel.content(of: opened.attachments[0].id, in: id, range: nil)
      #expect(try await MessageRegistryCases.collect(content) == Sample.text)
    }
  }

  @Test("R-REG-3: refused is refused, and stays in the list until its term", arguments: Way.allCases)
  func refused(way: Way) async throws {
    try await RegistryUnderTest.with(way) { registry in
      let id = try await Self.publish(registry, Sample.acceptedMail)
      let delivery = try await registry.mail.mailbox.decide(.refuse, on: id)
      #expect(delivery.state(at: Sample.now) == .refused(Sample.now))
      #expect(await Self.rejection(registry.mail.mailbox, .accept, id) == .alreadyDecided(delivery))
      #expect(await Self.reading(registry, id) == .notAccepted)
      #expect(try await registry.channel.messages(MessageQuery()).items.map(\.id) == [id])
      #expect(try await registry.mail.desk.status(of: id).delivery == delivery.toldToSender)
    }
  }

  @Test("R-REG-3: silence past the period: no decision counts any more", arguments: Way.allCases)
  func unanswered(way: Way) async throws {
    try await RegistryUnderTest.with(way) { registry in
      let id = try await Self.publish(registry, Sample.acceptedMail)
      registry.time.advance(seconds: 16 * 86_400)
      guard case .alreadyDecided(let delivery)? = await Self.rejection(registry.mail.mailbox, .accept, id)
      else {
        Issue.record("a decision counted after the period")
        return
      }
      let until = Sample.acceptPeriod.end(from: Sample.now)
      #expect(delivery.state(at: Sample.now.adding(seconds: 16 * 86_400)) == .unanswered(until))
      #expect(await Self.reading(registry, id) == .notAccepted)
    }
  }

  @Test("R-REG-1: to no active box: proof of why not", arguments: Way.allCases)
  func nobody(way: Way) async throws {
    try await RegistryUnderTest.with(way) { registry in
      let id = try await Self.publish(registry, Sample.basicMail, to: Sample.inactiveCitizen)
      let status = try await registry.mail.desk.status(of: id)
      #expect(Self.events(status.delivery) == [.submissionAcceptance, .contentConsignmentFailure])
      #expect(status.delivery.state(at: Sample.now) == .notDelivered(Sample.now, .noConsent))
      #expect(status.recipient == Sample.inactiveCitizen)
    }
  }

  @Test(
    "R-REG-1, R-REG-3: the same proofs for both, once they are sealed; for nobody else",
    arguments: Way.allCases)
  func proofs(way: Way) async throws {
    try await RegistryUnderTest.with(way) { registry in
      let id = try await Self.publish(registry, Sample.basicMail)
      let (desk, mailbox) = (registry.mail.desk, registry.mail.mailbox)
      let facts = try await desk.status(of: id).delivery.facts
      typealias Rejected = Failure<ProofRejection>
      #expect(try await desk.status(of: id).sealed.isEmpty)
      #expect(try await mailbox.proofs(of: id).isEmpty)
      #expect(
        await Self.rejection { () async throws(Rejected) in _ = try await desk.proof(facts[0].id, of: id) }
          == .notSealedYet)
      registry.mail.seals.seal()
      #expect(try await desk.status(of: id).sealed == Set(facts.map(\.id)))
      #expect(try await mailbox.proofs(of: id) == Set(facts.map(\.id)))
      for fact in facts {
        let proof = try await desk.proof(fact.id, of: id)
        #expect(proof.fact == fact && proof.document == PlayedSeals.document(fact))
        #expect(proof.signature == PlayedSeals.signature)
        #expect(try await mailbox.proof(fact.id, of: id) == proof)
      }
      let none = try EvidenceID(parsing: "01JDA000000000000000000099")
      #expect(
        await Self.rejection { () async throws(Rejected) in _ = try await desk.proof(none, of: id) }
          == .proofNotFound)
      let other = registry.mail.otherDesk
      #expect(
        await Self.rejection { () async throws(Rejected) in _ = try await other.status(of: id) }
          == .messageNotFound)
      #expect(
        await Self.rejection { () async throws(Rejected) in _ = try await other.proof(facts[0].id, of: id) }
          == .messageNotFound)
      let stranger = registry.mail.otherMailbox
      #expect(
        await Self.rejection { () async throws(Rejected) in _ = try await stranger.proofs(of: id) }
          == .messageNotFound)
    }
  }

  @Test(
    "R-REG-3: the proof that describes the content is the citizen's once it is open", arguments: Way.allCases)
  func closedProofs(way: Way) async throws {
    try await RegistryUnderTest.with(way) { registry in
      let id = try await Self.publish(registry, Sample.acceptedMail)
      let (desk, mailbox) = (registry.mail.desk, registry.mail.mailbox)
      typealias Rejected = Failure<ProofRejection>
      registry.mail.seals.seal()
      let facts = try await desk.status(of: id).delivery.facts
      #expect(facts.map(\.event) == [.submissionAcceptance, .notificationForAcceptance])
      #expect(try await mailbox.proofs(of: id) == [facts[1].id])
      #expect(try await mailbox.proof(facts[1].id, of: id).fact.event == facts[1].event)
      #expect(
        await Self.rejection { () async throws(Rejected) in _ = try await mailbox.proof(facts[0].id, of: id) }
          == .notAccepted)
      #expect(try await desk.status(of: id).sealed == Set(facts.map(\.id)))
      #expect(try await desk.proof(facts[0].id, of: id).document == PlayedSeals.document(facts[0]))
      let delivery = try await mailbox.decide(.accept, on: id)
      #expect(try await mailbox.proofs(of: id) == Set(delivery.facts.map(\.id)))
      #expect(try await mailbox.proof(facts[0].id, of: id).document == PlayedSeals.document(facts[0]))
    }
  }

  @Test("R-REG-3: no sender shortens the time to decide", arguments: Way.allCases)
  func noShorter(way: Way) async throws {
    try await RegistryUnderTest.with(way) { registry in
      let earliest = Sample.acceptPeriod.end(from: Sample.now)
      let request = Sample.request {
        ($0.messageType, $0.isRegisteredMail) = (Sample.acceptedMail, true)
        $0.expiration = earliest.adding(seconds: -1)
      }
      do throws(Failure<PublicationRejection>) {
        _ = try await registry.sender.publish(Sample.stream([request] + Sample.file()))
        Issue.record("published")
      } catch {
        guard case .rejected(let rejection) = error else { throw error }
        #expect(rejection == .expirationBeforeDecision(earliest: earliest))
      }
    }
  }

  @Test("a message type is registered or not; what it is, reference data say", arguments: Way.allCases)
  func types(way: Way) async throws {
    try await RegistryUnderTest.with(way) { registry in
      for (type, isRegistered, expected) in [
        (Sample.messageType, true, PublicationRejection.registeredMailNotOffered),
        (Sample.basicMail, false, .registeredMailRequired),
      ] {
        let request = Sample.request { ($0.messageType, $0.isRegisteredMail) = (type, isRegistered) }
        do throws(Failure<PublicationRejection>) {
          _ = try await registry.sender.publish(Sample.stream([request] + Sample.file()))
          Issue.record("published")
        } catch {
          guard case .rejected(let rejection) = error else { throw error }
          #expect(rejection == expected)
        }
      }
      let data = registry.referenceData
      #expect(try await data.messageType(Sample.messageType)?.registeredMail == nil)
      #expect(try await data.messageType(Sample.basicMail)?.registeredMail == .basic)
      #expect(
        try await data.messageType(Sample.acceptedMail)?.registeredMail
          == .acceptance(within: Sample.acceptPeriod))
    }
  }
}
