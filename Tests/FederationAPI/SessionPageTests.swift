import Contracts
import EBoxTesting
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Provider
import Testing
import Vocabulary

@Suite("Sign-ins and sign-outs on the provider's pages")
struct SessionPageTests {
  private func signIn(_ served: ServedProvider, _ browser: Browser, _ agent: String = "") async throws {
    let away = try await served.get(ProviderPages.sessionsPath, browser)
    served.provider.identity.play { $0.nonce = away.answer["nonce"] ?? "" }
    var headers = browser.headers
    headers[.userAgent] = agent
    let back = try await served.client.execute(
      uri: "\(ProviderPages.callbackPath)?code=x&state=\(away.answer["state"] ?? "")", method: .get,
      headers: headers)
    browser.keep(back)
    #expect(back.status == .seeOther)
  }

  @Test("R-BOX-2: each session in general words, this one marked; another one is ended by its button")
  func list() async throws {
    try await ServedProvider.with { served in
      let (phone, computer) = (Browser(), Browser())
      try await signIn(served, phone, "Mozilla/5.0 (iPhone) AppleWebKit Version/17 Mobile/15E Safari/604")
      try await signIn(served, computer, "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko Firefox/128.0")
      let page = try await served.get(ProviderPages.sessionsPath + "?lang=en", computer)
      #expect(page.text.contains("Firefox on a computer"))
      #expect(page.text.contains("Safari on a phone"))
      #expect(page.text.components(separatedBy: "This sign-in").count == 2)
      let fields = ["form-token", "session"].map { ($0, page.hidden($0) ?? "") }
      #expect(try await served.submit("/provider/sessions/end", fields, computer).status == .seeOther)
      #expect(try await served.get(ProviderPages.sessionsPath, phone).status == .seeOther)
      #expect(try await served.get(ProviderPages.sessionsPath, computer).status == .ok)
    }
  }

  @Test("R-BOX-2: sign-out leads on to the identity provider, and back to a page of ours")
  func signOut() async throws {
    try await ServedProvider.with { served in
      served.provider.identity.play {
        $0.discovery = #","end_session_endpoint":"https://identity.example/end""#
      }
      let browser = Browser()
      try await signIn(served, browser)
      let page = try await served.get(ProviderPages.sessionsPath, browser)
      let out = try await served.submit(
        "/provider/sign-out", [("form-token", page.hidden("form-token") ?? "")], browser)
      let refresh = HTTPField.Name("Refresh").flatMap { out.headers[$0] }
      #expect(refresh?.hasPrefix("0; url=https://identity.example/end?id_token_hint=") == true)
      #expect(try await served.get(ProviderPages.signedOutPath).status == .ok)
    }
  }

  @Test("R-BOX-2, R-AUD-1: logout tokens over the wire")
  func backChannel() async throws {
    try await ServedProvider.with { served in
      let browser = Browser()
      try await signIn(served, browser)
      let path = ProviderPages.backChannelLogoutPath
      for bad in [[], [("logout_token", "nonsense")], [("logout_token", "a"), ("logout_token", "b")]] {
        let answer = try await served.post(path, bad)
        #expect(answer.status == .badRequest)
        #expect(answer.headers[.cacheControl] == "no-store")
        #expect(answer.json["error"] as? String == "invalid_request")
      }
      #expect(try await served.get(ProviderPages.sessionsPath, browser).status == .ok)
      let token = try await served.provider.identity.logoutToken()
      #expect(try await served.post(path, [("logout_token", token)]).status == .ok)
      #expect(try await served.get(ProviderPages.sessionsPath, browser).status == .seeOther)
      #expect(try await served.post(path, [("logout_token", token)]).status == .badRequest)
    }
  }

  @Test("R-CON-2: what was accepted can be read later, word for word, in its language")
  func acceptedText() async throws {
    try await ServedProvider.with { served in
      let browser = Browser()
      try await signIn(served, browser)
      let caller = try await served.provider.caller()
      _ = try await served.provider.party.consentDesk.consents(for: caller).activate(
        ChannelID(parsing: TestProvider.channel), accepted: ConsentText(language: .de))
      let current = ConsentText.currentVersion
      let page = try await served.get(
        "/provider/consents/text?version=\(current)&in=de&lang=en", browser)
      let wording = try #require(ConsentWording.find(ConsentText(language: .de)))
      for point in wording.points(for: "Kanaal Eén") { #expect(page.text.contains(point)) }
      #expect(page.text.contains("lang=\"de\""))
      let other = try await served.get("/provider/consents/text?version=\(current)&in=fr", browser)
      #expect(other.status == .notFound, "the French text was not accepted")
    }
  }
}
