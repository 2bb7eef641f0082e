import CZlib

/// zlib's raw deflate (RFC 1951), a stream at a time; used again for the next one.
final class Deflater {
  /// How hard it tries; ``none`` for what is compressed already: framed only.
  enum Effort: Int32 { case none = 0, usual = 6 }

  /// Bytes of output taken at once.
  private static let pieceBytes = 65_536

  private let stream: UnsafeMutablePointer<z_stream>
  private var piece = [UInt8](repeating: 0, count: pieceBytes)

  /// - Throws: ``ZIPMistake/compressor(_:)`` when zlib has no memory.
  init(_ effort: Effort) throws(ZIPMistake) {
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    let code = deflateInit2_(
      stream, effort.rawValue, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY, zlibVersion(),
      Int32(MemoryLayout<z_stream>.size))
    guard code == Z_OK else { throw .compressor(code) }
  }

  deinit {
    deflateEnd(stream)
    stream.deallocate()
  }

  /// - Parameter isLast: ends this stream and begins the next.
  func deflate(_ bytes: UnsafeRawBufferPointer, isLast: Bool) throws(ZIPMistake) -> [UInt8] {
    var output: [UInt8] = []
    let input = bytes.bindMemory(to: UInt8.self)
    stream.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
    stream.pointee.avail_in = UInt32(input.count)
    var code = Z_OK
    repeat {
      let made = piece.withUnsafeMutableBufferPointer { room in
        stream.pointee.next_out = room.baseAddress
        stream.pointee.avail_out = UInt32(room.count)
        code = CZlib.deflate(stream, isLast ? Z_FINISH : Z_NO_FLUSH)
        return room.count - Int(stream.pointee.avail_out)
      }
      output += piece[..<made]
      guard code == Z_OK || code == Z_STREAM_END || code == Z_BUF_ERROR else { throw .compressor(code) }
    } while stream.pointee.avail_out == 0 || isLast && code != Z_STREAM_END
    if isLast { deflateReset(stream) }
    return output
  }
}

/// CRC-32 of the bytes so far (ZIP's own).
struct CRC32: Hashable, Sendable {
  private(set) var value: UInt32 = 0

  mutating func add(_ bytes: UnsafeRawBufferPointer) {
    let input = bytes.bindMemory(to: UInt8.self)
    value = UInt32(truncatingIfNeeded: crc32(uLong(value), input.baseAddress, UInt32(input.count)))
  }
}
