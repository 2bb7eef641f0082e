import Foundation

/// `Content-Disposition` with the sender's file name made harmless: no folders, no control or
/// direction-changing characters, and an ASCII form for what does not know RFC 6266.
package struct ContentDisposition: Hashable, Sendable {
  static let characters = 255

  package let text: String

  package init(_ fileName: String, isDownload: Bool) {
    let name = Self.harmless(fileName)
    let plain = String(
      decoding: name.utf8.map { $0 < 0x80 && $0 != UInt8(ascii: "%") ? $0 : 0x5F }, as: UTF8.self)
    let encoded = name.utf8.map { byte in
      Self.unreserved.contains(byte)
        ? String(UnicodeScalar(byte)) : "%" + Self.hex(byte >> 4) + Self.hex(byte & 15)
    }
    text =
      "\(isDownload ? "attachment" : "inline"); filename=\"\(plain)\"; filename*=UTF-8''\(encoded.joined())"
  }

  private static func harmless(_ fileName: String) -> String {
    var scalars = String.UnicodeScalarView()
    for scalar in fileName.unicodeScalars.prefix(characters) {
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate: continue
      default: scalars.append("\"\\/:*?<>|;".unicodeScalars.contains(scalar) ? "_" : scalar)
      }
    }
    let name = String(scalars).trimmingCharacters(in: CharacterSet(charactersIn: " ."))
    return name.isEmpty ? "document" : name
  }

  private static func hex(_ digit: UInt8) -> String { String(digit, radix: 16, uppercase: true) }

  /// `attr-char` of RFC 8187.
  private static let unreserved = Set(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$&+-.^_`|~".utf8)
}
