import Crypto
import EBoxTesting
import Foundation
import TrustServices

/// A private key that OpenSSL made and signs with: another implementation than the one that verifies.
struct OpenSSLKey {
  enum Kind: String, CaseIterable, Sendable {
    case es256, rs256, ps256

    var algorithm: SignatureAlgorithm {
      switch self {
      case .es256: .es256
      case .rs256: .rs256
      case .ps256: .ps256
      }
    }
  }

  let kind: Kind
  let privatePEM: String
  let publicPEM: String

  init(_ kind: Kind) throws {
    let options =
      kind == .es256
      ? ["EC", "-pkeyopt", "ec_paramgen_curve:P-256"] : ["RSA", "-pkeyopt", "rsa_keygen_bits:2048"]
    let pem = try OpenSSL.run(["genpkey", "-algorithm"] + options)
    self.kind = kind
    privatePEM = String(decoding: pem, as: UTF8.self)
    publicPEM = String(decoding: try OpenSSL.run(["pkey", "-pubout"], input: pem), as: UTF8.self)
  }

  /// As a JWS has it.
  func sign(_ bytes: [UInt8]) throws -> [UInt8] {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("key-\(UUID().uuidString).pem")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data(privatePEM.utf8).write(to: file)
    let padding =
      kind == .ps256 ? ["-sigopt", "rsa_padding_mode:pss", "-sigopt", "rsa_pss_saltlen:32"] : []
    let signature = try OpenSSL.run(["dgst", "-sha256", "-sign", file.path] + padding, input: bytes)
    guard kind == .es256 else { return signature }
    return Array(try P256.Signing.ECDSASignature(derRepresentation: signature).rawRepresentation)
  }
}
