import Contracts
import EBoxTesting
import NIOCore
import Testing
import Vocabulary

/// What a citizen's channel may do with its list, on the party itself and over HTTP.
@Suite("A citizen's mailbox, on each way to it")
struct MailboxCases {
  private static func publish(_ registry: RegistryUnderTest, _ subject: [Language: String]) async throws
    -> MessageID
  {
    registry.time.advance(seconds: 1)
    let frames = [Sample.request { $0.subject = subject }] + Sample.file()
    return try #require(try await registry.sender.publish(Sample.stream(frames)).recipients.first).messageID
  }

  @Test(
    "R-BOX-3: words are found whatever their case and accents; names are searched too",
    arguments: Way.allCases)
  func search(way: Way) async throws {
    try await RegistryUnderTest.with(way) { registry in
      let pupil = try await Self.publish(registry, [.fr: "Inscription de l’ÉLÈVE"])
      let road = try await Self.publish(registry, [.de: "Straßenverkehr: Bußgeld"])
      let work = try await Self.publish(registry, [.nl: "Œuvre van de leerling"])
      func found(_ text: String, _ language: Language = .nl) async throws -> [MessageID] {
        var query = MessageQuery()
        query.search = try MessageSearch(parsing: text, in: language)
        let page = try await registry.channel.messages(query)
        #expect(page.total == page.items.count)
        return page.items.map(\.id)
      }
      #expect(try await found("eleve") == [pupil])
      #expect(try await found("élève") == [pupil])
      #expect(try await found("de l'élève") == [pupil])
      #expect(try await found("STRASSE", .fr) == [road])
      #expect(try await found("oeuvre") == [work])
      #expect(try await found("e") == [work, road, pupil])
      #expect(try await found("no such words").isEmpty)
      #expect(try await found("pramien", .de) == [work, road, pupil])
      #expect(try await found("pramien", .nl).isEmpty)
      #expect(try await found("%_'\"").isEmpty)
      var read = MessageQuery()
      read.search = try MessageSearch(parsing: "e", in: .nl)
      read.isRead = true
      #expect(try await registry.channel.messages(read).total == 0)
      var second = MessageQuery(page: try PageRequest(parsing: 2, size: 2))
      second.search = try MessageSearch(parsing: "e", in: .nl)
      let page = try await registry.channel.messages(second)
      #expect(page.items.map(\.id) == [pupil] && page.total == 3)
      #expect(try await registry.otherChannel.messages(read).total == 0)
    }
  }

  @Test(
    "R-BOX-3: hidden ones leave the list and can be shown again; all changes or none", arguments: Way.allCases
  )
  func visibility(way: Way) async throws {
    try await RegistryUnderTest.with(way) { registry in
      let first = try await Self.publish(registry, [.nl: "Een"])
      let second = try await Self.publish(registry, [.nl: "Twee"])
      let channel = registry.channel
      func ids(_ isVisible: Bool?) async throws -> [MessageID] {
        var query = MessageQuery()
        query.isVisible = isVisible
        let listing = try await channel.listing(query)
        #expect(listing.page.total == listing.page.items.count)
        return listing.page.items.map(\.id)
      }
      try await channel.update([MessageUpdate(first, isVisible: false)])
      try await channel.update([MessageUpdate(first, isVisible: false)])
      #expect(try await ids(true) == [second])
      #expect(try await ids(false) == [first])
      #expect(try await ids(nil) == [second, first])
      #expect(try await channel.message(first).isVisible == false)
      let listing = try await channel.listing(MessageQuery())
      #expect(listing.unread == 1 && listing.hidden == 1)
      do throws(Failure<ReadingRejection>) {
        try await channel.update([
          MessageUpdate(second, isVisible: false),
          MessageUpdate(Sample.unknownMessage, isVisible: false),
        ])
        Issue.record("a message that is not there was hidden")
      } catch {
        guard case .rejected(.messageNotFound) = error else {
          Issue.record("\(error)")
          return
        }
      }
      #expect(try await ids(true) == [second])
      try await channel.update([
        MessageUpdate(first, isVisible: true), MessageUpdate(second, isVisible: false),
      ])
      #expect(try await ids(true) == [first])
      #expect(try await channel.listing(MessageQuery()).hidden == 1)
    }
  }

  @Test("R-AUD-3: the citizen sees who opened what, and when; nobody else does", arguments: Way.allCases)
  func accesses(way: Way) async throws {
    try await RegistryUnderTest.with(way) { registry in
      let id = try await Self.publish(registry, [.nl: "Een"])
      #expect(try await registry.channel.accesses(of: id).isEmpty)
      let attachment = try #require(try await registry.channel.message(id).attachments.first)
      let start = registry.time.now()
      for seconds in [60, 120] as [Int64] {
        registry.time.set(start.adding(seconds: seconds))
        let content = try await registry.channel.content(of: attachment.id, in: id, range: nil)
        for try await _ in content.bytes {}
      }
      let accesses = try await registry.channel.accesses(of: id)
      #expect(accesses.map(\.at) == [120, 60].map { start.adding(seconds: $0) })
      #expect(
        accesses.allSatisfy {
          $0.channel == Sample.channelID && $0.content == .attachment(attachment.id) && $0.isMainContent
        })
      #expect(try await registry.channel.listing(MessageQuery()).unread == 0)
      do throws(Failure<ReadingRejection>) {
        _ = try await registry.otherChannel.accesses(of: id)
        Issue.record("another citizen saw the history")
      } catch {
        guard case .rejected(.messageNotFound) = error else {
          Issue.record("\(error)")
          return
        }
      }
    }
  }

  @Test("R-BOX-6: what is fetched ahead is read when its showing is reported", arguments: Way.allCases)
  func prefetch(way: Way) async throws {
    try await RegistryUnderTest.with(way) { registry in
      let id = try await Self.publish(registry, [.nl: "Een"])
      let attachment = try #require(try await registry.channel.message(id).attachments.first)
      func shown(_ channel: any ChannelRegistry) async throws {
        try await channel.update([MessageUpdate(id, isVisible: false, isShown: true)])
      }
      await #expect(throws: Failure<ReadingRejection>.self) { try await shown(registry.channel) }
      for try await _ in try await registry.ahead.content(of: attachment.id, in: id, range: nil).bytes {}
      #expect(try await registry.channel.message(id).readAt == nil)
      #expect(try await registry.channel.summary().isPrefetchAllowed)
      registry.time.advance(seconds: 60)
      try await shown(registry.channel)
      let message = try await registry.channel.message(id)
      #expect(message.readAt == registry.time.now() && !message.isVisible)
      #expect(try await registry.channel.accesses(of: id).map(\.kind) == [.shown, .fetchedAhead])
      do throws(Failure<ReadingRejection>) {
        try await registry.otherChannel.update([MessageUpdate(id, isShown: true)])
        Issue.record("a channel that may not fetch ahead reported a showing")
      } catch {
        guard case .denied(.prefetchNotAllowed) = error else { throw error }
      }
    }
  }

  @Test("reference §2.3: statistics tell what asks for attention", arguments: Way.allCases)
  func statistics(way: Way) async throws {
    try await RegistryUnderTest.with(way) { registry in
      #expect(try await registry.channel.statistics() == MailboxStatistics())
      _ = try await Self.publish(registry, [.nl: "Een"])
      let id = try await Self.publish(registry, [.nl: "Twee"])
      let attachment = try #require(try await registry.channel.message(id).attachments.first)
      for try await _ in try await registry.channel.content(of: attachment.id, in: id, range: nil).bytes {}
      let statistics = try await registry.channel.statistics()
      #expect(statistics.messages == 2 && statistics.unread == 1)
      #expect(try await registry.otherChannel.statistics().messages == 0)
    }
  }
}
