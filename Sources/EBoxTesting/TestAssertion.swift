package import JWTKit
package import Vocabulary

/// The claims of a client's assertion, all of which a test may spoil.
package struct TestAssertion: JWTPayload {
  package var iss: String
  package var sub: String
  package var aud: [String]
  package var jti: String?
  package var iat: Int64?
  package var nbf: Int64?
  package var exp: Int64

  package init(_ client: String, audience: String, now: Instant) {
    (iss, sub, aud) = (client, client, [audience])
    jti = MessageID(at: now, random: SystemRandom()).text
    (iat, exp) = (now.secondsSince1970, now.secondsSince1970 + 60)
  }

  package func verify(using algorithm: some JWTAlgorithm) throws {}
}
