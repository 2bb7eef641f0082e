import Contracts
import HTTPTypes
import NIOConcurrencyHelpers
import NIOCore
import Testing
import Vocabulary

@testable import MessageRegistryAPI

@Suite("Hiding messages, and who opened them, over Registry 3")
struct UpdateMessagesTests {
  typealias Served = ServedRegistry
  static let patch: HTTPFields = [.contentType: "application/merge-patch+json"]

  @Test("R-BOX-3: visible is changed for each message that is named")
  func changes() async throws {
    let served = Served()
    let body = #"{"items":[{"messageId":"\#(Cast.messageID)","visible":false}]}"#
    let answer = try await served.ask(
      .patch, "/ebox/messages", token: "citizen", Self.patch, body: body)
    #expect(answer.status == 200)
    #expect(answer.json["items"]?.elements?.first?["visible"] == .bool(false))
    #expect(answer.json["items"]?.elements?.first?["readStatus"] == nil)
    let updates = served.registry.state.withLockedValue(\.updates)
    #expect(updates == [MessageUpdate(Cast.messageID, isVisible: false)])
  }

  @Test(
    "R-BOX-6: readStatus true reports the showing of a copy, alone or beside visible",
    arguments: [false, true])
  func shown(isAlone: Bool) async throws {
    let served = Served()
    let visible = isAlone ? "" : #","visible":true"#
    let body = #"{"items":[{"messageId":"\#(Cast.messageID)","readStatus":true\#(visible)}]}"#
    let answer = try await served.ask(
      .patch, "/ebox/messages", token: "citizen", Self.patch, body: body)
    #expect(answer.status == 200)
    #expect(answer.json["items"]?.elements?.first?["readStatus"] == .bool(true))
    #expect(answer.json["items"]?.elements?.first?["visible"] == (isAlone ? nil : .bool(true)))
    let updates = served.registry.state.withLockedValue(\.updates)
    #expect(updates == [MessageUpdate(Cast.messageID, isVisible: isAlone ? nil : true, isShown: true)])
  }

  @Test("R-BOX-6: a channel that may not fetch ahead is 403, a message that it did not fetch 409")
  func notAhead() async throws {
    let served = Served()
    let body = #"{"items":[{"messageId":"\#(Cast.messageID)","readStatus":true}]}"#
    let cases: [(Failure<ReadingRejection>, Int, String)] = [
      (.denied(.prefetchNotAllowed), 403, "PREFETCH_NOT_ALLOWED"),
      (.rejected(.notFetchedAhead), 409, "NOT_FETCHED_AHEAD"),
    ]
    for (failure, status, code) in cases {
      served.registry.state.withLockedValue { $0.readingFailure = failure }
      let answer = try await served.ask(
        .patch, "/ebox/messages", token: "citizen", Self.patch, body: body)
      #expect(answer.status == status && answer.code == code)
    }
  }

  @Test(
    "what can't be changed is refused by name, and nothing is changed",
    arguments: [
      (#"{"items":[]}"#, "items"), (#"{}"#, "items"),
      (#"{"items":[{"messageId":"x","visible":true}]}"#, "items[0].messageId"),
      (#"{"items":[{"messageId":"01JDA000000000000000000001"}]}"#, "items[0].visible"),
      (
        #"{"items":[{"messageId":"01JDA000000000000000000001","visible":true,"readStatus":false}]}"#,
        "items[0].readStatus"
      ),
      (
        #"{"items":[{"messageId":"01JDA000000000000000000001","readStatus":"true"}]}"#, "items[0].readStatus"
      ),
      (#"{"items":[{"messageId":"01JDA000000000000000000001","partition":"1"}]}"#, "items[0].partition"),
    ])
  func refused(body: String, name: String) async throws {
    let served = Served()
    let answer = try await served.ask(
      .patch, "/ebox/messages", token: "citizen", Self.patch, body: body)
    #expect(answer.status == 400 && answer.code == "INVALID_INPUT")
    #expect(answer.issues.first?["name"]?.text == name)
    #expect(served.registry.state.withLockedValue(\.updates).isEmpty)
  }

  @Test("another media type is 415, a token that only publishes 403, a message that is not there 404")
  func others() async throws {
    let served = Served()
    let body = #"{"items":[{"messageId":"\#(Cast.messageID)","visible":false}]}"#
    let text: HTTPFields = [.contentType: "text/plain"]
    let answer = try await served.ask(
      .patch, "/ebox/messages", token: "citizen", text, body: body)
    #expect(answer.status == 415)
    let sender = try await served.ask(
      .patch, "/ebox/messages", token: "citizen-that-publishes", Self.patch, body: body)
    #expect(sender.status == 403)
    served.registry.state.withLockedValue { $0.readingFailure = .rejected(.messageNotFound) }
    let gone = try await served.ask(
      .patch, "/ebox/messages", token: "citizen", Self.patch, body: body)
    #expect(gone.status == 404 && gone.code == "MESSAGE_NOT_FOUND")
  }

  @Test("R-AUD-3: a citizen's channel learns who opened what and when")
  func accesses() async throws {
    let answer = try await Served().ask(
      .get, "/ebox/messages/\(Cast.messageID)/accesses", token: "citizen")
    #expect(answer.status == 200 && answer.json["totalItems"] == .number("2"))
    let items = answer.json["items"]?.elements ?? []
    #expect(items.first?["channelId"]?.text == Cast.channel.text)
    #expect(items.first?["attachmentId"]?.text == Cast.attachmentID.text)
    #expect(items.first?["accessKind"]?.text == "opened")
    #expect(items.last?["attachmentId"] == nil && items.last?["isMainContent"] == .bool(false))
  }
}
