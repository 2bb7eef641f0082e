import TrustServices

/// Names of Web Services Security 1.0 (OASIS, 200401).
enum SecurityNames {
  private static let oasis = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-"
  static let secext = oasis + "wssecurity-secext-1.0.xsd"
  static let utility = oasis + "wssecurity-utility-1.0.xsd"
  static let x509v3 = oasis + "x509-token-profile-1.0#X509v3"
  static let subjectKeyIdentifier = oasis + "x509-token-profile-1.0#X509SubjectKeyIdentifier"
  static let base64Binary = oasis + "soap-message-security-1.0#Base64Binary"
  static let thumbprint = "http://docs.oasis-open.org/wss/oasis-wss-soap-message-security-1.1#ThumbprintSHA1"

  static let security = XMLName(secext, "Security")
  static let token = XMLName(secext, "BinarySecurityToken")
  static let tokenReference = XMLName(secext, "SecurityTokenReference")
  static let reference = XMLName(secext, "Reference")
  static let keyIdentifier = XMLName(secext, "KeyIdentifier")
  static let timestamp = XMLName(utility, "Timestamp")
  static let created = XMLName(utility, "Created")
  static let expires = XMLName(utility, "Expires")
  static let id = XMLName(utility, "Id")
  static let signature = XMLName(XMLSignature.namespace, "Signature")
}
