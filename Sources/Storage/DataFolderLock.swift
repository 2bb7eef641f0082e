import Foundation
import Synchronization

/// Keeps a data folder for one process: a second server, or `migrate` beside a server, is turned away.
///
/// The operating system gives it back when the process ends in any way. It holds among processes of one
/// machine; the folder must not lie on a network file system.
package final class DataFolderLock: Sendable {
  private let descriptor: Mutex<Int32?>

  /// - Throws: ``DataFolderRefused``.
  package init(folder: String) throws(DataFolderRefused) {
    let path = folder + "/ebox.lock"
    let file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw .cannotBeOpened(folder: folder, reason: String(cString: strerror(errno))) }
    guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
      let isTaken = errno == EWOULDBLOCK
      let reason = String(cString: strerror(errno))
      _ = Foundation.close(file)
      throw isTaken ? .inUse(folder: folder) : .cannotBeOpened(folder: folder, reason: reason)
    }
    descriptor = Mutex(file)
  }

  deinit { release() }

  /// Gives the folder free. The file stays: removing it would let two processes hold two files of one name.
  package func release() {
    let file: Int32? = descriptor.withLock { descriptor in
      defer { descriptor = nil }
      return descriptor
    }
    guard let file else { return }
    // A child that was forked at this moment holds the descriptor until it runs its program.
    _ = flock(file, LOCK_UN)
    _ = Foundation.close(file)
  }
}

/// Why a data folder can't be had: nothing in it was touched.
package enum DataFolderRefused: Error, Hashable, CustomStringConvertible {
  case inUse(folder: String)
  case cannotBeOpened(folder: String, reason: String)

  package var description: String {
    switch self {
    case .inUse(let folder): "the data folder \(folder) is in use by another process"
    case .cannotBeOpened(let folder, let reason): "the data folder \(folder) can't be used: \(reason)"
    }
  }
}
