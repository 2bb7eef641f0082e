package import Vocabulary

/// Sign-in of citizens at the provider's own pages, by OpenID Connect; and their sessions there.
///
/// A session ends after 15 minutes without use, 8 hours after sign-in, or at sign-out. Sign-ins, refusals
/// and sign-outs are audited (R-BOX-2).
package protocol CitizenSignIn: Sendable {
  /// Starts a sign-in in one browser, at ``AssuranceLevel/readingMin`` or above.
  func begin(
    _ request: SignInRequest, requestID: RequestID
  ) async throws(Failure<SignInRejection>) -> SignInStart

  /// Ends it, once, in the browser that started it. An older session of that browser ends with it.
  func finish(
    _ callback: SignInCallback, from browser: SignInBrowser, requestID: RequestID
  ) async throws(Failure<SignInRejection>) -> SignInOutcome

  /// The citizen of a running session, or nil; keeps the session awake.
  func citizen(_ session: String, requestID: RequestID) async throws(Failure<Never>) -> SignedInCitizen?

  /// Ends a session. One that does not run any more is left as it is.
  /// - Returns: where the browser ends its session at the identity provider too, and is sent back from
  ///   (OpenID Connect RP-Initiated Logout); nil when that is not offered or no session ran.
  @discardableResult
  func signOut(_ session: String, requestID: RequestID) async throws(Failure<Never>) -> String?

  /// The identity provider tells that somebody signed out there: ends that session, or all of that person
  /// (OpenID Connect Back-Channel Logout). A token is taken once.
  func signOut(
    logoutToken: String, requestID: RequestID
  ) async throws(Failure<LogoutRejection>)
}

/// Addresses that the provider's own pages have and that others are told.
package enum ProviderPages {
  /// Where the identity provider sends the browser back.
  package static let callbackPath = "/provider/sign-in/callback"
  /// "My consents" (R-CON-5).
  package static let consentsPath = "/provider/consents"
  /// The citizen's profile: address and choices (R-NOT-3).
  package static let profilePath = "/provider/profile"
  /// Where the citizen gives an address, and where the first visit asks for one.
  package static let addressPath = "/provider/profile/address"
  /// Where the citizen is signed in, and the end of it.
  package static let sessionsPath = "/provider/sessions"
  /// "Was this mail from you?", also without signing in (R-NOT-5).
  package static let mailCheckPath = "/provider/mail-check"
  /// Where the identity provider sends the browser after a sign-out there.
  package static let signedOutPath = "/provider/signed-out"
  /// Where the identity provider tells of sign-outs, itself.
  package static let backChannelLogoutPath = "/provider/back-channel-logout"
}

/// A path with query on the same host: what a browser may be sent on to after sign-in. It can't lead
/// anywhere else.
package struct LocalPath: Hashable, Sendable, CustomStringConvertible {
  package static let charactersMax = 4000
  package let text: String

  package init(parsing text: some StringProtocol) throws(InvalidIdentifier) {
    guard text.utf8.count <= Self.charactersMax, text.hasPrefix("/"), !text.hasPrefix("//"),
      !text.hasPrefix("/\\"),
      text.utf8.allSatisfy({ (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "\\") })
    else { throw InvalidIdentifier("path", "must be a path on this host") }
    self.text = String(text)
  }

  package var description: String { text }
}

/// A sign-in that a browser asks for.
package struct SignInRequest: Hashable, Sendable {
  package let returnTo: LocalPath
  /// For the identity provider's pages (`ui_locales`).
  package let language: Language
  /// Whether the citizen must authenticate anew even if the identity provider still knows them
  /// (`prompt=login`).
  package let isAnew: Bool

  package init(returnTo: LocalPath, language: Language, isAnew: Bool = false) {
    self.returnTo = returnTo
    self.language = language
    self.isAnew = isAnew
  }
}

/// Where the browser goes to sign in, and what it must bring back.
package struct SignInStart: Hashable, Sendable {
  /// The identity provider's authorization URL.
  package let location: String
  /// Kept by the browser in a cookie: proves that the answer came to the browser that asked.
  package let binding: String

  package init(location: String, binding: String) {
    self.location = location
    self.binding = binding
  }
}

/// What the identity provider sent the browser back with.
package struct SignInCallback: Hashable, Sendable {
  package let state: String
  package let code: String?
  /// `error` when the identity provider refused, or the citizen turned back.
  package let error: String?
  /// `iss` of RFC 9207, when it came.
  package let issuer: String?

  package init(state: String, code: String?, error: String? = nil, issuer: String? = nil) {
    self.state = state
    self.code = code
    self.error = error
    self.issuer = issuer
  }
}

/// The browser that brings an answer of the identity provider.
package struct SignInBrowser: Hashable, Sendable {
  /// What ``CitizenSignIn/begin(_:requestID:)`` gave it.
  package let binding: String?
  /// The session that it still has.
  package let session: String?
  package let kind: BrowserKind

  package init(binding: String?, session: String?, kind: BrowserKind = .unknown) {
    self.binding = binding
    self.session = session
    self.kind = kind
  }
}

/// How a sign-in ended that the identity provider answered.
package enum SignInOutcome: Hashable, Sendable {
  /// - Parameters:
  ///   - session: the secret for the browser's cookie; told once.
  case signedIn(session: String, returnTo: LocalPath)
  /// The citizen was surely recognised, but not surely enough: must sign in again by a stronger means.
  case stepUpNeeded(returnTo: LocalPath)
}

/// A citizen in a running session.
package struct SignedInCitizen: Hashable, Sendable {
  package let caller: CitizenCaller
  /// Given and family name as the identity provider told them; empty when it did not.
  package let name: String

  package init(caller: CitizenCaller, name: String) {
    self.caller = caller
    self.name = name
  }
}

/// Why a sign-in fails. Case order is check order; the raw value is the code in the audit trail.
package enum SignInRejection: String, Error, Hashable, Sendable, CaseIterable {
  /// The identity provider can't be reached, or answers nonsense: try again later.
  case identityProviderUnavailable
  /// No such sign-in runs: never begun, already ended, or older than 10 minutes.
  case signInUnknown
  /// Another browser began it.
  case browserMismatch
  /// The answer names another issuer than the one that was asked.
  case issuerMixedUp
  /// The identity provider refused, or the citizen turned back.
  case identityProviderRefused
  case idTokenMalformed, idTokenForged, idTokenIssuerWrong, idTokenAudienceWrong, idTokenExpired,
    idTokenNotYetValid
  case idTokenNonceWrong
  /// The access token that came with it is not the one that it names (`at_hash`).
  case accessTokenSwapped
  /// The token carries no level of assurance that we know.
  case assuranceUnknown
  /// The user info is another person's, or is not signed by the identity provider where it should be.
  case userInfoForged
  /// Neither the token nor the user info carries a valid national number.
  case nationalNumberMissing
  /// Below what reading needs; told as ``SignInOutcome/stepUpNeeded(returnTo:)``.
  case assuranceTooLow
}

/// Why a logout token is turned down. Case order is check order; the raw value is the code in the audit
/// trail.
package enum LogoutRejection: String, Error, Hashable, Sendable, CaseIterable {
  case identityProviderUnavailable
  case logoutTokenMalformed, logoutTokenForged, logoutTokenIssuerWrong, logoutTokenAudienceWrong,
    logoutTokenExpired, logoutTokenNotYetValid
  /// It does not say that it is about a logout.
  case logoutEventMissing
  /// It carries a `nonce`: an ID token, perhaps.
  case logoutNoncePresent
  /// It names neither a person nor a session.
  case logoutSubjectMissing
  case logoutIDMissing, logoutReplayed
}
