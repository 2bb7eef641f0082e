import Foundation

/// Tells on a terminal how far a verification is.
struct VerifyProgress: Sendable {
  /// Shorter trails are over before a line could be read.
  static let entriesMin: Int64 = 20_000

  let party: String

  func told(_ done: Int64, of all: Int64) {
    guard all >= Self.entriesMin, isatty(STDERR_FILENO) == 1, done == all || done % 10_000 == 0 else {
      return
    }
    Terminal.note("\(party): \(done)/\(all) entries")
  }
}
