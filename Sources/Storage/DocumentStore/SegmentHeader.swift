import Crypto
import Vocabulary

/// The first 64 bytes of a segment: magic, version, the segment's number, when it was made, checksum.
struct SegmentHeader: Hashable, Sendable {
  static let bytesCount: Int64 = 64
  private static let magic = Array("eBoxSeg1".utf8)
  private static let checkedBytes = 56

  let number: Int64
  let made: Instant

  init(number: Int64, made: Instant) {
    self.number = number
    self.made = made
  }

  var encoded: [UInt8] {
    var bytes = SegmentHeader.magic
    bytes.append(littleEndian: number)
    bytes.append(littleEndian: made.microseconds)
    bytes += [UInt8](repeating: 0, count: SegmentHeader.checkedBytes - bytes.count)
    return bytes + SegmentHeader.checksum(bytes)
  }

  /// - Throws: ``DocumentStoreFailure/notASegment(_:)``.
  init(decoding bytes: [UInt8], number: Int64) throws {
    guard bytes.count == Int(SegmentHeader.bytesCount), bytes.starts(with: SegmentHeader.magic),
      bytes.int64(at: 8) == number,
      Array(bytes.suffix(8)) == SegmentHeader.checksum(Array(bytes.prefix(SegmentHeader.checkedBytes)))
    else { throw DocumentStoreFailure.notASegment(number) }
    self.init(number: number, made: Instant(microseconds: bytes.int64(at: 16)))
  }

  private static func checksum(_ bytes: [UInt8]) -> [UInt8] { Array(SHA256.hash(data: bytes).prefix(8)) }
}
