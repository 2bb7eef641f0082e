import Contracts
import EBoxTesting
import Storage
import Testing
import TrustServices
import Vocabulary

@testable import DocumentProvider

@Suite("The end of the term")
struct RetentionTests {
  @Test("R-BOX-4: bytes, texts and keys go, the record stays, told once", arguments: TestDatabases.allCases)
  func sweeps(_ engine: TestDatabases) async throws {
    try await House.with(engine) { house in
      let id = try await house.published()
      var short = Draft()
      short.expiration = house.time.now().adding(seconds: 3600)
      let ended = try await house.published(short)
      house.time.set(short.expiration!)
      for _ in 0..<2 { try await house.provider.sweeper.sweep(now: house.time.now()) }
      #expect(house.documents.count == 1)
      #expect(try await house.rows("SELECT COUNT(*) FROM document_provider_message") == 1)
      #expect(try await house.rows("SELECT COUNT(*) FROM document_provider_attachment") == 1)
      let record = try await house.database.read { transaction in
        try transaction.rows(
          """
          SELECT r.id, r.ending, a.size, a.digest FROM document_provider_record r
          JOIN document_provider_record_attachment a ON a.mailbox = r.mailbox AND a.message = r.id
          """)
      }
      #expect(
        record == [
          Row([
            .text(ended.text), .text("expired"), .int(Int64(short.files[0].bytes.count)),
            .bytes(short.files[0].sha256.bytes),
          ])
        ])
      #expect(
        try await house.events().filter { $0.hasPrefix("documentExpired") } == ["documentExpired \(ended)"])
      #expect(try await house.audit().count { $0 == "expire done" } == 1)
      let page = try await house.channel().messages(MessageQuery())
      #expect(page.items.map(\.id) == [id])
      #expect(page.total == 1)
    }
  }

  @Test(
    "R-BOX-4: the key of a day is destroyed when the day is over in Brussels",
    arguments: TestDatabases.allCases)
  func dayKeys(_ engine: TestDatabases) async throws {
    try await House.with(engine) { house in
      var draft = Draft()
      draft.messageType = Cast.certificate
      let receipt = try await house.publish(draft)
      let end = receipt.recipients[0].expiration
      let day = CalendarDate(inBrusselsAt: end).adding(days: -1)
      let before = try await house.provider.sweeper.sweep(now: Instant(microseconds: end.microseconds - 1))
      #expect(before.days.isEmpty)
      let report = try await house.provider.sweeper.sweep(now: end)
      #expect(report.messages == 1)
      #expect(report.days == [day])
      #expect(throws: KeyDestroyed.self) { try house.keys.dayKey(day) }
      #expect(try await house.audit().suffix(2) == ["expire done", "sweep done"])
    }
  }

  @Test(
    "R-BOX-4: bytes that several recipients' messages name go with the last",
    arguments: TestDatabases.allCases)
  func shared(_ engine: TestDatabases) async throws {
    try await House.with(engine) { house in
      try await house.activate(Cast.marie)
      var draft = Draft()
      draft.recipients = [Cast.jan, Cast.marie]
      let end = try await house.publish(draft).recipients[0].expiration
      let report = try await house.provider.sweeper.sweep(now: end)
      #expect(report.messages == 2)
      #expect(house.documents.count == 0)
    }
  }

  @Test(
    "R-BOX-4: more ended messages than a transaction takes all go in one run",
    arguments: TestDatabases.allCases)
  func many(_ engine: TestDatabases) async throws {
    try await House.with(engine) { house in
      var draft = Draft()
      draft.expiration = house.time.now().adding(seconds: 60)
      let count = Sweeper.batchMax + 5
      for _ in 0..<count { _ = try await house.published(draft) }
      let report = try await house.provider.sweeper.sweep(now: draft.expiration!)
      #expect(report.messages == count)
      #expect(house.documents.count == 0)
      #expect(try await house.rows("SELECT listed FROM document_provider_mailbox") == 0)
    }
  }

  @Test(
    "R-PUB-9: bytes that a crash left without a row are found, page by page",
    arguments: TestDatabases.allCases)
  func orphans(_ engine: TestDatabases) async throws {
    try await House.with(engine) { house in
      for _ in 0..<(Sweeper.orphanPageMax + 3) {
        _ = try await house.documents.begin(DocumentID(at: house.time.now(), random: house.random)).finish()
      }
      let id = try await house.published()
      house.time.advance(seconds: Sweeper.orphanSeconds + 1)
      let report = try await house.provider.sweeper.sweep(now: house.time.now())
      #expect(report.documents == Sweeper.orphanPageMax + 3)
      let message = try await house.channel().message(id)
      let content = try await house.channel().content(of: message.attachments[0].id, in: id, range: nil)
      #expect(try await content.bytes.collected() == Draft().files[0].bytes)
    }
  }

  @Test("R-BOX-6: a sender learns the status of its own messages only", arguments: TestDatabases.allCases)
  func status(_ engine: TestDatabases) async throws {
    try await House.with(engine) { house in
      let read = try await house.published()
      var short = Draft()
      short.expiration = house.time.now().adding(seconds: 3600)
      let ended = try await house.published(short)
      let foreign = try await house.published(
        {
          var draft = Draft()
          draft.sender = Cast.fund
          return draft
        }())
      let message = try await house.channel().message(read)
      _ = try await house.channel().content(of: message.attachments[0].id, in: read, range: nil)
      let readAt = house.time.now()
      house.time.advance(seconds: 3600)
      try await house.provider.sweeper.sweep(now: house.time.now())
      let unknown = MessageID(at: house.time.now(), random: house.random)
      let asked = [ended, foreign, unknown, read].map { StatusQuery(message: $0, recipient: Cast.jan) }
      let wrongRecipient = StatusQuery(message: read, recipient: Cast.marie)
      let answers = try await house.provider.registry(for: Cast.sender()).status(of: asked + [wrongRecipient])
      #expect(
        answers == [
          MessageStatus(message: ended, recipient: Cast.jan, expiration: short.expiration!, readAt: nil),
          MessageStatus(message: read, recipient: Cast.jan, expiration: message.expiration, readAt: readAt),
        ])
      #expect(try await house.audit().last == "status done")
      await #expect(throws: Failure<Never>.self) {
        try await house.provider.registry(for: Cast.sender(Cast.premiums, [])).status(of: asked)
      }
      #expect(try await house.audit().last == "status denied MISSING_SCOPE")
    }
  }
}
