/// Why the token or revocation endpoint turns a request down. Case order is check order; the raw value is
/// the code in the audit trail.
package enum TokenRejection: String, Error, Hashable, Sendable, CaseIterable {
  case bodyMalformed, parameterRepeated, parameterMissing, grantTypeUnsupported
  case assertionTypeUnsupported, assertionMalformed, clientUnknown, clientMismatch
  case assertionKeyUnknown, assertionAlgorithmRefused, assertionForged
  case assertionAudienceWrong, assertionExpired, assertionLifetimeTooLong, assertionNotYetValid
  case assertionIDMissing, assertionReplayed
  case grantNotAllowed, scopeInvalid
  case codeUnknown, codeReplayed, codeOfOtherClient, codeExpired, redirectMismatch, verifierWrong,
    consentWithdrawn

  /// `error` of RFC 6749 §5.2.
  package var wireError: String {
    switch self {
    case .bodyMalformed, .parameterRepeated, .parameterMissing: "invalid_request"
    case .grantTypeUnsupported: "unsupported_grant_type"
    case .assertionTypeUnsupported, .assertionMalformed, .clientUnknown, .clientMismatch,
      .assertionKeyUnknown,
      .assertionAlgorithmRefused, .assertionForged, .assertionAudienceWrong, .assertionExpired,
      .assertionLifetimeTooLong, .assertionNotYetValid, .assertionIDMissing, .assertionReplayed:
      "invalid_client"
    case .grantNotAllowed: "unauthorized_client"
    case .scopeInvalid: "invalid_scope"
    case .codeUnknown, .codeReplayed, .codeOfOtherClient, .codeExpired, .redirectMismatch, .verifierWrong,
      .consentWithdrawn:
      "invalid_grant"
    }
  }

  /// `invalid_client` is 401, the others 400.
  package var status: Int { wireError == "invalid_client" ? 401 : 400 }

  /// `error_description`: what the developer of the client should change.
  package var hint: String {
    switch self {
    case .bodyMalformed: "the body must be application/x-www-form-urlencoded, at most 64 KiB"
    case .parameterRepeated: "a parameter occurs more than once"
    case .parameterMissing: "a required parameter is missing or empty"
    case .grantTypeUnsupported: "grant_type must be client_credentials or authorization_code"
    case .assertionTypeUnsupported: "client_assertion_type must be \(ClientAssertion.wireType)"
    case .assertionMalformed: "client_assertion is not a signed JWT with iss, sub, aud and exp"
    case .clientUnknown: "no client is registered under this iss"
    case .clientMismatch: "iss, sub and client_id must be the same"
    case .assertionKeyUnknown: "no key of this client has this kid"
    case .assertionAlgorithmRefused: "the key is registered for another alg; RS256, PS256 and ES256 exist"
    case .assertionForged: "the signature of client_assertion does not verify"
    case .assertionAudienceWrong: "aud must be the token URL or the issuer"
    case .assertionExpired: "client_assertion has expired; check the clock"
    case .assertionLifetimeTooLong: "exp may be at most 1 hour ahead"
    case .assertionNotYetValid: "nbf or iat lies in the future; check the clock"
    case .assertionIDMissing: "jti is required, at most 256 characters"
    case .assertionReplayed: "this jti was used before"
    case .grantNotAllowed: "this client may not use this grant"
    case .scopeInvalid: "a scope is unknown, or not granted to this client"
    case .codeUnknown: "the code is unknown"
    case .codeReplayed: "the code was used before; its tokens are revoked"
    case .codeOfOtherClient: "the code was issued to another client"
    case .codeExpired: "the code has expired"
    case .redirectMismatch: "redirect_uri is not the one of the authorization request"
    case .verifierWrong: "code_verifier does not match the challenge"
    case .consentWithdrawn: "the citizen's consent for this channel is no longer in force"
    }
  }
}

/// Why introspection is turned down. Case order is check order.
package enum IntrospectionRejection: String, Error, Hashable, Sendable, CaseIterable {
  case bodyMalformed, bearerMissing, bearerInvalid
  /// The bearer is good, but is not a document provider's.
  case introspectionNotAllowed

  package var status: Int {
    switch self {
    case .bodyMalformed: 400
    case .bearerMissing, .bearerInvalid: 401
    case .introspectionNotAllowed: 403
    }
  }

  /// `error` of RFC 6750 §3.1; nil when no credentials came at all.
  package var wireError: String? {
    switch self {
    case .bodyMalformed: "invalid_request"
    case .bearerMissing: nil
    case .bearerInvalid: "invalid_token"
    case .introspectionNotAllowed: "insufficient_scope"
    }
  }
}

/// Why the authorization endpoint turns a request down. Case order is check order.
package enum AuthorizationRejection: String, Error, Hashable, Sendable, CaseIterable {
  case parameterRepeated, clientUnknown, redirectMismatch
  case responseTypeUnsupported, stateTooLong, challengeMissing, challengeMethodRefused, scopeInvalid,
    promptInvalid
  /// With `prompt=none`: the citizen would have to sign in, to consent, or to see a page.
  case loginRequired, consentRequired, interactionRequired
  case accessDenied
  /// The citizen's box is closed.
  case boxClosed

  /// `error` for the channel (RFC 6749 §4.1.2.1), or nil when nothing may be sent to that redirect URI: the
  /// citizen sees a page of ours instead.
  package var wireError: String? {
    switch self {
    case .parameterRepeated, .clientUnknown, .redirectMismatch: nil
    case .responseTypeUnsupported: "unsupported_response_type"
    case .stateTooLong, .challengeMissing, .challengeMethodRefused, .promptInvalid: "invalid_request"
    case .scopeInvalid: "invalid_scope"
    case .loginRequired: "login_required"
    case .consentRequired: "consent_required"
    case .interactionRequired: "interaction_required"
    case .accessDenied, .boxClosed: "access_denied"
    }
  }
}
