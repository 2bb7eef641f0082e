import Contracts
import EBoxTesting
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Testing
import Vocabulary

@testable import MyEBox

@Suite("R-REG-3: My eBox: registered mail")
struct RegisteredMailPageTests {
  /// A portal with one message and a citizen who is signed in, in English.
  private static func open(
    _ delivery: RegisteredDelivery, isReplyAuthorized: Bool = false, body: [Language: String]? = nil,
    _ story: @escaping @Sendable (Portal, Browser, Message) async throws -> Void
  ) async throws {
    try await Portal.open { portal, browser in
      browser.cookies["lang"] = "en"
      let message = try Sample(body: body, isReplyAuthorized: isReplyAuthorized, delivery: delivery).make()
      portal.registries.give("token-1", [message])
      try await browser.signIn()
      try await story(portal, browser, message.message)
    }
  }

  private static func token(_ html: String) throws -> String {
    let match = html.firstMatch(of: /name="form-token" value="([^"]+)">\n<input[^>]*name="decision"/)
    return String(try #require(match).output.1)
  }

  private static let closed = "Its text and documents can’t be opened."

  @Test("what waits says until when, what each choice means and nothing of what is in it; one button accepts")
  func accept() async throws {
    try await Self.open(Sample.delivery(), body: [.nl: "Geheim"]) { portal, browser, message in
      let address = "/messages/\(message.id)"
      let list = try await browser.get("/inbox").html
      #expect(list.contains("<li class=\"fresh registered\">"))
      #expect(list.contains("<span class=\"badge registered\">Registered mail</span>"))
      #expect(list.contains("<span class=\"badge calm\">Accept or refuse up to 5 December 2026</span>"))
      let page = try await browser.get(address).html
      try WellFormedHTML.check(page, .en)
      for text in [
        "You can decide up to 5 December 2026.", "If you accept", "If you refuse", "If you do nothing",
        "waiting for your decision",
      ] { #expect(page.contains(text), "\(text)") }
      #expect(!page.contains("beslissing.pdf") && !page.contains("Geheim") && !page.contains("/attachments/"))
      #expect(portal.registries.reads.isEmpty)
      let form = "form-token=\(try Self.token(page))&decision=accept"
      let done = try await browser.post(address + "/decision", form)
      #expect(done.status == .seeOther)
      let next = try #require(done.headers[.location])
      #expect(next == "\(address)?decided=accept#registered")
      let after = try await browser.get(next).html
      try WellFormedHTML.check(after, .en)
      #expect(after.contains("You accepted this registered mail. You can open it now."))
      #expect(after.contains("Accepted by you on 22 November 2026 at 10:00 in Demo Bank"))
      #expect(after.contains("beslissing.pdf") && !after.contains("/decision"))
      #expect(portal.registries.registeredMail.decisions == [.accept])
      // The same form once more changes nothing and says the same.
      #expect(try await browser.post(address + "/decision", form).headers[.location] == next)
      let trail = try await portal.trail()
      #expect(trail.suffix(3) == ["decide done", "body done", "decide done"])
    }
  }

  @Test("a refusal is asked once more, and takes a form of its own")
  func refuse() async throws {
    try await Self.open(Sample.delivery(), isReplyAuthorized: true) { portal, browser, message in
      let address = "/messages/\(message.id)"
      #expect(try await browser.get(address).html.contains("href=\"\(address)/refuse?lang=en\">Refuse</a>"))
      let question = try await browser.get(address + "/refuse").html
      try WellFormedHTML.check(question, .en)
      #expect(
        question.contains("Refuse this registered mail?") && question.contains("You can’t undo a refusal."))
      #expect(portal.registries.registeredMail.decisions.isEmpty)
      let form = "form-token=\(try Self.token(question))&decision=refuse"
      let next = try #require(try await browser.post(address + "/decision", form).headers[.location])
      let after = try await browser.get(next).html
      try WellFormedHTML.check(after, .en)
      #expect(after.contains("You refused this registered mail. The sender is told."))
      #expect(after.contains(Self.closed) && !after.contains("beslissing.pdf"))
      #expect(!after.contains("/reply") && !after.contains("Unread"))
      let list = try await browser.get("/inbox").html
      #expect(list.contains("<span class=\"badge danger\">Refused</span>"))
      #expect(list.contains("<li class=\"registered\">"))
      #expect(try await browser.get(address + "/refuse").headers[.location] == address)
    }
  }

  @Test("R-BOX-7: a decision without its form token, or of another session, decides nothing")
  func forged() async throws {
    try await Self.open(Sample.delivery()) { portal, browser, message in
      let path = "/messages/\(message.id)/decision"
      for form in ["decision=accept", "form-token=old&decision=refuse"] {
        #expect(try await browser.post(path, form).status == .forbidden)
      }
      let token = try Self.token(try await browser.get("/messages/\(message.id)").html)
      for form in ["form-token=\(token)", "form-token=\(token)&decision=maybe"] {
        #expect(try await browser.post(path, form).status == .forbidden)
      }
      browser.headers[try #require(HTTPField.Name("Sec-Fetch-Site"))] = "cross-site"
      #expect(try await browser.post(path, "form-token=\(token)&decision=accept").status == .forbidden)
      browser.headers = [:]
      #expect(portal.registries.registeredMail.decisions.isEmpty)
      #expect(try await browser.get(path).status == .notFound)
      browser.cookies = ["lang": "en"]
      #expect(try await browser.post(path, "form-token=\(token)&decision=accept").status != .ok)
      #expect(portal.registries.registeredMail.decisions.isEmpty)
    }
  }

  @Test("a decision that was taken elsewhere meanwhile stands, and the page says so")
  func raced() async throws {
    try await Self.open(Sample.delivery()) { portal, browser, message in
      let address = "/messages/\(message.id)"
      let token = try Self.token(try await browser.get(address).html)
      let refused = Sample.delivery(
        until: "2026-12-05T23:00:00Z", Sample.facts([.consignmentRejection], at: "2026-11-22T08:00:00Z"))
      portal.registries.registeredMail.stand(refused, of: message.id)
      let answer = try await browser.post(address + "/decision", "form-token=\(token)&decision=accept")
      #expect(answer.status == .conflict)
      try WellFormedHTML.check(answer.html, .en)
      #expect(answer.html.contains("Nothing was changed: this was decided before, or the period was over."))
      #expect(answer.html.contains("Refused by you on 22 November 2026 at 09:00 in Demo Bank."))
      #expect(answer.html.contains(Self.closed))
      #expect(try await portal.trail().last == "decide rejected ALREADY_DECIDED")
      // An address that claims something else is not believed.
      #expect(try await !browser.get(address + "?decided=accept").html.contains("role=\"status\""))
    }
  }

  @Test(
    "what ended is marked and closed: silence, also unwritten; withdrawal; no box",
    arguments: [
      (
        Sample.delivery(until: "2026-11-21T23:00:00Z"), "Not accepted in time",
        "The period to decide ended on 22 November 2026 at 00:00"
      ),
      (
        Sample.delivery(Sample.facts([.acceptanceRejectionExpiry], at: "2026-11-21T23:00:00Z")),
        "Not accepted in time", "The period to decide ended on 22 November 2026 at 00:00"
      ),
      (
        Sample.delivery(
          Sample.facts([.contentConsignmentFailure], at: "2026-11-21T08:00:00Z", reason: .consentWithdrawn)),
        "Not delivered", "Not delivered on 21 November 2026 at 09:00: your eBox was not active any more"
      ),
      (
        Sample.delivery(
          Sample.facts([.contentConsignmentFailure], at: "2026-11-21T08:00:00Z", reason: .noConsent)),
        "Not delivered", "your eBox was not active."
      ),
    ])
  func ended(_ delivery: RegisteredDelivery, _ badge: String, _ text: String) async throws {
    try await Self.open(delivery, isReplyAuthorized: true, body: [.nl: "Geheim"]) {
      portal, browser, message in
      let list = try await browser.get("/inbox").html
      #expect(
        list.contains("<span class=\"badge danger\">\(badge)</span>") && !list.contains("class=\"fresh"))
      let page = try await browser.get("/messages/\(message.id)?show=text").html
      try WellFormedHTML.check(page, .en)
      #expect(page.contains(text) && page.contains(Self.closed))
      for hidden in ["Geheim", "beslissing.pdf", "/decision", "/reply", ">Unread<"] {
        #expect(!page.contains(hidden), "\(hidden)")
      }
      #expect(portal.registries.reads.isEmpty)
    }
  }

  @Test("the last days are a warning; basic registered mail is read as any message")
  func nearAndBasic() async throws {
    try await Self.open(Sample.delivery(until: "2026-11-25T12:30:00Z")) { _, browser, message in
      let text = "Accept or refuse up to 25 November 2026 at 13:30"
      let list = try await browser.get("/inbox").html
      #expect(list.contains("<span class=\"badge warn\">\(text)</span>"))
      let page = try await browser.get("/messages/\(message.id)").html
      #expect(page.contains("<p class=\"notice\">You can decide up to 25 November 2026 at 13:30.</p>"))
    }
    try await Self.open(Sample.delivery(until: nil)) { _, browser, message in
      let page = try await browser.get("/messages/\(message.id)").html
      try WellFormedHTML.check(page, .en)
      #expect(page.contains("beslissing.pdf") && page.contains("Registered mail</span>"))
      #expect(page.contains("Delivered on 20 November 2026 at 10:00: from then on you could open it"))
      #expect(!page.contains("/decision") && !page.contains("id=\"registered\""))
    }
  }

  @Test("each fact has its two files once it is sealed, and says so while it is not")
  func proofs() async throws {
    try await Self.open(Sample.delivery(until: nil)) { portal, browser, message in
      let facts = try #require(message.delivery?.facts)
      let played = portal.registries.registeredMail
      played.seal(SealedProof(fact: facts[0], document: Array("<evidence/>".utf8), signature: [0x30, 0x80]))
      let address = "/messages/\(message.id)"
      let page = try await browser.get(address).html
      let folder = "\(address)/proofs/\(facts[0].id)"
      #expect(page.contains("href=\"\(folder)/evidence.xml\" download"))
      #expect(page.contains("href=\"\(folder)/evidence.p7s\" download"))
      #expect(page.contains("The proof is being made.") && page.contains("href=\"/help?lang=en#proofs\""))
      let xml = try await browser.get(folder + "/evidence.xml")
      #expect(xml.html == "<evidence/>" && xml.headers[.contentType] == "application/xml")
      #expect(
        xml.headers[.contentDisposition]?.hasPrefix(
          "attachment; filename=\"evidence-SubmissionAcceptance.xml\"") == true)
      #expect(xml.headers[.cacheControl] == "no-store" && xml.headers[.xContentTypeOptions] == "nosniff")
      let seal = try await browser.get(folder + "/evidence.p7s")
      #expect(Array(seal.body.readableBytesView) == [0x30, 0x80])
      #expect(seal.headers[.contentType] == "application/pkcs7-signature")
      #expect(try await browser.head(folder + "/evidence.p7s").headers[.contentLength] == "2")
      let pending = try await browser.get("\(address)/proofs/\(facts[1].id)/evidence.xml")
      #expect(pending.status == .serviceUnavailable && pending.headers[.retryAfter] == "60")
      try WellFormedHTML.check(pending.html, .en)
      for wrong in ["none", EvidenceID(at: facts[0].at, random: SystemRandom()).text] {
        #expect(try await browser.get("\(address)/proofs/\(wrong)/evidence.xml").status == .notFound)
      }
      played.failProofs(.overloaded(retryAfterSeconds: 2))
      let unknown = try await browser.get(address)
      #expect(unknown.status == .ok && unknown.html.contains("The proofs can’t be fetched now."))
      #expect(unknown.html.contains("beslissing.pdf"))
    }
  }

  @Test(
    "R-REG-3: the proof that describes the content has no link before it is accepted, and says when it will")
  func closedProof() async throws {
    try await Self.open(Sample.delivery()) { portal, browser, message in
      let facts = try #require(message.delivery?.facts)
      for fact in facts {
        portal.registries.registeredMail.seal(
          SealedProof(fact: fact, document: Array("<evidence/>".utf8), signature: [0x30, 0x80]))
      }
      let address = "/messages/\(message.id)"
      let page = try await browser.get(address).html
      try WellFormedHTML.check(page, .en)
      #expect(page.contains("You get this proof once you accept"))
      #expect(!page.contains("proofs/\(facts[0].id)") && !page.contains("The proof is being made."))
      #expect(page.contains("href=\"\(address)/proofs/\(facts[1].id)/evidence.xml\" download"))
      let closed = try await browser.get("\(address)/proofs/\(facts[0].id)/evidence.xml")
      #expect(closed.status == .forbidden && !closed.html.contains("<evidence/>"))
    }
  }

  @Test("R-BOX-7: each page is well formed in every language", arguments: Language.allCases)
  func languages(_ language: Language) async throws {
    let states = [
      Sample.delivery(), Sample.delivery(until: nil),
      Sample.delivery(
        Sample.facts(
          [.consignmentAcceptance, .contentConsignment, .contentHandover], at: "2026-11-21T08:00:00Z")),
      Sample.delivery(Sample.facts([.consignmentRejection], at: "2026-11-21T08:00:00Z")),
    ]
    for delivery in states {
      try await Self.open(delivery) { _, browser, message in
        browser.cookies["lang"] = language.rawValue
        let address = "/messages/\(message.id)"
        for path in ["/inbox", address, "/help"] {
          try WellFormedHTML.check(try await browser.get(path).html, language)
        }
        let question = try await browser.get(address + "/refuse")
        if question.status == .ok { try WellFormedHTML.check(question.html, language) }
      }
    }
  }
}
