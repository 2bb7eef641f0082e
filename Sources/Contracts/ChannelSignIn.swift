package import Vocabulary

/// How a channel comes by the access token of its citizen: authorization code with PKCE (RFC 6749 §4.1, RFC
/// 7636) at the provider, on whose pages the citizen signs in and consents (R-CON-1).
package protocol ChannelSignIn: Sendable {
  /// Where to send the citizen's browser.
  func authorizationURL(_ request: AuthorizationRequest) -> String

  /// Redeems the code that came back. A code can be redeemed once.
  /// - Throws: ``ChannelSignInRefused`` when the provider says no; else faults.
  func exchange(code: String, verifier: String) async throws -> ChannelToken

  /// Ends the token at the provider (RFC 7009). An unknown or ended token is no error.
  func revoke(_ token: String) async throws
}

/// One sign-in that a channel begins.
package struct AuthorizationRequest: Hashable, Sendable {
  /// Comes back with the answer; unguessable, and bound to the browser by the channel.
  package let state: String
  /// Base64url of the SHA-256 of the verifier (`S256`).
  package let codeChallenge: String
  /// For the provider's pages (`ui_locales`).
  package let language: Language
  /// Whether the citizen must sign in anew, with a means of at least ``AssuranceLevel/readingMin``
  /// (`prompt=login`).
  package let isStepUp: Bool

  package init(state: String, codeChallenge: String, language: Language, isStepUp: Bool = false) {
    self.state = state
    self.codeChallenge = codeChallenge
    self.language = language
    self.isStepUp = isStepUp
  }
}

/// A citizen's access token in a channel.
package struct ChannelToken: Hashable, Sendable {
  package let token: String
  package let expires: Instant
  /// Whose it is, for the channel's own audit trail; nil when the provider's answer does not say (`mailbox`).
  package let mailbox: MailboxID?

  package init(token: String, expires: Instant, mailbox: MailboxID?) {
    self.token = token
    self.expires = expires
    self.mailbox = mailbox
  }
}

/// The provider refused the code: unknown, used, too old, or not of this verifier.
package struct ChannelSignInRefused: Error, Hashable, Sendable {
  /// The OAuth error code, such as `invalid_grant`.
  package let code: String
  package init(code: String) { self.code = code }
}
