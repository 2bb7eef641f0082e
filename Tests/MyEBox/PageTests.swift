import Contracts
import EBoxTesting
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Testing
import Vocabulary

@testable import MyEBox

@Suite("My eBox: the pages")
struct PageTests {
  private static let hostile = "\"\u{301}><script>alert(1)</script>&"

  @Test(
    "R-BOX-7: every page is well formed in every language, with one h1 and no empty text",
    arguments: Language.allCases)
  func wellFormed(language: Language) async throws {
    try await Portal.open { portal, browser in
      browser.cookies["lang"] = language.rawValue
      let rich = try Sample(
        subject: [.nl: Self.hostile], fileName: Self.hostile + ".html", mediaType: .html,
        body: [.nl: "<b>Vet</b>\nregel"], expiration: "2026-11-25T10:30:00Z", wasSentBeforeActivation: true
      ).make()
      let bodyOnly = try Sample(
        body: [.de: "Text"], isBodyMainContent: true, readAt: "2026-11-21T08:00:00Z", hasAttachment: false
      ).make()
      var messages = [rich, bodyOnly]
      for _ in 0..<30 { messages.append(try Sample(publishedAt: "2026-10-01T09:00:00Z").make()) }
      portal.registries.give("token-1", messages)
      portal.registries.give("token-2", [])
      var pages = ["/", "/signedout", "/callback", "/help", "/accessibility", "/privacy"]
      if language == .en { pages.append("/design") }
      for path in pages { try WellFormedHTML.check(try await browser.get(path).html, language) }
      try await browser.signIn()
      let address = "/messages/\(rich.message.id)"
      pages = [
        "/inbox", "/inbox?page=2", "/inbox?page=99", "/inbox?view=unread&q=x&sender=0999999031", "/archive",
        "/inbox?q=%22%CC%81%3E%3Cscript%3Ealert(1)%3C/script%3E&type=%3Cb%3E&view=%22onload=",
        "/inbox?view=hidden", "/inbox?from=2026-01-01&type=PREMIE-BESLISSING", "/help", address,
        "\(address)?show=\(rich.message.attachments[0].id)",
        "/messages/\(bodyOnly.message.id)", "/messages/\(bodyOnly.message.id)?show=text", "/messages/none",
      ]
      for path in pages {
        let response = try await browser.get(path)
        try WellFormedHTML.check(response.html, language)
        #expect(!response.html.contains("<script"))
        #expect(!response.html.contains("<b>"), "\(path)")
      }
      try await browser.signIn()
      try WellFormedHTML.check(try await browser.get("/inbox").html, language)
    }
  }

  @Test("a corrected message and its correction name each other; business data stand with the facts")
  func correction() async throws {
    try await Portal.open { portal, browser in
      let old = try Sample().make()
      let name = try TranslatedText(parsing: [.nl: "Dossier <b>"], kind: "name", charactersMax: 100)
      let value = try TranslatedText(parsing: [.nl: "2026-77"], kind: "value", charactersMax: 100)
      let new = try Sample(
        businessData: [
          BusinessData(key: try BusinessDataKey(parsing: "DOSSIER"), name: name, values: [value])
        ], replaces: old.message.id
      ).make()
      let corrected = try Sample(replacedBy: new.message.id).make()
      portal.registries.give("token-1", [new, corrected])
      try await browser.signIn()
      let list = try await browser.get("/inbox?lang=en").html
      #expect(list.contains("Corrected by a newer message"))
      let first = try await browser.get("/messages/\(corrected.message.id)").html
      #expect(first.contains("href=\"/messages/\(new.message.id)\">Read the newer message</a>"))
      let second = try await browser.get("/messages/\(new.message.id)").html
      #expect(second.contains("href=\"/messages/\(old.message.id)\">See the earlier message</a>"))
      #expect(second.contains("Dossier &lt;b&gt;</dt>") && second.contains("2026-77</dd>"))
      #expect(!first.contains("2026-77"))
      for html in [list, first, second] { try WellFormedHTML.check(html, .en) }
    }
  }

  @Test("what senders took back is told on the first page, with the reason, and nowhere else")
  func recalled() async throws {
    try await Portal.open { portal, browser in
      portal.registries.give("token-1", [try Sample().make()])
      try await browser.signIn()
      #expect(try await !browser.get("/inbox?lang=en").html.contains("taken back"))
      let at = try Instant(parsing: "2026-11-20T09:00:00Z")
      portal.registries.takeBack([
        RecalledMessage(
          id: MessageID(at: at, random: SystemRandom()), sender: try EnterpriseNumber(parsing: "0999999031"),
          messageType: try MessageTypeID(parsing: "PREMIE-BESLISSING"), availableAt: at, recalledAt: at,
          reason: try TranslatedText(
            parsing: [.nl: "Verkeerd <b>bedrag</b>"], kind: "reason", charactersMax: 400))
      ])
      #expect(try await !browser.get("/inbox").html.contains("not meant for you"))
      portal.registries.takeBack([
        RecalledMessage(
          id: MessageID(at: at, random: SystemRandom()), sender: try EnterpriseNumber(parsing: "0999999031"),
          messageType: try MessageTypeID(parsing: "PREMIE-BESLISSING"), availableAt: at, recalledAt: at,
          reason: try TranslatedText(
            parsing: [.nl: "Verkeerd <b>bedrag</b>"], kind: "reason", charactersMax: 400),
          isAfterBreach: true)
      ])
      let html = try await browser.get("/inbox").html
      #expect(html.contains("1 message was taken back by its sender"))
      #expect(
        html.contains("This message was not meant for you. It was taken back after it had been opened."))
      #expect(html.contains("<span lang=\"nl\">Verkeerd &lt;b&gt;bedrag&lt;/b&gt;</span>"))
      try WellFormedHTML.check(html, .en)
      #expect(try await !browser.get("/inbox?view=unread").html.contains("taken back"))
    }
  }

  @Test("R-BOX-3: the inbox shows sender, subject, received, until when, and unread in words")
  func inbox() async throws {
    try await Portal.open { portal, browser in
      let unread = try Sample(expiration: "2026-11-28T23:00:00Z").make()
      let read = try Sample(
        subject: [.fr: "Avertissement-extrait de rôle"], publishedAt: "2026-11-19T09:00:00Z",
        readAt: "2026-11-20T10:00:00Z"
      ).make()
      portal.registries.give("token-1", [read, unread])
      try await browser.signIn()
      let html = try await browser.get("/inbox?lang=en").html
      #expect(html.contains("1 unread message"))
      #expect(html.contains("2 messages in total"))
      #expect(html.contains("<span class=\"badge strong\">Unread</span>"))
      #expect(html.contains("<span class=\"hidden\">Read</span>"))
      #expect(html.contains("Premies &lt;b&gt;Federaal&lt;/b&gt;"))
      #expect(html.contains("lang=\"fr\">Avertissement-extrait de rôle</a>"))
      #expect(html.contains(">20 November 2026</time>"))
      #expect(html.contains("Available until the end of 28 November 2026"))
      #expect(html.contains("Removed soon"))
      let newest = try #require(html.range(of: "renovatiepremie"))
      let older = try #require(html.range(of: "Avertissement"))
      #expect(newest.lowerBound < older.lowerBound)
      #expect(html.contains("href=\"\(Portal.consents)\""))
    }
  }

  @Test("an empty box explains itself")
  func empty() async throws {
    try await Portal.open { portal, browser in
      portal.registries.give("token-1", [])
      try await browser.signIn()
      #expect(try await browser.get("/inbox?lang=en").html.contains("You have no messages yet"))
    }
  }

  @Test("25 messages a page; a page past the end leads back")
  func paging() async throws {
    try await Portal.open { portal, browser in
      portal.registries.give("token-1", try (0..<51).map { _ in try Sample().make() })
      try await browser.signIn()
      let counts = try await [1, 2, 3, 4].asyncMap { number in
        try await browser.get("/inbox?page=\(number)").html.matches(of: /<h3 class="subject">/).count
      }
      #expect(counts == [25, 25, 1, 0])
      let second = try await browser.get("/inbox?page=2").html
      #expect(second.contains("rel=\"prev\" href=\"/inbox\""))
      #expect(second.contains("rel=\"next\" href=\"/inbox?page=3\""))
      #expect(try await browser.get("/inbox?page=9").html.contains("rel=\"prev\" href=\"/inbox?page=3\""))
      #expect(try await browser.get("/inbox?page=evil").status == .ok)
    }
  }

  @Test("R-BOX-8: messages of several document providers stand in one list, and each opens")
  func oneList() async throws {
    try await Portal.open { portal, browser in
      let days = (1...9).map { "2026-11-0\($0)T09:00:00Z" }
      let made = try days.map { try Sample(subject: [.nl: "Bericht van \($0)"], publishedAt: $0).make() }
      portal.registries.give("token-1", made.enumerated().filter { $0.offset % 2 == 0 }.map(\.element))
      portal.registries.addProvider(made.enumerated().filter { $0.offset % 2 == 1 }.map(\.element))
      try await browser.signIn()
      let html = try await browser.get("/inbox?lang=en").html
      let order = html.matches(of: /Bericht van ([^<]+)/).map { String($0.output.1) }
      #expect(order == days.reversed())
      #expect(html.contains("9 messages in total"))
      for message in made { #expect(try await browser.get("/messages/\(message.message.id)").status == .ok) }
    }
  }

  @Test("R-PUB-8: a text filled from another language says which, and carries its language")
  func filledText() async throws {
    try await Portal.open { portal, browser in
      let message = try Sample(body: [.nl: "Beste"]).make()
      portal.registries.give("token-1", [message])
      try await browser.signIn()
      let english = try await browser.get("/messages/\(message.message.id)?lang=en").html
      #expect(english.contains("This text is in Dutch"))
      #expect(english.contains("<h1 lang=\"nl\">"))
      #expect(english.contains("<p class=\"text\" lang=\"nl\">Beste</p>"))
      let dutch = try await browser.get("/messages/\(message.message.id)?lang=nl").html
      #expect(!dutch.contains("Deze tekst is in het"))
    }
  }

  @Test(
    "R-BOX-6: looking at a message reads nothing; showing its main content does, by the citizen's own act")
  func readingIsAnAct() async throws {
    try await Portal.open { portal, browser in
      let message = try Sample(body: [.nl: "De hele beslissing"], isBodyMainContent: true).make()
      portal.registries.give("token-1", [message])
      try await browser.signIn()
      let address = "/messages/\(message.message.id)"
      let shown = try await browser.get(address + "?lang=en").html
      #expect(!shown.contains("De hele beslissing"))
      #expect(shown.contains("the sender receives a read confirmation"))
      #expect(shown.contains("href=\"?show=text&amp;lang=en#text\""))
      _ = try await browser.head(address + "?show=text")
      #expect(portal.registries.reads == [])
      #expect(try await browser.get(address + "?show=text").html.contains("De hele beslissing"))
      #expect(portal.registries.reads == ["body"])
      #expect(
        try await portal.trail() == ["signIn done", "describe done", "describe done", "body done"])
    }
  }

  @Test("the document is shown in the page on asking only, in a frame of our own origin")
  func frame() async throws {
    try await Portal.open { portal, browser in
      let pdf = try Sample().make()
      let html = try Sample(fileName: "brief.html", mediaType: .html).make()
      portal.registries.give("token-1", [pdf, html])
      try await browser.signIn()
      let address = "/messages/\(pdf.message.id)"
      #expect(!(try await browser.get(address).html.contains("<iframe")))
      let shown = try await browser.get("\(address)?show=\(pdf.message.attachments[0].id)")
      #expect(
        shown.html.contains("src=\"\(address)/attachments/\(pdf.message.attachments[0].id)\" title=\""))
      #expect(shown.headers[.contentSecurityPolicy]?.hasSuffix("frame-src 'self'") == true)
      let page = try await browser.get("/messages/\(html.message.id)?show=\(html.message.attachments[0].id)")
      #expect(page.html.contains(" sandbox></iframe>"))
      #expect(!page.html.contains("target=\"_blank\""))
      #expect(portal.registries.reads == [])
    }
  }

  @Test("R-CON-7: a message from before the activation says that it came on paper too")
  func paperToo() async throws {
    try await Portal.open { portal, browser in
      let message = try Sample(wasSentBeforeActivation: true).make()
      portal.registries.give("token-1", [message])
      try await browser.signIn()
      let html = try await browser.get("/messages/\(message.message.id)?lang=en").html
      #expect(html.contains("You also received it on paper."))
    }
  }

  @Test("R-CON-7, R-PUB-11: in a sender's transition a message says until when it comes on paper too")
  func transition() async throws {
    try await Portal.open { portal, browser in
      // 2026-11-20 is the last day: it ends at 23:00 UTC.
      let (within, after, other) = (
        try Sample(publishedAt: "2026-11-20T22:59:59Z", messageType: "OVERGANG").make(),
        try Sample(publishedAt: "2026-11-20T23:00:00Z", messageType: "OVERGANG").make(), try Sample().make()
      )
      portal.registries.give("token-1", [within, after, other])
      try await browser.signIn()
      let said = "You also receive this message on paper: until 20 November 2026 inclusive"
      let html = try await browser.get("/messages/\(within.message.id)?lang=en").html
      #expect(html.contains(said))
      for message in [after, other] {
        let html = try await browser.get("/messages/\(message.message.id)?lang=en").html
        #expect(!html.contains("on paper"))
      }
      let both = try Sample(
        publishedAt: "2026-11-20T22:59:59Z", wasSentBeforeActivation: true, messageType: "OVERGANG"
      ).make()
      portal.registries.give("token-1", [both])
      let once = try await browser.get("/messages/\(both.message.id)?lang=en").html
      #expect(once.contains("You also received it on paper.") && !once.contains(said))
    }
  }
}

extension Array {
  fileprivate func asyncMap<T>(_ transform: (Element) async throws -> T) async throws -> [T] {
    var result: [T] = []
    for element in self { result.append(try await transform(element)) }
    return result
  }
}
