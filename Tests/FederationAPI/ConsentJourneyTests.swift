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

@Suite("A citizen's way through the provider's pages")
struct ConsentJourneyTests {
  private static let verifier = String(repeating: "v", count: 50)
  private static var challenge: String {
    Data(SHA256.hash(data: Data(verifier.utf8))).base64EncodedString().replacing("+", with: "-")
      .replacing("/", with: "_").replacing("=", with: "")
  }
  private static func authorize(_ changes: [String: String] = [:]) -> String {
    var fields = [
      "response_type": "code", "client_id": TestProvider.channel, "redirect_uri": TestProvider.redirectURI,
      "state": "a b&c", "code_challenge": challenge, "code_challenge_method": "S256",
    ]
    fields.merge(changes) { $1 }
    return AuthorizationMetadata.authorizationPath + "?"
      + ServedProvider.form(fields.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
  }

  /// Signs in where a page asks for it, and returns where the browser is sent afterwards.
  private func signIn(_ served: ServedProvider, from path: String, _ browser: Browser) async throws -> String
  {
    let away = try await served.get(path, browser)
    #expect(away.status == .seeOther)
    #expect(away.headers[.location]?.hasPrefix(PlayedIdentityProvider.issuer) == true)
    let nonce = away.answer["nonce"] ?? ""
    served.provider.identity.play { $0.nonce = nonce }
    let state = away.answer["state"] ?? ""
    let back = try await served.get("\(ProviderPages.callbackPath)?code=x&state=\(state)", browser)
    #expect(back.status == .seeOther)
    return back.headers[.location] ?? ""
  }

  /// Signs in, and accepts the screen of channel one.
  func activate(_ served: ServedProvider, _ browser: Browser) async throws {
    let screen = try await served.get(try await signIn(served, from: Self.authorize(), browser), browser)
    let fields = ["form-token", "screen-token", "query", "version", "language"].map {
      ($0, screen.hidden($0) ?? "")
    }
    let answered = try await served.submit(
      "/provider/consents/answer", fields + [("choice", "accept")], browser)
    #expect(answered.status == .seeOther)
  }

  @Test("R-CON-1, R-CON-2, R-CON-4, R-CON-5: consent, token, my consents, withdrawal")
  func journey() async throws {
    try await ServedProvider.with { served in
      let browser = Browser()
      let here = try await signIn(served, from: Self.authorize(), browser)
      #expect(here.hasPrefix(AuthorizationMetadata.authorizationPath))
      let screen = try await served.get(here + "&lang=en", browser)
      #expect(screen.status == .ok)
      #expect(screen.text.contains("Channel One"))
      #expect(screen.text.contains("digitally only"))
      let policy = screen.headers[.contentSecurityPolicy] ?? ""
      #expect(policy.contains("form-action 'self' https://channel.example"))
      let fields = ["form-token", "screen-token", "query", "version", "language"].map {
        ($0, screen.hidden($0) ?? "")
      }
      let asking = try await served.submit(
        "/provider/consents/answer", fields + [("choice", "accept")], browser)
      #expect(asking.headers[.location]?.hasPrefix(ProviderPages.addressPath + "?return=%2F") == true)
      let back = try await served.get(asking.answer["return"] ?? "", browser)
      #expect(back.headers[.location]?.hasPrefix(TestProvider.redirectURI + "?code=") == true)
      #expect(back.answer["state"] == "a b&c")
      #expect(back.answer["iss"] == TestProvider.issuer)
      let redemption = [
        ("grant_type", "authorization_code"), ("code", back.answer["code"] ?? ""),
        ("redirect_uri", TestProvider.redirectURI), ("code_verifier", Self.verifier),
      ]
      let token = try await served.post(
        AuthorizationMetadata.tokenPath, redemption + served.proof(TestProvider.channel))
      let access = try #require(token.json["access_token"] as? String)
      let list = try await served.get(ProviderPages.consentsPath, browser)
      #expect(list.text.contains("Channel One"))
      let confirm = try await served.get("/provider/consents/withdraw?channel=channel-one", browser)
      #expect(confirm.text.contains("last consent"))
      let gone = try await served.submit(
        "/provider/consents/withdraw",
        ["form-token", "channel"].map { ($0, confirm.hidden($0) ?? "") }, browser)
      #expect(gone.status == .ok)
      #expect(try await served.provider.party.introspection.introspect(access) == .unknown)
    }
  }

  @Test("R-CON-1: a form that is not ours, of another session, or declined, gives no consent")
  func notGiven() async throws {
    try await ServedProvider.with { served in
      let browser = Browser()
      let screen = try await served.get(try await signIn(served, from: Self.authorize(), browser), browser)
      let query = ("query", screen.hidden("query") ?? "")
      let version = ("version", screen.hidden("version") ?? "")
      let path = "/provider/consents/answer"
      let accept = ("choice", "accept")
      #expect(try await served.submit(path, [query, version, accept], browser).status == .forbidden)
      let other = ("form-token", String(repeating: "A", count: 43))
      #expect(try await served.submit(path, [query, version, accept, other], browser).status == .forbidden)
      let stranger = Browser()
      #expect(try await served.submit(path, [query, version, accept], stranger).status == .unauthorized)
      let token = ("form-token", screen.hidden("form-token") ?? "")
      #expect(try await served.submit(path, [query, version, token, accept], browser).status == .forbidden)
      let shown = ("screen-token", screen.hidden("screen-token") ?? "")
      let declined = try await served.submit(
        path, [query, version, token, shown, ("choice", "decline")], browser)
      #expect(declined.answer["error"] == "access_denied")
      let number = try NationalNumber(parsing: "78041299916")
      #expect(try await served.provider.party.register.state(number) == .neverActivated)
    }
  }

  @Test(
    "a wrong redirect URI is answered with a page, never with a redirect; the rest goes back to the channel")
  func redirects() async throws {
    try await ServedProvider.with { served in
      for change in [["redirect_uri": "https://evil.example/"], ["client_id": "nobody"]] {
        let page = try await served.get(Self.authorize(change))
        #expect(page.status == .badRequest)
        #expect(page.headers[.location] == nil)
      }
      let repeated = try await served.get(Self.authorize() + "&state=other")
      #expect(repeated.status == .badRequest)
      let back = try await served.get(Self.authorize(["code_challenge_method": "plain"]))
      #expect(back.headers[.location]?.hasPrefix(TestProvider.redirectURI) == true)
      #expect(back.answer["error"] == "invalid_request")
      let browser = Browser()
      let here = try await signIn(
        served, from: "/provider/sign-in?return=https%3A%2F%2Fevil.example", browser)
      #expect(here == ProviderPages.consentsPath)
    }
  }

  @Test(
    "R-BOX-2: cookies are HttpOnly, Secure and Lax; a low level leads to a step-up; sign-out ends it"
  )
  func session() async throws {
    try await ServedProvider.with { served in
      let browser = Browser()
      let away = try await served.get(ProviderPages.consentsPath, browser)
      let cookie = try #require(away.headers[.setCookie])
      for part in ["__Host-", "HttpOnly", "SameSite=Lax", "Secure"] { #expect(cookie.contains(part)) }
      let nonce = away.answer["nonce"] ?? ""
      served.provider.identity.play { script in
        script.nonce = nonce
        script.change = { $0.acr = "http://eidas.europa.eu/LoA/low" }
      }
      let low = try await served.get(
        "\(ProviderPages.callbackPath)?code=x&state=\(away.answer["state"] ?? "")&lang=en", browser)
      #expect(low.status == .forbidden)
      #expect(low.text.contains("/provider/sign-in?return=%2Fprovider%2Fconsents&amp;anew=1"))
      served.provider.identity.play { $0.change = { _ in } }
      _ = try await signIn(served, from: ProviderPages.consentsPath, browser)
      let list = try await served.get(ProviderPages.consentsPath, browser)
      let kept = browser.headers[.cookie]
      let out = try await served.submit(
        "/provider/sign-out", [("form-token", list.hidden("form-token") ?? "")], browser)
      #expect(out.status == .ok)
      let again = try await served.client.execute(
        uri: ProviderPages.consentsPath, method: .get, headers: kept.map { [.cookie: $0] } ?? [:])
      #expect(again.status == .seeOther)
    }
  }
}
