import Contracts
import Crypto
import EBoxTesting
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Provider
import Testing
import Vocabulary

/// What RFC 9700 warns of, at the authorization endpoint and on the consent screen.
@Suite("Attacks on the authorization endpoint")
struct AuthorizeAttackTests {
  private static let verifier = String(repeating: "v", count: 50)
  private static let number = "78041299916"

  private static func authorize(_ changes: [String: String?] = [:]) -> String {
    let challenge = Data(SHA256.hash(data: Data(verifier.utf8))).base64EncodedString()
      .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    var fields: [String: String?] = [
      "response_type": "code", "client_id": TestProvider.channel, "redirect_uri": TestProvider.redirectURI,
      "state": "st", "code_challenge": challenge, "code_challenge_method": "S256",
    ]
    fields.merge(changes) { $1 }
    let given = fields.compactMap { name, value in value.map { (name, $0) } }.sorted { $0.0 < $1.0 }
    return AuthorizationMetadata.authorizationPath + "?" + ServedProvider.form(given)
  }

  private func signIn(_ served: ServedProvider, _ browser: Browser) async throws {
    let away = try await served.get("/provider/sign-in", browser)
    served.provider.identity.play { $0.nonce = away.answer["nonce"] ?? "" }
    let state = away.answer["state"] ?? ""
    #expect(
      try await served.get("\(ProviderPages.callbackPath)?code=x&state=\(state)", browser).status == .seeOther
    )
  }

  private func fields(_ screen: TestResponse, _ changes: [String: String] = [:]) -> [(String, String)] {
    ["form-token", "screen-token", "query", "version", "language"].map {
      ($0, changes[$0] ?? screen.hidden($0) ?? "")
    } + [("choice", "accept")]
  }

  private func accepted(_ served: ServedProvider, _ browser: Browser) async throws -> String {
    let screen = try await served.get(Self.authorize(), browser)
    let back = try await onward(
      try await served.submit(AnswerPath.answer, fields(screen), browser), served, browser)
    return try #require(back.answer["code"])
  }

  /// Past the page that asks for an address the first time.
  private func onward(
    _ answer: TestResponse, _ served: ServedProvider, _ browser: Browser
  ) async throws -> TestResponse {
    guard answer.headers[.location]?.hasPrefix(ProviderPages.addressPath) == true else { return answer }
    return try await served.get(answer.answer["return"] ?? "", browser)
  }

  private func consents(_ served: ServedProvider) async throws -> [String] {
    let caller = try await served.provider.caller(Self.number)
    return try await served.provider.party.consentDesk.consents(for: caller).box().history.map {
      "\($0.kind) \($0.channel?.text ?? "")"
    }
  }

  private enum AnswerPath { static let answer = "/provider/consents/answer" }

  @Test("R-CON-1: with prompt=none nothing is asked and nothing is skipped")
  func promptNone() async throws {
    try await ServedProvider.with { served in
      let browser = Browser()
      let none = Self.authorize(["prompt": "none"])
      let out = try await served.get(none, browser)
      #expect(out.answer["error"] == "login_required")
      #expect(out.answer["state"] == "st" && out.answer["iss"] == TestProvider.issuer)
      try await signIn(served, browser)
      #expect(try await served.get(none, browser).answer["error"] == "consent_required")
      #expect(try await consents(served).isEmpty)
      _ = try await accepted(served, browser)
      #expect(try await served.get(none, browser).answer["code"] != nil)
      try await served.provider.party.register.close(
        NationalNumber(parsing: Self.number), requestID: RequestID("register"))
      #expect(try await served.get(none, browser).answer["error"] == "interaction_required")
      for bad in ["none login", "none none x", "always", "Login"] {
        let answer = try await served.get(Self.authorize(["prompt": bad]), browser).answer
        #expect(answer["error"] == "invalid_request", "prompt=\(bad)")
      }
    }
  }

  @Test("a channel may ask for more than is needed: a new sign-in, the screen once more")
  func promptMore() async throws {
    try await ServedProvider.with { served in
      let browser = Browser()
      try await signIn(served, browser)
      _ = try await accepted(served, browser)
      let screen = try await served.get(Self.authorize(["prompt": "consent"]), browser)
      #expect(screen.status == .ok && screen.hidden("screen-token") != nil)
      let back = try await onward(
        try await served.submit(AnswerPath.answer, fields(screen), browser), served, browser)
      #expect(back.answer["code"] != nil)
      for prompt in ["login", "select_account"] {
        let away = try await served.get(Self.authorize(["prompt": prompt]), browser)
        #expect(away.headers[.location]?.hasPrefix(PlayedIdentityProvider.issuer) == true)
        #expect(away.answer["prompt"] == "login")
      }
      #expect(try await consents(served) == ["given channel-one"], "one act, whatever was asked again")
    }
  }

  @Test("R-CON-1: an answer counts for the screen that was shown, and for no other")
  func otherScreen() async throws {
    try await ServedProvider.with { served in
      let browser = Browser()
      try await signIn(served, browser)
      let one = try await served.get(Self.authorize(), browser)
      let two = try await served.get(Self.authorize(["client_id": "channel-two"]), browser)
      let otherQuery = two.hidden("query") ?? ""
      for change in [["query": otherQuery], ["version": "2026-11"], ["screen-token": ""]] {
        let answer = try await served.submit(AnswerPath.answer, fields(one, change), browser)
        #expect(answer.status == .forbidden, "\(change)")
      }
      let stranger = Browser()
      served.provider.identity.play { $0.change = { $0.egovNRN = "65093099914" } }
      try await signIn(served, stranger)
      #expect(try await served.submit(AnswerPath.answer, fields(one), stranger).status == .forbidden)
      #expect(try await consents(served).isEmpty)
    }
  }

  @Test("R-CON-1: the same answer sent again gives no second act")
  func answerReplayed() async throws {
    try await ServedProvider.with { served in
      let browser = Browser()
      try await signIn(served, browser)
      let screen = try await served.get(Self.authorize(), browser)
      for _ in 0..<3 { _ = try await served.submit(AnswerPath.answer, fields(screen), browser) }
      #expect(try await consents(served) == ["given channel-one"])
      let confirm = try await served.get("/provider/consents/withdraw?channel=channel-one", browser)
      let token = [("form-token", confirm.hidden("form-token") ?? "")]
      _ = try await served.submit(
        "/provider/consents/withdraw", token + [("channel", "channel-one")], browser)
      #expect(try await consents(served) == ["withdrawn channel-one", "given channel-one"])
    }
  }

  @Test(
    "a redirect URI must be the registered one, letter by letter",
    arguments: [
      "https://channel.example/callback/", "https://channel.example/callback?x=1",
      "https://channel.example:443/callback", "https://CHANNEL.example/callback",
      "https://channel.example/x/../callback", "https://channel.example@evil.example/callback",
      "https://channel.example/callback#f", "https://channel.example.evil.example/callback",
      "http://channel.example/callback", "//evil.example", "javascript:alert(1)", "",
    ])
  func redirects(_ redirectURI: String) async throws {
    try await ServedProvider.with { served in
      let browser = Browser()
      try await signIn(served, browser)
      let page = try await served.get(Self.authorize(["redirect_uri": redirectURI]), browser)
      #expect(page.status == .badRequest)
      #expect(page.headers[.location] == nil)
    }
  }

  @Test("PKCE can't be left out, weakened or met with another verifier; a code serves one client, once")
  func codes() async throws {
    try await ServedProvider.with { served in
      let browser = Browser()
      try await signIn(served, browser)
      for change in [
        ["code_challenge": nil], ["code_challenge_method": "plain"], ["code_challenge_method": nil],
        ["response_type": "token"], ["response_type": "code id_token"],
      ] as [[String: String?]] {
        let answer = try await served.get(Self.authorize(change), browser).answer
        #expect(answer["error"] != nil && answer["code"] == nil, "\(change)")
        #expect(answer["iss"] == TestProvider.issuer)
      }
      let code = try await accepted(served, browser)
      func redeem(_ more: [(String, String)], by client: String = TestProvider.channel) async throws
        -> TestResponse
      {
        let fields = [("grant_type", "authorization_code"), ("code", code)] + more
        return try await served.post(AuthorizationMetadata.tokenPath, fields + served.proof(client))
      }
      let address = ("redirect_uri", TestProvider.redirectURI)
      let verifier = ("code_verifier", Self.verifier)
      #expect(try await redeem([address]).json["error"] as? String == "invalid_request")
      let other = ("code_verifier", String(repeating: "w", count: 50))
      #expect(try await redeem([address, other]).json["error"] as? String == "invalid_grant")
      let stolen = try await redeem([address, verifier], by: "channel-two")
      #expect(stolen.json["error"] as? String == "invalid_grant")
      let token = try #require(try await redeem([address, verifier]).json["access_token"] as? String)
      #expect(try await served.provider.party.introspection.introspect(token) != .unknown)
      #expect(try await redeem([address, verifier]).json["error"] as? String == "invalid_grant")
      #expect(try await served.provider.party.introspection.introspect(token) == .unknown, "replayed")
    }
  }

  @Test("a scope that the channel may not have is refused")
  func scopes() async throws {
    try await ServedProvider.with { served in
      for scope in [Scope.publicationSender.wire, "openid", "\(Scope.documentConsumer.wire)  x"] {
        let answer = try await served.get(Self.authorize(["scope": scope])).answer
        #expect(answer["error"] == "invalid_scope")
      }
    }
  }

  @Test("R-BOX-2: a session planted before the sign-in is worth nothing after it")
  func fixation() async throws {
    try await ServedProvider.with { served in
      let attacker = Browser()
      try await signIn(served, attacker)
      let planted = try #require(attacker.headers[.cookie])
      served.provider.identity.play { $0.change = { $0.egovNRN = "65093099914" } }
      try await signIn(served, attacker)
      let own = try #require(attacker.headers[.cookie])
      #expect(own != planted)
      let old = try await served.client.execute(
        uri: ProviderPages.consentsPath, method: .get, headers: [.cookie: planted])
      #expect(old.status == .seeOther)
    }
  }
}
