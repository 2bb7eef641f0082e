import Foundation
package import NIOCore

/// A file of an archive.
package struct TarEntry: Hashable, Sendable {
  /// At most 100 bytes.
  package let name: String
  /// Where it lies on disk.
  package let path: String
  package let size: Int64

  package init(name: String, path: String, size: Int64) {
    self.name = name
    self.path = path
    self.size = size
  }

  /// What it takes in an archive: header, content, padding.
  package var archivedBytes: Int64 { Int64(TarArchive.blockBytes) + size + padding }

  var padding: Int64 {
    let block = Int64(TarArchive.blockBytes)
    return (block - size % block) % block
  }
}

/// Files of the disk as a tar archive (POSIX ustar), made while it is sent; one piece of one file is held.
/// Read once, by one task.
package final class TarArchive: AsyncSequence, @unchecked Sendable {
  package typealias Element = ByteBuffer

  package static let blockBytes = 512
  /// The mark at the end.
  package static let endBytes = 2 * blockBytes

  private let entry: () throws -> TarEntry?
  private let progress: @Sendable (Int64) -> Void
  private var open: (file: FileHandle, left: Int64, padding: Int64)?
  private var isEnded = false
  private var sent: Int64 = 0

  /// - Parameters:
  ///   - entry: the next file; nil after the last.
  ///   - progress: told after each piece: bytes handed on so far.
  package init(
    entry: @escaping () throws -> TarEntry?, progress: @escaping @Sendable (Int64) -> Void = { _ in }
  ) {
    self.entry = entry
    self.progress = progress
  }

  package struct Iterator: AsyncIteratorProtocol {
    let archive: TarArchive
    package func next() async throws -> ByteBuffer? { try archive.next() }
  }

  package func makeAsyncIterator() -> Iterator { Iterator(archive: self) }

  private func next() throws -> ByteBuffer? {
    guard let piece = try piece() else { return nil }
    sent += Int64(piece.readableBytes)
    progress(sent)
    return piece
  }

  private func piece() throws -> ByteBuffer? {
    if let open { return try content(open) }
    guard !isEnded else { return nil }
    guard let entry = try entry() else {
      isEnded = true
      return ByteBuffer(repeating: 0, count: Self.endBytes)
    }
    open = (try FileHandle(forReadingFrom: URL(fileURLWithPath: entry.path)), entry.size, entry.padding)
    return ByteBuffer(bytes: try Self.header(entry))
  }

  private func content(_ reading: (file: FileHandle, left: Int64, padding: Int64)) throws -> ByteBuffer {
    guard reading.left > 0 else {
      // It must not have grown either: what was announced is what is sent.
      guard try reading.file.read(upToCount: 1)?.isEmpty ?? true else { throw ClientFault.fileChanged }
      try reading.file.close()
      open = nil
      return ByteBuffer(repeating: 0, count: Int(reading.padding))
    }
    let count = Int(Swift.min(reading.left, Int64(FilePieces.pieceBytes)))
    guard let data = try reading.file.read(upToCount: count), !data.isEmpty else {
      throw ClientFault.fileChanged
    }
    open?.left -= Int64(data.count)
    return ByteBuffer(bytes: data)
  }

  private static func header(_ entry: TarEntry) throws -> [UInt8] {
    let name = Array(entry.name.utf8)
    guard name.count <= 100 else { throw ClientFault.notExpressible("a name in an archive is too long") }
    var block = [UInt8](repeating: 0, count: blockBytes)
    func put(_ text: String, at offset: Int) {
      block.replaceSubrange(offset..<(offset + text.utf8.count), with: text.utf8)
    }
    block.replaceSubrange(0..<name.count, with: name)
    put("0000600\0", at: 100)
    put("0000000\0", at: 108)
    put("0000000\0", at: 116)
    // Eleven octal digits hold 8 GiB; a file has at most 100 MiB, a manifest 10 GiB is none.
    guard entry.size < 1 << 33 else { throw ClientFault.notExpressible("a file in an archive is too large") }
    put(octal(entry.size, digits: 11) + "\0", at: 124)
    put("00000000000\0", at: 136)
    put("        ", at: 148)
    put("0", at: 156)
    put("ustar\u{0}00", at: 257)
    let sum = block.reduce(0) { $0 + Int64($1) }
    put(octal(sum, digits: 6) + "\0 ", at: 148)
    return block
  }

  private static func octal(_ value: Int64, digits: Int) -> String {
    let text = String(value, radix: 8)
    return String(repeating: "0", count: Swift.max(0, digits - text.count)) + text
  }
}
