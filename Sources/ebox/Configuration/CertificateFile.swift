import Contracts
import CryptoExtras
import Foundation
import SOAPServices
import SwiftASN1
import Vocabulary
import X509

/// A certificate with which a sender's client or a channel signs SOAP messages, as the configuration has it:
/// `{file: sender.crt.pem, unsigned-token-until: 2027-06-30}`.
///
/// Its subject says who it is (reference §1.5): `OU=urn:be:fgov:kbo-bce:organization:cbe-number:…` must be
/// the client's organisation; the common name is the application, when that organisation has one of that
/// name.
struct CertificateFile {
  private static let numberPrefix = "urn:be:fgov:kbo-bce:organization:cbe-number:"

  let certificate: RegisteredCertificate

  init(
    _ node: ConfigurationNode, directory: String, client: SenderClient, applications: [SenderApplication]
  ) throws(ConfigurationError) {
    let fields = try node.fields(["file", "application", "unsigned-token-until", "sha1-until"])
    let file = try fields.required("file", in: node)
    let parsed = try Self.read(file, directory)
    let subject = Self.attributes(of: parsed.subject)
    guard try Self.number(subject, file) == client.organization else {
      throw file.error("names another organisation in its subject than the client's")
    }
    let own = applications.filter { $0.organizations.contains(client.organization) }.map(\.id)
    let named = try fields["application"]?.value(applicationID)
    if let named, !own.contains(named) {
      throw node.error("no application \(named) of \(client.organization) under `applications`")
    }
    let commonName = Self.commonName(subject)
    certificate = try Self.certificate(
      RegisteredCertificate.Identity(
        clientID: client.clientID, organization: client.organization,
        application: named ?? own.first { $0.text == commonName }, scopes: client.scopes,
        commonName: commonName, profilePurpose: client.profilePurpose),
      parsed, fields, file)
  }

  /// With which a channel signs: its subject says whose it is.
  init(
    _ node: ConfigurationNode, directory: String, channel: ChannelID
  ) throws(ConfigurationError) {
    let fields = try node.fields(["file", "unsigned-token-until", "sha1-until"])
    let file = try fields.required("file", in: node)
    let parsed = try Self.read(file, directory)
    let subject = Self.attributes(of: parsed.subject)
    certificate = try Self.certificate(
      RegisteredCertificate.Identity(
        clientID: channel.text, organization: try Self.number(subject, file), application: nil, scopes: [],
        commonName: Self.commonName(subject), channel: channel),
      parsed, fields, file)
  }

  private static func commonName(_ subject: [String]) -> String {
    subject.first { $0.hasPrefix("CN=") }.map { String($0.dropFirst(3)) } ?? ""
  }

  private static func certificate(
    _ identity: RegisteredCertificate.Identity, _ parsed: Certificate, _ fields: [String: ConfigurationNode],
    _ file: ConfigurationNode
  ) throws(ConfigurationError) -> RegisteredCertificate {
    RegisteredCertificate(
      identity, bytes: try Self.bytes(parsed, file),
      names: RegisteredCertificate.Names(
        issuer: Self.attributes(of: parsed.issuer), serial: Self.decimal(Array(parsed.serialNumber.bytes)),
        subjectKeyIdentifier: Self.keyIdentifier(parsed)),
      validity: (Instant(parsed.notValidBefore), Instant(parsed.notValidAfter)),
      exceptions: RegisteredCertificate.Exceptions(
        unsignedTokenUntil: try Self.end(fields["unsigned-token-until"]),
        sha1Until: try Self.end(fields["sha1-until"])))
  }

  private static func read(
    _ file: ConfigurationNode, _ directory: String
  ) throws(ConfigurationError) -> Certificate {
    let text = try file.text()
    let path = text.hasPrefix("/") ? text : directory + "/" + text
    let pem: String
    do { pem = try String(contentsOfFile: path, encoding: .utf8) } catch { throw file.error("can't be read") }
    let certificate: Certificate
    do { certificate = try Certificate(pemEncoded: pem) } catch {
      throw file.error("must hold a certificate in PEM")
    }
    guard _RSA.Signing.PublicKey(certificate.publicKey) != nil else {
      throw file.error("must have an RSA key: SOAP messages are signed with no other here")
    }
    return certificate
  }

  private static func number(
    _ subject: [String], _ file: ConfigurationNode
  ) throws(ConfigurationError) -> EnterpriseNumber {
    guard let unit = subject.first(where: { $0.hasPrefix("OU=" + numberPrefix) }) else {
      throw file.error("has no OU=\(numberPrefix)… in its subject")
    }
    do {
      return try EnterpriseNumber(parsingPadded: unit.dropFirst(3 + numberPrefix.count))
    } catch {
      throw file.error("its organisation's number \(error.reason)")
    }
  }

  private static func bytes(
    _ certificate: Certificate, _ file: ConfigurationNode
  ) throws(ConfigurationError) -> [UInt8] {
    do {
      var serializer = DER.Serializer()
      try serializer.serialize(certificate)
      return serializer.serializedBytes
    } catch { throw file.error("can't be read") }
  }

  /// In the order of the certificate.
  private static func attributes(of name: DistinguishedName) -> [String] {
    name.flatMap { relative in relative.map { "\(short($0.type))=\($0.value)" } }
  }

  private static func short(_ type: ASN1ObjectIdentifier) -> String {
    let known = [
      "2.5.4.3": "CN", "2.5.4.6": "C", "2.5.4.7": "L", "2.5.4.8": "ST", "2.5.4.10": "O", "2.5.4.11": "OU",
    ]
    return known["\(type)"] ?? "\(type)"
  }

  private static func keyIdentifier(_ certificate: Certificate) -> [UInt8]? {
    do { return try certificate.extensions.subjectKeyIdentifier.map { Array($0.keyIdentifier) } } catch {
      return nil
    }
  }

  /// The last day counts.
  private static func end(_ node: ConfigurationNode?) throws(ConfigurationError) -> Instant? {
    try node?.value(day).adding(days: 1).startInBrussels
  }

  /// A number of any size from its bytes, the highest first.
  static func decimal(_ bytes: [UInt8]) -> String {
    var digits = [0]
    for byte in bytes {
      var carry = Int(byte)
      for place in digits.indices {
        let value = digits[place] * 256 + carry
        digits[place] = value % 10
        carry = value / 10
      }
      while carry > 0 {
        digits.append(carry % 10)
        carry /= 10
      }
    }
    return digits.reversed().map(String.init).joined()
  }
}

private func applicationID(_ text: String) throws(InvalidIdentifier) -> ApplicationID {
  try ApplicationID(parsing: text)
}

private func day(_ text: String) throws(InvalidIdentifier) -> CalendarDate { try CalendarDate(parsing: text) }

extension Instant {
  /// Whole seconds, as certificates have them.
  fileprivate init(_ date: Date) { self.init(microseconds: Int64(date.timeIntervalSince1970) * 1_000_000) }
}
