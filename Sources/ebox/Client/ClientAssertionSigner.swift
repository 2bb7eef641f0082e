import Crypto
import CryptoExtras
import Foundation
import Vocabulary

/// Signs a client's assertions (RFC 7523) with RS256.
struct ClientAssertionSigner {
  static let seconds: Int64 = 60

  let clientID: String
  let keyID: String
  let privateKeyPEM: String
  let tokenURL: String

  private struct Header: Encodable {
    let alg = "RS256", typ = "JWT"
    let kid: String
  }

  private struct Claims: Encodable {
    let iss, sub, aud, jti: String
    let iat, exp: Int64
  }

  func assertion(at now: Instant, random: any RandomSource) throws -> String {
    let header = Header(kid: keyID)
    let claims = Claims(
      iss: clientID, sub: clientID, aud: tokenURL, jti: Base64.url(random.bytes(16)),
      iat: now.secondsSince1970,
      exp: now.adding(seconds: Self.seconds).secondsSince1970)
    let encoder = JSONEncoder()
    let signed = Base64.url(try encoder.encode(header)) + "." + Base64.url(try encoder.encode(claims))
    let key = try _RSA.Signing.PrivateKey(pemRepresentation: privateKeyPEM)
    let signature = try key.signature(for: SHA256.hash(data: Data(signed.utf8)), padding: .insecurePKCS1v1_5)
    return signed + "." + Base64.url(signature.rawRepresentation)
  }
}
