import Contracts
import EBoxTesting
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Testing
import Vocabulary

@testable import MyEBox

@Suite("My eBox: search, filters and tidying")
struct InboxTests {
  @Test("R-BOX-3: what is searched and filtered reaches the registry, stays in the form, and pages keep it")
  func filters() async throws {
    try await Portal.open { portal, browser in
      portal.registries.give("token-1", try (0..<30).map { _ in try Sample().make() })
      try await browser.signIn()
      let html = try await browser.get(
        "/inbox?lang=en&q=renovatie&sender=0999999031&type=PREMIE-BESLISSING&from=2026-11-01&to=2026-11-22"
      ).html
      let query = try #require(portal.registries.queries.first)
      #expect(query.search?.text == "renovatie" && query.search?.language == .en)
      #expect(query.sender?.digits == "0999999031" && query.messageType?.text == "PREMIE-BESLISSING")
      #expect(query.receivedFrom == (try Instant(parsing: "2026-11-01T00:00:00+01:00")))
      #expect(query.receivedBefore == (try Instant(parsing: "2026-11-23T00:00:00+01:00")))
      #expect(query.isVisible == true && query.isRead == nil)
      #expect(html.contains("name=\"q\" type=\"search\" value=\"renovatie\""))
      #expect(html.contains("<option value=\"0999999031\" lang=\"en\" selected>"))
      #expect(html.contains("type=\"date\" value=\"2026-11-22\""))
      #expect(html.contains("30 messages found") && html.contains("<details class=\"filters\" open>"))
      let older = try #require(html.firstMatch(of: /rel="next" href="([^"]+)"/)).output.1
      #expect(older.contains("q=renovatie&amp;sender=0999999031") && older.hasSuffix("&amp;page=2"))
    }
  }

  @Test("R-BOX-3: unread ones, hidden ones, and what each empty view says")
  func views() async throws {
    try await Portal.open { portal, browser in
      portal.registries.give("token-1", [try Sample(readAt: "2026-11-21T08:00:00Z").make()])
      try await browser.signIn()
      #expect(try await browser.get("/inbox?lang=en&view=unread").html.contains("You have read everything"))
      #expect(portal.registries.queries.contains { $0.isRead == false && $0.isVisible == true })
      #expect(try await browser.get("/inbox?view=hidden").html.contains("You have hidden nothing"))
      #expect(try await browser.get("/inbox?q=nergens").html.contains("Nothing found"))
      let odd = try await browser.get("/inbox?view=evil&page=-1&sender=1&type=%00&from=2026-02-31&q=%FF")
      #expect(odd.status == .ok && odd.html.contains("1 message in total"))
    }
  }

  @Test("R-BOX-3: a message is hidden and shown again by its own form only")
  func hiding() async throws {
    try await Portal.open { portal, browser in
      let message = try Sample().make()
      portal.registries.give("token-1", [message])
      try await browser.signIn()
      let address = "/messages/\(message.message.id)"
      #expect(try await browser.post(address + "/visibility", "visible=false").status == .forbidden)
      #expect(try await browser.get("/inbox?lang=en").html.contains("1 message in total"))
      let page = try await browser.get(address).html
      let form = try #require(
        page.firstMatch(of: /action="([^"]+\/visibility)">\n<input[^>]*value="([^"]+)">/))
      let token = "form-token=\(form.output.2)"
      #expect(try await browser.post(String(form.output.1), token + "&visible=false").status == .seeOther)
      #expect(try await browser.get("/inbox").html.contains("You have no messages yet"))
      #expect(try await browser.get("/inbox?view=hidden").html.contains(address))
      #expect(try await browser.get(address).html.contains("You have hidden this message."))
      _ = try await browser.post(String(form.output.1), token + "&visible=true")
      #expect(try await browser.get("/inbox").html.contains(address))
      browser.headers[try #require(HTTPField.Name("Sec-Fetch-Site"))] = "cross-site"
      #expect(
        try await browser.post(address + "/visibility", token + "&visible=false").status == .forbidden)
      let trail = try await portal.trail()
      #expect(trail.filter { $0 == "setVisibility done" }.count == 2)
      #expect(trail.filter { $0 == "setVisibility rejected formExpired" }.count == 2)
    }
  }

  @Test("due dates stand on the list and on the message, with from when they count")
  func due() async throws {
    try await Portal.open { portal, browser in
      let running = try Sample(publishedAt: "2026-11-20T09:00:00Z", messageType: "VERGUNNING").make()
      let over = try Sample(publishedAt: "2026-09-01T09:00:00Z", messageType: "VERGUNNING").make()
      portal.registries.give("token-1", [running, over])
      try await browser.signIn()
      let inbox = try await browser.get("/inbox?lang=en").html
      #expect(inbox.contains("You can appeal up to 20 December 2026"))
      #expect(inbox.contains("The term ended on 1 October 2026"))
      let page = try await browser.get("/messages/\(running.message.id)").html
      #expect(page.contains("The term runs from 20 November 2026"))
    }
  }

  @Test("R-AUD-3: who opened a message is said in words, and pieces of one viewing are one")
  func history() async throws {
    try await Portal.open { portal, browser in
      let message = try Sample(fileName: "<b>besluit</b>.pdf", body: [.nl: "Tekst"]).make()
      portal.registries.give("token-1", [message])
      let attachment = message.message.attachments[0].id
      let (bank, own) = (try ChannelID(parsing: "demo-bank"), try ChannelID(parsing: "my-ebox"))
      let at = try Instant(parsing: "2026-11-21T10:00:00+01:00")
      func access(
        _ channel: ChannelID, _ seconds: Int64, _ content: ContentAccess.Content,
        _ kind: ContentAccess.Kind = .opened
      ) -> ContentAccess {
        ContentAccess(
          channel: channel, at: at.adding(seconds: seconds), content: content,
          isMainContent: content != .body,
          kind: kind)
      }
      portal.registries.tell([
        access(own, 9000, .body), access(bank, 62, .attachment(attachment)),
        access(bank, 61, .attachment(attachment)), access(bank, 0, .attachment(attachment)),
      ])
      try await browser.signIn()
      let html = try await browser.get("/messages/\(message.message.id)?lang=en").html
      let lines = html.matches(of: /<li>((?:Read|Opened) on [^<]+)<\/li>/).map { String($0.output.1) }
      #expect(
        lines == [
          "Opened on 21 November 2026 at 12:30 in my-ebox: Text of the message",
          "Read on 21 November 2026 at 10:00 in Demo Bank: &lt;b&gt;besluit&lt;/b&gt;.pdf",
        ])
      portal.registries.tell([
        access(bank, 62, .attachment(attachment), .shown),
        access(bank, 61, .attachment(attachment), .fetchedAhead),
      ])
      let words = [
        "en": ("in the copy that was fetched ahead: ", "by Demo Bank, not opened: "),
        "nl": ("uit de vooraf opgehaalde kopie: ", "door Demo Bank, niet geopend: "),
        "fr": ("dans la copie téléchargée d’avance : ", "par Demo Bank, pas ouvert : "),
        "de": ("in der im Voraus abgeholten Kopie: ", "von Demo Bank, nicht geöffnet: "),
      ]
      for (language, (shown, fetched)) in words {
        let html = try await browser.get("/messages/\(message.message.id)?lang=\(language)").html
        #expect(html.contains(shown) && html.contains(fetched), "\(language)")
      }
      portal.registries.tell([])
      #expect(try await browser.get("/messages/\(message.message.id)?lang=en").html.contains("Nobody yet."))
    }
  }

  @Test("R-DIR-5, R-OPS-6, R-AUD-6: contacts and responsibilities stand where they are looked for")
  func contacts() async throws {
    try await Portal.open { portal, browser in
      let privacy = try await browser.get("/privacy?lang=en").html
      for text in ["dpo@provider.example", "Provider &amp; Co, the provider", "Keeper keeps the documents"] {
        #expect(privacy.contains(text), "\(text)")
      }
      let help = try await browser.get("/help").html
      #expect(help.contains("help &lt;b&gt;@my-ebox.example"))
      #expect(help.contains("href=\"https://provider.example/mail-check\""))
      #expect(help.contains("<a href=\"/help\" aria-current=\"page\">Help</a>"))
      #expect(!help.contains("/signout"))
      let message = try Sample().make()
      portal.registries.give("token-1", [message])
      try await browser.signIn()
      #expect(try await browser.get("/help").html.contains("/signout"))
      let page = try await browser.get("/messages/\(message.message.id)").html
      #expect(page.contains("helpdesk@premies.example") && page.contains("help &lt;b&gt;@my-ebox.example"))
      #expect(page.contains("href=\"https://provider.example/profile\""))
    }
  }

  @Test("R-BOX-3: a search that is kept through signing in again comes back; one too long is forgotten")
  func keptThroughSignIn() async throws {
    try await Portal.open { portal, browser in
      portal.registries.give("token-1", [])
      portal.registries.give("token-2", [])
      let back = try await browser.signIn(at: "/inbox?view=unread&q=%C3%A9l%C3%A8ve")
      #expect(back.headers[.location] == "/inbox?view=unread&q=%C3%A9l%C3%A8ve")
      browser.cookies = [:]
      let long = String(repeating: "%C3%A9", count: 90)
      #expect(try await browser.signIn(at: "/inbox?q=\(long)").headers[.location] == "/inbox")
    }
  }

  @Test("R-BOX-7: the inbox page stays within 60 KB with the longest subjects")
  func weight() async throws {
    try await Portal.open { portal, browser in
      let subject = String(repeating: "Beslissing ", count: 36)
      portal.registries.give(
        "token-1", try (0..<30).map { _ in try Sample(subject: [.nl: subject]).make() })
      try await browser.signIn()
      #expect(try await browser.get("/inbox?lang=de").html.utf8.count <= 60_000)
    }
  }
}
