import Crypto
import Foundation

/// The key that signs ID tokens: ES256, made at start.
struct PlayedKey: Sendable {
  private struct Header: Encodable {
    let alg = "ES256"
    let kid: String
    let typ = "JWT"
  }

  struct KeySet: Encodable {
    struct Key: Encodable {
      let kty = "EC"
      let crv = "P-256"
      let use = "sig"
      let alg = "ES256"
      let kid: String
      let x: String
      let y: String
    }

    let keys: [Key]
  }

  private let key = P256.Signing.PrivateKey()

  /// The digest of the public key, so that a new process has a new id.
  var id: String { PlayedKey.base64URL(SHA256.hash(data: key.publicKey.rawRepresentation).prefix(12)) }

  var keySet: KeySet {
    let point = key.publicKey.rawRepresentation
    return KeySet(keys: [
      KeySet.Key(kid: id, x: PlayedKey.base64URL(point.prefix(32)), y: PlayedKey.base64URL(point.suffix(32)))
    ])
  }

  func sign(_ claims: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let head = PlayedKey.base64URL(try encoder.encode(Header(kid: id)))
    let text = "\(head).\(PlayedKey.base64URL(try encoder.encode(claims)))"
    return "\(text).\(PlayedKey.base64URL(try key.signature(for: Data(text.utf8)).rawRepresentation))"
  }

  /// Whether this key signed a token in the compact form, whatever it says.
  func isSigned(_ token: String) -> Bool {
    let parts = token.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 3 else { return false }
    let padding = String(repeating: "=", count: (4 - parts[2].utf8.count % 4) % 4)
    let base64 = String(parts[2]).replacing("-", with: "+").replacing("_", with: "/") + padding
    guard let bytes = Data(base64Encoded: base64),
      let signature = try? P256.Signing.ECDSASignature(rawRepresentation: bytes)
    else { return false }
    return key.publicKey.isValidSignature(signature, for: Data("\(parts[0]).\(parts[1])".utf8))
  }

  static func base64URL(_ bytes: some Sequence<UInt8>) -> String {
    Data(bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing(
      "=", with: "")
  }
}
