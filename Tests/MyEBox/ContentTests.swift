import Contracts
import EBoxTesting
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Pages
import Testing
import Vocabulary

@testable import MyEBox

@Suite("My eBox: contents")
struct ContentTests {
  private func open(
    _ sample: Sample = Sample(), _ body: @escaping @Sendable (Portal, Browser, String) async throws -> Void
  ) async throws {
    try await Portal.open { portal, browser in
      let message = try sample.make()
      portal.registries.give("token-1", [message])
      try await browser.signIn()
      let address = "/messages/\(message.message.id)/attachments/\(message.message.attachments[0].id)"
      try await body(portal, browser, address)
    }
  }

  @Test("R-BOX-3: a PDF opens in the browser and downloads whole, with headers that let it do nothing else")
  func pdf() async throws {
    try await open { portal, browser, address in
      let shown = try await browser.get(address)
      #expect(shown.status == .ok)
      #expect(shown.html == "%PDF-1.7 0123456789")
      #expect(shown.headers[.contentType] == "application/pdf")
      #expect(shown.headers[.contentLength] == "19")
      #expect(shown.headers[.xContentTypeOptions] == "nosniff")
      #expect(shown.headers[.cacheControl] == "no-store")
      #expect(shown.headers[.contentSecurityPolicy]?.contains("default-src 'none'") == true)
      #expect(shown.headers[.contentSecurityPolicy]?.contains("frame-ancestors 'self'") == true)
      #expect(
        shown.headers[.contentDisposition]
          == "inline; filename=\"beslissing.pdf\"; filename*=UTF-8''beslissing.pdf")
      let saved = try await browser.get(address + "/download")
      #expect(saved.headers[.contentDisposition]?.hasPrefix("attachment; ") == true)
      #expect(saved.html == shown.html)
      #expect(portal.registries.reads.count == 2)
      #expect(try await portal.trail() == ["signIn done", "read done", "read done"])
    }
  }

  @Test("R-BOX-6: HEAD and a conditional request read nothing")
  func notRead() async throws {
    try await open { portal, browser, address in
      let head = try await browser.head(address)
      #expect(head.status == .ok)
      #expect(head.headers[.contentLength] == "19")
      #expect(head.body.readableBytes == 0)
      let tag = try #require(head.headers[.eTag])
      #expect(try await browser.get(address, [.ifNoneMatch: tag]).status == .notModified)
      #expect(portal.registries.reads == [])
      #expect(try await portal.trail() == ["signIn done", "describe done", "describe done"])
    }
  }

  @Test("R-BOX-6: what a browser asks for by a guess of its own is not answered, and not read")
  func askedAhead() async throws {
    try await open { portal, browser, address in
      for (name, value) in [
        ("Sec-Purpose", "prefetch"), ("Sec-Purpose", "prefetch;prerender"), ("Purpose", "prefetch"),
      ] {
        let field = HTTPField(name: try #require(HTTPField.Name(name)), value: value)
        let response = try await browser.get(address, HTTPFields([field]))
        #expect(response.status == .serviceUnavailable && response.body.readableBytes == 0)
      }
      #expect(portal.registries.reads == [])
      #expect(try await portal.trail() == ["signIn done"])
      #expect(try await browser.get(address).status == .ok)
    }
  }

  @Test(
    "R-BOX-3: a range is answered with just its bytes",
    arguments: [
      ("bytes=0-3", "%PDF", "bytes 0-3/19"), ("bytes=9-", "0123456789", "bytes 9-18/19"),
      ("bytes=-2", "89", "bytes 17-18/19"), ("bytes=17-400", "89", "bytes 17-18/19"),
      ("bytes=-400", "%PDF-1.7 0123456789", "bytes 0-18/19"),
    ])
  func range(header: String, expected: String, contentRange: String) async throws {
    try await open { _, browser, address in
      let response = try await browser.get(address, [.range: header])
      #expect(response.status == .partialContent)
      #expect(response.html == expected)
      #expect(response.headers[.contentRange] == contentRange)
      #expect(response.headers[.contentLength] == String(expected.utf8.count))
    }
  }

  @Test(
    "a range past the end is 416, one that means nothing is the whole",
    arguments: [
      ("bytes=19-", HTTPResponse.Status.rangeNotSatisfiable), ("bytes=-0", .rangeNotSatisfiable),
      ("bytes=5-2", .ok), ("bytes=0-1,4-5", .ok), ("items=0-1", .ok), ("bytes=-", .ok),
      ("bytes=99999999999999999999-", .ok),
    ])
  func otherRanges(header: String, status: HTTPResponse.Status) async throws {
    try await open { portal, browser, address in
      let response = try await browser.get(address, [.range: header])
      #expect(response.status == status)
      if status == .rangeNotSatisfiable {
        #expect(response.headers[.contentRange] == "bytes */19")
        #expect(portal.registries.reads == [])
      }
    }
  }

  @Test("If-Range with another tag gives the whole")
  func ifRange() async throws {
    try await open { _, browser, address in
      let tag = try #require(try await browser.head(address).headers[.eTag])
      let range: HTTPFields = [.range: "bytes=0-3", .ifRange: tag]
      #expect(try await browser.get(address, range).status == .partialContent)
      let other: HTTPFields = [.range: "bytes=0-3", .ifRange: "\"other\""]
      #expect(try await browser.get(address, other).status == .ok)
    }
  }

  @Test("R-OPS-5: HTML and text stay in a sandbox, also in a tab; anything unknown is only downloaded")
  func presentations() async throws {
    let html = Sample(fileName: "a.html", mediaType: .html, bytes: [UInt8]("<script>1</script>".utf8))
    try await open(html) { _, browser, address in
      let policy = try await browser.get(address).headers[.contentSecurityPolicy] ?? ""
      #expect(policy.contains("; sandbox; ") && !policy.contains("script"))
    }
    let zip = Sample(fileName: "a.zip", mediaType: try MediaType(parsing: "application/zip"))
    try await open(zip) { _, browser, address in
      let response = try await browser.get(address)
      #expect(response.headers[.contentDisposition]?.hasPrefix("attachment; ") == true)
      #expect(response.headers[.contentSecurityPolicy]?.hasSuffix("; sandbox") == true)
    }
    let text = Sample(fileName: "a.txt", mediaType: .plainText, bytes: [UInt8]("é".utf8))
    try await open(text) { _, browser, address in
      let response = try await browser.get(address)
      #expect(response.headers[.contentType] == "text/plain; charset=utf-8")
    }
  }

  @Test(
    "a hostile file name harms no header and no disk",
    arguments: [
      ("a\"b.pdf", "a_b.pdf", "a_b.pdf"),
      ("a\r\nSet-Cookie: x=1.pdf", "aSet-Cookie_ x=1.pdf", "aSet-Cookie_%20x%3D1.pdf"),
      ("../../etc/passwd", "_.._etc_passwd", "_.._etc_passwd"), ("..\\x.pdf", "_x.pdf", "_x.pdf"),
      (
        "Überweisung – ½ jaar.pdf", "__berweisung ___ __ jaar.pdf",
        "%C3%9Cberweisung%20%E2%80%93%20%C2%BD%20jaar.pdf"
      ),
      ("fdp.\u{202E}exe.pdf", "fdp.exe.pdf", "fdp.exe.pdf"), ("100%41.pdf", "100_41.pdf", "100%2541.pdf"),
      ("   ", "document", "document"), ("a;b=c'd.pdf", "a_b=c'd.pdf", "a_b%3Dc%27d.pdf"),
    ])
  func fileNames(name: String, plain: String, encoded: String) async throws {
    try await open(Sample(fileName: name)) { _, browser, address in
      let response = try await browser.get(address + "/download")
      #expect(
        response.headers[.contentDisposition]
          == "attachment; filename=\"\(plain)\"; filename*=UTF-8''\(encoded)")
      #expect(response.headers[.setCookie] == nil)
    }
  }

  @Test("a file name of 255 characters arrives whole, a longer one cut")
  func longNames() {
    let long = String(repeating: "é", count: 251) + ".pdf"
    let text = ContentDisposition(long, isDownload: true).text
    #expect(text.hasSuffix(String(repeating: "%C3%A9", count: 251) + ".pdf"))
    #expect(ContentDisposition(String(repeating: "x", count: 300), isDownload: true).text.utf8.count < 600)
  }

  @Test("sizes are said as people read them")
  func sizes() async throws {
    try await Portal.open { portal, _ in
      let (fr, en) = (portal.myEBox.pages.words(.fr), portal.myEBox.pages.words(.en))
      #expect(WrittenSize(0, en).text == "0 bytes")
      #expect(WrittenSize(999, fr).text == "999 octets")
      #expect(WrittenSize(20_480, en).text == "20 kB")
      #expect(WrittenSize(999_499, en).text == "999 kB")
      #expect(WrittenSize(999_500, en).text == "1.0 MB")
      #expect(WrittenSize(52_428_800, fr).text == "52,4 Mo")
    }
  }
}
