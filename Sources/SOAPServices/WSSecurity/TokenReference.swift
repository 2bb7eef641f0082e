import TrustServices

/// The `wsse:SecurityTokenReference` of a signature: by Reference, KeyIdentifier or IssuerSerial (the policy
/// of EboxMessage 1.8).
struct TokenReference {
  private static let issuerSerial = XMLName(XMLSignature.namespace, "X509IssuerSerial")
  private static let data = XMLName(XMLSignature.namespace, "X509Data")
  private static let issuerName = XMLName(XMLSignature.namespace, "X509IssuerName")
  private static let serialNumber = XMLName(XMLSignature.namespace, "X509SerialNumber")

  private let target: XMLElement

  /// - Returns: nil when there is not exactly one reference of one kind.
  init?(_ keyInfo: XMLElement?) {
    guard let reference = keyInfo?.only(SecurityNames.tokenReference), reference.children.count == 1 else {
      return nil
    }
    target = reference.children[0]
  }

  /// Whether it leads to this token.
  /// - Parameter id: the token's `wsu:Id`.
  func leads(to certificate: RegisteredCertificate, id: String?) -> Bool {
    switch target.name {
    case SecurityNames.reference:
      guard let id, let uri = target.attribute(XMLName("", "URI")) else { return false }
      return uri == "#\(id)"
    case SecurityNames.keyIdentifier: return keyIdentifier(names: certificate)
    case Self.data: return issuerSerial(names: certificate)
    default: return false
    }
  }

  private func keyIdentifier(names certificate: RegisteredCertificate) -> Bool {
    guard let bytes = Base64.bytes(target.text) else { return false }
    switch target.attribute(XMLName("", "ValueType")) {
    case SecurityNames.subjectKeyIdentifier: return certificate.names.subjectKeyIdentifier == bytes
    case SecurityNames.thumbprint: return certificate.thumbprint == bytes
    default: return false
    }
  }

  private func issuerSerial(names certificate: RegisteredCertificate) -> Bool {
    guard let pair = target.only(Self.issuerSerial), let name = pair.only(Self.issuerName),
      let serial = pair.only(Self.serialNumber)
    else { return false }
    guard serial.text.trimming(\.isWhitespace) == certificate.names.serial else { return false }
    let named = Self.attributes(of: name.text).map { $0.lowercased() }
    let known = certificate.names.issuer.map { $0.lowercased() }
    // RFC 4514 writes a name from its end; some toolkits from its beginning.
    return named == known || named == known.reversed()
  }

  /// `CN=a, O="b, c"` as `CN=a`, `O=b, c`. Escapes are undone one character at a time.
  static func attributes(of name: String) -> [String] {
    var attributes = [""]
    var (isQuoted, isEscaped) = (false, false)
    for character in name {
      switch character {
      case _ where isEscaped:
        attributes[attributes.count - 1].append(character)
        isEscaped = false
      case "\\": isEscaped = true
      case "\"": isQuoted.toggle()
      case "," where !isQuoted, ";" where !isQuoted: attributes.append("")
      default: attributes[attributes.count - 1].append(character)
      }
    }
    return attributes.map { $0.trimming(\.isWhitespace) }
  }
}
