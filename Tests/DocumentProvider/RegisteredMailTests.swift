import Contracts
import Crypto
import EBoxTesting
import Storage
import Testing
import Vocabulary

@testable import DocumentProvider

@Suite("Registered mail: sending, and what can be reached of it")
struct RegisteredMailTests {
  private typealias Home = House<PlayedDocuments>

  private func events(_ delivery: RegisteredDelivery) -> [RegisteredMailEvent] { delivery.facts.map(\.event) }

  @Test(
    "R-REG-3: basic registered mail is delivered at once, and opened once", arguments: TestDatabases.allCases)
  func basic(_ engine: TestDatabases) async throws {
    try await Home.with(engine) { house in
      let sent = house.time.now()
      let id = try await house.published(.registered(Cast.ruling))
      #expect(events(try await house.delivery(id)) == [.submissionAcceptance, .contentConsignment])
      #expect(try await house.state(id) == .delivered(sent))
      let message = try await house.channel().message(id)
      #expect(message.isRegisteredMail && message.attachments.count == 1)
      #expect(try await message.delivery == house.delivery(id), "citizen and sender are told the same")
      house.time.advance(seconds: 60)
      for _ in 1...2 { try await house.open(id) }
      let handover = try #require(try await house.delivery(id).fact(.contentHandover))
      #expect(handover.at == house.time.now() && handover.channel == nil, "the sender learns of no channel")
      let own = try #require(try await house.channel().message(id).delivery)
      #expect(own.fact(.contentHandover)?.channel == Cast.portal)
      #expect(own.toldToSender == (try await house.delivery(id)) && own.facts.count == 3)
      #expect(try await house.decisionRejection(.accept, id) == .nothingToDecide)
      #expect(try await house.events() == ["newDocument \(id)", "readDocument \(id)"])
      try await house.checkRegisteredMail()
    }
  }

  @Test("R-REG-1: to who has no active box there is a proof of why not", arguments: TestDatabases.allCases)
  func notDigital(_ engine: TestDatabases) async throws {
    try await Home.with(engine, active: false) { house in
      for type in [Cast.ruling, Cast.summons] {
        let receipt = try await house.publish(.registered(type))
        let id = receipt.recipients[0].messageID
        #expect(!receipt.recipients[0].isDigital)
        #expect(try await house.state(id) == .notDelivered(house.time.now(), .noConsent))
        #expect(
          events(try await house.delivery(id)) == [.submissionAcceptance, .contentConsignmentFailure])
        #expect(try await house.delivery(id).acceptUntil == nil)
      }
      #expect(try await house.rows("SELECT COUNT(*) FROM document_provider_message") == 0)
      #expect(try await house.rows("SELECT COUNT(*) FROM document_provider_acceptance") == 0)
      try await house.activate()
      #expect(try await house.channel().messages(MessageQuery()).items.isEmpty, "only the record stays")
      try await house.checkRegisteredMail()
    }
  }

  @Test(
    "R-REG-3: the time to decide ends at 24:00 in Brussels, and no sender shortens it",
    arguments: TestDatabases.allCases)
  func until(_ engine: TestDatabases) async throws {
    try await Home.with(engine) { house in
      let id = try await house.published(.registered())
      let until = try Instant(parsing: "2026-12-08T00:00:00+01:00")
      #expect(try await house.state(id) == .awaitingAcceptance(until: until))
      #expect(events(try await house.delivery(id)) == [.submissionAcceptance, .notificationForAcceptance])
      var draft = Draft.registered()
      draft.expiration = until.adding(seconds: -1)
      #expect(try await house.rejection(draft) == .expirationBeforeDecision(earliest: until))
      #expect(try await house.rows("SELECT COUNT(*) FROM document_provider_registered") == 1)
      draft.expiration = until
      let short = try await house.published(draft)
      #expect(try await house.delivery(short).acceptUntil == until)
      #expect(try await house.channel().message(short).delivery?.acceptUntil == until)
    }
  }

  @Test("R-REG-3: nobody reaches content before it is accepted", arguments: TestDatabases.allCases)
  func closed(_ engine: TestDatabases) async throws {
    try await Home.with(engine) { house in
      house.federation.setPrefetch(true, Cast.jan, Cast.portal)
      let id = try await house.published(try full())
      let attachment = try await house.hiddenAttachment(id)
      try await expectClosed(id, attachment, house)
      #expect(try await house.events() == ["newDocument \(id)"])
      #expect(try await house.rows("SELECT COUNT(*) FROM document_provider_consultation") == 0)
      _ = try await house.registeredBox().decide(.accept, on: id)
      let message = try await house.channel().message(id)
      #expect(message.attachments.map(\.id) == [attachment])
      #expect(message.hasBody && message.isReplyAuthorized)
      #expect(message.payment != nil && message.businessData.count == 1)
      #expect(try await house.channel().summary().bytes == Int64(Draft().files[0].bytes.count))
      #expect(try await search("2026-77", house) == [id], "after a search that remembered it without")
      _ = try await house.channel().body(of: id)
      try await house.open(id, house.channel(Cast.jan, Cast.portal, .prefetch))
      #expect(try await house.delivery(id).fact(.contentHandover) == nil)
      try await house.open(id)
      #expect(try await house.delivery(id).fact(.contentHandover) != nil)
      _ = try await house.reply(id)
      try await house.checkRegisteredMail()
    }
  }

  @Test("R-REG-3: a search finds what another process opened since", arguments: TestDatabases.allCases)
  func openedElsewhere(_ engine: TestDatabases) async throws {
    try await Home.with(engine) { house in
      let id = try await house.published(try full())
      #expect(try await search("2026-77", house).isEmpty)
      let (mailbox, now) = (house.federation.mailbox(Cast.jan), house.time.now())
      let fact = RegisteredMailFact(
        id: EvidenceID(at: now, random: house.random), event: .contentConsignment, at: now)
      try await house.database.write { transaction in
        try RegisteredRows.add(fact, to: id, in: mailbox, transaction)
      }
      #expect(try await search("2026-77", house) == [id])
      #expect(try await search("renovatiepremie", house) == [id])
    }
  }

  /// Everything that a message can have.
  private func full() throws -> Draft {
    var draft = Draft.registered()
    (draft.body, draft.isReplyAuthorized) = (Cast.text("Beste mevrouw, meneer"), true)
    draft.payment = try Cast.payment()
    draft.businessData = [Cast.datum("DOSSIER", "2026-77")]
    return draft
  }

  private func search(_ words: String, _ house: Home) async throws -> [MessageID] {
    var query = MessageQuery()
    query.search = try MessageSearch(parsing: words, in: .nl)
    return try await house.channel().messages(query).items.map(\.id)
  }

  private func expectClosed(_ id: MessageID, _ attachment: AttachmentID, _ house: Home) async throws {
    for message in [
      try await house.channel().message(id), try await house.channel().messages(MessageQuery()).items[0],
    ] {
      #expect(message.subject == Draft().subject && message.messageType == Cast.summons)
      #expect(message.attachments.isEmpty && !message.hasBody && message.payment == nil)
      #expect(message.businessData.isEmpty && !message.isReplyAuthorized)
    }
    let channels = [house.channel(), house.channel(Cast.jan, Cast.portal, .prefetch)]
    for channel in channels {
      let openings: [() async throws -> Void] = [
        { _ = try await channel.content(of: attachment, in: id, range: nil) },
        { _ = try await channel.describe(attachment, in: id) },
        { _ = try await channel.body(of: id) },
      ]
      for opening in openings {
        #expect(try await house.readingRejection(opening) == .notAccepted)
      }
    }
    for fact in try await house.delivery(id).facts {
      let expected: ProofRejection = fact.event == .submissionAcceptance ? .notAccepted : .notSealedYet
      do throws(Failure<ProofRejection>) {
        _ = try await house.registeredBox().proof(fact.id, of: id)
        Issue.record("a proof of \(fact.event)")
      } catch {
        guard case .rejected(let rejection) = error else { throw error }
        #expect(rejection == expected)
      }
    }
    #expect(await house.replyRejection(id) == .replyNotAllowed)
    #expect(try await search("2026-77", house).isEmpty)
    #expect(try await search("renovatiepremie", house) == [id])
    #expect(try await house.channel().summary().bytes == 0)
    let shown = MessageUpdate(id, isShown: true)
    let update = { try await house.channel().update([shown]) }
    #expect(try await house.readingRejection(update) == .notFetchedAhead)
    #expect(try await house.audit().contains("read rejected NOT_ACCEPTED"))
  }

  @Test("R-REG-1, R-PUB-9: the same again is the same piece", arguments: TestDatabases.allCases)
  func once(_ engine: TestDatabases) async throws {
    try await Home.with(engine) { house in
      var draft = Draft.registered()
      draft.key = "one"
      let id = try await house.published(draft)
      #expect(
        try await house.rejection(draft)
          == .alreadyPublished(try await receipt(id, draft, house)))
      draft.key = nil
      draft.ticket = try Ticket(parsing: "DOSSIER-1")
      let ticketed = try await house.published(draft)
      #expect(try await house.published(draft) == ticketed)
      draft.subject = Cast.text("Iets anders")
      #expect(try await house.rejection(draft) == .ticketTaken, "registered mail is never replaced")
      draft.ticket = nil
      draft.replaces = id
      #expect(try await house.rejection(draft) == .updateNotAllowed)
      let recall = Recall(message: id, recipient: Cast.jan, reason: Cast.text("Vergissing"))
      await #expect(throws: Failure<RecallRejection>.self) {
        try await house.provider.registry(for: Cast.sender()).recall(recall)
      }
      #expect(try await house.rows("SELECT COUNT(*) FROM document_provider_registered") == 2)
      try await house.checkRegisteredMail()
    }
  }

  private func receipt(_ id: MessageID, _ draft: Draft, _ house: Home) async throws -> PublicationReceipt {
    let expiration = try await house.channel().message(id).expiration
    return PublicationReceipt(
      recipients: [
        PublicationReceipt.Recipient(messageID: id, expiration: expiration, isDigital: true)
      ])
  }

  private func rehearsed(_ draft: Draft, _ house: Home) async throws -> PublicationRejection? {
    do throws(Failure<PublicationRejection>) {
      _ = try await house.provider.registry(for: Cast.sender()).rehearse(draft.frames().stream())
      return nil
    } catch {
      guard case .rejected(let rejection) = error else { throw error }
      return rejection
    }
  }

  @Test("R-PUB-7: a rehearsal is judged the same, and leaves nothing", arguments: TestDatabases.allCases)
  func rehearsal(_ engine: TestDatabases) async throws {
    try await Home.with(engine) { house in
      let passed = try await rehearsed(.registered(), house)
      #expect(passed == nil)
      var draft = Draft.registered()
      draft.recipients = [Cast.jan, Cast.marie]
      #expect(try await rehearsed(draft, house) == .registeredRecipients)
      draft = Draft.registered(Cast.decision)
      #expect(try await rehearsed(draft, house) == .registeredMailNotOffered)
      draft = Draft.registered()
      draft.isRegisteredMail = false
      #expect(try await rehearsed(draft, house) == .registeredMailRequired)
      #expect(try await house.rows("SELECT COUNT(*) FROM document_provider_registered") == 0)
    }
  }

  @Test("R-REG-2: what its proofs say of it outlasts it, and nobody reads it in the rows")
  func description() async throws {
    try await Home.with(.sqlite) { house in
      var draft = Draft.registered(Cast.ruling)
      draft.body = Cast.text("Beste mevrouw, meneer")
      let id = try await house.published(draft)
      let sealed = try await house.database.read { transaction in
        try transaction.rows("SELECT description FROM document_provider_registered")[0].bytes(0)
      }
      let seal = try RegisteredSeal(keys: house.keys, random: house.random)
      let description = try seal.open(description: sealed, of: id)
      #expect(description.recipient == Cast.jan.digits)
      #expect(description.attachments.map(\.sha256) == [draft.files[0].sha256.bytes])
      #expect(description.attachments.map(\.size) == [Int64(draft.files[0].bytes.count)])
      #expect(description.attachments.map(\.isMainContent) == [true])
      #expect(description.bodySHA256 == Array(SHA256.hash(data: Array("Beste mevrouw, meneer".utf8))))
      let other = MessageID(at: house.time.now(), random: house.random)
      #expect(throws: (any Error).self) { try seal.open(description: sealed, of: other) }
      house.time.advance(seconds: 400 * 86_400)
      try await house.provider.sweeper.sweep(now: house.time.now())
      #expect(try await house.rows("SELECT COUNT(*) FROM document_provider_message") == 0)
      let status = try await house.registeredDesk().status(of: id)
      #expect(status.recipient == Cast.jan && status.messageType == Cast.ruling)
    }
  }

  @Test("R-REG-3: a type whose term is shorter than the time to decide is a mistake")
  func shortTerm() throws {
    let within = try Period(parsing: 31, .day)
    for (validity, isMistake) in [
      (try Period(parsing: 30, .day), true), (within, false), (try Period(parsing: 1, .month), true),
      (try Period(parsing: 2, .month), false),
    ] {
      let type = MessageType(
        id: Cast.summons, name: Cast.text("Oproep"), description: nil, validity: validity,
        isReplyAllowed: false, isUpdateAllowed: false, isKeptForInactive: false, legalGround: nil,
        organizations: [], applications: [], registeredMail: .acceptance(within: within))
      var mistake: RegisterMistake?
      do throws(RegisterMistake) {
        _ = try Register(organizations: [], applications: [], messageTypes: [type])
      } catch { mistake = error }
      #expect(mistake == (isMistake ? .termBeforeDecision(Cast.summons) : nil), "\(validity)")
    }
  }

  @Test("R-REG-3: a type of registered mail is neither kept for later nor corrected")
  func register() throws {
    for (isUpdateAllowed, isKept) in [(true, false), (false, true)] {
      let type = MessageType(
        id: Cast.ruling, name: Cast.text("Besluit"), description: nil,
        validity: try Period(parsing: 1, .year),
        isReplyAllowed: false, isUpdateAllowed: isUpdateAllowed, isKeptForInactive: isKept,
        legalGround: Cast.text("Decreet"), organizations: [], applications: [], registeredMail: .basic)
      #expect(throws: RegisterMistake.registeredMailNotAlone(Cast.ruling)) {
        try Register(organizations: [], applications: [], messageTypes: [type])
      }
    }
  }
}
