import CXMLSec
import Crypto
import Foundation

/// A `ds:Signature` of a document (XML Signature, second edition), judged in two steps: what it covers and
/// with which methods, then whether it is right.
///
/// Only references by ID within the document are taken, exclusive canonicalisation, digests SHA-256 and
/// SHA-512, RSA with SHA-256 or SHA-512. Nothing else can be asked for, because nothing else is switched on.
package struct XMLSignature {
  package static let namespace = "http://www.w3.org/2000/09/xmldsig#"
  package static let rsaSHA1 = "http://www.w3.org/2000/09/xmldsig#rsa-sha1"
  /// References of one signature.
  package static let referencesMax = 16

  private static let exclusive = "http://www.w3.org/2001/10/xml-exc-c14n#"
  private static let digests: Set = [
    "http://www.w3.org/2001/04/xmlenc#sha256", "http://www.w3.org/2001/04/xmlenc#sha512",
  ]
  private static let methods: Set = [
    "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256", "http://www.w3.org/2001/04/xmldsig-more#rsa-sha512",
  ]

  package let element: XMLElement
  /// The IDs that it covers, each once.
  package let ids: [String]
  package let usesSHA1: Bool
  package let keyInfo: XMLElement?
  /// SHA-256 of the signature's value: two messages with the same one are one message.
  package let fingerprint: [UInt8]

  /// - Returns: nil when it is not of the form above; SHA-1 as a signature method is, and must be allowed in
  ///   ``isRight(by:allowsSHA1:)``.
  package init?(_ element: XMLElement) {
    guard element.name == Self.name("Signature"),
      let info = element.only(Self.name("SignedInfo")),
      info.only(Self.name("CanonicalizationMethod"))?.attribute(XMLName("", "Algorithm")) == Self.exclusive,
      let method = info.only(Self.name("SignatureMethod"))?.attribute(XMLName("", "Algorithm")),
      Self.methods.contains(method) || method == Self.rsaSHA1,
      let value = element.only(Self.name("SignatureValue")).flatMap(Self.bytes),
      let ids = Self.ids(of: info.children(Self.name("Reference")))
    else { return nil }
    self.element = element
    self.ids = ids
    usesSHA1 = method == Self.rsaSHA1
    keyInfo = element.only(Self.name("KeyInfo"))
    fingerprint = Array(SHA256.hash(data: value))
  }

  /// Whether the key of this certificate made it over what the document holds now. IDs must be marked.
  /// - Parameter certificate: DER.
  package func isRight(by certificate: [UInt8], allowsSHA1: Bool = false) throws -> Bool {
    let verdict = certificate.withUnsafeBufferPointer { bytes in
      var signer = ebox_xml_signer(
        certificate: bytes.baseAddress, certificate_bytes: bytes.count, allows_sha1: allowsSHA1 ? 1 : 0)
      return ebox_xml_verify(element.node, &signer)
    }
    guard verdict >= 0 else { throw XMLFailure.unavailable }
    return verdict == 1
  }

  /// Base64 in its one spelling: the unused bits of the last letter would make others of one value.
  private static func bytes(_ element: XMLElement) -> Data? {
    let text = element.text.filter { !$0.isWhitespace }
    guard let bytes = Data(base64Encoded: text), bytes.base64EncodedString() == text else { return nil }
    return bytes
  }

  private static func ids(of references: [XMLElement]) -> [String]? {
    guard (1...referencesMax).contains(references.count) else { return nil }
    let ids = references.compactMap(id)
    return ids.count == references.count && Set(ids).count == ids.count ? ids : nil
  }

  /// What a reference names, a plain name that can't be read as an XPointer; nil when it is another kind of
  /// reference.
  private static func id(of reference: XMLElement) -> String? {
    guard let uri = reference.attribute(XMLName("", "URI")), uri.hasPrefix("#"),
      uri.dropFirst().wholeMatch(of: /[A-Za-z_][A-Za-z0-9_.-]*/) != nil,
      let method = reference.only(name("DigestMethod"))?.attribute(XMLName("", "Algorithm")),
      digests.contains(method), let transforms = reference.only(name("Transforms"))
    else { return nil }
    let algorithms = transforms.children.map { $0.attribute(XMLName("", "Algorithm")) }
    return algorithms == [exclusive] ? String(uri.dropFirst()) : nil
  }

  private static func name(_ local: String) -> XMLName { XMLName(namespace, local) }
}

extension XMLElement {
  /// The one child of that name; nil when there are several.
  package func only(_ name: XMLName) -> XMLElement? {
    let found = children(name)
    return found.count == 1 ? found[0] : nil
  }
}
