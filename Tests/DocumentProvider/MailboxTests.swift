import Contracts
import EBoxTesting
import Storage
import Testing
import Vocabulary

@testable import DocumentProvider

@Suite("A mailbox")
struct MailboxTests {
  @Test(
    "R-BOX-3: lists newest publication first, by pages, with the total", arguments: TestDatabases.allCases)
  func pages(_ engine: TestDatabases) async throws {
    try await House.with(engine) { house in
      var ids: [MessageID] = []
      for _ in 0..<7 {
        ids.append(try await house.published())
        house.time.advance(seconds: 1)
      }
      for (number, expected) in [(1, ids.reversed().prefix(3)), (3, ids.reversed().suffix(1)), (4, [])] {
        let page = try await house.channel().messages(
          MessageQuery(page: try PageRequest(parsing: number, size: 3)))
        #expect(page.items.map(\.id) == Array(expected))
        #expect(page.total == 7)
      }
    }
  }

  @Test("R-BOX-3: criteria combine; contradictory ones give an empty page", arguments: TestDatabases.allCases)
  func filters(_ engine: TestDatabases) async throws {
    try await House.with(engine) { house in
      let first = try await house.published()
      house.time.advance(seconds: 100)
      let middle = house.time.now()
      var other = Draft()
      (other.sender, other.messageType) = (Cast.fund, Cast.certificate)
      let second = try await house.published(other)
      let message = try await house.channel().message(first)
      _ = try await house.channel().content(of: message.attachments[0].id, in: first, range: nil)
      func found(_ change: (inout MessageQuery) -> Void) async throws -> [MessageID] {
        var query = MessageQuery()
        change(&query)
        let page = try await house.channel().messages(query)
        #expect(page.total == page.items.count)
        return page.items.map(\.id)
      }
      #expect(try await found { $0.sender = Cast.fund } == [second])
      #expect(try await found { $0.messageType = Cast.decision } == [first])
      #expect(try await found { $0.application = Cast.application } == [second, first])
      #expect(try await found { $0.isRead = true } == [first])
      #expect(try await found { $0.isRead = false } == [second])
      #expect(try await found { $0.isRegisteredMail = true } == [])
      #expect(try await found { $0.isRegisteredMail = false } == [second, first])
      #expect(try await found { $0.receivedFrom = middle } == [second])
      #expect(try await found { $0.receivedBefore = middle } == [first])
      #expect(try await found { $0.expiresFrom = message.expiration } == [first])
      #expect(try await found { $0.expiresBefore = message.expiration } == [second])
      #expect(try await found { $0.isVisible = false } == [])
      #expect(try await found { $0.isVisible = true } == [second, first])
      #expect(try await found { ($0.isRead, $0.sender) = (true, Cast.fund) } == [])
    }
  }

  @Test("R-BOX-4: an expired message leaves every view at that instant", arguments: TestDatabases.allCases)
  func expiry(_ engine: TestDatabases) async throws {
    try await House.with(engine) { house in
      var draft = Draft()
      draft.expiration = house.time.now().adding(seconds: 3600)
      draft.body = Cast.text("Beste")
      let id = try await house.published(draft)
      _ = try await house.published()
      let channel = house.channel()
      let attachment = try await channel.message(id).attachments[0].id
      house.time.set(Instant(microseconds: draft.expiration!.microseconds - 1))
      #expect(try await channel.messages(MessageQuery()).total == 2)
      _ = try await channel.message(id)
      house.time.set(draft.expiration!)
      let page = try await channel.messages(MessageQuery())
      #expect(page.total == 1)
      #expect(!page.items.map(\.id).contains(id))
      #expect(await reading { _ = try await channel.message(id) } == .messageNotFound)
      #expect(await reading { _ = try await channel.body(of: id) } == .messageNotFound)
      #expect(await reading { _ = try await channel.describe(attachment, in: id) } == .messageNotFound)
      #expect(
        await reading { _ = try await channel.content(of: attachment, in: id, range: nil) }
          == .messageNotFound)
    }
  }

  @Test("R-BOX-1: another citizen's message can't be told from none", arguments: TestDatabases.allCases)
  func others(_ engine: TestDatabases) async throws {
    try await House.with(engine) { house in
      try await house.activate(Cast.marie)
      let id = try await house.published()
      let attachment = try await house.channel().message(id).attachments[0].id
      let marie = house.channel(Cast.marie)
      #expect(try await marie.messages(MessageQuery()).total == 0)
      #expect(await reading { _ = try await marie.message(id) } == .messageNotFound)
      #expect(await reading { _ = try await marie.body(of: id) } == .messageNotFound)
      #expect(
        await reading { _ = try await marie.content(of: attachment, in: id, range: nil) } == .messageNotFound)
      #expect(
        try await house.audit().suffix(3) == [
          "describe rejected MESSAGE_NOT_FOUND", "body rejected MESSAGE_NOT_FOUND",
          "read rejected MESSAGE_NOT_FOUND",
        ])
      #expect(try await house.rows("SELECT COUNT(*) FROM document_provider_consultation") == 0)
    }
  }

  @Test(
    "R-BOX-2: scope, level, consent and link are each needed; denials are audited",
    arguments: TestDatabases.allCases)
  func denials(_ engine: TestDatabases) async throws {
    try await House.with(engine) { house in
      let cases: [(any ChannelRegistry, Denial)] = [
        (house.channel(scopes: [.summaryOwnEbox]), .missingScope(.documentConsumer)),
        (house.channel(assurance: .low), .assuranceTooLow(has: .low, needs: .substantial)),
        (house.channel(Cast.marie), .boxNotActive), (house.channel(Cast.jan, Cast.app), .channelNotLinked),
      ]
      for (channel, denial) in cases {
        do throws(Failure<ReadingRejection>) {
          _ = try await channel.messages(MessageQuery())
          Issue.record("listed")
        } catch {
          guard case .denied(denial) = error else { throw error }
        }
      }
      let counters = try await house.channel(scopes: [.summaryOwnEbox]).summary()
      #expect(counters.messages == 0)
      #expect(try await house.audit().last == "summarize done")
      await #expect(throws: Failure<ReadingRejection>.self) { try await house.channel(Cast.marie).summary() }
      #expect(try await house.audit().last == "summarize denied BOX_NOT_ACTIVE")
      house.federation.isReachable = false
      do throws(Failure<ReadingRejection>) {
        _ = try await house.channel().messages(MessageQuery())
        Issue.record("listed on a remembered consent")
      } catch {
        guard case .overloaded(retryAfterSeconds: 5) = error else { throw error }
      }
      #expect(
        try await house.audit() == [
          "list denied MISSING_SCOPE", "list denied ASSURANCE_TOO_LOW", "list denied BOX_NOT_ACTIVE",
          "list denied CHANNEL_NOT_LINKED", "summarize done", "summarize denied BOX_NOT_ACTIVE",
          "list rejected CONSENT_UNKNOWN",
        ])
    }
  }

  @Test("R-BOX-3: the scope of the full list grants the same", arguments: TestDatabases.allCases)
  func fullListScope(_ engine: TestDatabases) async throws {
    try await House.with(engine) { house in
      let page = try await house.channel(scopes: [.messagesFull]).messages(MessageQuery())
      #expect(page.total == 0)
    }
  }
}

/// The rejection that `act` ends with; nil when it ends otherwise.
func reading(_ act: () async throws -> Void) async -> ReadingRejection? {
  do {
    try await act()
    return nil
  } catch let failure as Failure<ReadingRejection> {
    guard case .rejected(let rejection) = failure else { return nil }
    return rejection
  } catch {
    return nil
  }
}
