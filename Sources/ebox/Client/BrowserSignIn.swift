import AsyncHTTPClient
import Contracts
import EBoxClient
import Vocabulary

/// A citizen's sign-in at a provider, in a browser of the citizen's own on this machine: the command only
/// opens the way and waits. Consent, where it is needed, is given on the provider's pages (R-CON-1).
struct BrowserSignIn: Sendable {
  let endpoints: AuthorizationEndpoints
  let credentials: Credentials
  /// How long the citizen is waited for.
  let seconds: Int
  let wire: OAuthChannelSignIn.Wire

  /// - Parameter announce: gets the address that the citizen opens.
  /// - Returns: the token, and the channel's end, by which it can be revoked.
  /// - Throws: ``ClientRefusal`` when the citizen or the provider said no, or nobody came;
  ///   ``ChannelSignInRefused`` when the code is not taken.
  func token(
    _ announce: @escaping @Sendable (String) async throws -> Void
  ) async throws -> (token: ChannelToken, channel: any ChannelSignIn) {
    let attempt = SignInAttempt(random: wire.random)
    let (channels, made) = AsyncStream.makeStream(of: OAuthChannelSignIn.self)
    let answer = try await LoopbackListener(attempt: attempt, seconds: seconds).answer { redirectURI in
      let channel = OAuthChannelSignIn(
        endpoints, credentials, redirectURI: redirectURI, scopes: [.documentConsumer, .referenceData],
        wire: wire)
      made.yield(channel)
      made.finish()
      try await announce(channel.authorizationURL(attempt.request))
    }
    let code = try answer.code(of: attempt, issuer: endpoints.issuer)
    for await channel in channels {
      return (try await channel.exchange(code: code, verifier: attempt.verifier), channel)
    }
    throw ClientRefusal("The listener on 127.0.0.1 stopped.")
  }
}
