#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Reads a multipart body (RFC 2046 §5.1) piece by piece: a state machine without input or output of its own.
///
/// Fed with consecutive pieces of any size, it answers with the events in them. Content is never copied: it
/// comes as ranges of the piece, or, where what looked like the start of a boundary ended a piece, as a range
/// of ``delimiter``. It holds at most one part's header lines. After a failure it must not be fed again.
package struct MultipartParser {
  package enum Event: Hashable, Sendable {
    /// A part begins. Lines in order, names in lower case.
    case part([MultipartHeader])
    /// Content, as offsets into the piece that was fed.
    case bytes(Range<Int>)
    /// Content, as offsets into ``delimiter``: it came with an earlier piece and looked like a boundary.
    case delimiterBytes(Range<Int>)
    case endOfPart
    /// The closing boundary; only an epilogue may follow.
    case end
  }

  private enum State {
    case content(Progress)
    /// After a delimiter: `--`, or blanks and a line end.
    case afterDelimiter(Suffix)
    case headers
    case epilogue
  }

  /// How far the delimiter is matched by the end of what was fed.
  private struct Progress {
    /// Bytes of the delimiter.
    var matched: Int
    /// How many of them are its line end taken for granted, and so never content.
    let assumed: Int
    let isPreamble: Bool
  }

  private enum Suffix { case start, dash, blanks, carriageReturn }

  /// CR LF `--` and the boundary.
  package let delimiter: [UInt8]

  private let limits: MultipartLimits
  private var state: State
  private var header: [UInt8] = []
  private var parts = 0
  private var preambleBytes = 0
  private var epilogueBytes = 0

  /// - Throws: ``MultipartFailure/boundaryInvalid`` unless it is 1 to 70 `bchars` that end without a space.
  package init(boundary: some StringProtocol, limits: MultipartLimits = MultipartLimits())
    throws(MultipartFailure)
  {
    let boundary = Array(boundary.utf8)
    guard (1...MultipartLimits.boundaryBytesMax).contains(boundary.count), boundary.last != 0x20,
      boundary.allSatisfy(MultipartParser.isBoundaryByte)
    else { throw .boundaryInvalid }
    delimiter = Array("\r\n--".utf8) + boundary
    self.limits = limits
    // The first boundary may open the body.
    state = .content(Progress(matched: 2, assumed: 2, isPreamble: true))
  }

  /// Reads one piece.
  /// - Parameter events: appended to, in the order of the body.
  package mutating func feed(_ piece: UnsafeRawBufferPointer, into events: inout [Event])
    throws(MultipartFailure)
  {
    var place = 0
    while place < piece.count {
      switch state {
      case .content(let progress): place = try readContent(piece, from: place, progress, into: &events)
      case .afterDelimiter(let suffix):
        try readSuffix(piece[place], suffix, into: &events)
        place += 1
      case .headers:
        place = try readHeaders(piece, from: place, into: &events)
      case .epilogue:
        epilogueBytes += piece.count - place
        guard epilogueBytes <= limits.epilogueBytesMax else { throw .epilogueTooLong }
        place = piece.count
      }
    }
  }

  /// To be called when the body has ended.
  package func finish() throws(MultipartFailure) {
    guard case .epilogue = state else { throw .truncated }
  }

  // MARK: content

  private mutating func readContent(
    _ piece: UnsafeRawBufferPointer, from start: Int, _ progress: Progress, into events: inout [Event]
  ) throws(MultipartFailure) -> Int {
    guard progress.matched == 0 else { return try resumeMatch(piece, from: start, progress, into: &events) }
    let (end, length) = nextCandidate(piece, from: start)
    if end > start { try pass(.bytes(start..<end), end - start, progress, into: &events) }
    if length == delimiter.count {
      endContent(progress, into: &events)
    } else {
      state = .content(Progress(matched: length, assumed: 0, isPreamble: progress.isPreamble))
    }
    return end + length
  }

  /// Goes on with a delimiter whose start ended the piece before.
  private mutating func resumeMatch(
    _ piece: UnsafeRawBufferPointer, from start: Int, _ progress: Progress, into events: inout [Event]
  ) throws(MultipartFailure) -> Int {
    var progress = progress
    let length = matchLength(piece, at: start, from: progress.matched)
    progress.matched += length
    if progress.matched == delimiter.count {
      endContent(progress, into: &events)
    } else if start + length == piece.count {
      state = .content(progress)
    } else {
      // No boundary after all. CR stands only first in the delimiter, so nothing in the matched part begins
      // another.
      let content = progress.assumed..<progress.matched
      if !content.isEmpty { try pass(.delimiterBytes(content), content.count, progress, into: &events) }
      state = .content(Progress(matched: 0, assumed: 0, isPreamble: progress.isPreamble))
    }
    return start + length
  }

  /// Where the next delimiter begins that is whole or cut by the end of the piece, and how many bytes of it
  /// there are.
  private func nextCandidate(_ piece: UnsafeRawBufferPointer, from start: Int) -> (at: Int, length: Int) {
    guard let base = piece.baseAddress else { return (piece.count, 0) }
    var place = start
    while place < piece.count, let found = memchr(base + place, 0x0D, piece.count - place) {
      let candidate = base.distance(to: UnsafeRawPointer(found))
      let length = matchLength(piece, at: candidate, from: 0)
      if length == delimiter.count || candidate + length == piece.count { return (candidate, length) }
      place = candidate + length
    }
    return (piece.count, 0)
  }

  /// How many bytes at `place` are those of the delimiter from `offset` on.
  private func matchLength(_ piece: UnsafeRawBufferPointer, at place: Int, from offset: Int) -> Int {
    let most = min(piece.count - place, delimiter.count - offset)
    return delimiter.withUnsafeBufferPointer { delimiter in
      var length = 0
      while length < most, piece[place + length] == delimiter[offset + length] { length += 1 }
      return length
    }
  }

  private mutating func pass(
    _ event: Event, _ count: Int, _ progress: Progress, into events: inout [Event]
  ) throws(MultipartFailure) {
    guard progress.isPreamble else { return events.append(event) }
    preambleBytes += count
    guard preambleBytes <= limits.preambleBytesMax else { throw .preambleTooLong }
  }

  private mutating func endContent(_ progress: Progress, into events: inout [Event]) {
    if !progress.isPreamble { events.append(.endOfPart) }
    state = .afterDelimiter(.start)
  }

  // MARK: boundary lines

  private mutating func readSuffix(
    _ byte: UInt8, _ suffix: Suffix, into events: inout [Event]
  ) throws(MultipartFailure) {
    switch (suffix, byte) {
    case (.start, UInt8(ascii: "-")): state = .afterDelimiter(.dash)
    case (.dash, UInt8(ascii: "-")):
      events.append(.end)
      state = .epilogue
    case (.start, 0x20), (.start, 0x09), (.blanks, 0x20), (.blanks, 0x09): state = .afterDelimiter(.blanks)
    case (.start, 0x0D), (.blanks, 0x0D): state = .afterDelimiter(.carriageReturn)
    case (.carriageReturn, 0x0A):
      parts += 1
      guard parts <= limits.partsMax else { throw .tooManyParts }
      header.removeAll(keepingCapacity: true)
      state = .headers
    default: throw .malformedBoundary
    }
  }

  // MARK: header lines

  private mutating func readHeaders(
    _ piece: UnsafeRawBufferPointer, from start: Int, into events: inout [Event]
  ) throws(MultipartFailure) -> Int {
    var place = start
    while place < piece.count {
      let byte = piece[place]
      place += 1
      header.append(byte)
      guard header.count <= limits.headerBytesMax else { throw .headerTooLarge }
      guard byte == 0x0A, header.suffix(4) == [0x0D, 0x0A, 0x0D, 0x0A] || header == [0x0D, 0x0A] else {
        continue
      }
      events.append(.part(try MultipartHeader.parse(header, linesMax: limits.headerLinesMax)))
      // A boundary may follow at once, the empty line being its line end: a part without content.
      state = .content(Progress(matched: 2, assumed: 2, isPreamble: false))
      return place
    }
    return place
  }

  private static func isBoundaryByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
    default: "'()+_,-./:=? ".utf8.contains(byte)
    }
  }
}
