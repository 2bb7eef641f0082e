import Contracts
import EBoxTesting
import Foundation
import Storage
import Testing
import Vocabulary

@testable import DocumentProvider

@Suite("Reading")
struct ReadingTests {
  @Test(
    "R-BOX-6: the first opening of the main content is the read confirmation, once",
    arguments: TestDatabases.allCases)
  func confirmation(_ engine: TestDatabases) async throws {
    try await House.with(engine) { house in
      var draft = Draft()
      draft.files.append(Draft.File(part: "annex", fileName: "bijlage.csv", mediaType: "text/csv"))
      let id = try await house.published(draft)
      let channel = house.channel()
      let message = try await channel.message(id)
      let (main, annex) = (message.attachments[0].id, message.attachments[1].id)
      _ = try await channel.content(of: annex, in: id, range: nil)
      _ = try await channel.describe(main, in: id)
      #expect(try await channel.message(id).readAt == nil)
      let first = house.time.now()
      _ = try await channel.content(of: main, in: id, range: try ByteRange(parsing: 0, through: 0))
      house.time.advance(seconds: 60)
      let content = try await channel.content(of: main, in: id, range: nil)
      #expect(try await content.bytes.collected() == draft.files[0].bytes)
      #expect(content.attachment.fileName == "brief.pdf")
      #expect(try await channel.message(id).readAt == first)
      await house.provider.settle()
      #expect(try await house.events() == ["newDocument \(id)", "readDocument \(id)"])
      #expect(try await house.audit().count { $0 == "read done" } == 3)
      #expect(try await house.rows("SELECT COUNT(*) FROM document_provider_consultation") == 3)
      #expect(try await house.rows("SELECT COUNT(*) FROM document_provider_first_reading") == 1)
      #expect(try await house.rows("SELECT COUNT(*) FROM document_provider_delivery") == 1)
    }
  }

  @Test("R-BOX-6: a body that is the main content is read by opening it", arguments: TestDatabases.allCases)
  func body(_ engine: TestDatabases) async throws {
    try await House.with(engine) { house in
      var draft = Draft()
      (draft.body, draft.isBodyMainContent) = (Cast.text("Beste mevrouw, meneer"), true)
      let id = try await house.published(draft)
      #expect(try await house.channel().message(id).hasBody)
      #expect(try await house.channel().body(of: id) == draft.body)
      #expect(try await house.channel().message(id).readAt == house.time.now())
      let plain = try await house.published()
      #expect(await reading { _ = try await house.channel().body(of: plain) } == .contentNotFound)
    }
  }

  @Test(
    "R-BOX-3: a range gives its bytes; one past the end is turned down", arguments: TestDatabases.allCases)
  func ranges(_ engine: TestDatabases) async throws {
    try await House.with(engine) { house in
      var draft = Draft()
      draft.files[0].bytes = (0..<5000).map { UInt8(truncatingIfNeeded: $0) }
      let id = try await house.published(draft)
      let attachment = try await house.channel().message(id).attachments[0].id
      for (first, last, count) in [(0, 0, 1), (10, 2999, 2990), (4999, 9999, 1)] as [(Int64, Int64, Int64)] {
        let range = try ByteRange(parsing: first, through: last)
        let content = try await house.channel().content(of: attachment, in: id, range: range)
        #expect(content.range?.count == count)
        let bytes = try await content.bytes.collected()
        #expect(bytes == Array(draft.files[0].bytes[Int(first)..<Int(first + count)]))
      }
      let past = try ByteRange(parsing: 5000, through: 5000)
      #expect(
        await reading { _ = try await house.channel().content(of: attachment, in: id, range: past) }
          == .rangeNotSatisfiable)
      let unknown = AttachmentID(at: house.time.now(), random: house.random)
      #expect(
        await reading { _ = try await house.channel().content(of: unknown, in: id, range: nil) }
          == .contentNotFound)
    }
  }

  @Test("R-CON-4: a withdrawal cuts a content that is going out", arguments: TestDatabases.allCases)
  func cut(_ engine: TestDatabases) async throws {
    try await House.with(engine) { house in
      var draft = Draft()
      draft.files[0].bytes = [UInt8](repeating: 1, count: 10_000)
      let id = try await house.published(draft)
      let attachment = try await house.channel().message(id).attachments[0].id
      let content = try await house.channel().content(of: attachment, in: id, range: nil)
      var iterator = content.bytes.makeAsyncIterator()
      #expect(try await iterator.next() != nil)
      try await house.withdraw()
      await #expect(throws: ConsentMoved.self) { _ = try await iterator.next() }
      await house.provider.settle()
      #expect(try await house.rows("SELECT COUNT(*) FROM document_provider_delivery") == 0)
    }
  }

  @Test("R-CON-4: a grant is not used past its two seconds", arguments: TestDatabases.allCases)
  func grantExpires(_ engine: TestDatabases) async throws {
    try await House.with(engine) { house in
      let id = try await house.published()
      let time = house.time
      let channel = try house.channel { time.advance(seconds: ReadingGrant.secondsMax) }
      do throws(Failure<ReadingRejection>) {
        _ = try await channel.message(id)
        Issue.record("read under an expired grant")
      } catch {
        guard case .overloaded = error else { throw error }
      }
    }
  }

  @Test("R-CON-4: a grant that a withdrawal overtook commits nothing", arguments: TestDatabases.allCases)
  func overtaken(_ engine: TestDatabases) async throws {
    try await House.with(engine) { house in
      let id = try await house.published()
      let attachment = try await house.channel().message(id).attachments[0].id
      let channel = try house.channel {
        do {
          try await house.withdraw()
        } catch {
          Issue.record(error)
        }
      }
      do throws(Failure<ReadingRejection>) {
        _ = try await channel.content(of: attachment, in: id, range: nil)
        Issue.record("read after the withdrawal")
      } catch {
        guard case .denied(.boxNotActive) = error else { throw error }
      }
      #expect(try await house.rows("SELECT COUNT(*) FROM document_provider_consultation") == 0)
      #expect(try await house.audit().last == "read denied BOX_NOT_ACTIVE")
      #expect(try await house.events() == ["newDocument \(id)", "consentWithdrawn \(id)"])
    }
  }

  @Test("R-CON-4: another channel's consent act doesn't stop a reading", arguments: TestDatabases.allCases)
  func otherChannel(_ engine: TestDatabases) async throws {
    try await House.with(engine) { house in
      let id = try await house.published()
      let attachment = try await house.channel().message(id).attachments[0].id
      let acts = Counter()
      let channel = try house.channel {
        guard acts.next() == 0 else { return }
        do {
          try await house.activate(Cast.jan, Cast.app)
        } catch {
          Issue.record(error)
        }
      }
      let content = try await channel.content(of: attachment, in: id, range: nil)
      #expect(try await content.bytes.collected() == Draft().files[0].bytes)
      #expect(try await house.rows("SELECT COUNT(*) FROM document_provider_consultation") == 1)
    }
  }

  /// `EBOX_LONG=1` runs the long form.
  private static let withdrawals = ProcessInfo.processInfo.environment["EBOX_LONG"] == nil ? 1000 : 10_000

  @Test("R-CON-4: no reading commits after the withdrawal was answered", arguments: TestDatabases.allCases)
  func race(_ engine: TestDatabases) async throws {
    try await House.with(engine, active: false) { house in
      try await house.activate(Cast.jan, Cast.app)
      let id = try await house.published()
      let attachment = try await house.channel(Cast.jan, Cast.app).message(id).attachments[0].id
      let count: SQL = "SELECT COUNT(*) FROM document_provider_consultation WHERE channel = 'my-ebox'"
      var readings = 0
      for _ in 0..<Self.withdrawals {
        try await house.activate()
        let reader = Task {
          do throws(Failure<ReadingRejection>) {
            _ = try await house.channel().content(of: attachment, in: id, range: nil)
            return true
          } catch {
            return false
          }
        }
        if Bool.random() { await Task.yield() }
        try await house.withdraw()
        let atWithdrawal = try await house.rows(count)
        if await reader.value { readings += 1 }
        let afterReading = try await house.rows(count)
        #expect(afterReading == atWithdrawal)
      }
      #expect(try await house.rows(count) == readings)
    }
  }
}

extension House where Documents == PlayedDocuments {
  /// Jan's channel, where something happens between each grant and its arrival.
  fileprivate func channel(granted: @escaping @Sendable () async -> Void) throws -> any ChannelRegistry {
    let provider = try DocumentProvider(
      database: database, documents: documents, keys: keys,
      federation: HookedFederation(federation, granted: granted), register: Cast.register, time: time,
      random: random, log: House.log)
    return provider.registry(
      for: ChannelCaller(
        channel: Cast.portal, mailbox: federation.mailbox(Cast.jan), assurance: .high,
        scopes: [.documentConsumer], requestID: RequestID("request")))
  }
}
