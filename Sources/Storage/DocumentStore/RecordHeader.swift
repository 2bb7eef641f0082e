import Crypto
import Vocabulary

/// The 64 bytes before each record of a segment, little-endian; see ``SegmentStore`` for the format.
///
/// Records begin at multiples of 64, so that a header lies within one disk sector and is never half-written.
/// The checksum covers the record's place too: a record copied elsewhere, or old bytes that look like a
/// header, are not one.
struct RecordHeader: Hashable, Sendable {
  enum State: UInt8 {
    case unfinished = 1
    case whole = 2
    case gap = 3
  }

  static let bytesCount = 64
  static let alignment: Int64 = 64
  static let noncePrefixBytes = 7
  private static let magic = Array("eDoc".utf8)
  private static let version: UInt8 = 1
  private static let checkedBytes = 56

  var state: State
  /// Of the whole record: header, chunks, padding. 0 while unfinished: then it reaches to the end of the
  /// file.
  var length: Int64
  /// The document's id; zeros in a gap.
  let id: [UInt8]
  let begun: Instant
  /// Plain bytes; 0 while unfinished.
  var size: Int64
  let noncePrefix: [UInt8]

  static func gap(_ length: Int64) -> RecordHeader {
    RecordHeader(
      state: .gap, length: length, id: [UInt8](repeating: 0, count: 16), begun: Instant(microseconds: 0),
      size: 0,
      noncePrefix: [UInt8](repeating: 0, count: noncePrefixBytes))
  }

  /// The header of a document that is being written.
  static func unfinished(_ id: DocumentID, begun: Instant, noncePrefix: [UInt8]) -> RecordHeader {
    RecordHeader(state: .unfinished, length: 0, id: id.bytes, begun: begun, size: 0, noncePrefix: noncePrefix)
  }

  /// The same document, whole.
  func whole(size: Int64) -> RecordHeader {
    var header = self
    header.state = .whole
    header.size = size
    header.length = RecordHeader.recordBytes(size)
    return header
  }

  /// How long the record of a document of `size` plain bytes is.
  static func recordBytes(_ size: Int64) -> Int64 {
    let bytes = Int64(bytesCount) + ChunkCipher.sealedBytes(size)
    return (bytes + alignment - 1) / alignment * alignment
  }

  /// Zeros between the last chunk and the next record.
  static func paddingBytes(_ size: Int64) -> Int {
    Int(recordBytes(size) - Int64(bytesCount) - ChunkCipher.sealedBytes(size))
  }

  func encoded(at place: DocumentPlace) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(RecordHeader.bytesCount)
    bytes += RecordHeader.magic
    bytes += [RecordHeader.version, state.rawValue, 0, 0]
    bytes.append(littleEndian: length)
    bytes += id
    bytes.append(littleEndian: begun.microseconds)
    bytes.append(littleEndian: size)
    bytes += noncePrefix
    bytes.append(0)
    return bytes + RecordHeader.checksum(bytes, place)
  }

  /// - Returns: nil when the bytes are no header of this version, made for this place.
  init?(decoding bytes: [UInt8], at place: DocumentPlace) {
    guard bytes.count == RecordHeader.bytesCount, bytes.starts(with: RecordHeader.magic),
      bytes[4] == RecordHeader.version, let state = State(rawValue: bytes[5])
    else { return nil }
    let checked = Array(bytes.prefix(RecordHeader.checkedBytes))
    guard Array(bytes.suffix(8)) == RecordHeader.checksum(checked, place) else { return nil }
    self.init(
      state: state, length: bytes.int64(at: 8), id: Array(bytes[16..<32]),
      begun: Instant(microseconds: bytes.int64(at: 32)), size: bytes.int64(at: 40),
      noncePrefix: Array(bytes[48..<55]))
  }

  private init(
    state: State, length: Int64, id: [UInt8], begun: Instant, size: Int64, noncePrefix: [UInt8]
  ) {
    self.state = state
    self.length = length
    self.id = id
    self.begun = begun
    self.size = size
    self.noncePrefix = noncePrefix
  }

  private static func checksum(_ bytes: [UInt8], _ place: DocumentPlace) -> [UInt8] {
    var placed = bytes
    placed.append(littleEndian: place.segment)
    placed.append(littleEndian: place.offset)
    return Array(SHA256.hash(data: placed).prefix(8))
  }
}

extension [UInt8] {
  mutating func append(littleEndian value: Int64) {
    Swift.withUnsafeBytes(of: value.littleEndian) { append(contentsOf: $0) }
  }

  func int64(at start: Int) -> Int64 {
    Int64(bitPattern: self[start..<(start + 8)].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) })
  }
}
