import Contracts
import EBoxTesting
import Storage
import Testing
import Vocabulary

@testable import DocumentProvider

@Suite("Tickets: a sender's own names of its publications")
struct TicketTests {
  private static func ticket(_ text: String, _ sequence: Int? = nil) -> Ticket {
    try! Ticket(parsing: text, sequence: sequence)
  }

  private static func draft(_ ticket: Ticket, _ change: (inout Draft) -> Void = { _ in }) -> Draft {
    var draft = Draft()
    draft.ticket = ticket
    change(&draft)
    return draft
  }

  private static func query(_ ticket: Ticket, _ recipient: NationalNumber = Cast.jan) -> TicketQuery {
    TicketQuery(ticket: ticket, recipient: recipient)
  }

  @Test(
    "R-PUB-9: one ticket with equal content is one publication: same message, no event, no bytes",
    arguments: TestDatabases.allCases)
  func repeated(_ engine: TestDatabases) async throws {
    try await House.with(engine) { house in
      let draft = Self.draft(Self.ticket("DOSSIER-42", 1))
      let first = try await house.publish(draft)
      house.time.advance(seconds: 60)
      #expect(try await house.publish(draft) == first)
      #expect(try await house.channel().messages(MessageQuery()).total == 1)
      #expect(try await house.events().count == 1)
      #expect(house.documents.count == 1)
      #expect(
        try await house.audit() == ["publish done", "publish rejected ALREADY_PUBLISHED", "list done"])
      // Another sequence, or none, is another publication.
      for other in [Self.ticket("DOSSIER-42", 2), Self.ticket("DOSSIER-42"), Self.ticket("DOSSIER-42", 0)] {
        #expect(try await house.publish(Self.draft(other)).recipients != first.recipients)
      }
      #expect(try await house.rows("SELECT COUNT(*) FROM document_provider_ticket") == 4)
    }
  }

  @Test(
    "R-PUB-9: a ticket for one more citizen is told what stands and published to who had none",
    arguments: TestDatabases.allCases)
  func oneMore(_ engine: TestDatabases) async throws {
    try await House.with(engine) { house in
      try await house.activate(Cast.marie)
      let ticket = Self.ticket("DOSSIER-42", 1)
      let first = try await house.publish(Self.draft(ticket)).recipients[0]
      let both = try await house.publish(
        Self.draft(ticket) { $0.recipients = [Cast.jan, Cast.marie, Cast.jan] }
      ).recipients
      #expect(both[0] == first && both[2] == first && both[1].messageID != first.messageID)
      #expect(try await house.channel(Cast.marie).messages(MessageQuery()).total == 1)
      #expect(house.documents.count == 2)
      #expect(try await house.events().count == 2)
    }
  }

  @Test("other content under a ticket corrects where the type allows it", arguments: TestDatabases.allCases)
  func corrected(_ engine: TestDatabases) async throws {
    try await House.with(engine) { house in
      let ticket = Self.ticket("DOSSIER-42")
      let changes: [(inout Draft) -> Void] = [
        { $0.subject = Cast.text("Beslissing, verbeterd") },
        { $0.files[0].bytes = Array("%PDF-1.7 another letter".utf8) },
        { $0.files[0].fileName = "brief-2.pdf" },
      ]
      var last = try await house.published(Self.draft(ticket))
      for change in changes {
        let next = try await house.published(Self.draft(ticket, change))
        let (old, new) = (
          try await house.channel().message(last), try await house.channel().message(next)
        )
        #expect(old.replacedBy == next && new.replaces == last)
        last = next
      }
      // What was corrected is over meanwhile: the new one stands for itself.
      house.time.advance(seconds: 3 * 366 * 86_400)
      let after = try await house.published(Self.draft(ticket))
      #expect(try await house.channel().message(after).replaces == nil)
    }
  }

  @Test(
    "other content is turned down, whole, where the type takes no corrections or is another",
    arguments: TestDatabases.allCases)
  func taken(_ engine: TestDatabases) async throws {
    try await House.with(engine) { house in
      try await house.activate(Cast.marie)
      let ticket = Self.ticket("DOSSIER-42", 7)
      let certificate = Self.draft(ticket) { $0.messageType = Cast.certificate }
      _ = try await house.publish(certificate)
      for change: (inout Draft) -> Void in [
        { $0.subject = Cast.text("Ander") },
        { $0.messageType = Cast.decision },
      ] {
        var draft = certificate
        draft.recipients = [Cast.marie, Cast.jan]
        change(&draft)
        #expect(try await house.rejection(draft) == .ticketTaken)
      }
      #expect(try await house.channel(Cast.marie).messages(MessageQuery()).total == 0)
      #expect(house.documents.count == 1)
      #expect(try await house.audit().filter { $0 == "publish rejected TICKET_TAKEN" }.count == 2)
    }
  }

  @Test(
    "what is over, recalled or expired, is no answer to its ticket; what was a record only stays it",
    arguments: TestDatabases.allCases)
  func over(_ engine: TestDatabases) async throws {
    try await House.with(engine) { house in
      let ticket = Self.ticket("DOSSIER-42", 1)
      let first = try await house.published(Self.draft(ticket))
      try await house.provider.registry(for: Cast.sender()).recall(
        Recall(message: first, recipient: Cast.jan, reason: Cast.text("Verkeerd bedrag")))
      let second = try await house.published(Self.draft(ticket))
      #expect(second != first)
      // Not swept yet, and over all the same; another content is no correction of it.
      house.time.advance(seconds: 3 * 366 * 86_400)
      let third = try await house.published(Self.draft(ticket) { $0.subject = Cast.text("Ander") })
      #expect(try await house.channel().message(third).replaces == nil)
      #expect(Set([first, second, third]).count == 3)
      let paper = Self.draft(ticket) { $0.recipients = [Cast.hans] }
      let told = try await house.publish(paper)
      #expect(!told.recipients[0].isDigital)
      #expect(try await house.publish(paper) == told)
      // Kept for who has not activated: the answer while it is there, also once it was made available.
      let kept = Self.draft(ticket) {
        $0.recipients = [Cast.marie]
        $0.messageType = Cast.invitation
      }
      let waiting = try await house.publish(kept)
      #expect(!waiting.recipients[0].isDigital)
      #expect(try await house.publish(kept) == waiting)
      try await house.activate(Cast.marie)
      #expect(try await house.publish(kept).recipients[0].messageID == waiting.recipients[0].messageID)
      try await house.provider.registry(for: Cast.sender()).recall(
        Recall(
          message: waiting.recipients[0].messageID, recipient: Cast.marie, reason: Cast.text("Verkeerd")))
      let again = try await house.publish(kept).recipients[0]
      #expect(again.isDigital && again.messageID != waiting.recipients[0].messageID)
    }
  }

  @Test("a ticket's status without a sequence is that of its own, where there is one")
  func exact() async throws {
    try await House.with(.sqlite) { house in
      let numbered = try await house.published(Self.draft(Self.ticket("A", 1)))
      let desk = house.provider.desk(for: Cast.sender(), application: Cast.application)
      #expect(try await desk.status(of: [Self.query(Self.ticket("A"))]) == [.found(numbered, readAt: nil)])
      let bare = try await house.published(Self.draft(Self.ticket("A")))
      _ = try await house.published(Self.draft(Self.ticket("A", 2)))
      #expect(try await desk.status(of: [Self.query(Self.ticket("A"))]) == [.found(bare, readAt: nil)])
      let shared = house.provider.desk(for: Cast.sender(), application: nil)
      #expect(try await shared.status(of: [Self.query(Self.ticket("A"))]) == [.found(bare, readAt: nil)])
    }
  }

  @Test("a ticket is the sender's and the application's own", arguments: TestDatabases.allCases)
  func status(_ engine: TestDatabases) async throws {
    try await House.with(engine) { house in
      let (one, many) = (Self.ticket("ONE"), Self.ticket("MANY"))
      let id = try await house.published(Self.draft(one))
      for sequence in 0..<20 { _ = try await house.publish(Self.draft(Self.ticket("MANY", sequence))) }
      let desk = house.provider.desk(for: Cast.sender(), application: Cast.application)
      let asked = [
        Self.query(one), Self.query(many), Self.query(Self.ticket("MANY", 19)),
        Self.query(Self.ticket("MANY", 20)), Self.query(one, Cast.hans), Self.query(Self.ticket("one")),
      ]
      let before = try await desk.status(of: asked)
      #expect(before[0] == .found(id, readAt: nil) && before[1] == .severalSequences)
      #expect(before[2] != .notFound && before[3...] == [.notFound, .notFound, .notFound])
      _ = try await house.channel().content(
        of: try await house.channel().message(id).attachments[0].id, in: id, range: nil)
      #expect(try await desk.status(of: asked)[0] == .found(id, readAt: house.time.now()))
      let other = try ApplicationID(parsing: "premies:energie")
      let elsewhere = house.provider.desk(for: Cast.sender(), application: other)
      #expect(try await elsewhere.status(of: [Self.query(one)]) == [.notAuthorized])
      let stranger = house.provider.desk(for: Cast.sender(Cast.fund), application: Cast.application)
      #expect(try await stranger.status(of: [Self.query(one)]) == [.notFound])
      #expect(try await house.audit().suffix(3).allSatisfy { $0 == "status done" })
    }
  }

  @Test("R-CON-7: boxes are told without making one", arguments: TestDatabases.allCases)
  func boxes(_ engine: TestDatabases) async throws {
    try await House.with(engine) { house in
      try await house.activate(Cast.marie)
      try await house.withdraw(Cast.marie)
      let desk = house.provider.desk(for: Cast.sender(), application: Cast.application)
      let boxes = try await desk.boxes(of: [Cast.hans, Cast.jan, Cast.marie])
      #expect(boxes.map(\.exists) == [false, true, false])
      #expect(try await house.audit() == ["boxes done"])
      house.federation.isReachable = false
      await #expect(throws: Failure<Never>.self) { try await desk.boxes(of: [Cast.jan]) }
      #expect(try await house.audit().last == "boxes rejected CONSENT_UNKNOWN")
      let powerless = house.provider.desk(for: Cast.sender(Cast.premiums, []), application: Cast.application)
      await #expect(throws: Failure<Never>.self) { try await powerless.boxes(of: [Cast.jan]) }
      #expect(try await house.audit().last == "boxes denied MISSING_SCOPE")
      let suspended = house.provider.desk(for: Cast.sender(Cast.suspended), application: nil)
      await #expect(throws: Failure<Never>.self) { try await suspended.boxes(of: [Cast.jan]) }
      #expect(try await house.audit().last == "boxes denied SENDER_SUSPENDED")
      let applicant = house.provider.desk(for: Cast.sender(Cast.applicant), application: nil)
      await #expect(throws: Failure<Never>.self) { try await applicant.boxes(of: [Cast.jan]) }
      #expect(try await house.audit().last == "boxes denied SENDER_NOT_APPROVED")
      // A representative alone is no sender: it has an answer for whom it acts, and in that name only.
      let alone = house.provider.desk(for: Cast.sender(Cast.service), application: nil)
      await #expect(throws: Failure<Never>.self) { try await alone.boxes(of: [Cast.jan]) }
      #expect(try await house.audit().last == "boxes denied SENDER_NOT_REGISTERED")
      house.federation.isReachable = true
      let both = Cast.sender(Cast.service, [.publicationSender, .representativePublication])
      let desks = house.provider.desk(for: both, application: nil)
      #expect(try await desks.boxes(of: [Cast.jan]).map(\.exists) == [true])
      let last = try await house.database.read { transaction in
        try transaction.rows("SELECT organization FROM audit_entry ORDER BY position DESC LIMIT 1")[0].text(0)
      }
      #expect(last == Cast.premiums.digits)
    }
  }

  @Test("a fingerprint tells every field apart")
  func fingerprints() throws {
    var seen: Set<[UInt8]> = []
    let changes: [(inout Draft) -> Void] = [
      { _ in }, { $0.subject = Cast.text("x") }, { $0.body = Cast.text("x") },
      { $0.files[0].fileName = "x.pdf" }, { $0.files[0].mediaType = "text/plain" },
      { $0.files[0].bytes = [1] }, { $0.isReplyAuthorized = true },
      { $0.files.append(Draft.File(part: "annex")) },
    ]
    for change in changes {
      let draft = Self.draft(Self.ticket("T"), change)
      let standing = Cast.register.standing(of: Cast.premiums, Cast.application, Cast.decision)
      let accepted = try PublicationRules.judge(
        Submission(
          caller: Cast.premiums, request: draft.request,
          parts: draft.files.map {
            SubmittedPart(
              header: PartHeader(name: $0.part, fileName: $0.fileName, mediaType: $0.mediaType),
              size: Int64($0.bytes.count), sha256: $0.sha256)
          },
          standing: standing, now: try Instant(parsing: "2026-11-23T10:00:00Z")))
      #expect(seen.insert(Fingerprint.of(accepted)).inserted)
    }
  }
}
