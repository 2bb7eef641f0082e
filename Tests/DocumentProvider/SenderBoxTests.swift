import Contracts
import EBoxTesting
import Testing
import Vocabulary

@testable import DocumentProvider

/// What a sender's own box has of what was made for citizens' boxes.
@Suite("R-PUB-10: a sender's own box")
struct SenderBoxTests {
  typealias Stores = House<PlayedDocuments>

  @Test(
    "R-BOX-6: nobody allows a sender to fetch ahead: denied, on record, and unread",
    arguments: TestDatabases.allCases)
  func prefetch(_ engine: TestDatabases) async throws {
    try await Stores.with(engine) { house in
      let original = try await house.answerable()
      let receipt = try await house.reply(original)
      let ahead = house.provider.registry(for: Cast.sender()).box(for: .prefetch)
      let attachment = try await ahead.message(receipt.id).attachments[0].id
      let updates = [
        MessageUpdate(receipt.id, isVisible: false), MessageUpdate(receipt.id, isShown: true),
      ]
      #expect(await denied { _ = try await ahead.body(of: receipt.id) } == .prefetchNotAllowed)
      #expect(
        await denied { _ = try await ahead.content(of: attachment, in: receipt.id, range: nil) }
          == .prefetchNotAllowed)
      #expect(await denied { try await house.box().update(updates) } == .prefetchNotAllowed)
      #expect(
        try await house.audit().suffix(3) == [
          "prefetch denied PREFETCH_NOT_ALLOWED", "prefetch denied PREFETCH_NOT_ALLOWED",
          "showing denied PREFETCH_NOT_ALLOWED",
        ])
      let message = try await house.box().message(receipt.id)
      #expect(message.readAt == nil && message.isVisible)
      #expect(try await house.channel().replies(to: original).map(\.openedAt) == [nil])
      #expect(try await house.box().summary().isPrefetchAllowed == false)
    }
  }

  @Test("R-PUB-6: a suspended sender is denied what is new in it too, by its own name on record")
  func suspended() async throws {
    try await Stores.with(.sqlite) { house in
      let box = house.provider.registry(for: Cast.sender(Cast.suspended)).box(for: .prefetch)
      let id = try await house.answerable()
      #expect(await denied { _ = try await box.body(of: id) } == .senderSuspended)
      #expect(await denied { _ = try await box.statistics() } == .senderSuspended)
      #expect(await denied { try await box.update([MessageUpdate(id, isShown: true)]) } == .senderSuspended)
      #expect(
        try await house.audit().suffix(3) == [
          "prefetch denied SENDER_SUSPENDED", "statistics denied SENDER_SUSPENDED",
          "showing denied SENDER_SUSPENDED",
        ])
    }
  }

  @Test("R-PUB-6: a sender that was struck from the register reads nothing, on record")
  func struck() async throws {
    try await Stores.with(.sqlite) { house in
      let receipt = try await house.reply(try await house.answerable())
      let struck = try DocumentProvider(
        database: house.database, documents: house.documents, keys: house.keys, federation: house.federation,
        register: Register(
          organizations: [], applications: [], messageTypes: [],
          rights: Register.Rights(
            mandates: [Mandate(representative: Cast.service, sender: Cast.premiums)])),
        time: house.time, random: house.random, log: Stores.log)
      let service = SenderCaller(
        clientID: "service", organization: Cast.service, represented: Cast.premiums,
        scopes: [.representativePublication], requestID: RequestID("request"))
      for caller in [Cast.sender(), service] {
        let box = struck.registry(for: caller).box
        #expect(await denied { _ = try await box.message(receipt.id) } == .senderNotRegistered)
        #expect(await denied { _ = try await box.summary() } == .senderNotRegistered)
      }
      #expect(
        try await house.audit().suffix(2) == [
          "describe denied SENDER_NOT_REGISTERED", "summarize denied SENDER_NOT_REGISTERED",
        ])
      #expect(try await house.box().message(receipt.id).readAt == nil)
    }
  }

  @Test("statistics; a reply asks for nothing by its type", arguments: TestDatabases.allCases)
  func statistics(_ engine: TestDatabases) async throws {
    try await Stores.with(engine) { house in
      var draft = Draft()
      (draft.isReplyAuthorized, draft.messageType) = (true, Cast.permit)
      let receipt = try await house.reply(try await house.published(draft))
      #expect(try await house.channel().statistics().requiringAction == 1)
      var expected = MailboxStatistics()
      (expected.messages, expected.unread) = (1, 1)
      #expect(try await house.box().statistics() == expected)
      _ = try await house.box().body(of: receipt.id)
      expected.unread = 0
      #expect(try await house.box().statistics() == expected)
    }
  }
}
