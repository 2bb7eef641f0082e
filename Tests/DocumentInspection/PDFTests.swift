import Contracts
import DocumentInspection
import NIOCore
import Testing

@Suite("R-PUB-7: what is found in a PDF") struct PDFTests {
  @Test(
    "good documents have no finding",
    arguments: [
      "good", "by-hand", "object-streams", "thousand-pages", "text-on-page-50", "good-large",
      "owner-password",
      "owner-password-rc4", "attached-text", "attached-bomb", "field-called-JS",
    ])
  func good(_ sample: String) async throws {
    try await expect(sample, [])
  }

  @Test(
    "what can't be read, or has no page, is damaged",
    arguments: ["truncated", "garbage", "header-only", "no-pages", "no-catalog", "nested"])
  func damaged(_ sample: String) async throws {
    try await expect(sample, [.damaged])
  }

  @Test(
    "what asks for a password or a key is encrypted",
    arguments: ["user-password", "user-password-rc4", "certificate"])
  func encrypted(_ sample: String) async throws {
    try await expect(sample, [.encrypted])
  }

  @Test("a broken structure is repaired", arguments: ["xref-lost", "xref-wrong", "length-wrong"])
  func repaired(_ sample: String) async throws {
    try await expect(sample, [.repaired])
  }

  @Test("pictures and blanks are no text", arguments: ["picture", "blank", "text-on-page-51"])
  func noText(_ sample: String) async throws {
    try await expect(sample, [.noTextLayer])
  }

  @Test(
    "what runs something, or carries a program, is active",
    arguments: [
      "open-javascript", "names-javascript", "catalog-aa", "page-aa", "annotation-javascript",
      "chained-javascript", "spelt-javascript", "packed-javascript", "launch", "open-launch", "rich-media",
      "xfa", "attached-program-name", "attached-program-bytes",
    ])
  func active(_ sample: String) async throws {
    try await expect(sample, [.activeContent])
  }

  @Test("a script that is called what it is not runs all the same")
  func disguised() async throws {
    try await Desk.with { desk throws in
      #expect(try await desk.findings("disguised").contains(.activeContent))
    }
  }

  @Test("several findings come in case order")
  func several() async throws {
    let text = String(decoding: try Samples.bytes("open-launch"), as: UTF8.self)
    let spoilt = text.replacing("startxref", with: "startxxxx").replacing("(a) Tj", with: "( ) Tj")
    try await Desk.with { desk throws in
      let found = try await desk.findings(ByteBuffer(string: spoilt))
      #expect(found == [.repaired, .activeContent, .noTextLayer])
    }
  }

  @Test("a document comes in any pieces, and with nothing declared")
  func pieces() async throws {
    let document = try Samples.buffer("launch")
    try await Desk.with { desk throws in
      for pieces in [1, 7, 600, 1_000_000] {
        #expect(
          try await desk.findings(document, "Application/PDF; version=1.7", pieces: pieces) == [
            .activeContent
          ])
      }
      #expect(try await desk.findings(document, nil) == [.activeContent])
      #expect(try await desk.findings(ByteBuffer(string: "Geachte"), nil) == [])
      #expect(try await desk.findings(ByteBuffer(), "application/pdf") == [.notDeclaredType])
    }
  }

  @Test("only PDFs are opened, and what is not as declared is not")
  func notOpened() async throws {
    try await Desk.with(InspectionSettings(worker: "/nonexistent")) { desk throws in
      #expect(try await desk.findings(ByteBuffer(string: "Geachte"), "text/plain") == [])
      #expect(try await desk.findings(ByteBuffer(string: "Geachte")) == [.notDeclaredType])
      #expect(try await desk.findings("launch", "text/html") == [.notDeclaredType])
      #expect(try await desk.findings("launch", "image/png") == [])
    }
  }

  @Test("hard findings come first, and each has a code of its own")
  func codes() {
    #expect(DocumentFinding.allCases.map(\.isHard) == [true, true, true, true, false, false, false])
    #expect(Set(DocumentFinding.allCases.map(\.rawValue)).count == DocumentFinding.allCases.count)
  }

  private func expect(_ sample: String, _ findings: [DocumentFinding]) async throws {
    try await Desk.with { desk throws in
      #expect(try await desk.findings(sample) == findings)
      #expect(desk.said.lines.isEmpty)
    }
  }
}
