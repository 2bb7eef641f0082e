import JWTKit
package import Vocabulary

/// Signs a client's assertions (RFC 7523) with RS256, each with an id of its own.
package struct AssertionSigner: Sendable {
  /// How long an assertion is good.
  package static let seconds: Int64 = 60

  private let credentials: Credentials
  private let random: any RandomSource

  package init(_ credentials: Credentials, random: any RandomSource) {
    self.credentials = credentials
    self.random = random
  }

  /// - Throws: when the private key can't be read.
  package func assertion(at now: Instant) async throws -> String {
    let keys = JWTKeyCollection()
    let id = JWKIdentifier(string: credentials.keyID)
    await keys.add(
      rsa: try Insecure.RSA.PrivateKey(pem: credentials.privateKeyPEM), digestAlgorithm: .sha256, kid: id)
    let unique = random.bytes(16).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    let claims = AssertionClaims(
      iss: credentials.clientID, sub: credentials.clientID, aud: credentials.tokenURL, jti: unique,
      iat: now.secondsSince1970, exp: now.adding(seconds: Self.seconds).secondsSince1970)
    return try await keys.sign(claims, kid: id)
  }
}

/// The claims of RFC 7523 §3, for signing only: what is our own needs no verification.
private struct AssertionClaims: JWTPayload {
  let iss: String
  let sub: String
  let aud: String
  let jti: String
  let iat: Int64
  let exp: Int64

  func verify(using algorithm: some JWTAlgorithm) async throws {}
}
