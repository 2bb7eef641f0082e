/// How an operation of a contract fails. Nothing else is thrown across a contract.
package enum Failure<Rejection: Error & Sendable>: Error, Sendable {
  /// The rules turned it down; nothing happened but the audit entry that says so.
  case rejected(Rejection)
  /// The caller may not do this at all.
  case denied(Denial)
  /// Nothing happened; try again after that many seconds.
  case overloaded(retryAfterSeconds: Int)
  /// What the caller streams in failed before it was whole; nothing happened. Carries the stream's own error.
  case interrupted(any Error)
  /// A fault: the outcome is unknown. A publication is repeated with the same key. The cause is for the log
  /// only.
  case outcomeUnknown(any Error)
}

/// Why a caller may not ask this at all.
package enum Denial: Error, Hashable, Sendable {
  /// The token lacks this scope.
  case missingScope(Scope)
  /// The citizen was authenticated at a lower level than reading needs (R-BOX-2).
  case assuranceTooLow(has: AssuranceLevel, needs: AssuranceLevel)
  /// The citizen's eBox is not active: never activated, withdrawn or closed.
  case boxNotActive
  /// No mandate of the represented organisation is in force (R-PUB-6).
  case noMandate
  /// The citizen has not linked this channel, or withdrew it (R-CON-4).
  case channelNotLinked
  /// The sender is suspended: it publishes nothing and learns nothing new of citizens.
  case senderSuspended
  /// The sender applied and is not approved yet: it rehearses, publishes nothing and learns nothing of
  /// citizens.
  case senderNotApproved
  /// The sender is not in the register, or not any more.
  case senderNotRegistered
  /// The citizen lets this channel fetch nothing ahead (R-BOX-6).
  case prefetchNotAllowed
}

extension Denial {
  /// The stable code in audit entries.
  package var code: String {
    switch self {
    case .missingScope: "MISSING_SCOPE"
    case .assuranceTooLow: "ASSURANCE_TOO_LOW"
    case .boxNotActive: "BOX_NOT_ACTIVE"
    case .noMandate: "NO_MANDATE"
    case .channelNotLinked: "CHANNEL_NOT_LINKED"
    case .senderSuspended: "SENDER_SUSPENDED"
    case .senderNotApproved: "SENDER_NOT_APPROVED"
    case .senderNotRegistered: "SENDER_NOT_REGISTERED"
    case .prefetchNotAllowed: "PREFETCH_NOT_ALLOWED"
    }
  }
}
