import Testing

@testable import EdgeHTTP

@Suite("Multipart: RFC 2046, in pieces of any size")
struct MultipartParserTests {
  struct Part: Equatable {
    var headers: [MultipartHeader]
    var content: [UInt8] = []
    var isWhole = false
  }

  /// Parses `body` in pieces of the sizes that `cuts` says.
  static func parse(
    _ body: [UInt8], boundary: String = "b", cuts: (Int) -> Int = { $0 },
    limits: MultipartLimits = MultipartLimits()
  ) throws(MultipartFailure) -> [Part] {
    var parser = try MultipartParser(boundary: boundary, limits: limits)
    var parts: [Part] = []
    var place = 0
    while place < body.count {
      let length = max(1, min(cuts(body.count - place), body.count - place))
      let piece = Array(body[place..<place + length])
      place += length
      var events: [MultipartParser.Event] = []
      let failure = piece.withUnsafeBytes { bytes -> MultipartFailure? in
        do throws(MultipartFailure) { try parser.feed(bytes, into: &events) } catch { return error }
        return nil
      }
      if let failure { throw failure }
      for event in events {
        switch event {
        case .part(let headers): parts.append(Part(headers: headers))
        case .bytes(let range): parts[parts.count - 1].content += piece[range]
        case .delimiterBytes(let range): parts[parts.count - 1].content += parser.delimiter[range]
        case .endOfPart: parts[parts.count - 1].isWhole = true
        case .end: break
        }
      }
    }
    try parser.finish()
    return parts
  }

  static func body(
    _ contents: [[UInt8]], boundary: String = "b", preamble: String = "", epilogue: String = ""
  ) -> [UInt8] {
    var body = Array(preamble.utf8)
    for (index, content) in contents.enumerated() {
      body += Array("--\(boundary)\r\nX-Part: \(index)\r\n\r\n".utf8) + content + Array("\r\n".utf8)
    }
    return body + Array("--\(boundary)--\(epilogue)".utf8)
  }

  @Test("R-PUB-2: any content in any pieces comes out as it went in", arguments: 0..<200)
  func roundTrip(seed: Int) throws {
    var random = Linear(seed: UInt64(seed))
    let boundary = String(
      (0..<random.below(70) + 1).map { _ in "abAB01'()+_,-./:=?".randomElement(using: &random) ?? "a" })
    // Content that is mostly made of what boundaries are made of.
    let scraps = ["\r\n--\(boundary)x", "\r\n--", "\r", "\n", "--\(boundary)", "\r\r\n", "-", "é", "\u{0}"]
      .map { Array($0.utf8) }
    let contents = (0..<random.below(6) + 1).map { _ in
      (0..<random.below(40)).flatMap { _ in scraps[random.below(scraps.count)] }
    }.map { content in
      // A content can't hold its own delimiter, nor begin with a boundary line.
      Self.holds(Array("\r\n--\(boundary)".utf8), in: Array("\r\n".utf8) + content)
        ? Array("x".utf8) : content
    }
    let body = Self.body(
      contents, boundary: boundary, preamble: seed % 3 == 0 ? "hello\r\n" : "", epilogue: "\r\nbye")
    let parts = try Self.parse(
      body, boundary: boundary, cuts: { _ in seed % 2 == 0 ? 1 : random.below(23) + 1 })
    #expect(parts.map(\.content) == contents)
    #expect(parts.allSatisfy { $0.isWhole })
    #expect(
      parts.map(\.headers) == contents.indices.map { [MultipartHeader(name: "x-part", value: "\($0)")] })
  }

  private static func holds(_ needle: [UInt8], in hay: [UInt8]) -> Bool {
    hay.indices.contains { hay[$0...].starts(with: needle) }
  }

  @Test("what looks like a boundary and ends a piece is content after all")
  func nearBoundary() throws {
    let content = Array("a\r\n--bound\r\n--boundarx\r\r\n-".utf8)
    for length in 1...40 {
      let parts = try Self.parse(
        Self.body([content], boundary: "boundary"), boundary: "boundary", cuts: { _ in length })
      #expect(parts.map(\.content) == [content])
    }
  }

  @Test("an empty part may leave out its empty content's line end")
  func emptyPart() throws {
    let body = Array("--b\r\nA: 1\r\n\r\n--b\r\nA: 2\r\n\r\n\r\n--b--".utf8)
    for length in [1, 2, 3, 100] {
      let parts = try Self.parse(body, cuts: { _ in length })
      #expect(parts.map(\.content) == [[], []])
    }
  }

  @Test("blanks after a boundary, folded header lines, ISO-8859-1 values")
  func tolerances() throws {
    let body = Array("--b \t\r\nA: 1\r\n  2\r\nB:\t".utf8) + [0xE9] + Array(" \r\n\r\nx\r\n--b--".utf8)
    let parts = try Self.parse(body, cuts: { _ in 1 })
    #expect(
      parts.first?.headers == [
        MultipartHeader(name: "a", value: "1 2"), MultipartHeader(name: "b", value: "é"),
      ])
  }

  static let broken: [(String, MultipartFailure)] = [
    (String(repeating: "x", count: 4097) + "\r\n--b--", .preambleTooLong),
    (String(repeating: "--b\r\nA: 1\r\n\r\nx\r\n", count: 17) + "--b--", .tooManyParts),
    ("--b\r\nA: " + String(repeating: "x", count: 8192) + "\r\n\r\nx\r\n--b--", .headerTooLarge),
    ("--b\r\n" + String(repeating: "A: 1\r\n", count: 17) + "\r\nx\r\n--b--", .headerTooLarge),
    ("--b\r\nno colon\r\n\r\nx\r\n--b--", .malformedHeader),
    ("--b\r\n: no name\r\n\r\nx\r\n--b--", .malformedHeader),
    ("--b\r\n folded first\r\n\r\nx\r\n--b--", .malformedHeader),
    ("--b\r\nA: \u{1}\r\n\r\nx\r\n--b--", .malformedHeader),
    ("--b\r\nA: 1\nB: 2\r\n\r\nx\r\n--b--", .malformedHeader),
    ("--bx\r\n\r\nx\r\n--b--", .malformedBoundary),
    ("--b--" + String(repeating: "x", count: 4097), .epilogueTooLong),
    ("", .truncated), ("--b", .truncated), ("--b\r\nA: 1", .truncated), ("--b\r\nA: 1\r\n\r\nx", .truncated),
    ("--b\r\nA: 1\r\n\r\nx\r\n--b", .truncated), ("--b\r\nA: 1\r\n\r\nx\r\n--b-", .truncated),
  ]

  @Test("R-OPS-5: every malformed body has its failure, in one piece and byte by byte", arguments: broken)
  func malformed(text: String, failure: MultipartFailure) {
    for length in [1, Int.max] {
      #expect(throws: failure) { try Self.parse(Array(text.utf8), cuts: { _ in length }) }
    }
  }

  @Test("boundaries", arguments: ["", String(repeating: "a", count: 71), "a ", "a\"b", "é", "a\r\nb"])
  func boundary(text: String) {
    #expect(throws: MultipartFailure.boundaryInvalid) { try MultipartParser(boundary: text) }
  }
}

/// A small generator with a seed, so that a failing case can be repeated.
struct Linear: RandomNumberGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1 }

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return (state ^ (state >> 29)) &* 0xBF58_476D_1CE4_E5B9
  }

  mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &self) }
}
