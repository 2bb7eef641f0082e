import CLinux
import Foundation

/// The system calls by which segments become durable: the outside world of the store, so that a test can
/// play a disk that is full or fails. Each blocks.
package struct DiskOperations: Sendable {
  /// Writes all of the bytes at an offset.
  package var write:
    @Sendable (_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer, _ offset: Int64) throws -> Void
  /// fdatasync.
  package var sync: @Sendable (_ descriptor: Int32) throws -> Void

  package init(
    write: @escaping @Sendable (Int32, UnsafeRawBufferPointer, Int64) throws -> Void,
    sync: @escaping @Sendable (Int32) throws -> Void
  ) {
    self.write = write
    self.sync = sync
  }

  package static let system = DiskOperations(
    write: { descriptor, bytes, offset in
      var done = 0
      while done < bytes.count {
        let rest = UnsafeRawBufferPointer(rebasing: bytes[done...])
        let count = pwrite(descriptor, rest.baseAddress, rest.count, off_t(offset) + off_t(done))
        if count > 0 {
          done += count
        } else if count == 0 || errno != EINTR {
          throw DocumentStoreFailure("writing", errno: count == 0 ? ENOSPC : errno)
        }
      }
    },
    sync: { descriptor in
      guard fdatasync(descriptor) == 0 else { throw DocumentStoreFailure("syncing", errno: errno) }
    })
}
