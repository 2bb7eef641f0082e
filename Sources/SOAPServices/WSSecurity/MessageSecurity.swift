import Contracts
import TrustServices
import Vocabulary

/// Finds who signed an envelope, by the policy of EboxMessage 1.8: X.509 token, timestamp and body signed,
/// the token too (ProtectTokens), RSA-SHA256.
struct MessageSecurity: Sendable {
  /// A message is taken so many seconds after it was made, and no longer.
  static let ageSecondsMax: Int64 = 300
  /// How far a sender's clock may run ahead.
  static let aheadSecondsMax: Int64 = 60

  let certificates: [[UInt8]: RegisteredCertificate]
  private let keys: [[UInt8]: XMLSignatureKey]
  let replays: any SignatureReplays
  let time: any TimeSource

  /// - Throws: when the key of a certificate can't be read.
  init(_ certificates: [RegisteredCertificate], replays: any SignatureReplays, time: any TimeSource) throws {
    self.certificates = Dictionary(certificates.map { ($0.bytes, $0) }) { first, _ in first }
    keys = try self.certificates.mapValues { try XMLSignatureKey(certificate: $0.bytes) }
    self.replays = replays
    self.time = time
  }

  /// Who signed, and which exceptions were made use of.
  struct Signer {
    let certificate: RegisteredCertificate
    /// Codes for the trail; empty for a message that keeps the policy.
    let exceptions: [String]
  }

  /// - Throws: SOA-01001, with what is missing; faults.
  func signer(of envelope: Envelope) async throws -> Signer {
    let now = time.now()
    let security = try one(envelope.headers(SecurityNames.security), "wsse:Security header")
    guard envelope.document.root.markIDs(SecurityNames.id, andPlainIn: XMLSignature.namespace) else {
      throw SOAPFault.notAuthenticated("Two elements have the same wsu:Id.")
    }
    let token = try one(security.children(SecurityNames.token), "wsse:BinarySecurityToken")
    let certificate = try certificate(of: token, now)
    let timestamp = try one(security.children(SecurityNames.timestamp), "wsu:Timestamp")
    let keptUntil = try checkAge(of: timestamp, now)
    let element = try one(security.children(SecurityNames.signature), "ds:Signature")
    guard let signature = XMLSignature(element) else {
      throw SOAPFault.notAuthenticated(
        "The signature is not of the policy: exclusive canonicalisation, SHA-256, RSA-SHA256, by wsu:Id only."
      )
    }
    guard let reference = TokenReference(signature.keyInfo),
      reference.leads(to: certificate, id: token.attribute(SecurityNames.id))
    else { throw SOAPFault.notAuthenticated("The signature's KeyInfo does not lead to the token.") }
    try checkNames(signature, envelope, security)
    try checkCovers(envelope.body, "soap:Body", signature)
    try checkCovers(timestamp, "wsu:Timestamp", signature)
    let exceptions = try exceptions(of: certificate, token, signature, now)
    guard let key = keys[certificate.bytes], try signature.isRight(by: key, allowsSHA1: signature.usesSHA1)
    else {
      throw SOAPFault.notAuthenticated("The signature is not right.")
    }
    try await checkFirst(signature, keptUntil, now)
    return Signer(certificate: certificate, exceptions: exceptions)
  }

  private func checkFirst(_ signature: XMLSignature, _ keptUntil: Instant, _ now: Instant) async throws {
    let isFirst: Bool
    do throws(Failure<Never>) {
      isFirst = try await replays.isFirst(signature.fingerprint, keptUntil: keptUntil, now: now)
    } catch {
      switch error {
      // Not on record: what can't remember can't record either.
      case .overloaded: throw AuditedFault(fault: .temporarilyUnavailable)
      case .outcomeUnknown(let cause), .interrupted(let cause): throw cause
      case .denied, .rejected: throw error
      }
    }
    guard isFirst else { throw SOAPFault.notAuthenticated("This message came before.") }
  }

  private func one(_ elements: [XMLElement], _ what: String) throws -> XMLElement {
    guard elements.count == 1 else {
      throw SOAPFault.notAuthenticated("There must be one \(what), not \(elements.count).")
    }
    return elements[0]
  }

  private func certificate(of token: XMLElement, _ now: Instant) throws -> RegisteredCertificate {
    let types = [XMLName("", "ValueType"), XMLName("", "EncodingType")].map { token.attribute($0) }
    guard types[0] == SecurityNames.x509v3,
      types[1] ?? SecurityNames.base64Binary == SecurityNames.base64Binary,
      let bytes = Base64.bytes(token.text)
    else { throw SOAPFault.notAuthenticated("The token is not an X.509 certificate in base64.") }
    guard let certificate = certificates[bytes] else {
      throw SOAPFault.notAuthenticated("The certificate is not registered here.")
    }
    guard certificate.isValid(at: now) else {
      throw SOAPFault.notAuthenticated("The certificate is not valid now.")
    }
    return certificate
  }

  /// - Returns: from when on the message would be refused for its age.
  private func checkAge(of timestamp: XMLElement, _ now: Instant) throws -> Instant {
    guard let created = Self.instant(timestamp.only(SecurityNames.created)) else {
      throw SOAPFault.notAuthenticated("The timestamp has no wsu:Created that can be read.")
    }
    let end = created.adding(seconds: Self.ageSecondsMax)
    guard created <= now.adding(seconds: Self.aheadSecondsMax) else {
      throw SOAPFault.notAuthenticated("The timestamp lies in the future.")
    }
    guard let element = timestamp.children(SecurityNames.expires).first else {
      guard now < end else { throw SOAPFault.notAuthenticated("The timestamp is too old.") }
      return end
    }
    guard let expires = Self.instant(element), timestamp.only(SecurityNames.expires) != nil, created < expires
    else { throw SOAPFault.notAuthenticated("The timestamp's wsu:Expires can't be read.") }
    guard now < min(expires, end) else { throw SOAPFault.notAuthenticated("The timestamp is too old.") }
    return end
  }

  /// What is signed lies side by side: to canonicalise all of it costs the document once.
  private func checkNames(
    _ signature: XMLSignature, _ envelope: Envelope, _ security: XMLElement
  ) throws {
    let signable = [envelope.body] + (envelope.header?.children ?? []).filter { $0 != security }
    let ids = Set((signable + security.children).compactMap { $0.attribute(SecurityNames.id) })
    guard ids.isSuperset(of: signature.ids) else {
      throw SOAPFault.notAuthenticated(
        "The signature covers the body, header blocks and what the wsse:Security header holds, nothing else.")
    }
  }

  private func checkCovers(_ element: XMLElement, _ what: String, _ signature: XMLSignature) throws {
    guard let id = element.attribute(SecurityNames.id), signature.ids.contains(id) else {
      throw SOAPFault.notAuthenticated("The signature does not cover the \(what).")
    }
  }

  private func exceptions(
    of certificate: RegisteredCertificate, _ token: XMLElement, _ signature: XMLSignature, _ now: Instant
  ) throws -> [String] {
    var used: [String] = []
    do {
      try checkCovers(token, "wsse:BinarySecurityToken", signature)
    } catch {
      guard certificate.exceptions.unsignedTokenUntil.isAhead(of: now) else { throw error }
      used.append("EXCEPTION_UNSIGNED_TOKEN")
    }
    if signature.usesSHA1 {
      guard certificate.exceptions.sha1Until.isAhead(of: now) else {
        throw SOAPFault.notAuthenticated("RSA with SHA-1 is not taken.")
      }
      used.append("EXCEPTION_RSA_SHA1")
    }
    return used
  }

  /// A moment in UTC; what is finer than microseconds is cut off.
  private static func instant(_ element: XMLElement?) -> Instant? {
    guard let text = element?.text.trimming(\.isWhitespace) else { return nil }
    do { return try Instant(parsing: cut(text)) } catch { return nil }
  }

  /// With at most six digits behind the point.
  private static func cut(_ text: String) -> String {
    guard let point = text.utf8.firstIndex(of: UInt8(ascii: ".")) else { return text }
    let digits = text.utf8[text.utf8.index(after: point)...].prefix { (0x30...0x39).contains($0) }
    guard digits.count > 6 else { return text }
    return String(text[..<text.utf8.index(digits.startIndex, offsetBy: 6)]) + text[digits.endIndex...]
  }
}
