import Foundation

/// The least that durability costs: many writers append to one file and share each fdatasync.
final class SharedLog: @unchecked Sendable {
  private let file: Int32
  private let condition = NSCondition()
  private var written = 0
  private var synced = 0
  private var isSyncing = false

  init(path: String) throws {
    file = open(path, O_CREAT | O_TRUNC | O_WRONLY, 0o600)
    guard file >= 0 else { throw BenchFailure("can't open \(path)") }
  }

  deinit { close(file) }

  /// Returns when the bytes are durable.
  func append(_ bytes: [UInt8]) throws {
    condition.lock()
    defer { condition.unlock() }
    let offset = written
    written += bytes.count
    let mine = written
    guard pwrite(file, bytes, bytes.count, off_t(offset)) == bytes.count else {
      throw BenchFailure("short write")
    }
    while synced < mine {
      if isSyncing {
        condition.wait()
        continue
      }
      isSyncing = true
      let target = written
      condition.unlock()
      let result = fdatasync(file)
      condition.lock()
      isSyncing = false
      guard result == 0 else { throw BenchFailure("fdatasync failed") }
      synced = target
      condition.broadcast()
    }
  }
}
