/// Writes one JSON object in the canonical form of RFC 8785. The caller gives the fields in the order of
/// their keys.
struct CanonicalJSON {
  private var bytes: [UInt8] = [UInt8(ascii: "{")]

  /// A text; nil leaves the field out.
  mutating func field(_ key: String, _ text: String?) {
    guard let text else { return }
    begin(key)
    append(quoted: text)
  }

  /// A value that is canonical JSON already.
  mutating func raw(_ key: String, _ json: String) {
    begin(key)
    bytes.append(contentsOf: json.utf8)
  }

  /// The whole object.
  var finished: [UInt8] { bytes + [UInt8(ascii: "}")] }

  /// An object of texts, its keys put in order.
  static func object(_ fields: [String: String]) -> String {
    var json = CanonicalJSON()
    for (key, text) in fields.sorted(by: { $0.key.utf16.lexicographicallyPrecedes($1.key.utf16) }) {
      json.field(key, text)
    }
    return String(decoding: json.finished, as: UTF8.self)
  }

  private mutating func begin(_ key: String) {
    if bytes.count > 1 { bytes.append(UInt8(ascii: ",")) }
    append(quoted: key)
    bytes.append(UInt8(ascii: ":"))
  }

  private mutating func append(quoted text: String) {
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      if byte >= 0x20, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") {
        bytes.append(byte)
      } else {
        bytes.append(contentsOf: CanonicalJSON.escaped(byte))
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private static func escaped(_ byte: UInt8) -> String.UTF8View {
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): "\\\(Character(UnicodeScalar(byte)))".utf8
    case 0x08: #"\b"#.utf8
    case 0x09: #"\t"#.utf8
    case 0x0A: #"\n"#.utf8
    case 0x0C: #"\f"#.utf8
    case 0x0D: #"\r"#.utf8
    default: (#"\u00"# + (byte < 0x10 ? "0" : "") + String(byte, radix: 16)).utf8
    }
  }
}
