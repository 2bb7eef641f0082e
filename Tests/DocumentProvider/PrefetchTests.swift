import Contracts
import EBoxTesting
import Storage
import Testing
import Vocabulary

@testable import DocumentProvider

@Suite("Fetching ahead, and the showing of it")
struct PrefetchTests {
  private typealias Home = House<PlayedDocuments>

  private func attachment(_ id: MessageID, _ house: Home) async throws -> AttachmentID {
    try await house.channel().message(id).attachments[0].id
  }

  /// Fetches the main content ahead, whole.
  private func fetch(_ id: MessageID, _ house: Home, in channel: ChannelID = Cast.portal) async throws {
    let ahead = house.channel(Cast.jan, channel, .prefetch)
    let content = try await ahead.content(of: try await attachment(id, house), in: id, range: nil)
    _ = try await content.bytes.collected()
  }

  private func status(_ id: MessageID, _ house: Home) async throws -> Instant? {
    let query = StatusQuery(message: id, recipient: Cast.jan)
    return try await house.provider.registry(for: Cast.sender()).status(of: [query]).first?.readAt
  }

  @Test(
    "R-BOX-6: a declared prefetch is no reading until its showing is reported, once",
    arguments: TestDatabases.allCases)
  func walk(_ engine: TestDatabases) async throws {
    try await Home.with(engine) { house in
      house.federation.setPrefetch(true, Cast.jan, Cast.portal)
      let id = try await house.published()
      try await fetch(id, house)
      await house.provider.settle()
      #expect(try await house.channel().message(id).readAt == nil)
      #expect(try await status(id, house) == nil)
      #expect(try await house.channel().listing(MessageQuery()).unread == 1)
      #expect(try await house.events() == ["newDocument \(id)"])
      house.time.advance(seconds: 3600)
      let shownAt = house.time.now()
      for _ in 1...2 {
        try await house.channel().update([MessageUpdate(id, isShown: true)])
        house.time.advance(seconds: 60)
      }
      #expect(try await house.channel().message(id).readAt == shownAt)
      #expect(try await status(id, house) == shownAt)
      #expect(try await house.channel().listing(MessageQuery()).unread == 0)
      #expect(try await house.events() == ["newDocument \(id)", "readDocument \(id)"])
      let accesses = try await house.channel().accesses(of: id)
      #expect(accesses.map(\.kind) == [.shown, .fetchedAhead])
      #expect(accesses.allSatisfy { $0.isMainContent && $0.content == accesses[0].content })
      let audit = try await house.audit()
      #expect(audit.contains("prefetch done") && !audit.contains("read done"))
      #expect(audit.count { $0 == "showing done" } == 2)
    }
  }

  @Test("R-BOX-6: a body that is fetched ahead is no reading either", arguments: TestDatabases.allCases)
  func body(_ engine: TestDatabases) async throws {
    try await Home.with(engine) { house in
      house.federation.setPrefetch(true, Cast.jan, Cast.portal)
      var draft = Draft()
      (draft.body, draft.isBodyMainContent) = (Cast.text("Beste mevrouw, meneer"), true)
      let id = try await house.published(draft)
      #expect(try await house.channel(.prefetch).body(of: id) == draft.body)
      #expect(try await house.channel().message(id).readAt == nil)
      try await house.channel().update([MessageUpdate(id, isShown: true)])
      #expect(try await house.channel().message(id).readAt == house.time.now())
      #expect(try await house.channel().accesses(of: id).map(\.content) == [.body, .body])
    }
  }

  @Test(
    "R-BOX-6, R-AUD-1: without the citizen's leave nothing is given and nothing confirmed, on record",
    arguments: TestDatabases.allCases)
  func notAllowed(_ engine: TestDatabases) async throws {
    try await Home.with(engine) { house in
      try await house.activate(Cast.jan, Cast.app)
      house.federation.setPrefetch(true, Cast.jan, Cast.app)
      let id = try await house.published()
      let refused: [@Sendable () async throws -> Void] = [
        { try await fetch(id, house) },
        { _ = try await house.channel(.prefetch).body(of: id) },
        { try await house.channel().update([MessageUpdate(id, isVisible: false, isShown: true)]) },
      ]
      for act in refused { #expect(await denied(act) == .prefetchNotAllowed) }
      #expect(
        try await house.audit().filter { $0.contains("denied") } == [
          "prefetch denied PREFETCH_NOT_ALLOWED", "prefetch denied PREFETCH_NOT_ALLOWED",
          "showing denied PREFETCH_NOT_ALLOWED",
        ])
      #expect(try await house.rows("SELECT COUNT(*) FROM document_provider_consultation") == 0)
      #expect(try await house.channel().message(id).isVisible)
      #expect(try await house.channel().summary().isPrefetchAllowed == false)
      #expect(try await house.channel(Cast.jan, Cast.app).summary().isPrefetchAllowed)
    }
  }

  @Test(
    "R-BOX-6: only what this channel fetched ahead under the wish that stands, all updates or none",
    arguments: TestDatabases.allCases)
  func notFetched(_ engine: TestDatabases) async throws {
    try await Home.with(engine) { house in
      try await house.activate(Cast.jan, Cast.app)
      for channel in [Cast.portal, Cast.app] { house.federation.setPrefetch(true, Cast.jan, channel) }
      let (mine, other) = (try await house.published(), try await house.published())
      try await fetch(mine, house)
      try await fetch(other, house, in: Cast.app)
      func updating(_ updates: [MessageUpdate]) async -> ReadingRejection? {
        await reading { try await house.channel().update(updates) }
      }
      let shown = MessageUpdate(mine, isVisible: false, isShown: true)
      #expect(await updating([shown, MessageUpdate(other, isShown: true)]) == .notFetchedAhead)
      let unknown = MessageID(at: house.time.now(), random: house.random)
      #expect(await updating([shown, MessageUpdate(unknown, isVisible: false)]) == .messageNotFound)
      #expect(try await house.channel().message(mine).readAt == nil)
      #expect(try await house.channel().message(mine).isVisible)
      // Turned off and on again, the copies were to be erased.
      house.federation.setPrefetch(false, Cast.jan, Cast.portal)
      house.time.advance(seconds: 1)
      house.federation.setPrefetch(true, Cast.jan, Cast.portal)
      #expect(await updating([shown]) == .notFetchedAhead)
      try await fetch(mine, house)
      #expect(await updating([shown, shown, MessageUpdate(other, isVisible: false)]) == nil)
      #expect(try await house.channel().message(mine).readAt == house.time.now())
      let listing = try await house.channel().listing(MessageQuery())
      #expect(listing.unread == 0 && listing.hidden == 2)
      #expect(try await house.rows("SELECT COUNT(*) FROM document_provider_first_reading") == 1)
    }
  }

  @Test("an annex that was fetched ahead is no main content", arguments: TestDatabases.allCases)
  func annex(_ engine: TestDatabases) async throws {
    try await Home.with(engine) { house in
      house.federation.setPrefetch(true, Cast.jan, Cast.portal)
      var draft = Draft()
      draft.files.append(Draft.File(part: "annex", fileName: "bijlage.csv", mediaType: "text/csv"))
      let id = try await house.published(draft)
      let annex = try await house.channel().message(id).attachments[1].id
      _ = try await house.channel(.prefetch).content(of: annex, in: id, range: nil)
      #expect(
        await reading { try await house.channel().update([MessageUpdate(id, isShown: true)]) }
          == .notFetchedAhead)
    }
  }

  @Test(
    "domain.md: a message that was only fetched ahead may be taken back; its copy can't be shown any more",
    arguments: TestDatabases.allCases)
  func recalled(_ engine: TestDatabases) async throws {
    try await Home.with(engine) { house in
      house.federation.setPrefetch(true, Cast.jan, Cast.portal)
      let (ahead, shown) = (try await house.published(), try await house.published())
      for id in [ahead, shown] { try await fetch(id, house) }
      try await house.channel().update([MessageUpdate(shown, isShown: true)])
      let sender = house.provider.registry(for: Cast.sender())
      func recall(_ id: MessageID) -> Recall {
        Recall(message: id, recipient: Cast.jan, reason: Cast.text("Verkeerd bedrag"))
      }
      try await sender.recall(recall(ahead))
      #expect(
        await reading { try await house.channel().update([MessageUpdate(ahead, isShown: true)]) }
          == .messageNotFound)
      await #expect(throws: Failure<RecallRejection>.self) { try await sender.recall(recall(shown)) }
    }
  }
}

extension House {
  fileprivate func channel(_ purpose: ReadingPurpose) -> any ChannelRegistry {
    channel(Cast.jan, Cast.portal, purpose)
  }
}

/// The denial that `act` ends with; nil when it ends otherwise.
func denied(_ act: () async throws -> Void) async -> Denial? {
  do {
    try await act()
    return nil
  } catch Failure<ReadingRejection>.denied(let denial) {
    return denial
  } catch {
    return nil
  }
}
