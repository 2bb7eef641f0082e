package import NIOCore
import Vocabulary

/// Writes a ZIP archive as it comes, front to back: nothing but the directory is kept in memory, some 200
/// bytes a file. What was sent before an error is no archive: it lacks its directory, so no tool takes it
/// for whole.
///
/// Paths are checked here, whoever makes them: relative, without `..`, `\`, control characters or a drive,
/// at most once each whatever the case.
package struct ZIPWriter {
  /// Takes the next bytes; returns when more may come.
  package typealias Send = (ByteBuffer) async throws -> Void

  /// Bytes of a path.
  package static let pathBytesMax = 1024

  private var offset: UInt64
  private var entries: [ZIPRecord.Entry] = []
  private var paths: Set<String> = []
  private let compressor: Deflater
  private let framer: Deflater

  /// - Parameter offset: bytes that stand before the archive in the same file.
  package init(startingAt offset: UInt64 = 0) throws(ZIPMistake) {
    self.offset = offset
    compressor = try Deflater(.usual)
    framer = try Deflater(.none)
  }

  package var filesCount: Int { entries.count }

  /// Adds a file whose bytes come one piece after the other.
  /// - Throws: ``ZIPMistake``, or what `bytes` or `send` throws.
  /// - Returns: bytes of the file.
  @discardableResult
  package mutating func add<Bytes: AsyncSequence>(
    _ file: ZIPFile, _ bytes: Bytes, to send: Send
  ) async throws -> Int64 where Bytes.Element == ByteBuffer {
    var entry = try begin(file)
    try await put(ZIPRecord.localHeader(entry), to: send)
    let deflater = file.isCompressible ? compressor : framer
    var crc = CRC32()
    for try await piece in bytes {
      entry.size += UInt64(piece.readableBytes)
      guard entry.size <= UInt64(max(0, file.bytesMax)) else { throw ZIPMistake.longerThanSaid }
      let deflated = try piece.withUnsafeReadableBytes { bytes in
        crc.add(bytes)
        return try deflater.deflate(bytes, isLast: false)
      }
      entry.compressed += UInt64(deflated.count)
      try await put(deflated, to: send)
    }
    let last = try deflater.deflate(UnsafeRawBufferPointer(start: nil, count: 0), isLast: true)
    entry.compressed += UInt64(last.count)
    entry.crc = crc.value
    try await put(last + ZIPRecord.descriptor(entry), to: send)
    entries.append(entry)
    return Int64(entry.size)
  }

  /// Adds what was deflated meanwhile.
  mutating func add(_ file: ZIPFile, _ content: DeflatedText, to send: Send) async throws {
    var entry = try begin(file)
    (entry.crc, entry.size, entry.compressed) = (
      content.crc.value, content.size, UInt64(content.bytes.count)
    )
    guard entry.size <= UInt64(max(0, file.bytesMax)) else { throw ZIPMistake.longerThanSaid }
    try await put(ZIPRecord.localHeader(entry), to: send)
    try await put(content.bytes, to: send)
    try await put(ZIPRecord.descriptor(entry), to: send)
    entries.append(entry)
  }

  /// Writes the directory. Nothing can be added after it.
  package mutating func finish(to send: Send) async throws {
    let directory = offset
    var batch: [UInt8] = []
    for entry in entries {
      batch += ZIPRecord.directoryHeader(entry)
      if batch.count > 65_536 {
        try await put(batch, to: send)
        batch = []
      }
    }
    try await put(batch, to: send)
    let end = ZIPRecord.end(count: entries.count, directory: directory, size: offset - directory)
    try await put(end, to: send)
  }

  private mutating func begin(_ file: ZIPFile) throws(ZIPMistake) -> ZIPRecord.Entry {
    guard Self.isSafe(file.path) else { throw .pathUnsafe }
    guard paths.insert(file.path.lowercased()).inserted else { throw .pathTwice }
    // A margin for what deflating may add to bytes that can't be compressed.
    let isLarge =
      UInt64(max(0, file.bytesMax)) + UInt64(max(0, file.bytesMax)) / 1000 + 65_536
      >= ZIPRecord.max32
    return ZIPRecord.Entry(
      path: Array(file.path.utf8), clock: DOSTime(file.modified), isLarge: isLarge, offset: offset)
  }

  private static func isSafe(_ path: String) -> Bool {
    guard !path.isEmpty, path.utf8.count <= pathBytesMax,
      path.unicodeScalars.allSatisfy({
        $0.value >= 0x20 && $0.value != 0x7F && !"\\:".unicodeScalars.contains($0)
      })
    else { return false }
    return path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).allSatisfy {
      part in
      !part.isEmpty && !part.elementsEqual(".".utf8) && !part.elementsEqual("..".utf8)
    }
  }

  private mutating func put(_ bytes: [UInt8], to send: Send) async throws {
    guard !bytes.isEmpty else { return }
    offset += UInt64(bytes.count)
    try await send(ByteBuffer(bytes: bytes))
  }
}

/// A text that is deflated while it grows, so that a long one takes little memory.
struct DeflatedText {
  private(set) var bytes: [UInt8] = []
  private(set) var crc = CRC32()
  private(set) var size: UInt64 = 0
  private let deflater: Deflater

  init() throws(ZIPMistake) { deflater = try Deflater(.usual) }

  mutating func add(_ text: String) throws {
    let input = Array(text.utf8)
    size += UInt64(input.count)
    bytes += try input.withUnsafeBytes { raw in
      crc.add(raw)
      return try deflater.deflate(raw, isLast: false)
    }
  }

  mutating func finish() throws(ZIPMistake) {
    bytes += try deflater.deflate(UnsafeRawBufferPointer(start: nil, count: 0), isLast: true)
  }
}

/// Why a file can't go into an archive.
package enum ZIPMistake: Error, Hashable, Sendable {
  case pathUnsafe, pathTwice, longerThanSaid
  /// zlib's code.
  case compressor(Int32)
}
