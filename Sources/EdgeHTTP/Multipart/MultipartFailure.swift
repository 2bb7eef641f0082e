/// Why a multipart body can't be read on. Nothing of the body is carried: it may be personal.
package enum MultipartFailure: Error, Hashable, Sendable, CaseIterable {
  /// The media type is not multipart, or its boundary is missing or malformed (RFC 2046 §5.1.1).
  case boundaryInvalid
  case preambleTooLong
  case tooManyParts
  /// The header lines of a part pass their limit in bytes or in lines.
  case headerTooLarge
  /// A header line without a name, or with bytes that no header may hold.
  case malformedHeader
  /// A boundary line goes on with something else than its end.
  case malformedBoundary
  case epilogueTooLong
  /// The body ended before its closing boundary.
  case truncated
}

/// Limits of a multipart body; bytes and counts.
package struct MultipartLimits: Hashable, Sendable {
  /// RFC 2046 §5.1.1.
  package static let boundaryBytesMax = 70

  /// Header lines of one part, line ends included.
  package var headerBytesMax = 8192
  package var headerLinesMax = 16
  package var partsMax = 16
  package var preambleBytesMax = 4096
  package var epilogueBytesMax = 4096

  package init() {}
}
