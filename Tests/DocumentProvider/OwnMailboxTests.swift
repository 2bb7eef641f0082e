import AuditTrail
import Contracts
import EBoxTesting
import Storage
import Testing
import Vocabulary

@testable import DocumentProvider

/// What a citizen who is signed in at the provider sees of the mailbox, outside any channel.
@Suite("The citizen's own way")
struct OwnMailboxTests {
  private func caller(
    _ house: House<PlayedDocuments>, _ number: NationalNumber = Cast.jan,
    assurance: AssuranceLevel = .substantial
  ) -> CitizenCaller {
    CitizenCaller(
      mailbox: house.federation.mailbox(number), assurance: assurance, requestID: RequestID("own"))
  }

  private func own(_ house: House<PlayedDocuments>) -> any OwnMailbox {
    house.provider.mailbox(for: caller(house))
  }

  private func isDenied(_ body: () async throws -> Void) async throws -> Bool {
    do {
      try await body()
      return false
    } catch Failure<ReadingRejection>.denied(.boxNotActive) {
      return true
    }
  }

  private func read(_ house: House<PlayedDocuments>, _ id: MessageID) async throws {
    let message = try await house.channel().message(id)
    _ = try await house.channel().content(of: message.attachments[0].id, in: id, range: nil)
  }

  @Test(
    "R-CON-4: before the last withdrawal the citizen sees what is unread, decrypted for that citizen only",
    arguments: TestDatabases.allCases)
  func backToPaper(_ engine: TestDatabases) async throws {
    try await House.with(engine) { house in
      let first = try await house.published()
      let second = try await house.published()
      try await read(house, first)
      let page = try await own(house).backToPaper(.first)
      #expect(page.items.map(\.id) == [second])
      #expect(page.items[0].subject == Draft().subject)
      #expect(page.total == 1)
      try await house.activate(Cast.marie)
      let stranger = house.provider.mailbox(for: caller(house, Cast.marie))
      #expect(try await stranger.backToPaper(.first).items.isEmpty)
      let low = house.provider.mailbox(for: caller(house, assurance: .low))
      await #expect(throws: Failure<ReadingRejection>.self) { try await low.backToPaper(.first) }
      let entry = try await house.database.read { transaction in
        try transaction.rows(
          "SELECT client_id FROM audit_entry WHERE action = 'list' AND outcome = 'done' ORDER BY position"
        ).map { try $0.text(0) }
      }
      #expect(entry == [ChannelID.ownPages.text, ChannelID.ownPages.text])
    }
  }

  @Test(
    "R-CON-4: after it the citizen takes out what was there before, and nothing that was sent later",
    arguments: TestDatabases.allCases)
  func takeOut(_ engine: TestDatabases) async throws {
    try await House.with(engine) { house in
      let before = try await house.published()
      #expect(try await isDenied { _ = try await own(house).takeOut.messages(MessageQuery()) })
      try await house.withdraw()
      #expect(try await isDenied { _ = try await own(house).backToPaper(.first) })
      var draft = Draft()
      draft.messageType = Cast.invitation
      _ = try await house.publish(draft)
      let takeOut = own(house).takeOut
      let page = try await takeOut.messages(MessageQuery())
      #expect(page.items.map(\.id) == [before])
      let content = try await takeOut.content(of: page.items[0].attachments[0].id, in: before, range: nil)
      #expect(try await content.bytes.collected() == Draft().files[0].bytes)
      let channels = try await house.database.read { transaction in
        try transaction.rows("SELECT channel FROM document_provider_consultation").map { try $0.text(0) }
      }
      #expect(channels == [ChannelID.ownPages.text], "the reading is kept")
      #expect(try await house.audit().contains("read done"))
      #expect(try await house.events().last == "readDocument \(before)", "the sender is told of it")
      try await house.activate()
      #expect(try await isDenied { _ = try await own(house).takeOut.messages(MessageQuery()) })
      let again = try await house.channel().messages(MessageQuery())
      #expect(again.total == 2, "what is alive is seen again, with what was kept meanwhile")
    }
  }

  @Test("R-CON-4: a take-out ends with the term, and is cut when the box becomes active again")
  func ends() async throws {
    try await House.with(.sqlite) { house in
      var draft = Draft()
      draft.messageType = Cast.certificate
      let id = try await house.published(draft)
      try await house.withdraw()
      let takeOut = own(house).takeOut
      let message = try await takeOut.message(id)
      let open = try await takeOut.content(of: message.attachments[0].id, in: id, range: nil)
      try await house.activate()
      await #expect(throws: ConsentMoved.self) { try await open.bytes.collected() }
      try await house.withdraw()
      house.time.advance(seconds: 40 * 86_400)
      #expect(try await own(house).takeOut.messages(MessageQuery()).items.isEmpty)
    }
  }

  @Test(
    "R-CON-6: each sender with a live message is told of the last withdrawal, with its unread ones, once",
    arguments: TestDatabases.allCases)
  func told(_ engine: TestDatabases) async throws {
    try await House.with(engine) { house in
      let read = try await house.published()
      try await self.read(house, read)
      var draft = Draft()
      draft.sender = Cast.fund
      let (one, two) = (try await house.published(draft), try await house.published(draft))
      let unread = [one, two].sorted()
      try await house.activate(Cast.jan, Cast.app)
      try await house.withdraw(Cast.jan, Cast.app)
      #expect(try await notices(house).isEmpty, "another channel is still linked")
      let change = house.federation.take(Cast.jan, Cast.portal)
      try await house.provider.consentChanged(change)
      try await house.provider.consentChanged(change)
      let expected = ["\(Cast.premiums.digits) ", "\(Cast.fund.digits) \(unread[0]) \(unread[1])"]
      #expect(try await notices(house) == expected)
    }
  }

  /// `sender unread…`, in the order of the senders.
  private func notices(_ house: House<PlayedDocuments>) async throws -> [String] {
    try await house.database.read { transaction in
      try transaction.rows(
        "SELECT sender, unread FROM outbox_event WHERE kind = 'consentWithdrawn' ORDER BY position"
      ).map { "\(try $0.text(0)) \(try $0.textOrNil(1) ?? "")" }
    }
  }
}
