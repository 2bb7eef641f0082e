import AuditTrail
import Contracts
import EBoxTesting
import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import Provider
import Testing
import Vocabulary

@testable import FederationAPI

/// The notices of channels over HTTP, as `docs/contracts/channel-notices-1.yaml` says.
@Suite("R-NOT-4: notices for channels, on the wire")
struct NoticeWireTests {
  private static let notices = NoticeRoutes.basePath + "/notices"
  private static let acknowledgements = NoticeRoutes.basePath + "/acknowledgements"

  private func token(_ served: ServedProvider, _ client: String) async throws -> String {
    let answer = try await served.post(
      AuthorizationMetadata.tokenPath,
      [("grant_type", "client_credentials"), ("scope", Scope.notices.wire)] + served.proof(client))
    return answer.json["access_token"] as? String ?? "\(answer.status.code) \(answer.text)"
  }

  private func call(
    _ served: ServedProvider, _ path: String, token: String?, body: String? = nil
  ) async throws -> TestResponse {
    var headers: HTTPFields = [.contentType: "application/json"]
    if let token { headers[.authorization] = "Bearer \(token)" }
    return try await served.client.execute(
      uri: path, method: body == nil ? .get : .post, headers: headers,
      body: body.map { ByteBuffer(string: $0) })
  }

  /// A citizen whom channel two tells, and a message for them.
  private func message(_ served: ServedProvider) async throws -> (MailboxID, MessageID) {
    let provider = served.provider
    let caller = try await provider.caller()
    let channel = try ChannelID(parsing: "channel-two")
    _ = try await provider.party.consentDesk.consents(for: caller).activate(
      channel, accepted: ConsentText(language: .nl))
    let own = provider.party.profileDesk.profile(for: caller)
    try await own.choose(phrase: NoticePhrase(parsing: "gele paraplu"))
    try await own.choose(NoticeChoices(pace: .atOnce, notifier: channel))
    let now = provider.clock.now()
    let message = MessageID(at: now, random: SystemRandom())
    try await provider.party.eventEngine.take([
      Event(
        id: EventID(at: now, random: SystemRandom()), kind: .newDocument, mailbox: caller.mailbox,
        occurredAt: now, message: message, sender: try EnterpriseNumber(parsing: "0999999031"),
        receiptDate: now, expiration: now.adding(seconds: 86_400 * 3))
    ])
    try await provider.decideNotices()
    return (caller.mailbox, message)
  }

  @Test("a channel fetches with its own token and acknowledges")
  func fetched() async throws {
    try await ServedProvider.with { served in
      let (mailbox, message) = try await message(served)
      let token = try await token(served, "channel-two")
      let answer = try await call(served, Self.notices, token: token)
      #expect(answer.status == .ok && answer.headers[.cacheControl] == "no-store")
      let items = try #require(answer.json["items"] as? [[String: Any]])
      let notice = try #require(items.first)
      #expect(items.count == 1)
      #expect(notice["mailbox"] as? String == mailbox.text && notice["kind"] as? String == "atOnce")
      #expect(notice["language"] as? String == "nl" && notice["phrase"] as? String == "gele paraplu")
      let item = try #require((notice["newMessages"] as? [[String: Any]])?.first)
      #expect(item["messageId"] as? String == message.text)
      #expect(item["senderEnterpriseNumber"] as? String == "0999999031")
      #expect(item["isRegisteredMail"] as? Bool == false)
      #expect(item["removedOn"] is String, "it goes within the week")
      #expect((notice["reminders"] as? [Any])?.isEmpty == true)
      let id = try #require(notice["noticeId"] as? String)
      let other = MessageID(at: served.provider.clock.now(), random: SystemRandom()).text
      let acknowledged = try await call(
        served, Self.acknowledgements, token: token, body: #"{"noticeIds":["\#(id)","\#(other)"]}"#)
      #expect(acknowledged.status == .ok && acknowledged.json["noticeIds"] as? [String] == [id])
      let rest = try await call(served, Self.notices, token: token)
      #expect((rest.json["items"] as? [Any])?.isEmpty == true)
    }
  }

  @Test("each refusal has its status and code, and an audit entry")
  func refused() async throws {
    try await ServedProvider.with { served in
      let provider = served.provider
      let own = try await token(served, "channel-two")
      let sender = try await provider.token(TestProvider.sender).accessToken
      let tooMany = (0...ChannelNotice.perAnswerMax).map { _ in "\"01JDA000000000000000000001\"" }
      let cases: [(TestResponse, NoticeRefusal)] = [
        (try await call(served, Self.notices, token: nil), .noAccessToken),
        (try await call(served, Self.notices, token: "forged"), .invalidAccessToken),
        (try await call(served, Self.notices, token: sender), .wrongSubject),
        (try await call(served, Self.notices + "?after=x", token: own), .afterInvalid),
        (try await call(served, Self.notices + "?size=0", token: own), .sizeInvalid),
        (try await call(served, Self.notices + "?size=101", token: own), .sizeInvalid),
        (try await call(served, Self.acknowledgements, token: own, body: "{}"), .bodyInvalid),
        (
          try await call(served, Self.acknowledgements, token: own, body: #"{"noticeIds":["x"]}"#),
          .bodyInvalid
        ),
        (
          try await call(
            served, Self.acknowledgements, token: own,
            body: #"{"noticeIds":[\#(tooMany.joined(separator: ","))]}"#), .bodyInvalid
        ),
        (
          try await call(
            served, Self.acknowledgements, token: own, body: String(repeating: " ", count: 20_000)),
          .bodyInvalid
        ),
      ]
      for (answer, refusal) in cases {
        #expect(answer.status == refusal.status)
        #expect(answer.json["code"] as? String == refusal.rawValue)
        #expect(answer.headers[.contentType] == "application/problem+json")
        let instance = try #require(answer.json["instance"] as? String)
        let request = instance.replacing("urn:ebox:request:", with: "")
        #expect(try await provider.entries(request).map(\.code) == [refusal.rawValue])
      }
      provider.clock.advance(seconds: 86_400 * 2)
      let late = try await call(served, Self.notices, token: own)
      #expect(late.status == .unauthorized && late.json["code"] as? String == "EXPIRED_ACCESS_TOKEN")
    }
  }

  @Test("the description names the addresses, each code, the limit and the scope")
  func described() throws {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../docs/contracts/channel-notices-1.yaml").standardizedFileURL
    let text = try String(contentsOf: file, encoding: .utf8)
    #expect(text.contains("url: \(NoticeRoutes.basePath)"))
    #expect(text.contains("\n  /notices:\n") && text.contains("\n  /acknowledgements:\n"))
    for refusal in NoticeRefusal.allCases { #expect(text.contains(refusal.rawValue)) }
    #expect(text.contains("maximum: \(ChannelNotice.perAnswerMax), default: \(ChannelNotice.perAnswerMax)"))
    #expect(text.contains("maxItems: \(ChannelNotice.perAnswerMax)"))
    #expect(text.contains(Scope.notices.wire))
    #expect(text.contains("not acknowledged within \(ChannelNotice.secondsMax / 3600) hours"))
  }

  @Test("a channel that does not notify gets no token of its own; a citizen's token is not enough")
  func notNotifying() async throws {
    try await ServedProvider.with { served in
      let answer = try await served.post(
        AuthorizationMetadata.tokenPath,
        [("grant_type", "client_credentials")] + served.proof(TestProvider.channel))
      #expect(answer.status == .badRequest && answer.json["error"] as? String == "unauthorized_client")
    }
  }
}
