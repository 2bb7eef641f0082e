import Foundation

/// Writes canonical XML (C14N 1.0): no declaration, no space between elements, start and end tag always.
/// Attributes are given in their canonical order.
struct EvidenceXML {
  private(set) var bytes: [UInt8] = []

  mutating func element(
    _ name: String, _ attributes: [(name: String, value: String)] = [],
    _ content: (inout EvidenceXML) -> Void
  ) {
    bytes += Array("<\(name)".utf8)
    for attribute in attributes {
      bytes += Array(" \(attribute.name)=\"".utf8) + Self.escaped(attribute.value, inAttribute: true)
      bytes.append(UInt8(ascii: "\""))
    }
    bytes.append(UInt8(ascii: ">"))
    content(&self)
    bytes += Array("</\(name)>".utf8)
  }

  mutating func text(_ name: String, _ text: String, _ attributes: [(name: String, value: String)] = []) {
    element(name, attributes) { $0.bytes += Self.escaped(text, inAttribute: false) }
  }

  static func base64(_ bytes: [UInt8]) -> String { Data(bytes).base64EncodedString() }

  /// What XML has no place for becomes U+FFFD.
  private static func escaped(_ text: String, inAttribute: Bool) -> [UInt8] {
    var escaped: [UInt8] = []
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped += Array("&amp;".utf8)
      case "<": escaped += Array("&lt;".utf8)
      case ">" where !inAttribute: escaped += Array("&gt;".utf8)
      case "\"" where inAttribute: escaped += Array("&quot;".utf8)
      case "\r": escaped += Array("&#xD;".utf8)
      case "\t" where inAttribute: escaped += Array("&#x9;".utf8)
      case "\n" where inAttribute: escaped += Array("&#xA;".utf8)
      default: escaped += Array(String(isXML(scalar) ? Character(scalar) : "\u{FFFD}").utf8)
      }
    }
    return escaped
  }

  private static func isXML(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x9, 0xA, 0xD, 0x20...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF: true
    default: false
    }
  }
}
