import Crypto
import CryptoExtras
package import JWTKit
package import TrustServices

/// The keys of test clients, signed with by another implementation than the one that verifies.
package struct TestClientKeys: Sendable {
  /// How an assertion is signed: well, or in a way that must be refused.
  package enum Kind: String, Sendable, CaseIterable {
    case rs256, ps256, es256
    /// RS256 by a key that nobody registered, under a registered name.
    case stranger
    /// PS256 by a key that is registered for RS256.
    case otherAlgorithm
    /// HS256 with the public key's text as secret.
    case publicKeyAsSecret
    /// `alg: none`.
    case unsigned
    /// RS256 under a name that nobody registered.
    case unknownName
  }

  /// Made once: RSA keys take their time.
  package static let shared = Result { try TestClientKeys() }

  package let strangerPublicPEM: String
  private let rsa: _RSA.Signing.PrivateKey
  private let pss: _RSA.Signing.PrivateKey
  private let stranger: _RSA.Signing.PrivateKey
  private let p256 = P256.Signing.PrivateKey()

  private init() throws {
    rsa = try _RSA.Signing.PrivateKey(keySize: .bits2048)
    pss = try _RSA.Signing.PrivateKey(keySize: .bits2048)
    stranger = try _RSA.Signing.PrivateKey(keySize: .bits2048)
    strangerPublicPEM = stranger.publicKey.pemRepresentation
  }

  /// The public keys as a client registers them.
  package func registered() throws -> [VerificationKey] {
    [
      try VerificationKey(id: "rsa", pem: rsa.publicKey.pemRepresentation),
      try VerificationKey(id: "pss", pem: pss.publicKey.pemRepresentation, algorithm: .ps256),
      try VerificationKey(id: "ec", pem: p256.publicKey.pemRepresentation),
    ]
  }

  package func sign(_ claims: some JWTPayload, _ kind: Kind) async throws -> String {
    let keys = JWTKeyCollection()
    let name: JWKIdentifier
    switch kind {
    case .rs256, .unknownName:
      name = kind == .rs256 ? "rsa" : "unknown"
      await keys.add(rsa: try Insecure.RSA.PrivateKey(backing: rsa), digestAlgorithm: .sha256, kid: name)
    case .ps256:
      name = "pss"
      await keys.add(pss: try Insecure.RSA.PrivateKey(backing: pss), digestAlgorithm: .sha256, kid: name)
    case .es256:
      name = "ec"
      await keys.add(ecdsa: try ES256PrivateKey(pem: p256.pemRepresentation), kid: name)
    case .stranger:
      name = "rsa"
      await keys.add(rsa: try Insecure.RSA.PrivateKey(backing: stranger), digestAlgorithm: .sha256, kid: name)
    case .otherAlgorithm:
      name = "rsa"
      await keys.add(pss: try Insecure.RSA.PrivateKey(backing: rsa), digestAlgorithm: .sha256, kid: name)
    case .publicKeyAsSecret:
      name = "rsa"
      await keys.add(
        hmac: HMACKey(from: rsa.publicKey.pemRepresentation), digestAlgorithm: .sha256, kid: name)
    case .unsigned:
      name = "rsa"
      await keys.addUnsecuredNone(kid: name)
    }
    return try await keys.sign(claims, kid: name)
  }
}
