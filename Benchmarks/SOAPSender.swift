import Crypto
import CryptoExtras
import Foundation

/// A publication over SOAP EboxMessage 1.8, signed: its envelope, and what was signed in it.
struct SignedMessage: Sendable {
  let envelope: [UInt8]
  /// The canonical `ds:SignedInfo`.
  let information: Data
  let signature: Data
}

/// Signs publications as the policy asks: token, timestamp and body, by RSA-SHA256 over SHA-256 digests.
///
/// The messages are texts of its own, so that it writes their exclusive canonical forms without an XML
/// library: they differ from the message in namespaces only, which are declared where they are first used.
struct SOAPSender: Sendable {
  static let documentID = "document"

  /// Of the certificate, DER.
  let certificate: [UInt8]
  let publicKey: _RSA.Signing.PublicKey
  private let key: _RSA.Signing.PrivateKey
  private let token: String
  private let messageType: String
  private let recipients: [String]

  init(_ server: ServerUnderTest) throws {
    key = try _RSA.Signing.PrivateKey(
      pemRepresentation: String(contentsOfFile: server.sender.privateKeyFile, encoding: .utf8))
    publicKey = key.publicKey
    let pem = try String(contentsOfFile: server.sender.certificateFile, encoding: .utf8)
    token = pem.split(separator: "\n").filter { !$0.hasPrefix("-") }.joined()
    guard let der = Data(base64Encoded: token) else { throw BenchFailure("the certificate is not PEM") }
    certificate = Array(der)
    messageType = server.sender.messageTypeIds[0]
    recipients = server.activeCitizens
    guard !recipients.isEmpty else { throw BenchFailure("the demo has no active citizen") }
  }

  /// Signs so many messages on all cores, each with a ticket that no other has. Recipients take turns.
  func sign(_ count: Int) throws -> [SignedMessage] {
    let cores = ProcessInfo.processInfo.activeProcessorCount
    let run = UUID().uuidString.filter { $0 != "-" }.prefix(16)
    let parts = OrderedParts<[SignedMessage]>(cores)
    DispatchQueue.concurrentPerform(iterations: cores) { core in
      parts.set(core) {
        try stride(from: core, to: count, by: cores).map { place in
          try message(ticket: "B\(run)\(place)", to: recipients[place % recipients.count])
        }
      }
    }
    return try parts.all().flatMap(\.self)
  }

  private func message(ticket: String, to recipient: String) throws -> SignedMessage {
    let text = SOAPText(
      token: token, messageType: messageType, recipient: recipient, ticket: ticket, created: Date())
    let canonical = Namespaces(isCanonical: true)
    let digests = [
      ("token", text.token(canonical)), ("time", text.timestamp(canonical)), ("body", text.body(canonical)),
    ].map { id, part in (id, Data(SHA256.hash(data: Data(part.utf8))).base64EncodedString()) }
    let information = Data(text.information(digests, canonical).utf8)
    let signature = try key.signature(for: SHA256.hash(data: information), padding: .insecurePKCS1v1_5)
    let envelope = text.envelope(digests, signature.rawRepresentation.base64EncodedString())
    return SignedMessage(
      envelope: Array(envelope.utf8), information: information, signature: signature.rawRepresentation)
  }
}

/// Results of parts that are made at the same time.
private final class OrderedParts<Part: Sendable>: @unchecked Sendable {
  private let lock = NSLock()
  private var parts: [Result<Part, any Error>?]

  init(_ count: Int) { parts = Array(repeating: nil, count: count) }

  func set(_ place: Int, _ make: () throws -> Part) {
    let part = Result { try make() }
    lock.withLock { parts[place] = part }
  }

  func all() throws -> [Part] { try parts.compactMap { try $0?.get() } }
}

/// Where namespaces are declared: once at the top of a message, in a canonical form where they are used.
private struct Namespaces {
  private static let oasis = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-"
  private static let uris = [
    "soap": "http://schemas.xmlsoap.org/soap/envelope/", "ds": "http://www.w3.org/2000/09/xmldsig#",
    "wsse": oasis + "wssecurity-secext-1.0.xsd", "wsu": oasis + "wssecurity-utility-1.0.xsd",
    "v1": "http://socialsecurity.be/eboxmessage/v1", "t": "http://socialsecurity.be/eboxmessage/types/v1",
  ]

  let isCanonical: Bool

  /// In a message only.
  func first(_ prefixes: String...) -> String { isCanonical ? "" : Self.declarations(prefixes) }
  /// In a canonical form only.
  func used(_ prefixes: String...) -> String { isCanonical ? Self.declarations(prefixes) : "" }

  private static func declarations(_ prefixes: [String]) -> String {
    prefixes.map { " xmlns:\($0)=\"\(uris[$0] ?? "")\"" }.joined()
  }
}

/// The text of one message. No element is written as empty, attributes come in their canonical order.
private struct SOAPText {
  private static let oasis = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-"
  private static let x509 = oasis + "x509-token-profile-1.0#X509v3"
  private static let base64 = oasis + "soap-message-security-1.0#Base64Binary"
  private static let exclusive = "http://www.w3.org/2001/10/xml-exc-c14n#"
  private static let sha256 = "http://www.w3.org/2001/04/xmlenc#sha256"
  private static let rsaSHA256 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"
  /// Of the policy's 300.
  private static let validSeconds = 290.0

  let token: String
  let messageType: String
  let recipient: String
  let ticket: String
  let created: Date

  func token(_ names: Namespaces) -> String {
    "<wsse:BinarySecurityToken\(names.used("wsse", "wsu")) EncodingType=\"\(Self.base64)\""
      + " ValueType=\"\(Self.x509)\" wsu:Id=\"token\">\(token)</wsse:BinarySecurityToken>"
  }

  func timestamp(_ names: Namespaces) -> String {
    let style = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
    let expires = created.addingTimeInterval(Self.validSeconds)
    return "<wsu:Timestamp\(names.used("wsu")) wsu:Id=\"time\">"
      + "<wsu:Created>\(created.formatted(style))</wsu:Created>"
      + "<wsu:Expires>\(expires.formatted(style))</wsu:Expires></wsu:Timestamp>"
  }

  func body(_ names: Namespaces) -> String {
    let used = names.used("t")
    return "<soap:Body\(names.used("soap", "wsu")) wsu:Id=\"body\">"
      + "<v1:PublishEboxMessageRequest\(names.first("t", "v1"))\(names.used("v1"))>"
      + "<t:MessageID\(used)><t:Ticket>\(ticket)</t:Ticket><t:Sequence>1</t:Sequence></t:MessageID>"
      + "<t:RecipientID\(used)><t:INSS>\(recipient)</t:INSS><t:EboxType>CITIZEN</t:EboxType></t:RecipientID>"
      + "<t:MessageType\(used)>\(messageType)</t:MessageType>"
      + "<t:Document\(used)><t:Title>Beslissing over uw renovatiepremie</t:Title>"
      + "<t:Content>cid:\(SOAPSender.documentID)</t:Content>"
      + "<t:DownloadFileName>beslissing.pdf</t:DownloadFileName><t:MIME>application/pdf</t:MIME></t:Document>"
      + "</v1:PublishEboxMessageRequest></soap:Body>"
  }

  /// - Parameter digests: of what is signed, by its `wsu:Id`.
  func information(_ digests: [(id: String, value: String)], _ names: Namespaces) -> String {
    let references = digests.map { id, value in
      "<ds:Reference URI=\"#\(id)\"><ds:Transforms>\(method("Transform", Self.exclusive))</ds:Transforms>"
        + "\(method("DigestMethod", Self.sha256))<ds:DigestValue>\(value)</ds:DigestValue></ds:Reference>"
    }
    return "<ds:SignedInfo\(names.used("ds"))>\(method("CanonicalizationMethod", Self.exclusive))"
      + "\(method("SignatureMethod", Self.rsaSHA256))\(references.joined())</ds:SignedInfo>"
  }

  func envelope(_ digests: [(id: String, value: String)], _ signature: String) -> String {
    let names = Namespaces(isCanonical: false)
    return
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?><soap:Envelope\(names.first("soap", "wsu"))><soap:Header>"
      + "<wsse:Security\(names.first("wsse")) soap:mustUnderstand=\"1\">\(token(names))\(timestamp(names))"
      + "<ds:Signature\(names.first("ds"))>\(information(digests, names))"
      + "<ds:SignatureValue>\(signature)</ds:SignatureValue><ds:KeyInfo><wsse:SecurityTokenReference>"
      + "<wsse:Reference URI=\"#token\" ValueType=\"\(Self.x509)\"></wsse:Reference>"
      + "</wsse:SecurityTokenReference></ds:KeyInfo></ds:Signature></wsse:Security></soap:Header>"
      + "\(body(names))</soap:Envelope>"
  }

  private func method(_ name: String, _ algorithm: String) -> String {
    "<ds:\(name) Algorithm=\"\(algorithm)\"></ds:\(name)>"
  }
}
