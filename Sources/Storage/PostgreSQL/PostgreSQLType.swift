import CLibPQ

/// The server's types that our values travel as, by their fixed number in `pg_type`.
enum PostgreSQLType: Oid {
  /// Left to the server, which finds it from where the parameter stands.
  case unspecified = 0
  case bool = 16
  case bytea = 17
  case name = 19
  case int8 = 20
  case int2 = 21
  case int4 = 23
  case text = 25
  case varchar = 1043

  init(declaring value: Value) {
    self =
      switch value {
      case .null: .unspecified
      case .int: .int8
      case .text: .text
      case .bytes: .bytea
      }
  }

  /// A value of a result in binary form; nil when it does not have that form.
  func value(_ bytes: UnsafeRawBufferPointer) -> Value? {
    switch self {
    case .bool: bytes.first.map { .int($0 == 0 ? 0 : 1) }
    case .int2: bytes.count == 2 ? .int(Int64(Int16(bigEndian: bytes.loadUnaligned(as: Int16.self)))) : nil
    case .int4: bytes.count == 4 ? .int(Int64(Int32(bigEndian: bytes.loadUnaligned(as: Int32.self)))) : nil
    case .int8: bytes.count == 8 ? .int(Int64(bigEndian: bytes.loadUnaligned(as: Int64.self))) : nil
    case .text, .varchar, .name: .text(String(decoding: bytes, as: UTF8.self))
    case .bytea: .bytes([UInt8](bytes))
    case .unspecified: nil
    }
  }
}
