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
    guard element.isNamed(Self.name("Signature")),
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

  /// Whether this key made it over what the document holds now. IDs must be marked.
  package func isRight(by key: XMLSignatureKey, allowsSHA1: Bool = false) throws -> Bool {
    let verdict = ebox_xml_verify(element.node, key.handle, allowsSHA1 ? 1 : 0)
    guard verdict >= 0 else { throw XMLFailure.unavailable }
    return verdict == 1
  }

  /// Base64 in its one spelling: the unused bits of the last letter would make others of one value.
  private static func bytes(_ element: XMLElement) -> Data? {
    let text = Data(element.text.utf8.filter { $0 != 0x20 && $0 != 0x0A && $0 != 0x0D && $0 != 0x09 })
    guard let bytes = Data(base64Encoded: text), bytes.base64EncodedData() == text else { return nil }
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
      isPlainName(uri.utf8.dropFirst()),
      let method = reference.only(name("DigestMethod"))?.attribute(XMLName("", "Algorithm")),
      digests.contains(method), let transforms = reference.only(name("Transforms"))
    else { return nil }
    let algorithms = transforms.children.map { $0.attribute(XMLName("", "Algorithm")) }
    return algorithms == [exclusive] ? String(uri.dropFirst()) : nil
  }

  /// Letters, digits and `_.-`, a letter or `_` first.
  private static func isPlainName(_ name: Substring.UTF8View) -> Bool {
    func isLetter(_ byte: UInt8) -> Bool {
      (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == UInt8(ascii: "_")
    }
    guard let first = name.first, isLetter(first) else { return false }
    return name.allSatisfy {
      isLetter($0) || (0x30...0x39).contains($0) || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-")
    }
  }

  private static func name(_ local: String) -> XMLName { XMLName(namespace, local) }
}

/// The public key of a certificate, read once. Used by many tasks at once.
package final class XMLSignatureKey: @unchecked Sendable {
  let handle: OpaquePointer

  /// - Parameter certificate: DER.
  /// - Throws: ``XMLFailure/unavailable`` when it can't be read.
  package init(certificate: [UInt8]) throws(XMLFailure) {
    guard ebox_xml_start() == 0 else { throw .unavailable }
    let key = certificate.withUnsafeBufferPointer { ebox_xml_key_load($0.baseAddress, $0.count) }
    guard let key else { throw .unavailable }
    handle = key
  }

  deinit { ebox_xml_key_free(handle) }
}

extension XMLElement {
  /// The one child of that name; nil when there are several.
  package func only(_ name: XMLName) -> XMLElement? {
    let found = children(name)
    return found.count == 1 ? found[0] : nil
  }
}
