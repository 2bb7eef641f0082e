import Crypto
import CryptoExtras
import Foundation
package import Vocabulary

/// A private key that signs JSON Web Tokens: RS256 or PS256 for RSA, ES256 for P-256.
package struct SigningKey: Sendable {
  private enum Material: Sendable {
    case rsa(_RSA.Signing.PrivateKey)
    case p256(P256.Signing.PrivateKey)
  }

  private struct Header: Encodable {
    let alg: String
    let kid: String
    let typ: String
  }

  package let id: String
  package let algorithm: SignatureAlgorithm
  private let material: Material

  /// - Parameters:
  ///   - pem: the private key, RSA of at least 2048 bits or P-256, not encrypted.
  ///   - algorithm: nil means RS256 for an RSA key and ES256 for P-256.
  package init(
    id: String, pem: String, algorithm: SignatureAlgorithm? = nil
  ) throws(InvalidIdentifier) {
    self.id = id
    if let key = try? _RSA.Signing.PrivateKey(pemRepresentation: pem) {
      guard key.keySizeInBits >= VerificationKey.rsaBitsMin else {
        throw InvalidIdentifier("privateKey", "an RSA key needs at least \(VerificationKey.rsaBitsMin) bits")
      }
      (material, self.algorithm) = (.rsa(key), algorithm ?? .rs256)
    } else if let key = try? P256.Signing.PrivateKey(pemRepresentation: pem) {
      (material, self.algorithm) = (.p256(key), algorithm ?? .es256)
    } else {
      throw InvalidIdentifier("privateKey", "must be PEM of an RSA or P-256 private key")
    }
    let isCurve = if case .p256 = material { true } else { false }
    guard (self.algorithm == .es256) == isCurve else {
      throw InvalidIdentifier("algorithm", "\(self.algorithm.rawValue) does not fit this kind of key")
    }
  }

  /// The public half, for a key set.
  package func publicKey() throws -> JSONWebKey {
    switch material {
    case .rsa(let key):
      let parts = try key.publicKey.getKeyPrimitives()
      return JSONWebKey(
        kty: "RSA", kid: id, alg: algorithm.rawValue, use: "sig", n: Base64URL.encode(parts.modulus),
        e: Base64URL.encode(parts.publicExponent))
    case .p256(let key):
      let point = key.publicKey.rawRepresentation
      return JSONWebKey(
        kty: "EC", kid: id, alg: algorithm.rawValue, use: "sig", crv: "P-256",
        x: Base64URL.encode(point.prefix(32)), y: Base64URL.encode(point.suffix(32)))
    }
  }

  /// A JSON Web Token in compact form.
  /// - Parameter type: `typ` of its header.
  package func sign(_ claims: some Encodable, type: String = "JWT") throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let head = Base64URL.encode(try encoder.encode(Header(alg: algorithm.rawValue, kid: id, typ: type)))
    let text = "\(head).\(Base64URL.encode(try encoder.encode(claims)))"
    let message = Data(text.utf8)
    let signature =
      switch material {
      case .rsa(let key):
        try key.signature(
          for: SHA256.hash(data: message), padding: algorithm == .ps256 ? .PSS : .insecurePKCS1v1_5
        ).rawRepresentation
      case .p256(let key):
        try key.signature(for: message).rawRepresentation
      }
    return "\(text).\(Base64URL.encode(signature))"
  }
}
