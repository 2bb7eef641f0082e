import Contracts
import Storage
import TrustServices
import Vocabulary

/// The authorization server as a channel of the same process sees it: the composition vouches for the
/// channel, so that no assertion is needed; everything else is as at the token endpoint.
struct OwnChannelSignIn: ChannelSignIn {
  let server: OAuthServer
  let client: OAuthClient
  let redirectURI: String

  func authorizationURL(_ request: AuthorizationRequest) -> String {
    var parameters = [
      ("response_type", "code"), ("client_id", client.id), ("redirect_uri", redirectURI),
      ("scope", client.citizenScopes.map(\.wire).sorted().joined(separator: " ")), ("state", request.state),
      ("code_challenge", request.codeChallenge), ("code_challenge_method", "S256"),
      ("ui_locales", request.language.rawValue),
    ]
    if request.isStepUp { parameters.append(("prompt", "login")) }
    return FormText.url(server.metadata.authorizationURL, parameters)
  }

  func exchange(code: String, verifier: String) async throws -> ChannelToken {
    let parts = server.parts
    let stamp = parts.stamp()
    let issue = OAuthServer.Issue(
      token: parts.secret(), tokenID: Base64URL.encode(parts.random.bytes(16)), client: client, stamp: stamp,
      requestID: ownRequest())
    let redemption = OAuthServer.Redemption(code: code, redirectURI: redirectURI, verifier: verifier)
    let server = server
    let verdict = try await parts.database.write { transaction in
      try server.redeem(redemption, issue, in: transaction)
    }
    switch verdict {
    case .success(let token):
      return ChannelToken(
        token: token.accessToken, expires: stamp.at.adding(seconds: token.expiresInSeconds),
        mailbox: token.mailbox)
    case .failure(let rejection):
      throw ChannelSignInRefused(code: rejection.wireError)
    }
  }

  func revoke(_ token: String) async throws {
    let (server, client, stamp, requestID) = (server, client, server.parts.stamp(), ownRequest())
    try await server.parts.database.write { transaction in
      try server.end(token, of: client, stamp, requestID, in: transaction)
    }
  }

  /// No request of the wire brought it: the entry gets a name of its own.
  private func ownRequest() -> RequestID {
    RequestID("channel-" + Base64URL.encode(server.parts.random.bytes(12)))
  }
}
