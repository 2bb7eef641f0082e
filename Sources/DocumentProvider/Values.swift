import Storage

extension Value {
  static func flag(_ flag: Bool) -> Value { .int(flag ? 1 : 0) }
  static func bytes(orNull bytes: [UInt8]?) -> Value { bytes.map(Value.bytes) ?? .null }
}

/// A column does not hold what this room wrote: a fault.
struct UnreadableRow: Error {
  let what: String
}

extension Row {
  func flag(_ column: Int) throws -> Bool { try int(column) != 0 }
}
