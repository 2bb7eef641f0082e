/// The values of one execution, in PostgreSQL's binary form, one after the other.
struct PostgreSQLParameters {
  private var bytes: [UInt8] = []
  /// Where each value starts; nil is null.
  private var starts: [Int?] = []
  private var lengths: [Int32] = []

  /// - Parameter types: of each parameter, as the server knows them.
  /// - Throws: ``TransactionMisuse/parameterKind(parameter:)``.
  init(_ values: [Value], types: [PostgreSQLType]) throws {
    for (index, value) in values.enumerated() {
      let start = bytes.count
      guard append(value, as: types[index]) else {
        throw TransactionMisuse.parameterKind(parameter: index + 1)
      }
      starts.append(value == .null ? nil : start)
      lengths.append(Int32(bytes.count - start))
    }
    bytes.append(0)
  }

  /// Pointers, lengths and formats as `PQsendQueryPrepared` takes them.
  func withPointers<Result>(
    _ body: ([UnsafePointer<CChar>?], [Int32], [Int32]) throws -> Result
  ) rethrows -> Result {
    try bytes.withUnsafeBytes { buffer in
      let pointers = starts.map { start in
        start.flatMap { buffer.baseAddress?.advanced(by: $0).assumingMemoryBound(to: CChar.self) }
      }
      return try body(pointers, lengths, Array(repeating: 1, count: starts.count))
    }
  }

  private mutating func append(_ value: Value, as type: PostgreSQLType) -> Bool {
    switch (value, type) {
    case (.null, _):
      return true
    case (.int(let number), .int8):
      withUnsafeBytes(of: number.bigEndian) { bytes += $0 }
    case (.int(let number), .int4):
      guard let small = Int32(exactly: number) else { return false }
      withUnsafeBytes(of: small.bigEndian) { bytes += $0 }
    case (.text(let text), .text):
      bytes += text.utf8
    case (.bytes(let content), .bytea):
      bytes += content
    default:
      return false
    }
    return true
  }
}
