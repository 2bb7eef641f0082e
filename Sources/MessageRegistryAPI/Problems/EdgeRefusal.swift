package import Contracts
package import EdgeHTTP

/// Why the edge turns a request down before any party sees it. Case order is check order. Each is recorded in
/// the ``AttemptLog`` before it is answered; status and code stand in `ProblemTable.swift`.
package enum EdgeRefusal: Error, Hashable, Sendable {
  // The address.
  case resourceNotFound
  case methodNotAllowed(allowed: [String])
  // The token.
  case noAccessToken
  case invalidAccessToken
  case expiredAccessToken
  case missingScope(required: [Scope])
  /// A sender's token where a citizen's is needed, or the other way round.
  case wrongSubject
  // The form.
  case notAcceptable
  case unsupportedMediaType(expected: String)
  case payloadTooLarge(bytesMax: Int)
  case multipart(MultipartFailure)
  case archive(ArchiveFailure)
  /// Values or names that can't be taken, at least one.
  case invalidInput([Problem.Issue])
  /// Well-formed input that this release does not offer, at least one.
  case notOffered([Problem.Issue])
}
