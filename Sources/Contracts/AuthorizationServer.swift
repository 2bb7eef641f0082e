package import Vocabulary

/// The provider's OAuth 2 authorization server, as an edge serves it.
///
/// Every rejection is in the audit trail, with its code, before it is thrown. Tokens are opaque: 256 random
/// bits, of which only a hash is kept.
///
/// Source: RFC 6749, 7009, 7523, 7636, 7662, 8414, 9207; reference §2.5, §2.6.
package protocol AuthorizationServer: Sendable {
  /// What clients learn from `/.well-known/oauth-authorization-server`.
  var metadata: AuthorizationMetadata { get }

  /// Redeems client credentials or an authorization code.
  /// - Throws: a rejection after which no token exists; a replayed code also ends the tokens issued from it.
  func token(_ request: TokenRequest, requestID: RequestID) async throws(Failure<TokenRejection>)
    -> IssuedToken

  /// Ends a token of the client that asks, at once. A token that is unknown or another client's is left as
  /// it is, and that is no failure (RFC 7009 §2.2).
  func revoke(
    _ token: String, by assertion: ClientAssertion, requestID: RequestID
  ) async throws(Failure<TokenRejection>)

  /// Tells a document provider what a token stands for.
  /// - Parameter bearer: the document provider's own access token (reference §2.6).
  func introspect(
    _ token: String, by bearer: String?, requestID: RequestID
  ) async throws(Failure<IntrospectionRejection>) -> Introspection

  /// Checks what a browser brought to the authorization endpoint, before anyone signs in.
  func check(
    _ request: AuthorizationQuery, requestID: RequestID
  ) async throws(Failure<AuthorizationRejection>) -> CheckedAuthorization

  /// Gives the channel a one-time code for the citizen, if the citizen's consent for that channel is in
  /// force.
  func authorize(
    _ request: CheckedAuthorization, for caller: CitizenCaller
  ) async throws(Failure<AuthorizationRejection>) -> AuthorizationAnswer
}

/// The addresses and abilities of the authorization server (RFC 8414).
package struct AuthorizationMetadata: Hashable, Sendable {
  package static let tokenPath = "/REST/oauth/v5/token"
  package static let revocationPath = "/REST/oauth/v5/revoke"
  package static let introspectionPath = "/REST/oauth/v5/introspect"
  package static let authorizationPath = "/REST/oauth/v5/authorize"
  package static let keySetPath = "/REST/oauth/v5/keys"
  package static let wellKnownPath = "/.well-known/oauth-authorization-server"

  /// Scheme, host and port, without a slash at the end.
  package let issuer: String
  /// Our public keys as a JSON Web Key Set, compact JSON.
  package let keySet: String

  package init(issuer: String, keySet: String) {
    self.issuer = issuer
    self.keySet = keySet
  }

  package var tokenURL: String { issuer + Self.tokenPath }
  package var revocationURL: String { issuer + Self.revocationPath }
  package var introspectionURL: String { issuer + Self.introspectionPath }
  package var authorizationURL: String { issuer + Self.authorizationPath }
  package var keySetURL: String { issuer + Self.keySetPath }
}

/// How a client proves who it is: `client_assertion` of RFC 7523.
package struct ClientAssertion: Hashable, Sendable {
  package static let wireType = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
  /// `client_assertion_type` as it came.
  package let type: String
  /// The signed JWT.
  package let token: String
  /// `client_id` as it came; when there is one it must be the assertion's subject.
  package let clientID: String?

  package init(type: String, token: String, clientID: String? = nil) {
    self.type = type
    self.token = token
    self.clientID = clientID
  }
}

/// A request at the token endpoint.
package struct TokenRequest: Hashable, Sendable {
  package enum Grant: Hashable, Sendable {
    /// Nil scope: all that the client may have.
    case clientCredentials(scope: String?)
    case authorizationCode(code: String, redirectURI: String, verifier: String)
  }

  package let grant: Grant
  package let assertion: ClientAssertion

  package init(grant: Grant, assertion: ClientAssertion) {
    self.grant = grant
    self.assertion = assertion
  }
}

/// An access token, as it is told once.
package struct IssuedToken: Hashable, Sendable {
  package let accessToken: String
  package let expiresInSeconds: Int64
  package let scopes: Set<Scope>
  /// The citizen's, when there is one; told to the channel for its own trail.
  package let mailbox: MailboxID?

  package init(accessToken: String, expiresInSeconds: Int64, scopes: Set<Scope>, mailbox: MailboxID? = nil) {
    self.accessToken = accessToken
    self.expiresInSeconds = expiresInSeconds
    self.scopes = scopes
    self.mailbox = mailbox
  }

  /// Full wire names in alphabetical order, separated by spaces.
  package var scope: String { scopes.map(\.wire).sorted().joined(separator: " ") }
}

/// The answer of RFC 7662. Of a token that is not good nothing is told but that.
package enum Introspection: Hashable, Sendable {
  case active(AccessTokenFacts, tokenID: String)
  case inactive
}
