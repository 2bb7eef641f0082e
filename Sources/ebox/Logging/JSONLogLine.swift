import Logging
import Vocabulary

/// One log line. Keys come in a fixed order, then the metadata by name.
struct JSONLogLine {
  let time: Instant
  let level: Logger.Level
  let label: String
  let message: String
  let metadata: Logger.Metadata

  var text: String {
    let fixed = [
      ("time", time.description), ("level", level.rawValue), ("logger", label), ("message", message),
    ].map { "\"\($0.0)\":\(quotedJSON($0.1))" }
    let rest = metadata.sorted { $0.key < $1.key }.map { "\(quotedJSON($0.key)):\(json($0.value))" }
    return "{" + (fixed + rest).joined(separator: ",") + "}"
  }

  private func json(_ value: Logger.Metadata.Value) -> String {
    switch value {
    case .string(let text): quotedJSON(text)
    case .stringConvertible(let number as any BinaryInteger): "\(number)"
    case .stringConvertible(let thing): quotedJSON(thing.description)
    case .array(let values): "[" + values.map(json).joined(separator: ",") + "]"
    case .dictionary(let entries):
      "{"
        + entries.sorted { $0.key < $1.key }.map { "\(quotedJSON($0.key)):\(json($0.value))" }.joined(
          separator: ",")
        + "}"
    }
  }
}

/// A JSON string (RFC 8259 §7).
func quotedJSON(_ text: String) -> String {
  var result = "\""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\"": result += "\\\""
    case "\\": result += "\\\\"
    case "\n": result += "\\n"
    case let control where control.value < 0x20 || control.value == 0x7F:
      let hex = String(control.value, radix: 16)
      result += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result + "\""
}
