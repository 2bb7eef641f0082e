/// How much a stranger's document may hold, so that to parse and canonicalise it costs little more than its
/// bytes. Held against the bytes before a parser sees them.
package struct XMLLimits: Hashable, Sendable {
  /// Of one start tag, from `<` to `>`.
  package let tagBytesMax: Int
  /// Attributes of one start tag, namespace declarations included.
  package let attributesMax: Int
  /// Elements, comments, processing instructions and CDATA sections.
  package let nodesMax: Int
  package let depthMax: Int

  package init(tagBytesMax: Int, attributesMax: Int, nodesMax: Int, depthMax: Int) {
    self.tagBytesMax = tagBytesMax
    self.attributesMax = attributesMax
    self.nodesMax = nodesMax
    self.depthMax = depthMax
  }

  /// For a request of a few thousand rows.
  package static let request = XMLLimits(
    tagBytesMax: 8192, attributesMax: 48, nodesMax: 20_000, depthMax: 48)

  /// Holds the document against these limits, as far as it is well-formed: where it is not, the parser says
  /// so. No parser may see a document type, whose defaults multiply, nor bytes that stand for others than
  /// those that were counted.
  /// - Throws: ``XMLFailure``: notUTF8, documentType or tooCostly.
  package func check(_ bytes: [UInt8]) throws(XMLFailure) {
    let failure = bytes.withUnsafeBufferPointer { bytes in
      var scan = XMLScan(bytes: bytes, limits: self)
      return scan.failure()
    }
    if let failure { throw failure }
  }
}

/// Goes through the markup of a document once.
private struct XMLScan {
  let bytes: UnsafeBufferPointer<UInt8>
  let limits: XMLLimits
  private var place = 0
  private var nodes = 0
  private var depth = 0

  init(bytes: UnsafeBufferPointer<UInt8>, limits: XMLLimits) {
    self.bytes = bytes
    self.limits = limits
  }

  mutating func failure() -> XMLFailure? {
    guard isUTF8() else { return .notUTF8 }
    while find(UInt8(ascii: "<")) {
      let isNode = !starts(with: "</")
      if isNode { nodes += 1 }
      guard nodes <= limits.nodesMax else { return .tooCostly }
      if skip("<!--", "-->") || skip("<![CDATA[", "]]>") || skip("<?", "?>") { continue }
      if starts(with: "<!") { return .documentType }
      guard isNode else {
        depth -= 1
        _ = find(UInt8(ascii: ">"))
        continue
      }
      guard takeTag() else { return .tooCostly }
    }
    return nil
  }

  /// The declaration names no other encoding, and the bytes begin as none.
  private mutating func isUTF8() -> Bool {
    let isMarked = starts(with: "\u{FEFF}")
    if isMarked { place = 3 }
    defer { place = 0 }
    guard place < bytes.count else { return true }
    // UTF-16 and UTF-32 have a mark or zeros.
    let second = place + 1 < bytes.count ? bytes[place + 1] : 1
    guard isMarked || (bytes[place] != 0 && bytes[place] < 0x80 && second != 0) else { return false }
    guard starts(with: "<?xml") else { return true }
    guard let name = declaredEncoding() else { return false }
    return name.isEmpty || ["utf-8", "utf8"].contains(name.lowercased())
  }

  /// That of the XML declaration, which begins here; empty when it names none, nil when what it says can't be
  /// read.
  private mutating func declaredEncoding() -> String? {
    let end = bytes[place...].firstIndex(of: UInt8(ascii: ">")) ?? bytes.count
    while place < end, !starts(with: "encoding") { place += 1 }
    guard place < end else { return "" }
    place += "encoding".utf8.count
    skipSpace()
    guard place < end, bytes[place] == UInt8(ascii: "=") else { return nil }
    place += 1
    skipSpace()
    guard place < end, bytes[place] == UInt8(ascii: "\"") || bytes[place] == UInt8(ascii: "'") else {
      return nil
    }
    let value = bytes[(place + 1)..<end].prefix { $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "'") }
    return value.endIndex < end && !value.isEmpty ? String(decoding: value, as: UTF8.self) : nil
  }

  private mutating func skipSpace() {
    while place < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[place]) { place += 1 }
  }

  /// Moves to the next such byte.
  private mutating func find(_ character: UInt8) -> Bool {
    while place < bytes.count, bytes[place] != character { place += 1 }
    return place < bytes.count
  }

  private mutating func skip(_ opening: StaticString, _ closing: StaticString) -> Bool {
    guard starts(with: opening) else { return false }
    place += opening.utf8CodeUnitCount
    while place < bytes.count, !starts(with: closing) { place += 1 }
    return true
  }

  private func starts(with text: StaticString) -> Bool {
    guard bytes.count - place >= text.utf8CodeUnitCount else { return false }
    return (0..<text.utf8CodeUnitCount).allSatisfy { bytes[place + $0] == text.utf8Start[$0] }
  }

  /// A start tag: `>` within quotes does not end it.
  private mutating func takeTag() -> Bool {
    let start = place
    var quote: UInt8 = 0
    var attributes = 0
    while place < bytes.count, quote != 0 || bytes[place] != UInt8(ascii: ">") {
      let byte = bytes[place]
      if quote == byte {
        quote = 0
      } else if quote == 0, byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        quote = byte
        attributes += 1
      }
      place += 1
      guard place - start <= limits.tagBytesMax, attributes <= limits.attributesMax else { return false }
    }
    let isEmpty = place < bytes.count && bytes[place - 1] == UInt8(ascii: "/")
    if !isEmpty { depth += 1 }
    return depth <= limits.depthMax
  }
}
