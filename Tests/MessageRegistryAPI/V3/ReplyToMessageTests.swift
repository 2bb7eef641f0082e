import Contracts
import HTTPTypes
import NIOConcurrencyHelpers
import NIOCore
import Testing
import Vocabulary

@testable import MessageRegistryAPI

/// POST and GET …/replies, and what a sender reads of a reply.
@Suite("R-PUB-10: replies over Registry 3")
struct ReplyToMessageTests {
  private static let path = "/ebox/messages/\(Cast.messageID)/replies"
  private static let document = #"""
    {"bodyContent":{"nl":"Ik ga niet akkoord"},
     "attachments":[{"httpPartName":"upfile1",
      "digest":{"digestMethod":"sha_256","digestValue":"BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc"}}]}
    """#

  private func reply(
    _ served: ServedRegistry, _ document: String = document, token: String = "citizen",
    headers: HTTPFields = [:]
  ) async throws -> ServedRegistry.Answer {
    var headers = headers
    headers[.contentType] = "multipart/form-data; boundary=frontier"
    let parts = [
      ServedRegistry.file,
      (name: "messageToPublish", lines: "\r\nContent-Type: application/json", content: document),
    ]
    return try await served.ask(
      .post, Self.path, token: token, headers, body: ServedRegistry.multipart(parts))
  }

  @Test("a reply reaches the party as it was sent, and is answered by its receipt")
  func sent() async throws {
    let served = ServedRegistry()
    let key = try #require(HTTPField.Name("Idempotency-Key"))
    let answer = try await reply(served, headers: [key: "\"form-1\""])
    #expect(answer.status == 201)
    #expect(answer.headers[.location] == "https://registry.test/v3\(Self.path)")
    #expect(answer.json["originalMessageId"]?.text == Cast.messageID.text)
    #expect(answer.json["recipient"]?["enterpriseNumber"]?.text == Cast.sender.digits)
    #expect(answer.json["body"]?["sizeInBytes"] == .number("12"))
    let file = try #require(answer.json["attachments"]?["items"]?.elements?.first)
    #expect(file["fileName"]?.text == Cast.attachment.fileName && file["digest"] != nil)
    let state = served.registry.state.withLockedValue { $0 }
    let request = ReplyRequest(
      text: try TranslatedText(parsing: [.nl: "Ik ga niet akkoord"], kind: "text", charactersMax: 100),
      files: [ReplyRequest.File(partName: "upfile1", digest: Cast.attachment.digest)])
    let formKey = try IdempotencyKey(parsing: "form-1")
    #expect(state.replies == [request] && state.replyKeys == [formKey])
    #expect(state.headers.map(\.fileName) == ["besluit.pdf"])
  }

  @Test("receipts say when the sender opened it")
  func receipts() async throws {
    let answer = try await ServedRegistry().ask(.get, Self.path, token: "citizen")
    #expect(answer.status == 200 && answer.json["totalItems"] == .number("1"))
    #expect(answer.json["items"]?.elements?.first?["openedDate"]?.text == Cast.now.brussels)
  }

  @Test(
    "what is wrong is said, on record; nothing is asked of the party",
    arguments: [
      #"{"bodyContent":{"nl":" "}}"#, #"{"bodyContent":"x"}"#, #"{"subject":{"nl":"x"}}"#, "{", "[]",
      #"{"attachments":[{"httpPartName":"a","isMainContent":true}]}"#, #"{"attachments":[{}]}"#,
      #"{"attachments":[{"httpPartName":"a","digest":{"digestMethod":"md5","digestValue":"x"}}]}"#,
      #"{"attachments":[{},{},{},{},{},{},{}]}"#,
      #"{"bodyContent":{"nl":"\#(String(repeating: "x", count: 20_001))"}}"#,
    ])
  func wrong(document: String) async throws {
    let served = ServedRegistry()
    let answer = try await reply(served, document)
    #expect(answer.status == 400 && answer.code == "INVALID_INPUT")
    #expect(served.registry.state.withLockedValue(\.replies).isEmpty)
    #expect(await served.attempts.attempts.map(\.action) == ["reply"])
  }

  @Test("a sender's token, another media type, a bare key, an id that is none")
  func refused() async throws {
    let served = ServedRegistry()
    #expect(try await reply(served, token: "sender").status == 403)
    #expect(try await served.ask(.get, Self.path, token: "sender").status == 403)
    #expect(try await reply(served, token: "citizen-that-publishes").status == 403)
    let json = try await served.ask(
      .post, Self.path, token: "citizen", [.contentType: "application/json"], body: Self.document)
    #expect(json.status == 415)
    let key = try #require(HTTPField.Name("Idempotency-Key"))
    #expect(try await reply(served, headers: [key: "form-1"]).status == 400)
    let nowhere = try await served.ask(.get, "/ebox/messages/none/replies", token: "citizen")
    #expect(nowhere.code == "RESOURCE_NOT_FOUND")
    #expect(served.registry.state.withLockedValue(\.replies).isEmpty)
  }

  static let rejections: [(ReplyRejection, Int, String)] = [
    (.messageNotFound, 404, "MESSAGE_NOT_FOUND"), (.replyNotAllowed, 403, "REPLY_NOT_ALLOWED"),
    (.alreadyReplied(Cast.receipt), 409, "ALREADY_REPLIED"),
    (.otherReplySent(Cast.receipt), 409, "OTHER_REPLY_SENT"),
    (.tooManyReplies(max: 50), 409, "TOO_MANY_REPLIES"),
    (.tooManyBytes(max: 1000), 429, "TOO_MANY_REPLY_BYTES"),
    (.tooManyAtOnce(max: 4), 429, "TOO_MANY_REPLIES_AT_ONCE"),
    (.upload(.attachmentTooLarge(part: "p", bytesMax: 1)), 413, "ATTACHMENT_TOO_LARGE"),
    (.severalLanguages, 400, "NOT_IMPLEMENTED"), (.empty, 400, "INVALID_INPUT"),
    (.file(.documentUnfit(part: "p", .malware)), 400, "DOCUMENT_UNFIT"),
  ]

  @Test("rejections; the first answer comes with a used key")
  func rejected() async throws {
    for (rejection, status, code) in Self.rejections {
      let served = ServedRegistry()
      served.registry.state.withLockedValue { $0.replyFailure = .rejected(rejection) }
      let answer = try await reply(served)
      #expect(answer.status == status && answer.code == code)
      let tellsFirst = answer.json["firstReply"]?["messageId"]?.text == Cast.messageID.text
      #expect(tellsFirst == ["ALREADY_REPLIED", "OTHER_REPLY_SENT"].contains(code))
    }
  }

  @Test("a sender reads its own box: who wrote it, to whom, in answer to what")
  func read() async throws {
    let served = ServedRegistry()
    served.registry.state.withLockedValue { $0.message = Cast.reply }
    let message = try await served.ask(.get, "/ebox/messages/\(Cast.messageID)", token: "sender").json
    #expect(message["originalMessageId"]?.text == Cast.messageID.text)
    #expect(message["sender"]?["eboxType"]?.text == "citizen")
    #expect(message["sender"]?["ssin"]?.text == Cast.citizen.digits)
    #expect(message["recipient"]?["enterpriseNumber"]?.text == Cast.sender.digits)
    let list = try await served.ask(.get, "/ebox/messages?readStatus=false", token: "sender")
    #expect(list.json["items"]?.elements?.first == message)
    for path in [
      "/ebox", "/ebox/messages/\(Cast.messageID)/body", "/ebox/messages/\(Cast.messageID)/attachments",
    ] {
      #expect(try await served.ask(.get, path, token: "sender").status == 200, "\(path)")
    }
    let filtered = try await served.ask(
      .get, "/ebox/messages?senderEnterpriseNumber=0999999031", token: "sender")
    #expect(filtered.status == 400 && filtered.code == "NOT_IMPLEMENTED")
    let name = try #require(HTTPField.Name("On-Behalf-Of-Enterprise-Number"))
    _ = try await served.ask(.get, "/ebox/messages", token: "sender", [name: "0999999130"])
    #expect(served.registry.state.withLockedValue(\.senders).last?.represented?.digits == "0999999130")
    for path in ["/accesses", "/replies"] {
      let answer = try await served.ask(.get, "/ebox/messages/\(Cast.messageID)\(path)", token: "sender")
      #expect(answer.status == 403)
    }
  }
}
