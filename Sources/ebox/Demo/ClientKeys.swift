import Crypto
import CryptoExtras
import Foundation
import SwiftASN1
import Vocabulary
import X509

/// Makes the demonstration's client keys: RSA of 2048 bits and a self-signed certificate, as PEM files that
/// stay.
struct ClientKeys {
  static let directoryName = "keys-of-clients"
  static let validityDays: Int64 = 3650

  let directory: URL
  let now: Instant
  let random: any RandomSource

  func privateKeyFile(_ client: String) -> URL { directory.appendingPathComponent("\(client).key.pem") }
  func certificateFile(_ client: String) -> URL { directory.appendingPathComponent("\(client).crt.pem") }

  /// The key's id at the authorization server.
  func keyID(_ client: String) -> String { "\(client)-1" }

  /// Makes the key and certificate unless both files are there. The private key's file is readable by its
  /// owner only.
  func make(_ client: String, commonName: String? = nil, organization: String? = nil) throws {
    let files = [privateKeyFile(client), certificateFile(client)]
    if files.allSatisfy({ FileManager.default.fileExists(atPath: $0.path) }) { return }
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    let key = try _RSA.Signing.PrivateKey(keySize: .bits2048)
    let certificate = try selfSigned(key, commonName ?? client, organization)
    var serializer = DER.Serializer()
    try serializer.serialize(certificate)
    let pem = PEMDocument(type: "CERTIFICATE", derBytes: serializer.serializedBytes).pemString
    try write(key.pemRepresentation, to: files[0])
    try write(pem, to: files[1])
  }

  private func selfSigned(
    _ key: _RSA.Signing.PrivateKey, _ commonName: String, _ organization: String?
  ) throws -> Certificate {
    let name = try DistinguishedName {
      CountryName("BE")
      if let organization {
        OrganizationalUnitName("urn:be:fgov:kbo-bce:organization:cbe-number:\(organization)")
      }
      CommonName(commonName)
    }
    // The top bit of a serial number must be clear and the first byte must not be zero.
    let serial = [UInt8(0x40) | (random.bytes(1)[0] & 0x3F)] + random.bytes(15)
    return try Certificate(
      version: .v3, serialNumber: Certificate.SerialNumber(bytes: serial), publicKey: .init(key.publicKey),
      notValidBefore: now.adding(seconds: -86_400).date,
      notValidAfter: now.adding(seconds: Self.validityDays * 86_400).date, issuer: name, subject: name,
      extensions: Certificate.Extensions {
        Critical(KeyUsage(digitalSignature: true))
        SubjectKeyIdentifier(hash: Certificate.PublicKey(key.publicKey))
      },
      issuerPrivateKey: .init(key))
  }

  private func write(_ text: String, to file: URL) throws {
    let body = text.hasSuffix("\n") ? text : text + "\n"
    guard
      FileManager.default.createFile(
        atPath: file.path, contents: Data(body.utf8), attributes: [.posixPermissions: 0o600])
    else { throw CocoaError(.fileWriteUnknown) }
  }
}
