/// Why a text is not JSON that is taken here.
package enum JSONFailure: Error, Hashable, Sendable {
  case malformed(offset: Int)
  case tooDeep
  /// A name twice in one object: readers disagree on which one counts (RFC 8259 §4).
  case nameRepeated(String)
  case notUTF8
}

/// Reads JSON (RFC 8259) strictly: one value, no comments, no repeated names, bounded depth.
struct JSONParser {
  static let depthMax = 16

  private let bytes: [UInt8]
  private var place = 0

  static func parse(_ bytes: [UInt8]) throws(JSONFailure) -> JSON {
    guard String(validating: bytes, as: UTF8.self) != nil else { throw .notUTF8 }
    var parser = JSONParser(bytes: bytes)
    let value = try parser.value(depth: 0)
    parser.skipBlanks()
    guard parser.place == bytes.count else { throw parser.malformed }
    return value
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private var malformed: JSONFailure { .malformed(offset: place) }
  private var next: UInt8? { place < bytes.count ? bytes[place] : nil }

  private mutating func value(depth: Int) throws(JSONFailure) -> JSON {
    guard depth <= JSONParser.depthMax else { throw .tooDeep }
    skipBlanks()
    switch next {
    case UInt8(ascii: "{"): return try object(depth: depth)
    case UInt8(ascii: "["): return try array(depth: depth)
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default: return try number()
    }
  }

  private mutating func object(depth: Int) throws(JSONFailure) -> JSON {
    place += 1
    var members: [JSON.Member] = []
    var names: Set<String> = []
    if take("}") { return .object([]) }
    repeat {
      skipBlanks()
      guard next == UInt8(ascii: "\"") else { throw malformed }
      let name = try string()
      guard names.insert(name).inserted else { throw .nameRepeated(name) }
      guard take(":") else { throw malformed }
      members.append(JSON.Member(name, try value(depth: depth + 1)))
    } while take(",")
    guard take("}") else { throw malformed }
    return .object(members)
  }

  private mutating func array(depth: Int) throws(JSONFailure) -> JSON {
    place += 1
    var elements: [JSON] = []
    if take("]") { return .array([]) }
    repeat { elements.append(try value(depth: depth + 1)) } while take(",")
    guard take("]") else { throw malformed }
    return .array(elements)
  }

  private mutating func word(_ word: StaticString, _ value: JSON) throws(JSONFailure) -> JSON {
    let expected = word.withUTF8Buffer { Array($0) }
    guard bytes[place...].starts(with: expected) else { throw malformed }
    place += expected.count
    return value
  }

  private mutating func number() throws(JSONFailure) -> JSON {
    let start = place
    if next == UInt8(ascii: "-") { place += 1 }
    guard let first = next, isDigit(first) else { throw malformed }
    if first == UInt8(ascii: "0") { place += 1 } else { try digits() }
    if next == UInt8(ascii: ".") {
      place += 1
      try digits()
    }
    if next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
      place += 1
      if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { place += 1 }
      try digits()
    }
    return .number(String(decoding: bytes[start..<place], as: UTF8.self))
  }

  private mutating func digits() throws(JSONFailure) {
    let start = place
    while let byte = next, isDigit(byte) { place += 1 }
    guard place > start else { throw malformed }
  }

  private mutating func string() throws(JSONFailure) -> String {
    place += 1
    var text: [UInt8] = []
    while let byte = next {
      place += 1
      switch byte {
      case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
      case UInt8(ascii: "\\"): try escape(into: &text)
      case 0..<0x20: throw malformed
      default: text.append(byte)
      }
    }
    throw malformed
  }

  private mutating func escape(into text: inout [UInt8]) throws(JSONFailure) {
    guard let byte = next else { throw malformed }
    place += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "u"): text += String(Character(try unicodeEscape())).utf8
    default: throw malformed
    }
  }

  private mutating func unicodeEscape() throws(JSONFailure) -> Unicode.Scalar {
    let unit = try codeUnit()
    if let scalar = Unicode.Scalar(unit) { return scalar }
    guard (0xD800..<0xDC00).contains(unit), next == UInt8(ascii: "\\"), place + 1 < bytes.count,
      bytes[place + 1] == UInt8(ascii: "u")
    else { throw malformed }
    place += 2
    let low = try codeUnit()
    guard (0xDC00..<0xE000).contains(low),
      let scalar = Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00))
    else { throw malformed }
    return scalar
  }

  private mutating func codeUnit() throws(JSONFailure) -> UInt32 {
    guard place + 4 <= bytes.count, bytes[place..<place + 4].allSatisfy(isHexDigit),
      let unit = UInt32(String(decoding: bytes[place..<place + 4], as: UTF8.self), radix: 16)
    else { throw malformed }
    place += 4
    return unit
  }

  private mutating func take(_ character: Character) -> Bool {
    skipBlanks()
    guard let byte = next, byte == character.asciiValue else { return false }
    place += 1
    return true
  }

  private mutating func skipBlanks() {
    while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { place += 1 }
  }
}

private func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

private func isHexDigit(_ byte: UInt8) -> Bool {
  isDigit(byte) || (0x41...0x46).contains(byte) || (0x61...0x66).contains(byte)
}
