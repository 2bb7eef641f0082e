import Crypto
import Foundation
package import JWTKit
package import Provider
import Synchronization
package import Vocabulary

/// An identity provider without a network: its ID tokens are as good or as bad as the test wants them.
package final class PlayedIdentityProvider: IdentityProviderWire {
  package static let issuer = "https://identity.example"
  package static let clientID = "ebox"

  /// The claims of the next ID token.
  package struct Claims: JWTPayload {
    package var iss = PlayedIdentityProvider.issuer
    package var sub = "someone"
    package var aud = [PlayedIdentityProvider.clientID]
    package var iat: Int64
    package var exp: Int64
    package var nonce = ""
    package var acr: String? = "http://eidas.europa.eu/LoA/high"
    package var egovNRN: String? = "78041299916"
    package var given_name = "Ada"
    package var family_name = "Peeters"
    package var at_hash: String?
    package var sid: String?

    package init(iat: Int64, exp: Int64, nonce: String = "") {
      (self.iat, self.exp, self.nonce) = (iat, exp, nonce)
    }

    package func verify(using algorithm: some JWTAlgorithm) throws {}
  }

  /// What the test may spoil.
  package struct Script: Sendable {
    package var change: @Sendable (inout Claims) -> Void = { _ in }
    package var isSignedByStranger = false
    package var isDown = false
    package var tokenStatus = 200
    /// The keys are replaced by new ones, under new names.
    package var keyName = "one"
    package var nonce = ""
    /// More members of the discovery document, each with a comma before it.
    package var discovery = ""
    /// What its user info answers; as JSON, or as a token already signed.
    package var userInfo = "{}"
  }

  /// The claims of a logout token.
  package struct LogoutClaims: JWTPayload {
    package var iss = PlayedIdentityProvider.issuer
    package var aud = [PlayedIdentityProvider.clientID]
    package var iat: Int64
    package var exp: Int64
    package var jti: String? = "logout-1"
    package var sub: String? = "someone"
    package var sid: String?
    package var nonce: String?
    package var events: [String: [String: String]]? = [
      "http://schemas.openid.net/event/backchannel-logout": [:]
    ]

    package func verify(using algorithm: some JWTAlgorithm) throws {}
  }

  package static let accessToken = "access-of-the-identity-provider"

  private let clock: any TimeSource
  private let script = Mutex(Script())
  private let fetches = Mutex(0)
  private let posts = Mutex<[(form: String, authorization: String?)]>([])
  private let key = P256.Signing.PrivateKey()
  private let stranger = P256.Signing.PrivateKey()

  package init(clock: any TimeSource) { self.clock = clock }

  package func play(_ change: (inout Script) -> Void) { script.withLock { change(&$0) } }
  /// How often keys were asked for.
  package var keyFetches: Int { fetches.withLock { $0 } }

  package func get(_ url: String, authorization: String?) async throws -> WireAnswer {
    let script = script.withLock { $0 }
    guard !script.isDown else { throw URLError(.cannotConnectToHost) }
    if url == Self.issuer + "/.well-known/openid-configuration" {
      return answer(
        """
        {"issuer":"\(Self.issuer)","authorization_endpoint":"\(Self.issuer)/authorize",
        "token_endpoint":"\(Self.issuer)/token","jwks_uri":"\(Self.issuer)/jwks"\(script.discovery)}
        """)
    }
    if url == Self.issuer + "/userinfo" {
      guard authorization == "Bearer \(Self.accessToken)" else {
        return WireAnswer(status: 401, body: Data())
      }
      return answer(script.userInfo)
    }
    fetches.withLock { $0 += 1 }
    let point = key.publicKey.rawRepresentation
    return answer(
      """
      {"keys":[{"kty":"EC","crv":"P-256","use":"sig","kid":"\(script.keyName)",
      "x":"\(base64URL(point.prefix(32)))","y":"\(base64URL(point.suffix(32)))"}]}
      """)
  }

  package func post(_ url: String, form: String, authorization: String?) async throws -> WireAnswer {
    let script = script.withLock { $0 }
    guard script.tokenStatus == 200 else { return WireAnswer(status: script.tokenStatus, body: Data()) }
    posts.withLock { $0.append((form, authorization)) }
    let now = clock.now().secondsSince1970
    var claims = Claims(iat: now, exp: now + 300, nonce: script.nonce)
    script.change(&claims)
    return answer(
      """
      {"id_token":"\(try await sign(claims))","token_type":"Bearer","access_token":"\(Self.accessToken)"}
      """)
  }

  /// The requests at the token endpoint: form and `Authorization`, in order.
  package var tokenRequests: [(form: String, authorization: String?)] { posts.withLock { $0 } }

  /// A logout token as it posts one; `change` spoils it.
  package func logoutToken(_ change: (inout LogoutClaims) -> Void = { _ in }) async throws -> String {
    let now = clock.now().secondsSince1970
    var claims = LogoutClaims(iat: now, exp: now + 120)
    change(&claims)
    return try await sign(claims)
  }

  /// Signed with its key, or a stranger's if the script says so.
  package func sign(_ claims: some JWTPayload) async throws -> String {
    let script = script.withLock { $0 }
    let keys = JWTKeyCollection()
    let name = JWKIdentifier(string: script.keyName)
    let pem = (script.isSignedByStranger ? stranger : key).pemRepresentation
    await keys.add(ecdsa: try ES256PrivateKey(pem: pem), kid: name)
    return try await keys.sign(claims, kid: name)
  }

  private func answer(_ text: String) -> WireAnswer { WireAnswer(status: 200, body: Data(text.utf8)) }

  private func base64URL(_ bytes: Data) -> String {
    bytes.base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
  }
}
