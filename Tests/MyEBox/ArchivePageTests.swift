import Contracts
import EBoxTesting
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Testing
import Vocabulary

@testable import MyEBox

@Suite("My eBox: take everything with me")
struct ArchivePageTests {
  private static func token(_ browser: Browser) async throws -> String {
    let page = try await browser.get("/archive?lang=en").html
    let form = try #require(page.firstMatch(of: /action="\/archive">\n<input[^>]*value="([^"]+)">/))
    return "form-token=\(form.output.1)"
  }

  @Test("R-BOX-3, R-BOX-6: the page says what it takes and that it reads; only the form takes it")
  func whole() async throws {
    try await Portal.open { portal, browser in
      let messages = [
        try Sample(body: [.nl: "Beste"]).make(), try Sample(readAt: "2026-11-21T08:00:00Z").make(),
      ]
      portal.registries.give("token-1", messages)
      try await browser.signIn()
      let page = try await browser.get("/archive?lang=en").html
      #expect(page.contains("What you take counts as read.") && page.contains("38 bytes"))
      #expect(portal.registries.reads.isEmpty)
      #expect(try await browser.post("/archive", "").status == .forbidden)
      #expect(try await browser.get("/archive").headers[.contentType] == "text/html; charset=utf-8")
      #expect(portal.registries.reads.isEmpty)

      let archive = try await browser.post("/archive", try await Self.token(browser))
      #expect(archive.status == .ok && archive.headers[.contentType] == "application/zip")
      #expect(
        archive.headers[.contentDisposition]
          == "attachment; filename=\"eBox 2026-11-22.zip\"; filename*=UTF-8''eBox%202026-11-22.zip")
      #expect(archive.headers[.cacheControl] == "no-store")
      #expect(archive.body.readableBytesView.starts(with: [0x50, 0x4B, 3, 4]))
      #expect(portal.registries.reads.count == 3)
      #expect(try await portal.trail().suffix(2) == ["archive done", "archive done"])
    }
  }

  @Test("a long download keeps its session awake; one that is signed out meanwhile ends")
  func long() async throws {
    try await Portal.open { portal, browser in
      portal.registries.give("token-1", try (0..<5).map { _ in try Sample().make() })
      try await browser.signIn()
      let token = try await Self.token(browser)
      portal.registries.onRead { _ in portal.time.advance(seconds: 600) }
      let archive = try await browser.post("/archive", token)
      #expect(archive.status == .ok && portal.registries.reads.count == 5)
      #expect(try await portal.trail().last == "archive done")
      portal.registries.onRead { _ in portal.time.advance(seconds: 901) }
      _ = try? await browser.post("/archive", token)
      #expect(portal.registries.reads.count == 6)
      #expect(try await portal.trail().last == "archive rejected sessionOver")
    }
  }

  @Test("an empty box has nothing to take")
  func empty() async throws {
    try await Portal.open { portal, browser in
      portal.registries.give("token-1", [])
      try await browser.signIn()
      let page = try await browser.get("/archive?lang=en").html
      #expect(page.contains("you have no messages") && !page.contains("action=\"/archive\""))
    }
  }

  @Test("R-CON-4, R-AUD-1: a consent withdrawn in the middle, or signing out, cuts it, and the trail says so")
  func cut() async throws {
    try await Portal.open { portal, browser in
      portal.registries.give("token-1", try (0..<3).map { _ in try Sample().make() })
      try await browser.signIn()
      let token = try await Self.token(browser)
      portal.registries.onRead { $0.fail(.denied(.channelNotLinked)) }
      let archive = try? await browser.post("/archive", token)
      #expect(archive.map { !String(buffer: $0.body).contains("index.html") } ?? true)
      #expect(portal.registries.reads.count == 1)
      #expect(try await portal.trail().suffix(2) == ["archive done", "archive rejected channelNotLinked"])

      portal.registries.fail(nil)
      let cookie = try #require(browser.cookies["my-ebox"])
      portal.registries.onRead { _ in }
      let session = try #require(
        try await {
          if case .open(let session) = try await portal.myEBox.sessions.standing(cookie) {
            session
          } else {
            nil
          }
        }())
      try await portal.myEBox.sessions.end(session, code: nil, RequestID("test"))
      #expect(try await browser.post("/archive", token).status == .forbidden)
      #expect(portal.registries.reads.count == 1)
    }
  }
}
