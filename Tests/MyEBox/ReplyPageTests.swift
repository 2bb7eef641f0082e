import Contracts
import EBoxTesting
import EdgeHTTP
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Testing
import Vocabulary

@testable import MyEBox

@Suite("R-PUB-10: My eBox: replies")
struct ReplyPageTests {
  /// A portal with one message that allows replies, and a citizen who is signed in.
  private static func open(
    _ language: Language = .en, allows: Bool = true,
    _ body: @escaping @Sendable (Portal, Browser, MessageID) async throws -> Void
  ) async throws {
    try await Portal.open { portal, browser in
      browser.cookies["lang"] = language.rawValue
      let message = try Sample(isReplyAuthorized: allows).make()
      portal.registries.give("token-1", [message])
      try await browser.signIn()
      try await body(portal, browser, message.message.id)
    }
  }

  private static func field(_ name: String, in html: String) throws -> String {
    let match = html.firstMatch(of: try Regex("name=\"\(name)\" value=\"([^\"]*)\""))
    return String(try #require(match?.output[1].substring))
  }

  /// What is filled in; token and key are those of the page unless set.
  private struct Filled {
    var text = ""
    var files: [(String, String, String)] = []
    var token: String?
    var key: String?
  }

  /// Sends the form of the page as a browser does.
  private static func send(
    _ browser: Browser, _ id: MessageID, _ filled: Filled = Filled()
  ) async throws -> TestResponse {
    let page = try await browser.get("/messages/\(id)/reply").html
    var parts = [
      ("form-token", "", try filled.token ?? field("form-token", in: page)),
      ("key", "", try filled.key ?? field("key", in: page)), ("text", "", filled.text),
    ]
    for (name, type, content) in filled.files {
      parts.append(("files", "; filename=\"\(name)\"\r\nContent-Type: \(type)", content))
    }
    if filled.files.isEmpty {
      parts.append(("files", "; filename=\"\"\r\nContent-Type: application/octet-stream", ""))
    }
    let body =
      parts.map { name, lines, content in
        "--edge\r\nContent-Disposition: form-data; name=\"\(name)\"\(lines)\r\n\r\n\(content)\r\n"
      }.joined() + "--edge--\r\n"
    return try await browser.post("/messages/\(id)/reply", body, "multipart/form-data; boundary=edge")
  }

  @Test(
    "a form in four languages that works without JavaScript; the sender and the message are named",
    arguments: [
      (Language.nl, "Uw antwoord"), (.fr, "Votre réponse"), (.de, "Ihre Antwort"), (.en, "Your reply"),
    ])
  func form(language: Language, label: String) async throws {
    try await Self.open(language) { _, browser, id in
      let message = try await browser.get("/messages/\(id)").html
      try WellFormedHTML.check(message, language)
      #expect(message.contains("href=\"/messages/\(id)/reply?lang=\(language.rawValue)\""))
      let answer = try await browser.get("/messages/\(id)/reply")
      try WellFormedHTML.check(answer.html, language)
      #expect(answer.status == .ok && answer.html.contains(label))
      #expect(answer.html.contains("enctype=\"multipart/form-data\"") && !answer.html.contains("<script"))
      #expect(answer.html.contains("Beslissing over uw renovatiepremie"))
      #expect(answer.headers[.contentSecurityPolicy]?.contains("form-action 'self'") == true)
    }
  }

  @Test("text and files reach the registry as they were chosen; the page shows the receipt")
  func sent() async throws {
    try await Self.open { portal, browser, id in
      let answer = try await Self.send(
        browser, id,
        Filled(
          text: "Ik ga niet akkoord.\r\n<script>alert(1)</script>",
          files: [("bewijs.pdf", "application/pdf", "%PDF-1.7"), ("foto's.zip", "application/zip", "PK")]))
      let location = try #require(answer.headers[.location])
      #expect(answer.status == .seeOther && location.hasPrefix("/messages/\(id)?sent="))
      let reply = try #require(portal.registries.replied.first)
      #expect(reply.request?.text?.texts == [.en: "Ik ga niet akkoord.\n<script>alert(1)</script>"])
      #expect(reply.request?.files.map(\.partName) == ["file1", "file2"])
      #expect(reply.files.map(\.0.fileName) == ["bewijs.pdf", "foto's.zip"])
      #expect(reply.files.map(\.0.mediaType) == ["application/pdf", "application/zip"])
      #expect(reply.files.map { String(decoding: $0.1, as: UTF8.self) } == ["%PDF-1.7", "PK"])
      #expect((reply.key?.text.count ?? 0) > 20)
      let page = try await browser.get(String(location.prefix { $0 != "#" })).html
      try WellFormedHTML.check(page, .en)
      for text in ["Your reply was sent", "bewijs.pdf", "Not yet opened by the sender", "sha256 "] {
        #expect(page.contains(text), "\(text)")
      }
      #expect(try await portal.trail().contains("reply done"))
    }
  }

  @Test("when the sender opened it stands beside the receipt; a name in it is only a name")
  func opened() async throws {
    try await Self.open { portal, browser, id in
      let header = PartHeader(name: "f", fileName: "<img src=x>.pdf", mediaType: nil)
      portal.registries.give(
        Sample.receipt(of: id, text: false, [header], openedAt: try Instant(parsing: Portal.start)))
      let page = try await browser.get("/messages/\(id)").html
      try WellFormedHTML.check(page, .en)
      #expect(page.contains("Opened by the sender on 22 November 2026"))
      #expect(page.contains("&lt;img src=x&gt;.pdf") && !page.contains("<img src=x>"))
      #expect(!page.contains("Your reply was sent"))
    }
  }

  @Test("an empty reply, and what the registry turns down: said beside the field, the text kept")
  func mistakes() async throws {
    try await Self.open { portal, browser, id in
      portal.registries.failReplies(.rejected(.empty))
      let empty = try await Self.send(browser, id)
      #expect(empty.status == .unprocessableContent)
      #expect(empty.html.contains("id=\"text-error\"") && empty.html.contains("aria-invalid=\"true\""))
      let cases: [(ReplyRejection, String)] = [
        (.file(.documentUnfit(part: "file1", .malware)), "bewijs.pdf carries malware"),
        (.file(.mediaTypeNotAllowed(part: "file1")), "bewijs.pdf is no file of an accepted kind"),
        (.file(.attachmentEmpty(part: "file1")), "bewijs.pdf is empty"),
        (.upload(.tooManyAttachments(max: 6)), "You chose more than 6 files"),
        (.upload(.publicationTooLarge(bytesMax: 1)), "100 MB"), (.replyNotAllowed, "takes no reply"),
        (.tooManyReplies(max: 50), "50 times"), (.tooManyBytes(max: 524_288_000), "on one day"),
        (.tooManyAtOnce(max: 4), "4 replies of yours are being sent"),
      ]
      for (rejection, words) in cases {
        portal.registries.failReplies(.rejected(rejection))
        let answer = try await Self.send(
          browser, id, Filled(text: "Ik & u </textarea>", files: [("bewijs.pdf", "application/pdf", "x")]))
        try WellFormedHTML.check(answer.html, .en)
        #expect(answer.status == .unprocessableContent && answer.html.contains(words), "\(words)")
        #expect(answer.html.contains("Ik &amp; u &lt;/textarea&gt;</textarea>"))
      }
      #expect(portal.registries.replied.isEmpty)
      #expect(try await portal.trail().contains("reply rejected DOCUMENT_UNFIT"))
    }
  }

  @Test("a text that is too long, or holds what can't be sent")
  func texts() async throws {
    try await Self.open { portal, browser, id in
      let long = try await Self.send(browser, id, Filled(text: String(repeating: "x", count: 20_001)))
      #expect(long.html.contains("more than 20000 characters") && long.status == .unprocessableContent)
      let longer = try await Self.send(browser, id, Filled(text: String(repeating: "é", count: 60_000)))
      #expect(longer.html.contains("more than 20000 characters"))
      let control = try await Self.send(browser, id, Filled(text: "a\u{7}b"))
      #expect(control.html.contains("characters that can’t be sent"))
      #expect(portal.registries.replied.isEmpty)
    }
  }

  @Test("a form that says it is too large gives its text all the same")
  func tooLarge() async throws {
    let parts = ["text\"\r\n\r\nNee", "files\"; filename=\"a.pdf\"\r\n\r\nx"]
    let body = parts.map { "--edge\r\nContent-Disposition: form-data; name=\"\($0)\r\n" }.joined()
    for (length, isTooLarge) in [(ReplyForm.bytesMax, false), (ReplyForm.bytesMax + 1, true)] {
      let head = HTTPRequest(
        method: .post, scheme: "https", authority: "my-ebox.test", path: "/messages/x/reply",
        headerFields: [
          .contentType: "multipart/form-data; boundary=edge", .contentLength: "\(length)",
        ])
      let request = Request(head: head, body: RequestBody(buffer: ByteBuffer(string: body)))
      let form = try await ReplyForm(request, BodyReader(request, bytesMax: ReplyForm.bytesMax))
      #expect(form.typed == "Nee" && form.isTooLarge == isTooLarge)
    }
  }

  @Test("the same form twice is one reply for the registry; a used key leads to the receipt")
  func twice() async throws {
    try await Self.open { portal, browser, id in
      let receipt = Sample.receipt(of: id, text: true, [])
      portal.registries.failReplies(.rejected(.alreadyReplied(receipt)))
      let answer = try await Self.send(browser, id, Filled(text: "Nee"))
      #expect(answer.headers[.location] == "/messages/\(id)?sent=\(receipt.id)#replies")
    }
  }

  @Test(
    "another text under a used key: the first was sent, this one was not, and the first receipt is there",
    arguments: [
      (Language.nl, "Uw eerste tekst"), (.fr, "premier"), (.de, "erster Text"), (.en, "first text"),
    ])
  func otherSent(language: Language, words: String) async throws {
    try await Self.open(language) { portal, browser, id in
      let header = PartHeader(name: "f", fileName: "bewijs.pdf", mediaType: nil)
      let receipt = Sample.receipt(of: id, text: true, [header])
      portal.registries.failReplies(.rejected(.otherReplySent(receipt)))
      let answer = try await Self.send(browser, id, Filled(text: "Anders & meer", key: "k-1"))
      try WellFormedHTML.check(answer.html, language)
      #expect(answer.status == .conflict)
      for text in [words, receipt.id.text, "bewijs.pdf", "sha256 ", "Anders &amp; meer</textarea>"] {
        #expect(answer.html.contains(text), "\(text)")
      }
      #expect(!answer.html.contains("value=\"k-1\""), "sent again, it is another reply")
      #expect(try await portal.trail().last == "reply rejected OTHER_REPLY_SENT")
    }
  }

  @Test("where nobody knows whether it was sent, the same form comes back, with its text and its key")
  func unknown() async throws {
    try await Self.open { portal, browser, id in
      portal.registries.failReplies(.outcomeUnknown(CancellationError()))
      let answer = try await Self.send(browser, id, Filled(text: "Ik ga niet akkoord", key: "k-1"))
      #expect(answer.status == .serviceUnavailable)
      #expect(answer.html.contains("We don’t know yet whether your reply was sent."))
      #expect(!answer.html.contains("Your reply was not sent"))
      #expect(answer.html.contains("Ik ga niet akkoord") && answer.html.contains("value=\"k-1\""))
      #expect(try await portal.trail().last == "reply rejected outcomeUnknown")
    }
  }

  @Test("R-BOX-2: no session, a forged or missing token, another site: nothing is sent, on record")
  func forged() async throws {
    try await Self.open { portal, browser, id in
      for token in ["", "AAAA"] {
        #expect(try await Self.send(browser, id, Filled(text: "Nee", token: token)).status == .forbidden)
      }
      let form = try await browser.post("/messages/\(id)/reply", "text=Nee")
      #expect(form.status == .forbidden)
      let nowhere = MessageID(at: try Instant(parsing: Portal.start), random: SystemRandom())
      let other = try await browser.post("/messages/\(nowhere)/reply", "text=Nee")
      #expect(other.status == .forbidden, "the form is judged first")
      browser.headers = [.secFetchSite: "cross-site"]
      #expect(try await Self.send(browser, id, Filled(text: "Nee")).status == .forbidden)
      browser.headers = [:]
      #expect(try await Self.send(browser, id, Filled(text: "Nee", key: "a b")).status == .forbidden)
      #expect(try await portal.trail().filter { $0 == "reply rejected formExpired" }.count == 6)
      #expect(portal.registries.replied.isEmpty)
      browser.cookies = [:]
      let answer = try await browser.post("/messages/\(id)/reply", "x", "multipart/form-data; boundary=edge")
      #expect(answer.status == .seeOther && answer.headers[.location]?.contains("/messages") == false)
    }
  }

  @Test("a message that allows none has neither form nor button")
  func notAllowed() async throws {
    try await Self.open(allows: false) { _, browser, id in
      let page = try await browser.get("/messages/\(id)").html
      #expect(!page.contains("/reply"))
      let form = try await browser.get("/messages/\(id)/reply")
      #expect(form.status == .notFound)
    }
  }
}

extension HTTPField.Name {
  fileprivate static let secFetchSite = HTTPField.Name("Sec-Fetch-Site")!
}
