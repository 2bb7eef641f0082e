import AsyncHTTPClient
import Contracts
import Foundation
import NIOCore
import NIOHTTP1
import Testing
import Vocabulary

@testable import ebox

/// A citizen's whole way with consents, over HTTP, on the whole program.
@Suite struct ConsentCycleTests {
  private static let citizen = "55110199909"

  /// From My eBox's start page to the consent screen, and through it; no e-mail address is given.
  private func activate(_ browser: CitizenBrowser) async throws -> WebPage {
    let screen = try await browser.open("/signin?lang=en", as: Self.citizen)
    let asking = try await browser.submit(screen, to: "/provider/consents/answer", [("choice", "accept")])
    #expect(asking.text.contains("Where may we write to you?"))
    let declined = try await browser.submit(
      asking, to: ProviderPages.addressPath, [("choice", "decline")])
    return try await browser.open(
      try #require(declined.link(to: AuthorizationMetadata.authorizationPath)))
  }

  @Test(
    "R-CON-1, R-CON-2, R-CON-4, R-CON-5: activate, read, withdraw in three clicks, take out, activate again"
  )
  func cycle() async throws {
    try await JourneyServer.run { server in
      let browser = CitizenBrowser(server)
      let inbox = try await activate(browser)
      #expect(inbox.status == 200 && inbox.address.hasSuffix("/inbox"))
      let first = try await publish(
        [UInt8]("%PDF-1.7 one".utf8), to: Self.citizen, as: "demo-premiums", in: server)
      let second = try await publish(
        [UInt8]("%PDF-1.7 two".utf8), to: Self.citizen, as: "demo-tax", in: server)
      let message = try await browser.open("/messages/\(first.messageID)")
      let file = try #require(message.link(to: "/download"))
      #expect(try await browser.get(file).text == "%PDF-1.7 one")

      // From the start page: my consents, withdraw, confirm.
      let start = try await browser.open("/")
      let consents = try await browser.open(
        try #require(start.link(to: "/provider/consents")), as: Self.citizen)
      let confirm = try await browser.open(try #require(consents.link(to: "/provider/consents/withdraw")))
      #expect(confirm.text.contains("This goes back to paper"))
      #expect(confirm.text.contains("You have not yet read 1 message"))
      let gone = try await browser.submit(confirm, to: "/withdraw")
      #expect(gone.status == 200)

      #expect(try await browser.open("/messages/\(first.messageID)").status == 403, "My eBox sees nothing")
      let list = try await browser.open(try #require(gone.link(to: "/provider/take-out")))
      #expect(list.text.contains("2 messages in total"))
      let document = try #require(list.link(to: "\(second.messageID)/attachments/"))
      let taken = try await browser.get(document)
      #expect(taken.text == "%PDF-1.7 two")
      #expect(taken.headers.first(name: "Content-Disposition")?.hasPrefix("attachment") == true)
      let late = try await publish(
        [UInt8]("%PDF-1.7 late".utf8), to: Self.citizen, as: "demo-tax", in: server)
      #expect(!late.isDigital)
      #expect(!(try await browser.open("/provider/take-out").text.contains("\(late.messageID)")))

      let screen = try await browser.open("/signin", as: Self.citizen)
      #expect(screen.text.contains("Your eBox still holds 2 earlier messages"))
      let again = try await browser.submit(screen, to: "/provider/consents/answer", [("choice", "accept")])
      #expect(again.text.contains("\(first.messageID)") && again.text.contains("\(second.messageID)"))
      #expect(try await browser.open("/provider/take-out").status == 404)

      let own = try await browser.open("/provider/consents")
      #expect(own.text.components(separatedBy: "Consent given for").count == 3)
      #expect(own.text.components(separatedBy: "Consent withdrawn for").count == 2)
      let text = try await browser.open(try #require(own.link(to: "/provider/consents/text")))
      #expect(text.text.contains("In principle you receive your messages"))
      #expect(text.text.contains("SHA-256"))
    }
  }

  @Test("R-CON-4: a download that is under way ends with the withdrawal")
  func cut() async throws {
    try await JourneyServer.run { server in
      let browser = CitizenBrowser(server)
      _ = try await activate(browser)
      let size = 48 * 1_048_576
      let receipt = try await publish(
        [UInt8]("%PDF-1.7 ".utf8) + [UInt8](repeating: 0x20, count: size), to: Self.citizen,
        as: "demo-premiums", in: server)
      let page = try await browser.open("/messages/\(receipt.messageID)")
      var request = HTTPClientRequest(url: server.file.baseURL + (try #require(page.link(to: "/download"))))
      request.headers.add(
        name: "Cookie", value: browser.cookies.map { "\($0.key)=\($0.value)" }.joined(separator: "; "))
      let response = try await server.http.execute(request, timeout: .seconds(60))
      var pieces = response.body.makeAsyncIterator()
      var read = try await pieces.next()?.readableBytes ?? 0
      let consents = try await browser.open("/provider/consents", as: Self.citizen)
      let confirm = try await browser.open(try #require(consents.link(to: "/withdraw")))
      _ = try await browser.submit(confirm, to: "/withdraw")
      do {
        while let piece = try await pieces.next() { read += piece.readableBytes }
      } catch {
        // The connection ends in the middle of the body, which is the point.
      }
      #expect(read > 0 && read < size)
    }
  }

  @Test("R-CON-3: the wish for no paper copy is the citizen's, and ends with the last consent")
  func exclusive() async throws {
    try await JourneyServer.run { server in
      let browser = CitizenBrowser(server)
      _ = try await activate(browser)
      let page = try await browser.open("/provider/consents/exclusive", as: Self.citizen)
      let chosen = try await browser.submit(page, to: "/exclusive", [("choice", "exclusive")])
      #expect(chosen.text.contains("You do not want a paper copy"))
      let confirm = try await browser.open(try #require(chosen.link(to: "/withdraw")))
      _ = try await browser.submit(confirm, to: "/withdraw")
      let after = try await browser.open("/provider/consents")
      #expect(after.text.contains("Paper copy allowed again"))
      #expect(try await browser.open("/provider/consents/exclusive").status == 404)
    }
  }

  @Test("R-BOX-2: where one is signed in, and out of it everywhere")
  func sessions() async throws {
    try await JourneyServer.run { server in
      let phone = CitizenBrowser(server)
      _ = try await activate(phone)
      let browser = CitizenBrowser(server)
      _ = try await browser.open("/signin", as: Self.citizen)
      let list = try await browser.open("/provider/sessions?lang=en")
      #expect(list.text.components(separatedBy: "name=\"session\"").count == 2, "the other one can be ended")
      #expect(list.text.contains("My eBox"))
      let out = try await browser.submit(list, to: "/end-all", [("channels", "yes")])
      #expect(out.text.contains("You are signed out everywhere"))
      for one in [phone, browser] {
        #expect(try await one.open("/inbox").status == 403, "My eBox's token ended")
        #expect(try await one.get("/provider/sessions").status == 303)
      }
    }
  }
}
