import Foundation
import Synchronization

/// Tells on a terminal how far an upload is, each further tenth; silent for what is quick and when nobody
/// looks.
final class UploadProgress: Sendable {
  /// Smaller uploads are over before a line could be read: 1 MiB.
  static let bytesMin: Int64 = 1_048_576

  private let isWatched = isatty(STDERR_FILENO) == 1
  private let toldTenths = Mutex<Int64>(0)

  /// - Parameters: bytes handed on so far, and in all.
  func sent(_ bytes: Int64, of total: Int64) {
    guard isWatched, total >= Self.bytesMin else { return }
    let tenths = bytes * 10 / total
    let isNews = toldTenths.withLock { told in
      defer { told = tenths }
      return tenths != told
    }
    if isNews { Terminal.note("sent \(tenths * 10) % of \(total / 1024) KiB") }
  }
}
