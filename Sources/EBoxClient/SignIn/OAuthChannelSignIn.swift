package import AsyncHTTPClient
package import Contracts
import NIOHTTP1
package import Vocabulary

/// A channel's sign-in at a provider elsewhere: authorization code with PKCE, `private_key_jwt` at the token
/// endpoint. The second implementation of ``ChannelSignIn``.
package struct OAuthChannelSignIn: ChannelSignIn {
  private let endpoints: AuthorizationEndpoints
  private let redirectURI: String
  private let scopes: Set<Scope>
  private let clientID: String
  private let requests: TokenEndpoint

  /// - Parameters:
  ///   - credentials: the registered channel's; their token URL must be that of `endpoints`.
  ///   - redirectURI: one that is registered for the channel.
  package init(
    _ endpoints: AuthorizationEndpoints, _ credentials: Credentials, redirectURI: String, scopes: Set<Scope>,
    wire: Wire
  ) {
    self.endpoints = endpoints
    self.redirectURI = redirectURI
    self.scopes = scopes
    clientID = credentials.clientID
    requests = TokenEndpoint(
      credentials: credentials, http: wire.http, time: wire.time, random: wire.random)
  }

  /// How the provider is reached, by which clock and chance.
  package struct Wire: Sendable {
    package let http: HTTPClient
    package let time: any TimeSource
    package let random: any RandomSource

    package init(http: HTTPClient, time: any TimeSource, random: any RandomSource) {
      self.http = http
      self.time = time
      self.random = random
    }
  }

  package func authorizationURL(_ request: AuthorizationRequest) -> String {
    var parameters = [
      ("response_type", "code"), ("client_id", clientID), ("redirect_uri", redirectURI),
      ("scope", scopes.map(\.wire).sorted().joined(separator: " ")), ("state", request.state),
      ("code_challenge", request.codeChallenge), ("code_challenge_method", "S256"),
      ("ui_locales", request.language.rawValue),
    ]
    if request.isStepUp { parameters.append(("prompt", "login")) }
    let separator = endpoints.authorizationURL.contains("?") ? "&" : "?"
    return endpoints.authorizationURL + separator + parameters.formEncoded
  }

  package func exchange(code: String, verifier: String) async throws -> ChannelToken {
    do {
      let issued = try await requests.token([
        ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", redirectURI),
        ("code_verifier", verifier),
      ])
      return ChannelToken(token: issued.token, expires: issued.expires, mailbox: issued.mailbox)
    } catch ClientFault.tokenRefused(let status, let code?) where (400..<500).contains(status) {
      throw ChannelSignInRefused(code: code)
    }
  }

  package func revoke(_ token: String) async throws {
    let (status, body) = try await requests.post(
      [("token", token), ("token_type_hint", "access_token")], to: endpoints.revocationURL)
    guard status == .ok else {
      throw ClientFault.refused(status: Int(status.code), code: OAuthError(body)?.error)
    }
  }
}
