import Contracts
import Vocabulary

/// The authorization server as a channel of the same process sees it.
struct OwnChannelAuthorization: ChannelAuthorization {
  let server: OAuthServer
  let client: OAuthClient

  func redeem(
    code: String, redirectURI: String, verifier: String, requestID: RequestID
  ) async throws(Failure<TokenRejection>) -> IssuedToken {
    let parts = server.parts
    let issue = OAuthServer.Issue(
      token: parts.secret(), tokenID: Base64URL.encode(parts.random.bytes(16)), client: client,
      stamp: parts.stamp(), requestID: requestID)
    let redemption = OAuthServer.Redemption(code: code, redirectURI: redirectURI, verifier: verifier)
    let server = server
    let verdict: Result<IssuedToken, TokenRejection> = try await parts.write(as: TokenRejection.self) { transaction in
      try server.redeem(redemption, issue, in: transaction)
    }
    return try verdict.orThrow()
  }

  func revoke(_ token: String, requestID: RequestID) async throws(Failure<TokenRejection>) {
    let (server, client, stamp) = (server, client, server.parts.stamp())
    try await server.parts.write(as: TokenRejection.self) { transaction in
      try server.end(token, of: client, stamp, requestID, in: transaction)
    }
  }
}
