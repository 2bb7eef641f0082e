import Crypto
import Foundation
import SwiftASN1
import TrustServices
import Vocabulary
import X509

/// What the demonstration proves registered mail with: a made-up authority that certified a seal and a
/// time-stamp authority, which is played. Made once; the authority's own key is not kept.
struct DemoTrust: Sendable {
  static let directoryName = "trust"
  /// The demonstration's clock may stand long before and after the day on which it was made.
  private static let yearsBefore: Int64 = 5
  private static let yearsAfter: Int64 = 40
  private static let year: Int64 = 365 * 86_400

  private let directory: URL

  /// - Parameter folder: the demonstration's data folder.
  init(_ folder: URL) { directory = folder.appendingPathComponent(Self.directoryName) }

  /// The authority's certificate: what who checks a proof trusts.
  var anchorsFile: URL { file("authority.crt.pem") }
  private var sealKeyFile: URL { file("seal.key.pem") }
  private var sealFile: URL { file("seal.crt.pem") }
  private var stampKeyFile: URL { file("timestamps.key.pem") }
  private var stampFile: URL { file("timestamps.crt.pem") }

  /// For the configuration file.
  func yaml(_ addresses: DemoAddresses) -> String {
    """
    evidence:
      seal-key: "\(sealKeyFile.path)"
      seal-certificates: "\(sealFile.path)"
      timestamp-url: "\(addresses.timestampURL)"
      timestamp-certificates: "\(anchorsFile.path)"
    """
  }

  /// Makes what is not there; files are readable by their owner only.
  func make(now: Instant, random: any RandomSource) throws {
    let files = [anchorsFile, sealKeyFile, sealFile, stampKeyFile, stampFile]
    if files.allSatisfy({ FileManager.default.fileExists(atPath: $0.path) }) { return }
    try FileManager.default.createDirectory(
      at: directory, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    let (authority, seal, stamps) = (
      P256.Signing.PrivateKey(), P256.Signing.PrivateKey(), P256.Signing.PrivateKey()
    )
    let maker = Maker(
      authority: authority, now: now, random: random,
      name: try DemoTrust.name("Made-up authority of the eBox demonstration"))
    let root = try maker.certificate(
      maker.name, authority,
      Certificate.Extensions {
        Critical(BasicConstraints.isCertificateAuthority(maxPathLength: 0))
        Critical(KeyUsage(keyCertSign: true))
        SubjectKeyIdentifier(hash: Certificate.PublicKey(authority.publicKey))
      })
    let sealing = try maker.certificate(
      DemoTrust.name("Made-up seal of the eBox demonstration"), seal,
      Certificate.Extensions {
        Critical(KeyUsage(digitalSignature: true, nonRepudiation: true))
        AuthorityKeyIdentifier(keyIdentifier: maker.keyIdentifier)
      })
    let stamping = try maker.certificate(
      DemoTrust.name("Played time stamps of the eBox demonstration"), stamps,
      Certificate.Extensions {
        Critical(KeyUsage(digitalSignature: true))
        Critical(try ExtendedKeyUsage([.timeStamping]))
        AuthorityKeyIdentifier(keyIdentifier: maker.keyIdentifier)
      })
    try write(root, to: anchorsFile)
    try write(seal.pemRepresentation, to: sealKeyFile)
    try write(sealing, to: sealFile)
    try write(stamps.pemRepresentation, to: stampKeyFile)
    try write(stamping, to: stampFile)
  }

  /// The played authority, under the demonstration's clock.
  func authority(time: any TimeSource, random: any RandomSource) throws -> PlayedTimeStampAuthority {
    PlayedTimeStampAuthority(
      key: try ElectronicSeal(
        key: Array(Data(contentsOf: stampKeyFile)), certificates: Array(Data(contentsOf: stampFile))),
      time: time, random: random)
  }

  private func file(_ name: String) -> URL { directory.appendingPathComponent(name) }

  private func write(_ text: String, to file: URL) throws {
    guard
      FileManager.default.createFile(
        atPath: file.path, contents: Data("\(text)\n".utf8), attributes: [.posixPermissions: 0o600])
    else { throw CocoaError(.fileWriteUnknown) }
  }

  private static func name(_ common: String) throws -> DistinguishedName {
    try DistinguishedName {
      CountryName("BE")
      OrganizationName("eBox demonstration")
      CommonName(common)
    }
  }

  /// Certifies, in the authority's name.
  private struct Maker {
    let authority: P256.Signing.PrivateKey
    let now: Instant
    let random: any RandomSource
    let name: DistinguishedName

    var keyIdentifier: ArraySlice<UInt8> {
      SubjectKeyIdentifier(hash: Certificate.PublicKey(authority.publicKey)).keyIdentifier
    }

    /// PEM.
    func certificate(
      _ subject: DistinguishedName, _ key: P256.Signing.PrivateKey, _ extensions: Certificate.Extensions
    ) throws -> String {
      // The top bit of a serial number must be clear and the first byte must not be zero.
      let serial = [UInt8(0x40) | (random.bytes(1)[0] & 0x3F)] + random.bytes(15)
      let certificate = try Certificate(
        version: .v3, serialNumber: Certificate.SerialNumber(bytes: serial), publicKey: .init(key.publicKey),
        notValidBefore: now.adding(seconds: -yearsBefore * year).date,
        notValidAfter: now.adding(seconds: yearsAfter * year).date, issuer: name, subject: subject,
        extensions: extensions, issuerPrivateKey: .init(authority))
      var serializer = DER.Serializer()
      try serializer.serialize(certificate)
      return PEMDocument(type: "CERTIFICATE", derBytes: serializer.serializedBytes).pemString
    }
  }
}
