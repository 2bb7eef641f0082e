/// A mail, or a part of one, taken apart into its header fields and body. Hostile input: everything is
/// limited, nothing is guessed, and what does not fit is refused.
///
/// Source: RFC 5322 §2.2, RFC 2045, RFC 2046 §5.1.
struct MailPart {
  static let headerBytesMax = 65_536
  static let fieldsMax = 500
  static let partsMax = 20

  struct Malformed: Error {}

  /// Names in small letters, values unfolded; bytes that are not UTF-8 are replaced.
  let fields: [(name: String, value: String)]
  let body: ArraySlice<UInt8>

  init(_ bytes: ArraySlice<UInt8>) throws(Malformed) {
    var fields: [(name: String, value: String)] = []
    var rest = bytes
    while true {
      guard let line = Self.line(&rest, of: bytes) else { break }
      if line.isEmpty { break }
      if line.first == 0x20 || line.first == 0x09 {
        guard var last = fields.popLast() else { throw Malformed() }
        last.value += " " + Self.text(line)
        fields.append(last)
        continue
      }
      guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { throw Malformed() }
      let name = line[..<colon]
      guard !name.isEmpty, name.allSatisfy({ (0x21...0x7E).contains($0) }) else { throw Malformed() }
      fields.append((String(decoding: name, as: UTF8.self).lowercased(), Self.text(line[(colon + 1)...])))
      guard fields.count <= Self.fieldsMax else { throw Malformed() }
    }
    guard rest.startIndex - bytes.startIndex <= Self.headerBytesMax || fields.isEmpty else {
      throw Malformed()
    }
    self.fields = fields
    body = rest
  }

  /// The values of the fields with that name, in order.
  func values(_ name: String) -> [String] { fields.filter { $0.name == name }.map(\.value) }

  /// Of several fields of one name, none is believed.
  func value(_ name: String) -> String? {
    let all = values(name)
    return all.count == 1 ? all[0] : nil
  }

  /// The parts of a multipart body. A part that is cut off at the end counts.
  func parts() throws(Malformed) -> [MailPart] {
    guard let boundary = ContentType(value("content-type") ?? "")?.parameters["boundary"],
      (1...70).contains(boundary.utf8.count)
    else { throw Malformed() }
    let mark = Array("--\(boundary)".utf8)
    var parts: [MailPart] = []
    var (rest, begin): (ArraySlice<UInt8>, Int?) = (body, nil)
    while true {
      let start = rest.startIndex
      guard let line = Self.line(&rest, of: body) else { break }
      guard line.starts(with: mark) else { continue }
      let tail = line.dropFirst(mark.count).filter { $0 != 0x20 && $0 != 0x09 }
      guard tail.isEmpty || Array(tail) == Array("--".utf8) else { continue }
      if let begin { parts.append(try MailPart(body[begin..<start])) }
      guard parts.count <= Self.partsMax else { throw Malformed() }
      guard tail.isEmpty else { return parts }
      begin = rest.startIndex
    }
    if let begin { parts.append(try MailPart(body[begin...])) }
    return parts
  }

  /// Takes the next line, without its end; nil at the end of all.
  private static func line(_ rest: inout ArraySlice<UInt8>, of whole: ArraySlice<UInt8>) -> ArraySlice<UInt8>?
  {
    guard !rest.isEmpty else { return nil }
    let end = rest.firstIndex(of: 0x0A) ?? rest.endIndex
    var line = rest[rest.startIndex..<end]
    if line.last == 0x0D { line.removeLast() }
    rest = end == rest.endIndex ? whole[whole.endIndex...] : rest[(end + 1)...]
    return line
  }

  private static func text(_ bytes: ArraySlice<UInt8>) -> String {
    let text = String(decoding: bytes, as: UTF8.self)
    return String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : $0 })
    ).trimmed
  }
}

/// A media type with its parameters, names in small letters.
struct ContentType {
  private static let parametersMax = 20

  let type: String
  private(set) var parameters: [String: String] = [:]

  /// Nil when it is not one, or names a parameter twice.
  init?(_ text: String) {
    guard let pieces = Self.pieces(text), let first = pieces.first, pieces.count <= Self.parametersMax else {
      return nil
    }
    type = first.trimmed.lowercased()
    for piece in pieces.dropFirst() where !piece.trimmed.isEmpty {
      guard let equals = piece.firstIndex(of: "=") else { return nil }
      let name = String(piece[..<equals]).trimmed.lowercased()
      var value = String(piece[piece.index(after: equals)...]).trimmed
      if value.hasPrefix("\"") {
        guard value.count >= 2, value.hasSuffix("\"") else { return nil }
        value = String(value.dropFirst().dropLast())
        guard !value.contains("\""), !value.contains("\\") else { return nil }
      }
      guard parameters.updateValue(value, forKey: name) == nil else { return nil }
    }
  }

  /// Split at semicolons outside quotes; nil when a quote stays open.
  private static func pieces(_ text: String) -> [String]? {
    var (pieces, piece, isQuoted): ([String], String, Bool) = ([], "", false)
    for character in text {
      if character == "\"" { isQuoted.toggle() }
      if character == ";", !isQuoted {
        pieces.append(piece)
        piece = ""
      } else {
        piece.append(character)
      }
    }
    return isQuoted ? nil : pieces + [piece]
  }
}

extension String {
  fileprivate var trimmed: String {
    let start = drop { $0 == " " || $0 == "\t" }
    return String(start.reversed().drop { $0 == " " || $0 == "\t" }.reversed())
  }
}
