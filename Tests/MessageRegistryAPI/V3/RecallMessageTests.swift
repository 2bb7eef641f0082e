import Contracts
import HTTPTypes
import NIOConcurrencyHelpers
import NIOCore
import Testing
import Vocabulary

@testable import MessageRegistryAPI

/// POST …/recall and what the citizen sees of it.
@Suite("Recalled messages")
struct RecallMessageTests {
  private static let path = "/ebox/messages/\(Cast.messageID)/recall"
  private static let body =
    #"{"eboxId":{"eboxType":"citizen","ssin":"78041299916"},"reason":{"nl":"Verkeerd bedrag"}}"#

  private func ask(
    _ served: ServedRegistry, _ body: String = body, token: String = "sender",
    type: String = "application/json"
  ) async throws -> ServedRegistry.Answer {
    try await served.ask(.post, Self.path, token: token, [.contentType: type], body: body)
  }

  @Test("a recall reaches the party as it was sent, and has no body to answer")
  func recalled() async throws {
    let served = ServedRegistry()
    let answer = try await ask(served)
    #expect(answer.status == 204 && answer.body.readableBytes == 0)
    let recall = try #require(served.registry.state.withLockedValue(\.recalls).first)
    #expect(recall.message == Cast.messageID && recall.recipient == Cast.citizen)
    #expect(recall.reason.texts == [.nl: "Verkeerd bedrag"] && recall.breach == nil)
  }

  private static func breach(_ breach: String) -> String { body.dropLast() + #","breach":\#(breach)}"# }

  @Test("a data breach: reference and approvals reach the party as they were sent, also one too many")
  func breach() async throws {
    let served = ServedRegistry()
    let answer = try await ask(
      served, Self.breach(#"{"reference":"2026-17","approvals":["a.b.c","d","e","f"]}"#))
    #expect(answer.status == 204)
    let breach = try #require(served.registry.state.withLockedValue(\.recalls).first?.breach)
    #expect(breach.reference.text == "2026-17" && breach.approvals == ["a.b.c", "d", "e", "f"])
  }

  @Test("ten approvals of the greatest length reach the party; a body beyond that does not")
  func largest() async throws {
    let served = ServedRegistry()
    let approval = String(repeating: "x", count: BreachRecall.approvalBytesMax)
    let ten = Array(repeating: "\"\(approval)\"", count: 10).joined(separator: ",")
    let body = Self.breach(#"{"reference":"2026-17","approvals":[\#(ten)]}"#)
    #expect(try await ask(served, body).status == 204)
    let breach = try #require(served.registry.state.withLockedValue(\.recalls).first?.breach)
    #expect(breach.approvals == Array(repeating: approval, count: 10))
    let larger = body + String(repeating: " ", count: Endpoint.recallBytesMax)
    #expect(try await ask(served, larger).status == 413)
  }

  @Test("what is wrong with an approval is said by its place; nothing of it is repeated")
  func place() async throws {
    let served = ServedRegistry()
    served.registry.state.withLockedValue {
      $0.recallFailure = .rejected(.approvalInvalid(index: 1, .otherReason))
    }
    let answer = try await ask(served, Self.breach(#"{"reference":"2026-17","approvals":["secret.b.c"]}"#))
    let issue = try #require(answer.json["issues"]?.elements?.first)
    #expect(issue["name"]?.text == "breach.approvals[1]" && issue["index"] == .number("1"))
    #expect(issue["value"]?.text == "otherReason")
    #expect(!String(buffer: answer.body).contains("secret"))
  }

  @Test(
    "a breach that has not its shape",
    arguments: [
      #"{}"#, #"[]"#, #"{"reference":"2026-17"}"#, #"{"approvals":["a"]}"#,
      #"{"reference":"","approvals":["a"]}"#, #"{"reference":"a b","approvals":["a"]}"#,
      #"{"reference":"78041299916","approvals":["a"]}"#, #"{"reference":"2026-17","approvals":"a"}"#,
      #"{"reference":"2026-17","approvals":[1]}"#, #"{"reference":"2026-17","approvals":[null]}"#,
      #"{"reference":"2026-17","approvals":["a"],"officer":"b"}"#,
      #"{"reference":"2026-17","approvals":["1","2","3","4","5","6","7","8","9","10","11"]}"#,
      #"{"reference":"2026-17","approvals":["\#(String(repeating: "x", count: 3073))"]}"#,
    ])
  func wrongBreach(breach: String) async throws {
    let served = ServedRegistry()
    let answer = try await ask(served, Self.breach(breach))
    #expect(answer.status == 400 && answer.code == "INVALID_INPUT")
    #expect(served.registry.state.withLockedValue(\.recalls).isEmpty)
  }

  @Test(
    "what is wrong is said; nothing is asked of the party",
    arguments: [
      (#"{"reason":{"nl":"x"}}"#, 400, "INVALID_INPUT"),
      (#"{"eboxId":{"eboxType":"citizen","ssin":"78041299916"}}"#, 400, "INVALID_INPUT"),
      (#"{"eboxId":{"eboxType":"citizen","ssin":"78041299917"},"reason":{"nl":"x"}}"#, 400, "INVALID_INPUT"),
      (#"{"eboxId":{"eboxType":"citizen","ssin":"78041299916"},"reason":{"nl":" "}}"#, 400, "INVALID_INPUT"),
      ("{", 400, "INVALID_INPUT"),
    ])
  func wrong(body: String, status: Int, code: String) async throws {
    let served = ServedRegistry()
    let answer = try await ask(served, body)
    #expect(answer.status == status && answer.code == code)
    #expect(served.registry.state.withLockedValue(\.recalls).isEmpty)
    #expect(await served.attempts.attempts.map(\.action) == ["recall"])
  }

  @Test("a reason of 401 characters, another media type, a citizen's token, an id that is none")
  func refused() async throws {
    let served = ServedRegistry()
    let long = Self.body.replacing("Verkeerd bedrag", with: String(repeating: "x", count: 401))
    #expect(try await ask(served, long).code == "INVALID_INPUT")
    #expect(try await ask(served, type: "text/plain").status == 415)
    #expect(try await ask(served, token: "citizen").status == 403)
    let nowhere = try await served.ask(
      .post, "/ebox/messages/none/recall", token: "sender", [.contentType: "application/json"],
      body: Self.body)
    #expect(nowhere.status == 404)
  }

  static let rejections: [(RecallRejection, Int, String)] = [
    (.severalLanguages, 400, "NOT_IMPLEMENTED"), (.messageNotFound, 404, "MESSAGE_NOT_FOUND"),
    (.approvalInvalid(index: 1, .forged), 400, "BREACH_APPROVAL_INVALID"),
    (.approvalNotEntitled(index: 2), 400, "BREACH_APPROVAL_NOT_ENTITLED"),
    (.approvalExpired(index: 0), 400, "BREACH_APPROVAL_EXPIRED"),
    (.approvalMissing(.dataProtection), 400, "BREACH_APPROVAL_MISSING"),
    (.alreadyOpened, 409, "ALREADY_OPENED"),
  ]

  @Test("rejections")
  func rejected() async throws {
    for (rejection, status, code) in Self.rejections {
      let served = ServedRegistry()
      served.registry.state.withLockedValue { $0.recallFailure = .rejected(rejection) }
      let answer = try await ask(served)
      #expect(answer.status == status && answer.code == code && rejection.code == code)
    }
  }

  @Test("the citizen's channel reads what was taken back, and why")
  func read() async throws {
    let served = ServedRegistry()
    let answer = try await served.ask(.get, "/ebox/recalledMessages", token: "citizen")
    let item = try #require(answer.json["items"]?.elements?.first)
    #expect(answer.status == 200 && answer.json["totalItems"] == .number("1"))
    #expect(item["messageId"]?.text == Cast.messageID.text && item["reason"]?["nl"]?.text != nil)
    #expect(item["afterBreach"] == .bool(false))
    #expect(try await served.ask(.get, "/ebox/recalledMessages", token: "sender").status == 403)
    let list = try await served.ask(.get, "/ebox/messages", token: "citizen").json
    #expect(list["totalRecalled"] == .number("2"))
  }
}
