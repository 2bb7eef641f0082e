import Contracts
import EBoxTesting
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Pages
import Storage
import Testing
import Vocabulary

@testable import MyEBox

@Suite("My eBox: signing in and out")
struct SignInTests {
  @Test("R-BOX-2: signing in goes by the provider, with PKCE and state, to the inbox; both acts are audited")
  func wholeTrip() async throws {
    try await Portal.open { portal, browser in
      #expect(try await browser.get("/").html.contains("href=\"/signin\""))
      let location = try #require(try await browser.get("/signin?lang=fr").headers[.location])
      #expect(location.hasPrefix("https://provider.example/REST/oauth/v5/authorize?"))
      #expect(location.contains("ui_locales=fr"))
      portal.registries.give("token-1", [])
      let state = try browser.state(location)
      let back = try await browser.get("/callback?code=code-\(state)&state=\(state)")
      #expect(back.status == .seeOther)
      #expect(back.headers[.location] == "/inbox")
      #expect(browser.cookies["my-ebox-sign-in"] == nil)
      let inbox = try await browser.get("/inbox")
      #expect(inbox.status == .ok)
      #expect(try await browser.get("/").headers[.location] == "/inbox")
      let token = try #require(inbox.html.firstMatch(of: /name="form-token" value="([^"]+)"/)).output.1
      let out = try await browser.post("/signout", "form-token=\(token)")
      #expect(out.headers[.location] == "/signedout")
      #expect(try await browser.get("/signedout").html.contains("href=\"https://provider.example/sessions\""))
      #expect(browser.cookies["my-ebox"] == nil)
      #expect(portal.signIn.revoked == ["token-1"])
      #expect(try await portal.sessionCount() == 0)
      #expect(try await portal.trail() == ["signIn done", "list done", "signOut done"])
    }
  }

  @Test("R-OPS-5: the session cookie is HttpOnly, SameSite and, over HTTPS, bound to the host")
  func cookieFlags() async throws {
    try await Portal.open(isSecure: true) { _, browser in
      let cookies = try await browser.signIn().headers[values: .setCookie]
      let session = try #require(cookies.first { $0.hasPrefix("__Host-my-ebox=") })
      #expect(session.hasSuffix("; Path=/; HttpOnly; SameSite=Lax; Secure"))
      let value = session.dropFirst("__Host-my-ebox=".count).prefix { $0 != ";" }
      #expect(value.count == 43)
    }
  }

  @Test("R-OPS-5: a session id that was there before signing in is worth nothing after it")
  func fixation() async throws {
    try await Portal.open { portal, browser in
      portal.registries.give("token-1", [])
      portal.registries.give("token-2", [])
      browser.cookies["my-ebox"] = String(repeating: "A", count: 43)
      try await browser.signIn()
      let first = try #require(browser.cookies["my-ebox"])
      #expect(first != String(repeating: "A", count: 43))
      try await browser.signIn()
      #expect(browser.cookies["my-ebox"] != first)
      #expect(try await portal.sessionCount() == 1)
      browser.cookies["my-ebox"] = first
      #expect(try await browser.get("/inbox").status == .forbidden)
    }
  }

  @Test("R-OPS-5: neither the cookie nor the access token stands in the database")
  func nothingInTheClear() async throws {
    try await Portal.open { portal, browser in
      try await browser.signIn()
      let cookie = try #require(browser.cookies["my-ebox"])
      let row = try await portal.database.read { transaction in
        try transaction.rows("SELECT cookie_hash, token FROM my_ebox_session")[0]
      }
      for column in 0...1 {
        let text = String(decoding: try row.bytes(column), as: UTF8.self)
        #expect(!text.contains(cookie))
        #expect(!text.contains("token-1"))
      }
    }
  }

  @Test(
    "an answer of the provider that this browser did not ask for begins no session",
    arguments: ["state", "cookie", "late", "code", "error", "none"])
  func refusedAnswers(mistake: String) async throws {
    try await Portal.open { portal, browser in
      let state = try browser.state(try #require(try await browser.get("/signin").headers[.location]))
      var path = "/callback?code=code-\(state)&state=\(state)"
      switch mistake {
      case "state": path = "/callback?code=code-\(state)&state=other"
      case "cookie": browser.cookies = [:]
      case "late": portal.time.advance(seconds: Int64(PendingSignIns.secondsMax))
      case "code": path = "/callback?code=forged&state=\(state)"
      case "error": path = "/callback?error=access_denied&state=\(state)"
      default: path = "/callback"
      }
      let response = try await browser.get(path)
      #expect(response.status == (mistake == "error" ? .forbidden : .badRequest))
      #expect(browser.cookies["my-ebox"] == nil)
      #expect(try await portal.sessionCount() == 0)
      let code = ["code": "codeRefused", "error": "noCode"][mistake] ?? "stateUnknown"
      #expect(try await portal.trail() == ["signIn rejected \(code)"])
    }
  }

  @Test("a code is redeemed once: the same answer again begins nothing")
  func replay() async throws {
    try await Portal.open { portal, browser in
      let state = try browser.state(try #require(try await browser.get("/signin").headers[.location]))
      let kept = browser.cookies
      let path = "/callback?code=code-\(state)&state=\(state)"
      #expect(try await browser.get(path).status == .seeOther)
      browser.cookies = kept
      #expect(try await browser.get(path).status == .badRequest)
      #expect(try await portal.sessionCount() == 1)
    }
  }

  @Test("a session ends after 15 minutes without use, and says so; using it keeps it")
  func idle() async throws {
    try await Portal.open { portal, browser in
      portal.registries.give("token-1", [])
      try await browser.signIn()
      for _ in 0..<3 {
        portal.time.advance(seconds: Session.idleSecondsMax - 1)
        #expect(try await browser.get("/inbox").status == .ok)
      }
      portal.time.advance(seconds: Session.idleSecondsMax)
      let response = try await browser.get("/inbox?lang=en")
      #expect(response.status == .forbidden)
      #expect(response.html.contains("Your session is over"))
      #expect(browser.cookies["my-ebox"] == nil)
      #expect(try await portal.myEBox.sweepSessions() == 1)
      #expect(try await portal.sessionCount() == 0)
    }
  }

  @Test("when the access token ends, the provider is asked again and the citizen comes back to the same page")
  func tokenEnds() async throws {
    try await Portal.open { portal, browser in
      let message = try Sample().make()
      portal.registries.give("token-1", [message])
      portal.registries.give("token-2", [message])
      portal.signIn.setLife(seconds: 600)
      try await browser.signIn()
      portal.time.advance(seconds: 600)
      let path = "/messages/\(message.message.id)"
      #expect(try await browser.signIn(at: path).headers[.location] == path)
      #expect(try await browser.get(path).status == .ok)
    }
  }

  @Test("a token that the registries no longer take ends the session, without a loop")
  func tokenRevoked() async throws {
    try await Portal.open { portal, browser in
      portal.registries.give("token-1", [])
      try await browser.signIn()
      portal.registries.revoke("token-1")
      #expect(try await browser.get("/inbox").status == .forbidden)
      #expect(try await portal.sessionCount() == 0)
      #expect(
        try await portal.trail() == ["signIn done", "list rejected sessionOver", "signOut done sessionOver"])
    }
  }

  @Test("no address leads out of My eBox after signing in")
  func noOpenRedirect() throws {
    for address in [
      "https://evil.example", "//evil.example", "/\\evil.example", "/messages/../../evil", "/inbox?page=x",
      "/inbox?page=0", "", "/messages/01ARZ3NDEKTSV4RRFFQ69G5FAV/x", "/signout", "/inbox?view=evil",
    ] {
      #expect(Destination(address: address) == .inbox(InboxView()), "\(address)")
    }
    let id = try MessageID(parsing: "01ARZ3NDEKTSV4RRFFQ69G5FAV")
    var view = InboxView()
    (view.which, view.page, view.text) = (.unread, try PageRequest(parsing: 3), "élève & co = 1+1")
    (view.sender, view.from) = (
      try EnterpriseNumber(parsing: "0999999031"), try CalendarDate(parsing: "2026-11-01")
    )
    for destination in [Destination.message(id), .archive, .inbox(view), .inbox(InboxView())] {
      #expect(Destination(address: destination.address) == destination)
    }
  }

  @Test(
    "R-OPS-5: signing out needs the form of this session", arguments: ["", "form-token=", "form-token=AAAA"])
  func forgedSignOut(form: String) async throws {
    try await Portal.open { portal, browser in
      portal.registries.give("token-1", [])
      try await browser.signIn()
      #expect(try await browser.post("/signout", form).status == .forbidden)
      #expect(try await browser.get("/inbox").status == .ok)
      let token = portal.myEBox.forms.token(for: try #require(browser.cookies["my-ebox"]))
      browser.headers[try #require(HTTPField.Name("Sec-Fetch-Site"))] = "cross-site"
      #expect(try await browser.post("/signout", "form-token=\(token)").status == .forbidden)
      #expect(try await portal.sessionCount() == 1)
    }
  }

  @Test("signing out holds when the provider can't be reached, and the trail says that the token lives")
  func unreachable() async throws {
    try await Portal.open { portal, browser in
      portal.registries.give("token-1", [])
      try await browser.signIn()
      portal.signIn.breakRevocation()
      let token = portal.myEBox.forms.token(for: try #require(browser.cookies["my-ebox"]))
      #expect(try await browser.post("/signout", "form-token=\(token)").headers[.location] == "/signedout")
      #expect(try await portal.sessionCount() == 0)
      #expect(
        try await portal.trail() == ["signIn done", "signOut done", "revoke rejected unreachable"])
    }
  }

  @Test("without a session a page asks the provider, and a form does nothing")
  func noSession() async throws {
    try await Portal.open { portal, browser in
      let response = try await browser.get("/inbox?page=2")
      #expect(response.status == .seeOther)
      #expect(response.headers[.location]?.hasPrefix("https://provider.example/") == true)
      #expect(try await browser.post("/signout", "form-token=x").headers[.location] == "/signedout")
      #expect(try await portal.trail() == [])
    }
  }
}
