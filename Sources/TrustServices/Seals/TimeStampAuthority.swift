/// Who says at what time bytes were there (RFC 3161).
package protocol TimeStampAuthority: Sendable {
  /// - Parameter request: a TimeStampReq, DER.
  /// - Returns: what it answered, not judged.
  /// - Throws: ``SealFailure/unreachable(_:)`` or ``SealFailure/answerUnreadable``.
  func answer(to request: [UInt8]) async throws(SealFailure) -> [UInt8]
}
