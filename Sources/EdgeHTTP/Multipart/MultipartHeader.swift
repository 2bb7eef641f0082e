/// One header line of a part.
package struct MultipartHeader: Hashable, Sendable {
  /// In lower case.
  package let name: String
  /// Without surrounding blanks. UTF-8 where it is that, ISO-8859-1 otherwise.
  package let value: String

  package init(name: String, value: String) {
    self.name = name
    self.value = value
  }

  /// Reads the lines of a header, the empty line at its end included. A line that begins with a blank
  /// continues the one before (RFC 5322 §2.2.3).
  static func parse(_ bytes: [UInt8], linesMax: Int) throws(MultipartFailure) -> [MultipartHeader] {
    var headers: [MultipartHeader] = []
    for line in try lines(bytes) {
      if let first = line.first, isBlank(first) {
        guard let last = headers.popLast() else { throw .malformedHeader }
        headers.append(MultipartHeader(name: last.name, value: last.value + " " + text(trimmed(line))))
      } else {
        guard headers.count < linesMax else { throw .headerTooLarge }
        headers.append(try header(line))
      }
    }
    return headers
  }

  private static func lines(_ bytes: [UInt8]) throws(MultipartFailure) -> [ArraySlice<UInt8>] {
    var lines: [ArraySlice<UInt8>] = []
    for line in bytes.split(separator: 0x0A) {
      guard line.last == 0x0D else { throw .malformedHeader }
      let content = line.dropLast()
      guard content.allSatisfy({ ($0 >= 0x20 && $0 != 0x7F) || $0 == 0x09 }) else { throw .malformedHeader }
      if !content.isEmpty { lines.append(content) }
    }
    return lines
  }

  private static func header(_ line: ArraySlice<UInt8>) throws(MultipartFailure) -> MultipartHeader {
    guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > line.startIndex,
      line[..<colon].allSatisfy({ $0 > 0x20 && $0 < 0x7F })
    else { throw .malformedHeader }
    return MultipartHeader(
      name: text(line[..<colon]).lowercased(), value: text(trimmed(line[(colon + 1)...])))
  }

  private static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var bytes = bytes
    while let first = bytes.first, isBlank(first) { bytes.removeFirst() }
    while let last = bytes.last, isBlank(last) { bytes.removeLast() }
    return bytes
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

  private static func text(_ bytes: ArraySlice<UInt8>) -> String {
    String(validating: bytes, as: UTF8.self)
      ?? String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
  }
}
