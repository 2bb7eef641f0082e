package import Vocabulary

/// Remembers signed requests, so that each is taken once, by whichever copy of the program it comes to.
package protocol SignatureReplays: Sendable {
  /// Whether this signature comes for the first time; it is remembered before this returns.
  /// - Parameters:
  ///   - fingerprint: 32 bytes.
  ///   - keptUntil: from when on the request would be refused for its age.
  ///   - now: by the clock that `keptUntil` is of.
  /// - Throws: overload and faults; the request is then not served.
  func isFirst(
    _ fingerprint: [UInt8], keptUntil: Instant, now: Instant
  ) async throws(Failure<Never>) -> Bool
}
