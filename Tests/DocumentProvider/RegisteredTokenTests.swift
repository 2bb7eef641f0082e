import Contracts
import EBoxTesting
import Storage
import Testing
import Vocabulary

@testable import DocumentProvider

@Suite("R-REG-1: registered mail by its sender's token")
struct RegisteredTokenTests {
  private typealias Home = House<PlayedDocuments>

  private static func draft(
    _ token: String = "K-2026-1", _ change: (inout Draft) -> Void = { _ in }
  ) -> Draft {
    var draft = Draft.registered(Cast.ruling)
    draft.token = try! RegisteredToken(parsing: token)
    change(&draft)
    return draft
  }

  private static func names(
    _ house: Home, _ sender: EnterpriseNumber = Cast.premiums, _ application: ApplicationID = Cast.application
  ) -> any RegisteredTicketDesk {
    house.provider.registeredTickets(for: Cast.sender(sender), application: application)
  }

  private static func rejection(_ house: Home, _ draft: Draft) async throws -> PublicationRejection? {
    do {
      _ = try await house.publish(draft)
      return nil
    } catch Failure<PublicationRejection>.rejected(let rejection) { return rejection }
  }

  @Test(
    "the same again is the same piece, also when its message is over; its token is kept sealed",
    arguments: TestDatabases.allCases)
  func repeated(_ engine: TestDatabases) async throws {
    try await Home.with(engine) { house in
      let first = try await house.publish(Self.draft())
      let item = try #require(
        try await Self.names(house).item(under: RegisteredToken(parsing: "K-2026-1")))
      #expect(item.message == first.recipients[0].messageID && item.token.text == "K-2026-1")
      #expect(try await Self.names(house).item(with: item.ticket) == item)
      guard case .alreadyPublished(let told)? = try await Self.rejection(house, Self.draft()) else {
        Issue.record("published twice")
        return
      }
      #expect(told.recipients == first.recipients)
      #expect(try await house.events().count == 1 && house.documents.count == 1)
      house.time.advance(seconds: 11 * 366 * 86_400)
      guard case .alreadyPublished? = try await Self.rejection(house, Self.draft()) else {
        Issue.record("published again after its end")
        return
      }
      let inClear = try await house.rows(
        """
        SELECT COUNT(*) FROM document_provider_registered_ticket
        WHERE CAST(token_hash AS TEXT) = 'K-2026-1' OR ticket = 'K-2026-1'
        """)
      #expect(inClear == 0)
      #expect(try await house.rows("SELECT COUNT(*) FROM document_provider_registered_ticket") == 1)
    }
  }

  @Test(
    "anything else under a token is turned down, and nothing of it stays", arguments: TestDatabases.allCases)
  func taken(_ engine: TestDatabases) async throws {
    try await Home.with(engine) { house in
      try await house.activate(Cast.marie)
      let id = try await house.published(Self.draft())
      for change: (inout Draft) -> Void in [
        { $0.subject = Cast.text("Een ander besluit") },
        { $0.files[0].bytes = Array("%PDF-1.7 another ruling".utf8) },
        { $0.files[0].fileName = "ander.pdf" }, { $0.recipients = [Cast.marie] },
        { $0.messageType = Cast.summons },
      ] { #expect(try await Self.rejection(house, Self.draft("K-2026-1", change)) == .ticketTaken) }
      #expect(house.documents.count == 1)
      #expect(try await house.channel().messages(MessageQuery()).items.map(\.id) == [id])
      #expect(try await house.channel(Cast.marie).messages(MessageQuery()).total == 0)
      let other = try await house.published(Self.draft("K-2026-2"))
      #expect(other != id)
      try await house.checkRegisteredMail()
    }
  }

  @Test("what was turned down claims no token; nobody else finds it", arguments: TestDatabases.allCases)
  func unclaimed(_ engine: TestDatabases) async throws {
    try await Home.with(engine) { house in
      let wrong = Self.draft("K-2026-1") { $0.files[0].bytes = [] }
      #expect(try await Self.rejection(house, wrong) == .attachmentEmpty(part: "letter"))
      let token = try RegisteredToken(parsing: "K-2026-1")
      #expect(try await Self.names(house).item(under: token) == nil)
      _ = try await house.published(Self.draft())
      let item = try #require(try await Self.names(house).item(under: token))
      let other = try ApplicationID(parsing: "loopbaan:attest")
      #expect(try await Self.names(house, Cast.premiums, other).item(under: token) == nil)
      #expect(try await Self.names(house, Cast.premiums, other).item(with: item.ticket) == nil)
      #expect(try await Self.names(house, Cast.fund).item(with: item.ticket) == nil)
    }
  }

  @Test("of two at once under one token, one is published", arguments: TestDatabases.allCases)
  func race(_ engine: TestDatabases) async throws {
    try await Home.with(engine) { house in
      let rejections = try await withThrowingTaskGroup(of: PublicationRejection?.self) { group in
        for place in 0..<6 {
          group.addTask {
            try await Self.rejection(
              house, Self.draft("K-2026-1") { if place % 2 == 1 { $0.subject = Cast.text("Ander") } })
          }
        }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(rejections.filter { $0 == nil }.count == 1)
      #expect(rejections.filter { $0 == .ticketTaken }.count == 3)
      #expect(try await house.channel().messages(MessageQuery()).total == 1)
      try await house.checkRegisteredMail()
    }
  }

  @Test("to no active box: the same again has the same answer", arguments: TestDatabases.allCases)
  func nobody(_ engine: TestDatabases) async throws {
    try await Home.with(engine, active: false) { house in
      let first = try await house.publish(Self.draft())
      #expect(!first.recipients[0].isDigital)
      guard case .alreadyPublished(let told)? = try await Self.rejection(house, Self.draft()) else {
        Issue.record("sent twice")
        return
      }
      #expect(told.recipients == first.recipients)
    }
  }

  @Test("tickets are 13 digits and capitals, without I and O, and can't be guessed")
  func tickets() throws {
    let drawn = (0..<200).map { _ in RegisteredTicket(random: SystemRandom()).text }
    #expect(Set(drawn).count == 200)
    for text in drawn { #expect(try RegisteredTicket(parsing: text).text == text) }
    #expect(Set(drawn.joined()).count == 34)
    for wrong in ["", "0123456789ABI", "0123456789ABO", "0123456789abc", "0123456789ABCD"] {
      #expect(throws: InvalidIdentifier.self) { try RegisteredTicket(parsing: wrong) }
    }
    for wrong in ["", "  ", String(repeating: "x", count: 51)] {
      #expect(throws: InvalidIdentifier.self) { try RegisteredToken(parsing: wrong) }
    }
  }
}
