import Crypto
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Testing
import Vocabulary

@testable import Pages

@Suite("Pages")
struct PageTests {
  static let show = PageTemplate(
    "show", #"<h1>{{title}}</h1><p title="{{value}}" lang={{language}}>{{value}}</p>"#)

  /// Serves one page that shows `value`.
  private func serve(
    _ value: String, isSecure: Bool = false,
    change: @escaping @Sendable (inout PageResponse) -> Void = { _ in },
    _ body: @escaping @Sendable (any TestClientProtocol) async throws -> Void
  ) async throws {
    let pages = try Pages(
      PageSite(name: .myEBox, home: "/", isSecure: isSecure), templates: [Self.show])
    let router = Router()
    Pages.addAssets(to: router)
    let handler: @Sendable (Request, BasicRequestContext) -> Response = { request, _ in
      var page = PageResponse(Self.show, title: "T", values: ["title": "T", "value": value])
      change(&page)
      return pages.response(page, to: PageVisit(request))
    }
    router.get("/show", use: handler)
    router.post("/show", use: handler)
    try await Application(router: router).test(.router, body)
  }

  @Test("values are escaped, also when a combining mark stands behind the quote")
  func escaped() async throws {
    for (value, expected) in [
      ("<script>alert('x')</script>", "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;"),
      ("\"\u{301} onclick=\"x", "&quot;\u{301} onclick=&quot;x"),
      ("<\u{308}b>\u{308}", "&lt;\u{308}b&gt;\u{308}"),
      ("a & b", "a &amp; b"),
    ] {
      try await serve(value) { client in
        let html = String(buffer: try await client.execute(uri: "/show", method: .get).body)
        #expect(html.contains("<p title=\"\(expected)\" lang=nl>\(expected)</p>"))
      }
    }
  }

  @Test("a template that writes unescaped, or names a text that is not there, is refused at start")
  func templateMistakes() {
    for source in [
      "{{{value}}}", "{{&value}}", "{{t.noSuchText}}", "{{t.readSince}}", "{{#t.languages}}x{{/t.languages}}",
    ] {
      #expect(throws: PageMistake.self) {
        try Pages(
          PageSite(name: .myEBox, home: "/", isSecure: true), templates: [PageTemplate("bad", source)])
      }
    }
  }

  @Test("R-OPS-5: every page carries the strict headers; what it needs more, it says")
  func headers() async throws {
    try await serve("x") { client in
      let response = try await client.execute(uri: "/show", method: .get)
      #expect(
        response.headers[.contentSecurityPolicy]
          == "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; frame-ancestors 'none'; "
          + "form-action 'self'")
      #expect(response.headers[.xContentTypeOptions] == "nosniff")
      #expect(response.headers[.cacheControl] == "no-store")
      #expect(response.headers[.referrerPolicy] == "no-referrer")
      #expect(response.headers[.contentType] == "text/html; charset=utf-8")
    }
    try await serve(
      "x",
      change: {
        $0.formTargets = ["https://channel.example"]
        $0.framesOwnContent = true
      }
    ) { client in
      let policy = try await client.execute(uri: "/show", method: .get).headers[.contentSecurityPolicy] ?? ""
      #expect(policy.hasSuffix("form-action 'self' https://channel.example; frame-src 'self'"))
    }
  }

  @Test(
    "R-BOX-7: the language is that of ?lang, else of the cookie, else of the browser, else Dutch",
    arguments: [
      ("/show?lang=de", "lang=fr", "en", Language.de), ("/show?lang=xx", "lang=fr", "en", .fr),
      ("/show", "lang=fr; other=1", "en", .fr), ("/show", "lang=zz", "pt, de;q=0.5, en-GB;q=0.8", .en),
      ("/show", "", "fr;q=0, de", .de), ("/show", "", "pt", .nl), ("/show", "", "", .nl),
      ("/show?lang=fr&lang=en", "", "", .en),
    ])
  func negotiation(path: String, cookie: String, accept: String, expected: Language) async throws {
    try await serve("x") { client in
      let headers: HTTPFields = [.cookie: cookie, .acceptLanguage: accept]
      let html = String(buffer: try await client.execute(uri: path, method: .get, headers: headers).body)
      #expect(html.contains("<html lang=\"\(expected)\">"))
    }
  }

  @Test("R-BOX-7: the switch keeps the page and its query, and the choice is kept for later visits")
  func languageSwitch() async throws {
    try await serve("x", isSecure: true) { client in
      let response = try await client.execute(uri: "/show?page=2&lang=fr", method: .get)
      let html = String(buffer: response.body)
      #expect(html.contains("href=\"?page=2&amp;lang=de\" lang=\"de\""))
      #expect(
        response.headers[.setCookie] == "lang=fr; Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax; Secure")
      let posted = try await client.execute(uri: "/show?page=2", method: .post)
      #expect(String(buffer: posted.body).contains("href=\"/?lang=de\""))
      #expect(posted.headers[.setCookie] == nil)
    }
  }

  @Test("no path of a request becomes a link that leads elsewhere")
  func noOpenRedirect() async throws {
    let request = Request(
      head: HTTPRequest(
        method: .get, scheme: nil, authority: nil, path: "//evil.example/a?next=//evil.example\"%3E"),
      body: RequestBody(buffer: ByteBuffer()))
    let address = PageVisit(request).address(in: .fr, home: "/")
    #expect(address.hasPrefix("?"))
  }

  @Test("the style sheet is named by its digest and may be kept for good")
  func assets() async throws {
    try await serve("x") { client in
      let html = String(buffer: try await client.execute(uri: "/show", method: .get).body)
      let path = try #require(html.firstMatch(of: /href="(\/assets\/ebox-[0-9a-f]{16}\.css)"/)).output.1
      let style = try await client.execute(uri: String(path), method: .get)
      #expect(style.status == .ok)
      #expect(style.headers[.cacheControl] == "public, max-age=31536000, immutable")
      #expect(style.headers[.contentType] == "text/css; charset=utf-8")
      let logo = try await client.execute(uri: Asset.logo.path, method: .head)
      #expect(logo.headers[.contentType] == "image/svg+xml")
    }
  }

  @Test("times are those of Brussels, written out in each language")
  func writtenTimes() throws {
    let summer = try Instant(parsing: "2026-08-01T13:05:00Z")
    #expect(WrittenTime(summer, in: .nl).dateAndTime == "1 augustus 2026 om 15.05 uur")
    #expect(WrittenTime(summer, in: .fr).dateAndTime == "1er août 2026 à 15 h 05")
    #expect(WrittenTime(summer, in: .de).dateAndTime == "1. August 2026, 15.05 Uhr")
    #expect(WrittenTime(summer, in: .en).dateAndTime == "1 August 2026 at 15:05")
    let newYear = try Instant(parsing: "2026-12-31T23:30:00Z")
    #expect(WrittenTime(newYear, in: .en).date == "1 January 2027")
  }
}

@Suite("Forms")
struct FormTests {
  private static func request(_ headers: HTTPFields, _ body: String = "") -> Request {
    Request(
      head: HTTPRequest(method: .post, scheme: nil, authority: nil, path: "/", headerFields: headers),
      body: RequestBody(buffer: ByteBuffer(string: body)))
  }

  @Test("a form token is good for its session only, and never from another site")
  func tokens() throws {
    let forms = FormTokens(key: SymmetricKey(size: .bits256))
    let token = forms.token(for: "session")
    let plain = Self.request([:])
    #expect(forms.isGenuine(token, for: "session", in: plain))
    #expect(!forms.isGenuine(token, for: "other", in: plain))
    #expect(!forms.isGenuine(nil, for: "session", in: plain))
    #expect(!forms.isGenuine("", for: "session", in: plain))
    #expect(!forms.isGenuine(token + "=", for: "session", in: plain))
    #expect(!FormTokens(key: SymmetricKey(size: .bits256)).isGenuine(token, for: "session", in: plain))
    let site = HTTPField.Name.secFetchSite
    #expect(!forms.isGenuine(token, for: "session", in: Self.request([site: "cross-site"])))
    #expect(!forms.isGenuine(token, for: "session", in: Self.request([site: "same-site"])))
    #expect(forms.isGenuine(token, for: "session", in: Self.request([site: "same-origin"])))
  }

  @Test("a form is read as it was sent; other types, sizes and encodings are refused")
  func fields() async throws {
    let type: HTTPFields = [.contentType: "application/x-www-form-urlencoded; charset=UTF-8"]
    let fields = try await FormFields(reading: Self.request(type, "a=1+2%26&b=%C3%A9&a=later&c"))
    #expect(fields["a"] == "1 2&")
    #expect(fields["b"] == "é")
    #expect(fields["c"] == "")
    #expect(fields["d"] == nil)
    await #expect(throws: FormMistake.mediaType) {
      try await FormFields(reading: Self.request([.contentType: "multipart/form-data"], "a=1"))
    }
    await #expect(throws: FormMistake.encoding) {
      try await FormFields(reading: Self.request(type, "a=%FF"))
    }
    let large = "a=" + String(repeating: "x", count: FormFields.bytesMax)
    await #expect(throws: FormMistake.tooLarge) { try await FormFields(reading: Self.request(type, large)) }
  }

  @Test("cookies are HttpOnly and SameSite, and over HTTPS bound to the host")
  func cookies() {
    let secure = PageCookie("my-ebox", isSecure: true)
    #expect(secure.set("v") == "__Host-my-ebox=v; Path=/; HttpOnly; SameSite=Lax; Secure")
    #expect(secure.clear == "__Host-my-ebox=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax; Secure")
    #expect(
      PageCookie("my-ebox", isSecure: false, maxAgeSeconds: 9).set("v")
        == "my-ebox=v; Path=/; Max-Age=9; HttpOnly; SameSite=Lax")
    #expect(secure.value(in: Self.request([.cookie: "my-ebox=planted"])) == nil)
    #expect(secure.value(in: Self.request([.cookie: "__Host-my-ebox="])) == nil)
    #expect(secure.value(in: Self.request([.cookie: "a=b; __Host-my-ebox=v"])) == "v")
  }
}
