import Testing
import Vocabulary

@Suite struct TimeOrderedIDTests {
  @Test func sortsByTimeAndParsesBack() throws {
    var last: MessageID?
    for milliseconds in stride(from: Int64(1_700_000_000_000), to: 1_700_000_001_000, by: 1) {
      let id = MessageID(at: Instant(microseconds: milliseconds * 1000), random: SystemRandom())
      #expect(try MessageID(parsing: id.text) == id)
      #expect(id.instant.microseconds == milliseconds * 1000)
      #expect(id.bytes.count == 16)
      if let last { #expect(last < id) }
      last = id
    }
  }

  @Test func twoOfOneInstantDiffer() {
    let instant = Instant(microseconds: 1_700_000_000_000_000)
    let ids = Set((0..<1000).map { _ in MessageID(at: instant, random: SystemRandom()) })
    #expect(ids.count == 1000)
  }

  @Test(arguments: [
    "", "01ARZ3NDEKTSV4RRFFQ69G5FA", "81ARZ3NDEKTSV4RRFFQ69G5FAV", "01arz3ndektsv4rrffq69g5fav",
    "01ARZ3NDEKTSV4RRFFQ69G5FAU", "01ARZ3NDEKTSV4RRFFQ69G5FAVX", "01ARZ3NDEKTSV4RRFFQ69G5F/V",
  ])
  func refuses(_ text: String) {
    #expect(throws: InvalidIdentifier.self) { try MessageID(parsing: text) }
  }
}

@Suite struct NameTests {
  @Test func lengthsAreTheContracts() throws {
    #expect(throws: InvalidIdentifier.self) { try MessageTypeID(parsing: "short") }
    #expect(try MessageTypeID(parsing: "sixsix").text == "sixsix")
    #expect(try MessageTypeID(parsing: String(repeating: "x", count: 80)).text.count == 80)
    #expect(throws: InvalidIdentifier.self) { try MessageTypeID(parsing: String(repeating: "x", count: 81)) }
    #expect(throws: InvalidIdentifier.self) { try ApplicationID(parsing: "") }
    #expect(throws: InvalidIdentifier.self) { try ApplicationID(parsing: String(repeating: "x", count: 151)) }
  }

  @Test(arguments: [
    "has space", "quote\"inside", "back\\slash", "line\nbreak", "nul\u{0}character", "accént",
  ])
  func refuses(_ text: String) {
    #expect(throws: InvalidIdentifier.self) { try MessageTypeID(parsing: text) }
    #expect(throws: InvalidIdentifier.self) { try IdempotencyKey(parsing: text) }
  }
}

@Suite struct TranslatedTextTests {
  @Test("R-PUB-8: missing languages are filled and marked")
  func fills() throws {
    let text = try TranslatedText(
      parsing: [.fr: "Avis", .de: "Bescheid"], kind: "subject", charactersMax: 400)
    #expect(text.filled == [.nl: "Avis", .fr: "Avis", .de: "Bescheid", .en: "Avis"])
    #expect(text.text(in: .en) == ("Avis", .fr, true))
    #expect(text.text(in: .de) == ("Bescheid", .de, false))
    #expect(text.onlyLanguage == nil)
  }

  @Test func refusesWhatNobodyCanRead() throws {
    for bad in ["", "   ", "a\u{0}b", "a\u{1B}[31m", String(repeating: "é", count: 401)] {
      #expect(throws: InvalidIdentifier.self) {
        try TranslatedText(parsing: [.nl: bad], kind: "subject", charactersMax: 400)
      }
    }
    #expect(throws: InvalidIdentifier.self) {
      try TranslatedText(parsing: [:], kind: "subject", charactersMax: 400)
    }
    let longest = String(repeating: "é", count: 400)
    #expect(
      try TranslatedText(parsing: [.nl: longest], kind: "subject", charactersMax: 400).texts[.nl] == longest)
  }
}

@Suite struct DigestTests {
  let bytes = [UInt8](0..<32)

  @Test func base64URLBackAndForth() throws {
    let digest = try Digest(.sha256, parsing: bytes)
    #expect(try Digest(.sha256, parsingBase64URL: digest.base64URL) == digest)
    #expect(try Digest(.sha256, parsingBase64URL: digest.base64URL + "=") == digest)
  }

  @Test func usualMistakesAreNamed() {
    let hex = String(repeating: "0f", count: 32)
    #expect { _ = try Digest(.sha256, parsingBase64URL: hex) } throws: { "\($0)".contains("hexadecimal") }
    let plain = String(repeating: "+/", count: 22)
    #expect { _ = try Digest(.sha256, parsingBase64URL: plain) } throws: { "\($0)".contains("plain base64") }
    #expect(throws: InvalidIdentifier.self) { try Digest(.sha256, parsingBase64URL: "AAAA") }
    #expect(throws: InvalidIdentifier.self) { try Digest(.sha512, parsing: bytes) }
  }
}

@Suite struct MediaTypeTests {
  @Test func keepsTypeAndSubtype() throws {
    #expect(try MediaType(parsing: "Application/PDF; charset=x").text == "application/pdf")
    #expect(try MediaType(parsing: "application/pdf ") == .pdf)
    #expect(MediaType.allowedForAttachments.count == 15)
  }

  @Test(arguments: ["", "pdf", "a/b/c", "/pdf", "application/", "appli cation/pdf", "text/html\r\nx: y"])
  func refuses(_ text: String) {
    #expect(throws: InvalidIdentifier.self) { try MediaType(parsing: text) }
  }
}

@Suite struct PageTests {
  @Test func bounds() throws {
    #expect(try PageRequest(parsing: 3, size: 25).offset == 50)
    for (number, size) in [(0, 25), (-1, 25), (1, 0), (1, 101), (1_000_001, 25)] {
      #expect(throws: InvalidIdentifier.self) { try PageRequest(parsing: number, size: size) }
    }
  }

  @Test func knowsWhetherMoreFollows() throws {
    let request = try PageRequest(parsing: 2, size: 2)
    #expect(Page(items: [3, 4], total: 5, request: request).hasNext)
    #expect(!Page(items: [3, 4], total: 4, request: request).hasNext)
    #expect(!Page<Int>(items: [], total: 4, request: try PageRequest(parsing: 9, size: 2)).hasNext)
  }
}
