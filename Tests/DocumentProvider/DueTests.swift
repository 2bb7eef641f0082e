import Contracts
import EBoxTesting
import Storage
import Testing
import Vocabulary

@testable import DocumentProvider

@Suite("What is to be paid or done")
struct DueTests {
  @Test(
    "R-PUB-8: it comes with the message, and nothing of it is kept in clear",
    arguments: TestDatabases.allCases)
  func sealed(_ engine: TestDatabases) async throws {
    try await House.with(engine) { house in
      var draft = Draft()
      draft.payment = try Cast.payment()
      draft.due = Due(.answer, end: try Instant(parsingEnd: "2026-12-31"))
      let id = try await house.published(draft)
      let message = try await house.channel().message(id)
      #expect(message.payment == draft.payment && message.due == draft.due)
      let kept = try await house.database.read { transaction in
        try transaction.rows("SELECT dues, due_at FROM document_provider_message")[0]
      }
      let text = String(decoding: try kept.bytes(0), as: UTF8.self)
      for secret in ["BE49999000000171", "999000000171", "412.37", "premie-terug", "answer"] {
        #expect(!text.contains(secret))
      }
      #expect(try kept.int(1) == draft.payment?.dueDate.microseconds)
      let details = try await house.database.read { transaction in
        try transaction.rows("SELECT details FROM audit_entry").map { try $0.textOrNil(0) ?? "" }
      }
      #expect(!details.joined().contains("BE49999000000171"))
    }
  }

  @Test(
    "business data are kept as they were sent, sealed; a language of their own is one too many",
    arguments: TestDatabases.allCases)
  func businessData(_ engine: TestDatabases) async throws {
    try await House.with(engine) { house in
      var draft = Draft()
      draft.messageType = Cast.family
      draft.businessData = [
        Cast.datum("PERSONEN", "vier", "twee kinderen"), Cast.datum("DOSSIER", "2026-77"),
      ]
      let message = try await house.channel().message(try await house.published(draft))
      // In the order of the message type, under its names.
      #expect(message.businessData.map(\.key) == [Cast.file.key, Cast.persons.key])
      #expect(message.businessData.map(\.name) == [Cast.file.name, Cast.persons.name])
      #expect(message.businessData[1].values == draft.businessData[0].values)
      let kept = try await house.database.read { transaction in
        try transaction.rows("SELECT business_data FROM document_provider_message")[0].bytes(0)
      }
      #expect(!String(decoding: kept, as: UTF8.self).contains("twee kinderen"))
      #expect(try await house.channel().messages(MessageQuery()).items == [message])
      draft.businessData[1] = BusinessDataRequest(
        key: Cast.file.key, values: [Cast.text("2026-77", .fr)])
      #expect(try await house.rejection(draft) == .severalLanguages)
    }
  }

  @Test(
    "texts that begin with a mark, a joiner or a selector are read as they were sent",
    arguments: ["\u{301}x", "\u{200D}x", "\u{FE0F}x"])
  func oddTexts(_ text: String) async throws {
    try await House<PlayedDocuments>.with(.sqlite) { house in
      var draft = Draft()
      draft.messageType = Cast.family
      draft.businessData = [Cast.datum("PERSONEN", text)]
      draft.subject = Cast.text(text)
      let id = try await house.published(draft)
      let message = try await house.channel().message(id)
      #expect(message.subject == draft.subject)
      #expect(message.businessData.first?.values == draft.businessData[0].values)
      var query = MessageQuery()
      query.search = try MessageSearch(parsing: "x", in: .nl)
      #expect(try await house.channel().messages(query).total == 1)
      try await house.provider.registry(for: Cast.sender()).recall(
        Recall(message: id, recipient: Cast.jan, reason: Cast.text(text)))
      #expect(try await house.channel().recalledMessages().map(\.reason) == [Cast.text(text)])
    }
  }

  @Test("rules: a type that allows it, and a date to come; each on record, nothing kept")
  func rules() async throws {
    try await House<PlayedDocuments>.with(.sqlite) { house in
      var cases: [(Draft, PublicationRejection)] = []
      var draft = Draft()
      draft.messageType = Cast.certificate
      draft.payment = try Cast.payment()
      cases.append((draft, .paymentNotAllowed))
      draft.payment = nil
      draft.due = Due(.payment, end: try Instant(parsingEnd: "2027-01-31"))
      cases.append((draft, .paymentNotAllowed))
      draft = Draft()
      draft.payment = try Cast.payment(due: "2026-11-21")
      cases.append((draft, .duePast(.payment)))
      draft = Draft()
      draft.due = Due(.appearance, end: house.time.now())
      cases.append((draft, .duePast(.appearance)))
      for (draft, rejection) in cases {
        #expect(try await house.rejection(draft) == rejection)
      }
      #expect(house.documents.count == 0)
      #expect(
        try await house.audit() == [
          "publish rejected PAYMENT_NOT_ALLOWED", "publish rejected PAYMENT_NOT_ALLOWED",
          "publish rejected INVALID_DUE_DATE", "publish rejected INVALID_DUE_DATE",
        ])
      draft.due = Due(.appearance, end: house.time.now().adding(seconds: 1))
      #expect(try await house.rejection(draft) == nil)
    }
  }

  @Test("R-CON-4: a date that the sender gave runs on after reading", arguments: TestDatabases.allCases)
  func running(_ engine: TestDatabases) async throws {
    try await House.with(engine) { house in
      var draft = Draft()
      draft.payment = try Cast.payment()
      let running = try await house.published(draft)
      house.time.advance(seconds: 1)
      draft.payment = try Cast.payment(due: "2026-11-23")
      let short = try await house.published(draft)
      let without = try await house.published()
      for id in [running, short, without] {
        let attachment = try await house.channel().message(id).attachments[0].id
        _ = try await house.channel().content(of: attachment, in: id, range: nil)
      }
      let own = house.provider.mailbox(
        for: CitizenCaller(
          mailbox: house.federation.mailbox(Cast.jan), assurance: .substantial, requestID: RequestID("own")))
      #expect(try await own.runningDueDates().map(\.id) == [short, running])
      house.time.set(try Instant(parsingEnd: "2026-11-23"))
      #expect(try await own.runningDueDates().map(\.id) == [running])
    }
  }

  @Test("R-CON-4: a date of the sender's that is over does not run on by the rule of its kind")
  func overridden() async throws {
    try await House<PlayedDocuments>.with(.sqlite) { house in
      var draft = Draft()
      draft.messageType = Cast.permit
      let byRule = try await house.published(draft)
      house.time.advance(seconds: 1)
      draft.due = Due(.appeal, end: try Instant(parsingEnd: "2026-11-25"))
      let bySender = try await house.published(draft)
      for id in [byRule, bySender] {
        let attachment = try await house.channel().message(id).attachments[0].id
        _ = try await house.channel().content(of: attachment, in: id, range: nil)
      }
      let own = house.provider.mailbox(
        for: CitizenCaller(
          mailbox: house.federation.mailbox(Cast.jan), assurance: .substantial, requestID: RequestID("own")))
      #expect(try await own.runningDueDates().map(\.id) == [bySender, byRule])
      house.time.set(try Instant(parsingEnd: "2026-11-26"))
      #expect(try await own.runningDueDates().map(\.id) == [byRule])
    }
  }

  @Test("the earliest first; the sender's own date stands in for the term of its kind")
  func all() async throws {
    try await House<PlayedDocuments>.with(.sqlite) { house in
      var draft = Draft()
      draft.due = Due(.appeal, end: try Instant(parsingEnd: "2026-12-31"))
      draft.payment = try Cast.payment(due: "2026-12-01")
      let message = try await house.channel().message(try await house.published(draft))
      let type = MessageType(
        id: Cast.decision, name: Cast.text("x"), description: nil, validity: try Period(parsing: 1, .year),
        isReplyAllowed: false, isKeptForInactive: false, legalGround: nil, organizations: [],
        applications: [],
        due: DueRule(.appeal, after: try Period(parsing: 30, .day)))
      #expect(message.dues(of: type).map(\.kind) == [.payment, .appeal])
      #expect(message.dues(of: type).last == draft.due)
      #expect(message.dues(of: nil) == message.dues(of: type))
    }
  }
}
