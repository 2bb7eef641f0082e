import Contracts
import Testing
import Vocabulary

@testable import MyEBox

/// The pages of two document providers as one list (R-BOX-8).
@Suite("One inbox")
struct OneInboxTests {
  private struct Down: Error {}

  /// Messages of one document provider, a few of them of the same moment.
  private static func messages(_ count: Int, everySeconds: Int64) throws -> [PlayedMessage] {
    let start = try Instant(parsing: "2026-11-01T09:00:00Z")
    return try (0..<count).map { place in
      let at = start.adding(seconds: Int64(place / 2) * everySeconds)
      return try Sample(publishedAt: at.description).make()
    }
  }

  /// Runs `body` on the one box of two document providers, with what they hold, newest first.
  private func open(
    _ first: [PlayedMessage], _ second: [PlayedMessage],
    _ body: (OneInbox, [MessageID], PlayedRegistries) async throws -> Void
  ) async throws {
    let played = PlayedRegistries()
    played.give("token-1", first)
    played.addProvider(second)
    let registries = try #require(try await played.open("token-1", RequestID("test")))
    let all = (first + second).map(\.message.id).sorted(by: >)
    try await AskingSeveral.$deadlines.withValue(Deadlines(.seconds(3600))) {
      try await body(OneInbox(registries: registries), all, played)
    }
  }

  private func ids(_ inbox: OneInbox, page: Int, size: Int = 25) async throws -> [MessageID] {
    let listing = try await inbox.listing(MessageQuery(page: PageRequest(parsing: page, size: size)))
    return listing.page.items.map(\.item.id)
  }

  @Test(
    "R-BOX-8: each message stands on one page, in the order of publication, whoever has how many",
    arguments: [(70, 60), (130, 3), (3, 130), (60, 0), (0, 60), (160, 150)])
  func everyPage(first: Int, second: Int) async throws {
    let lists = (
      try Self.messages(first, everySeconds: 60), try Self.messages(second, everySeconds: 90)
    )
    try await open(lists.0, lists.1) { inbox, all, _ in
      var seen: [MessageID] = []
      for page in 1...(all.count / 25 + 2) {
        let listing = try await inbox.listing(MessageQuery(page: PageRequest(parsing: page)))
        #expect(listing.page.total == all.count && listing.missing.isEmpty)
        seen += listing.page.items.map(\.item.id)
      }
      #expect(seen == all)
      #expect(try await ids(inbox, page: 2, size: 100) == Array(all.dropFirst(100).prefix(100)))
    }
  }

  @Test("R-BOX-3: nobody is asked for more than what may stand on the page, and a few looks far back")
  func asksLittle() async throws {
    let lists = (try Self.messages(300, everySeconds: 60), try Self.messages(300, everySeconds: 61))
    try await open(lists.0, lists.1) { inbox, all, played in
      // The counts of a played box are questions of their own, for what is unread or hidden.
      func asked() -> [PageRequest] { played.queries.filter { $0.isVisible == nil }.map(\.page) }
      let first = try await ids(inbox, page: 1)
      #expect(first == Array(all.prefix(25)) && asked() == [.first, .first])
      let back = try await ids(inbox, page: 12)
      #expect(back == Array(all.dropFirst(275).prefix(25)))
      let sizes = asked().dropFirst(2).map(\.size)
      #expect(sizes.count <= 16 && sizes.reduce(0, +) <= 250, "\(sizes)")
    }
  }

  @Test("R-BOX-8: one that is gone in the middle of looking is missing, and the page is that of the others")
  func goneMeanwhile() async throws {
    let lists = (try Self.messages(200, everySeconds: 60), try Self.messages(200, everySeconds: 61))
    try await open(lists.0, lists.1) { inbox, _, played in
      let firsts = lists.0.map(\.message.id).sorted(by: >)
      for answers in 0..<6 {
        played.failSecond(.outcomeUnknown(Down()), after: answers)
        let listing = try await inbox.listing(MessageQuery(page: PageRequest(parsing: 7)))
        #expect(listing.missing.map(\.provider) == ["p1"] && listing.page.total == 200)
        #expect(listing.page.items.map(\.item.id) == Array(firsts.dropFirst(150).prefix(25)))
      }
      played.failSecond(.denied(.boxNotActive), after: 2)
      await #expect(throws: Failure<ReadingRejection>.self) { try await ids(inbox, page: 7) }
    }
  }
}
