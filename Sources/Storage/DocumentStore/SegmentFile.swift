import CLinux
import Foundation
import NIOCore

/// An open segment. Closes with its last user, so that a reader outlives an unlink. All calls block.
final class SegmentFile: Sendable {
  let number: Int64
  private let descriptor: Int32
  private let disk: DiskOperations

  init(number: Int64, descriptor: Int32, disk: DiskOperations) {
    self.number = number
    self.descriptor = descriptor
    self.disk = disk
  }

  deinit { close(descriptor) }

  func size() throws -> Int64 {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw DocumentStoreFailure("examining", errno: errno) }
    return Int64(status.st_size)
  }

  /// Bytes from `offset`; fewer than `count` only at the end of the file.
  func read(_ count: Int, at offset: Int64) throws -> [UInt8] {
    try [UInt8](unsafeUninitializedCapacity: count) { bytes, done in
      while done < count {
        let result = pread(
          descriptor, bytes.baseAddress.map { $0 + done }, count - done, off_t(offset) + off_t(done))
        if result == 0 { return }
        if result > 0 {
          done += result
        } else if errno != EINTR {
          throw DocumentStoreFailure("reading", errno: errno)
        }
      }
    }
  }

  func write(_ bytes: [UInt8], at offset: Int64) throws {
    try bytes.withUnsafeBytes { try disk.write(descriptor, $0, offset) }
  }

  func write(_ bytes: ByteBuffer, at offset: Int64) throws {
    try bytes.withUnsafeReadableBytes { try disk.write(descriptor, $0, offset) }
  }

  /// fdatasync: what was written before is durable when it returns. After a failure nothing may be appended
  /// here again.
  func sync() throws { try disk.sync(descriptor) }

  func truncate(to size: Int64) throws {
    guard ftruncate(descriptor, off_t(size)) == 0 else { throw DocumentStoreFailure("cutting", errno: errno) }
  }

  /// Gives space back where the file system can; elsewhere the space comes back with the segment.
  func punch(_ range: Range<Int64>) throws {
    let result = ebox_punch_hole(descriptor, range.lowerBound, range.upperBound - range.lowerBound)
    guard result == 0 || result == EOPNOTSUPP else { throw DocumentStoreFailure("punching", errno: result) }
  }

  func header(at offset: Int64) throws -> RecordHeader? {
    RecordHeader(
      decoding: try read(RecordHeader.bytesCount, at: offset),
      at: DocumentPlace(segment: number, offset: offset))
  }
}
