import Crypto
import CryptoExtras
import TrustServices

/// What it costs at the least to know who sent a message: the server's own steps and no others.
enum SignatureVerification {
  private static let oasis = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-"
  private static let id = XMLName(oasis + "wssecurity-utility-1.0.xsd", "Id")
  private static let security = XMLName(oasis + "wssecurity-secext-1.0.xsd", "Security")
  private static let signature = XMLName(XMLSignature.namespace, "Signature")

  /// Parses the envelope, marks its IDs, and holds its signature against the certificate's key, read once.
  /// - Throws: ``BenchFailure`` when the signature is not right, or does not cover three elements.
  static func verify(_ message: SignedMessage, by key: XMLSignatureKey) throws {
    let document = try XMLDocument(parsing: message.envelope)
    defer { withExtendedLifetime(document) {} }
    let header = document.root.children.first?.only(security)
    guard document.root.markIDs(id, andPlainIn: XMLSignature.namespace),
      let element = header?.only(signature), let signature = XMLSignature(element), signature.ids.count == 3,
      try signature.isRight(by: key)
    else { throw BenchFailure("a signature that the bench made is not right") }
  }

  /// The key's operation alone, over a digest of what was signed, without any XML.
  static func verifyBare(_ message: SignedMessage, by key: _RSA.Signing.PublicKey) throws {
    let signature = _RSA.Signing.RSASignature(rawRepresentation: message.signature)
    let digest = SHA256.hash(data: message.information)
    guard key.isValidSignature(signature, for: digest, padding: .insecurePKCS1v1_5) else {
      throw BenchFailure("a signature that the bench made is not right")
    }
  }
}
