import Foundation
import Synchronization

/// Tells on a terminal how far an upload is, each further tenth; silent for what is quick and when nobody looks.
final class UploadProgress: Sendable {
  /// Smaller uploads are over before a line could be read: 1 MiB.
  static let bytesMin: Int64 = 1_048_576

  private struct State {
    var sent: [Int: Int64] = [:]
    var toldTenths: Int64 = 0
  }

  private let total: Int64
  private let isWatched: Bool
  private let state = Mutex(State())

  init(_ files: [UploadFile]) {
    total = files.reduce(0) { $0 + $1.bytes }
    isWatched = total >= Self.bytesMin && isatty(STDERR_FILENO) == 1
  }

  /// - Parameter bytes: of that file, so far.
  func sent(_ bytes: Int64, of file: Int) {
    guard isWatched else { return }
    let tenths: Int64? = state.withLock { state in
      state.sent[file] = bytes
      let tenths = state.sent.values.reduce(0, +) * 10 / total
      guard tenths > state.toldTenths else { return nil }
      state.toldTenths = tenths
      return tenths
    }
    if let tenths { Terminal.note("sent \(tenths * 10) % of \(total / 1024) KiB") }
  }
}
