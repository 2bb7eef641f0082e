import Crypto
import CryptoExtras
package import Foundation
package import Vocabulary

/// A public key with the one algorithm it may be used for: what a token's header says can't change that.
package struct VerificationKey: Sendable {
  package static let rsaBitsMin = 2048

  private enum Material: Sendable {
    case rsa(_RSA.Signing.PublicKey)
    case p256(P256.Signing.PublicKey)
  }

  package let id: String
  package let algorithm: SignatureAlgorithm
  private let material: Material

  /// - Parameters:
  ///   - pem: `BEGIN PUBLIC KEY`: RSA of at least 2048 bits, or P-256.
  ///   - algorithm: nil means RS256 for an RSA key and ES256 for P-256.
  package init(id: String, pem: String, algorithm: SignatureAlgorithm? = nil) throws(InvalidIdentifier) {
    let material: Material
    if let key = try? _RSA.Signing.PublicKey(pemRepresentation: pem) {
      material = .rsa(key)
    } else if let key = try? P256.Signing.PublicKey(pemRepresentation: pem) {
      material = .p256(key)
    } else {
      throw InvalidIdentifier(
        "publicKey", "must be PEM of an RSA public key of at least \(Self.rsaBitsMin) bits or of a P-256 one")
    }
    try self.init(id: id, material, algorithm)
  }

  /// - Parameter der: as ``bytes`` has it.
  package init(
    id: String, der: [UInt8], algorithm: SignatureAlgorithm? = nil
  ) throws(InvalidIdentifier) {
    let text = Data(der).base64EncodedString(options: [.lineLength64Characters, .endLineWithLineFeed])
    try self.init(
      id: id, pem: "-----BEGIN PUBLIC KEY-----\n\(text)\n-----END PUBLIC KEY-----\n", algorithm: algorithm)
  }

  /// - Throws: ``InvalidIdentifier`` unless it is an RSA key of at least 2048 bits or one on P-256.
  package init(jwk: JSONWebKey) throws(InvalidIdentifier) {
    let material: Material
    switch (jwk.kty, jwk.crv) {
    case ("RSA", _):
      guard let n = jwk.n.flatMap({ Base64URL.decode($0) }), let e = jwk.e.flatMap({ Base64URL.decode($0) }),
        let key = try? _RSA.Signing.PublicKey(n: n, e: e)
      else { throw InvalidIdentifier("jwk", "has no valid n and e") }
      material = .rsa(key)
    case ("EC", "P-256"):
      guard let x = jwk.x.flatMap({ Base64URL.decode($0) }), let y = jwk.y.flatMap({ Base64URL.decode($0) }),
        x.count == 32, y.count == 32, let key = try? P256.Signing.PublicKey(rawRepresentation: x + y)
      else { throw InvalidIdentifier("jwk", "has no valid x and y") }
      material = .p256(key)
    default:
      throw InvalidIdentifier("jwk", "must be an RSA or P-256 public key")
    }
    var algorithm: SignatureAlgorithm?
    if let name = jwk.alg {
      guard let known = SignatureAlgorithm(rawValue: name) else {
        throw InvalidIdentifier("jwk", "alg must be RS256, PS256 or ES256")
      }
      algorithm = known
    }
    try self.init(id: jwk.kid ?? "", material, algorithm)
  }

  private init(id: String, _ material: Material, _ algorithm: SignatureAlgorithm?) throws(InvalidIdentifier) {
    let usual: SignatureAlgorithm
    switch material {
    case .rsa(let key):
      guard key.keySizeInBits >= Self.rsaBitsMin else {
        throw InvalidIdentifier("publicKey", "an RSA key needs at least \(Self.rsaBitsMin) bits")
      }
      usual = .rs256
    case .p256:
      usual = .es256
    }
    self.algorithm = algorithm ?? usual
    guard (self.algorithm == .es256) == (usual == .es256) else {
      throw InvalidIdentifier("publicKey", "\(self.algorithm.rawValue) does not fit this kind of key")
    }
    (self.id, self.material) = (id, material)
  }

  /// The key as DER has it (`SubjectPublicKeyInfo`).
  package var bytes: [UInt8] {
    switch material {
    case .rsa(let key): Array(key.derRepresentation)
    case .p256(let key): Array(key.derRepresentation)
    }
  }

  /// SHA-256 of ``bytes``: the same key under any name has the same.
  package var fingerprint: [UInt8] { Self.fingerprint(of: bytes) }

  /// - Parameter der: as ``bytes`` has it.
  package static func fingerprint(of der: [UInt8]) -> [UInt8] { Array(SHA256.hash(data: der)) }

  /// - Parameters:
  ///   - signature: as a JWS has it: of ES256 the two numbers, 64 bytes.
  ///   - message: the signing input.
  package func isValid(_ signature: Data, for message: Data) -> Bool {
    switch (material, algorithm) {
    case (.rsa(let key), .rs256):
      key.isValidSignature(
        _RSA.Signing.RSASignature(rawRepresentation: signature), for: SHA256.hash(data: message),
        padding: .insecurePKCS1v1_5)
    case (.rsa(let key), .ps256):
      key.isValidSignature(
        _RSA.Signing.RSASignature(rawRepresentation: signature), for: SHA256.hash(data: message),
        padding: .PSS)
    case (.p256(let key), .es256):
      (try? P256.Signing.ECDSASignature(rawRepresentation: signature))
        .map { key.isValidSignature($0, for: message) } ?? false
    default:
      false
    }
  }
}

extension VerificationKey: Equatable {
  package static func == (left: Self, right: Self) -> Bool {
    left.id == right.id && left.algorithm == right.algorithm && left.fingerprint == right.fingerprint
  }
}
