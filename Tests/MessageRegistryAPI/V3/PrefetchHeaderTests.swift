import Contracts
import HTTPTypes
import NIOConcurrencyHelpers
import Testing
import Vocabulary

@testable import MessageRegistryAPI

@Suite("Declared prefetch, in both versions")
struct PrefetchHeaderTests {
  private static let message = "/ebox/messages/\(Cast.messageID)"
  private static let content = message + "/attachments/\(Cast.attachmentID)/content"

  private static func purpose(_ values: String...) throws -> HTTPFields {
    let name = try #require(HTTPField.Name("Sec-Purpose"))
    return HTTPFields(values.map { HTTPField(name: name, value: $0) })
  }

  @Test(
    "R-BOX-6: Sec-Purpose: prefetch makes it one; without it the citizen reads",
    arguments: MessageRegistryEdge.Edition.allCases)
  func declared(_ edition: MessageRegistryEdge.Edition) async throws {
    let served = ServedRegistry(edition: edition)
    let declared = try Self.purpose(#"prefetch;anonymous-client-ip; a="b\"c";d=?1;e=-1.5;f=:AA==:;g=t"#)
    var inPart = declared
    inPart[.range] = "bytes=0-3"
    for (path, headers) in [
      (Self.content, declared), (Self.content, HTTPFields()), (Self.content, inPart),
      (Self.message + "/body", declared), (Self.message + "/body", HTTPFields()),
    ] {
      #expect([200, 206].contains(try await served.ask(.get, path, token: "citizen", headers).status))
    }
    let purposes = served.registry.state.withLockedValue(\.purposes)
    #expect(purposes == [.prefetch, .reading, .prefetch, .prefetch, .reading])
  }

  @Test(
    "R-BOX-6: a purpose that can't be taken opens nothing",
    arguments: [
      "", "preload", "Prefetch", "prefetch, prefetch", "prefetch x", "prefetch;", "prefetch;A", "prefetch;a=",
      "\"prefetch\"", "?1", "prefetch;a=\"b", "prefetch;a=1.", "prefetch;a=:b", "prefetch;a=?2",
    ])
  func malformed(text: String) async throws {
    let served = ServedRegistry()
    for path in [Self.content, Self.message + "/body"] {
      let answer = try await served.ask(.get, path, token: "citizen", try Self.purpose(text))
      #expect(answer.status == 400 && answer.issues.first?["name"]?.text == "Sec-Purpose")
    }
    #expect(served.registry.state.withLockedValue(\.purposes).isEmpty)
    #expect(await served.attempts.attempts.count == 2)
  }

  @Test("a purpose that is given twice is refused")
  func twice() async throws {
    let headers = try Self.purpose("prefetch", "prefetch")
    #expect(try await ServedRegistry().ask(.get, Self.content, token: "citizen", headers).status == 400)
  }

  @Test(
    "R-BOX-6: where the citizen does not allow it, it is 403 with a code of its own",
    arguments: MessageRegistryEdge.Edition.allCases)
  func notAllowed(_ edition: MessageRegistryEdge.Edition) async throws {
    let served = ServedRegistry(edition: edition)
    served.registry.state.withLockedValue { $0.readingFailure = .denied(.prefetchNotAllowed) }
    for path in [Self.content, Self.message + "/body"] {
      let answer = try await served.ask(.get, path, token: "citizen", try Self.purpose("prefetch"))
      #expect(answer.status == 403 && answer.code == "PREFETCH_NOT_ALLOWED")
    }
    #expect(await served.attempts.attempts.isEmpty, "the party has it on record")
  }

  @Test(
    "R-PUB-10: what a sender declares of its own box reaches the party, which allows none",
    arguments: MessageRegistryEdge.Edition.allCases)
  func senderDeclares(_ edition: MessageRegistryEdge.Edition) async throws {
    let served = ServedRegistry(edition: edition)
    for headers in [try Self.purpose("prefetch"), HTTPFields()] {
      for path in [Self.content, Self.message + "/body"] {
        #expect(try await served.ask(.get, path, token: "sender", headers).status == 200)
      }
    }
    let purposes = served.registry.state.withLockedValue(\.purposes)
    #expect(purposes == [.prefetch, .prefetch, .reading, .reading])
  }

  @Test("reference §2.3: the counters, and statistics, in version 3")
  func statistics() async throws {
    let served = ServedRegistry()
    #expect(
      try await served.ask(.get, "/ebox", token: "citizen").json["isPrefetchAllowed"] == .bool(true))
    let answer = try await served.ask(.get, "/ebox/statistics", token: "citizen")
    #expect(answer.status == 200)
    let expected = [
      "numberOfMessages": 26, "numberOfUnreadMessages": 3, "numberOfMessagesEndingSoon": 2,
      "numberOfUnreadMessagesEndingSoon": 1, "endingSoonDays": 7, "numberOfMessagesRequiringAction": 4,
      "numberOfRegisteredMessages": 5,
    ]
    for (name, count) in expected { #expect(answer.json[name] == .number("\(count)"), "\(name)") }
    #expect(try await served.ask(.get, "/ebox/statistics", token: "sender").status == 200)
    #expect(try await served.ask(.get, "/ebox/statistics", token: "citizen-that-publishes").status == 403)
    let old = ServedRegistry(edition: .v21)
    #expect(try await old.ask(.get, "/ebox/statistics", token: "citizen").status == 404)
  }
}
