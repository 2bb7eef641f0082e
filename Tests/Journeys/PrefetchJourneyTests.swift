import AuditTrail
import Contracts
import EBoxClient
import Foundation
import Testing
import Vocabulary

@testable import ebox

/// Fetching ahead, from the citizen's choice to the sender's read confirmation, over HTTP on the whole
/// program.
@Suite struct PrefetchJourneyTests {
  private static let citizen = "92080699933"
  private static let bank = "demo-bank"
  private static let page = "/provider/consents/prefetch?channel=demo-bank&lang=en"

  private func denial(_ act: () async throws -> Void) async -> Denial? {
    do {
      try await act()
      return nil
    } catch Failure<ReadingRejection>.denied(let denial) {
      return denial
    } catch {
      return nil
    }
  }

  @Test(
    "R-BOX-6: the citizen allows it, the channel fetches and shows, and only then the sender sees it read")
  func walk() async throws {
    try await JourneyServer.run { server in
      let browser = CitizenBrowser(server)
      let number = try NationalNumber(parsing: Self.citizen)
      let sender = try server.client(of: try server.sender("demo-premiums")).sender
      let receipt = try await publish(
        [UInt8]("%PDF-1.7 ahead".utf8), to: Self.citizen, as: "demo-premiums", in: server)
      let id = receipt.messageID
      func readAt() async throws -> Instant? {
        try await sender.status(of: [StatusQuery(message: id, recipient: number)]).first?.readAt
      }
      let channel = try await server.channel(of: Self.citizen, in: Self.bank)
      let ahead = try await server.channel(of: Self.citizen, in: Self.bank, for: .prefetch)
      let main = try #require(try await channel.message(id).attachments.first).id
      func fetch() async throws {
        for try await _ in try await ahead.content(of: main, in: id, range: nil).bytes {}
      }
      #expect(await denial(fetch) == .prefetchNotAllowed)
      #expect(
        await denial { try await channel.update([MessageUpdate(id, isShown: true)]) } == .prefetchNotAllowed)
      #expect(try await !channel.summary().isPrefetchAllowed)

      let off = try await browser.open(Self.page, as: Self.citizen)
      #expect(off.text.contains("Demo Bank may fetch nothing ahead"))
      let on = try await browser.submit(off, to: "/prefetch", [("choice", "allow")])
      #expect(on.text.contains("Demo Bank may fetch messages ahead"))
      #expect(on.text.contains("Fetching ahead allowed for Demo Bank"))
      #expect(on.text.contains("My eBox may fetch nothing ahead"), "for that channel only")

      #expect(try await channel.summary().isPrefetchAllowed)
      try await fetch()
      #expect(try await readAt() == nil)
      #expect(try await channel.statistics().unread == 1)
      try await channel.update([MessageUpdate(id, isShown: true)])
      let shown = try #require(try await readAt())
      try await channel.update([MessageUpdate(id, isShown: true)])
      #expect(try await readAt() == shown)

      let portal = CitizenBrowser(server)
      _ = try await portal.open("/signin?lang=en", as: Self.citizen)
      let message = try await portal.open("/messages/\(id)")
      #expect(message.text.contains("by Demo Bank, not opened"))
      #expect(message.text.contains("in the copy that was fetched ahead"))

      let again = try await browser.open(Self.page)
      let stopped = try await browser.submit(again, to: "/prefetch", [("choice", "end")])
      #expect(stopped.text.contains("Fetching ahead stopped for Demo Bank"))
      #expect(await denial(fetch) == .prefetchNotAllowed)
    }
  }

  @Test("R-CON-1: a choice without its form, or for a channel without a consent, changes nothing")
  func refused() async throws {
    try await JourneyServer.run { server in
      let browser = CitizenBrowser(server)
      let page = try await browser.open(Self.page, as: Self.citizen)
      let form = try #require(page.form(to: "/prefetch"))
      let forged = form.fields.map { ($0.0, $0.0 == "channel" ? $0.1 : "forged") } + [("choice", "allow")]
      #expect(try await browser.post(form.action, forged).status == 403)
      func posted(_ channel: String, _ choice: String) async throws -> Int {
        let fields = form.fields.filter { $0.0 != "channel" } + [("channel", channel), ("choice", choice)]
        return try await browser.post(form.action, fields).status
      }
      #expect(try await posted("demo-slow", "allow") == 409)
      #expect(try await posted("demo-bank", "perhaps") == 400)
      #expect(try await browser.open("/provider/consents/prefetch?channel=demo-slow").status == 404)
      #expect(try await browser.get(Self.page, headers: [("Sec-Purpose", "prefetch")]).status == 503)
      let channel = try await server.channel(of: Self.citizen, in: Self.bank)
      #expect(try await !channel.summary().isPrefetchAllowed)
    }
  }
}
