import Foundation
import Vocabulary

/// A made-up authority and what it certified, made by the `openssl` program: what seals and time stamps need.
package struct TestTrust: Sendable {
  /// A key and its certificate, PEM.
  package struct Pair: Sendable {
    package let key: [UInt8]
    package let certificate: [UInt8]
  }

  /// From 2020 to 2060.
  package let authority: Pair
  /// Another, which certified ``foreignSeal`` and ``foreignStamps``.
  package let foreignAuthority: Pair
  /// P-256, from 2025 to 2045.
  package let seal: Pair
  package let rsaSeal: Pair
  package let p384Seal: Pair
  /// For time stamps, from 2025 to 2045.
  package let stamps: Pair
  /// Over since the end of 2021.
  package let expiredSeal: Pair
  package let expiredStamps: Pair
  package let foreignSeal: Pair
  package let foreignStamps: Pair
  /// Its certificate is for encryption only.
  package let encryption: Pair
  package let weakRSA: Pair

  /// Made once a process.
  package static func shared() throws -> TestTrust { try made.get() }

  private static let made = Result { try make() }

  private static func make() throws -> TestTrust {
    let folder =
      FileManager.default.temporaryDirectory.path
      + "/ebox-trust-" + SystemRandom().bytes(8).map { String($0, radix: 16) }.joined()
    defer {
      do { try FileManager.default.removeItem(atPath: folder) } catch { print("left behind: \(folder)") }
    }
    let (own, foreign) = (try Maker(folder + "/own"), try Maker(folder + "/foreign"))
    return TestTrust(
      authority: own.root, foreignAuthority: foreign.root,
      seal: try own.pair("seal", "P-256", "seal"), rsaSeal: try own.pair("rsa-seal", "RSA", "seal"),
      p384Seal: try own.pair("p384-seal", "P-384", "seal"), stamps: try own.pair("stamps", "P-256", "stamps"),
      expiredSeal: try own.pair("expired-seal", "P-256", "seal", until: "20211231000000Z"),
      expiredStamps: try own.pair("expired-stamps", "P-256", "stamps", until: "20211231000000Z"),
      foreignSeal: try foreign.pair("seal", "P-256", "seal"),
      foreignStamps: try foreign.pair("stamps", "P-256", "stamps"),
      encryption: try own.pair("encryption", "P-256", "encryption"),
      weakRSA: try own.pair("weak", "RSA-1024", "seal"))
  }
}

/// One authority in a folder of its own.
private struct Maker {
  let folder: String
  let root: TestTrust.Pair

  init(_ folder: String) throws {
    self.folder = folder
    try FileManager.default.createDirectory(atPath: folder + "/new", withIntermediateDirectories: true)
    try Data().write(to: URL(fileURLWithPath: folder + "/index.txt"))
    try Data(Self.configuration(folder).utf8).write(to: URL(fileURLWithPath: folder + "/ca.cnf"))
    try Self.request(folder, "root", "P-256", name: "Authority \(folder.suffix(3))")
    try OpenSSL.run(
      [
        "ca", "-batch", "-config", folder + "/ca.cnf", "-selfsign", "-keyfile", folder + "/root.key", "-in",
        folder + "/root.csr", "-extensions", "root", "-startdate", "20200101000000Z", "-enddate",
        "20600101000000Z", "-notext", "-out", folder + "/root.crt",
      ])
    root = try Self.read(folder, "root")
  }

  func pair(
    _ name: String, _ kind: String, _ use: String, until end: String = "20450101000000Z"
  ) throws -> TestTrust.Pair {
    try Self.request(folder, name, kind, name: "Made-up \(name)")
    let start = end < "2025" ? "20200601000000Z" : "20250101000000Z"
    try OpenSSL.run(
      [
        "ca", "-batch", "-config", folder + "/ca.cnf", "-keyfile", folder + "/root.key", "-cert",
        folder + "/root.crt", "-in", "\(folder)/\(name).csr", "-extensions", use, "-startdate", start,
        "-enddate", end, "-notext", "-out", "\(folder)/\(name).crt",
      ])
    return try Self.read(folder, name)
  }

  private static func request(_ folder: String, _ file: String, _ kind: String, name: String) throws {
    let how =
      switch kind {
      case "RSA": ["-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048"]
      case "RSA-1024": ["-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:1024"]
      default: ["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:\(kind)"]
      }
    try OpenSSL.run(["genpkey"] + how + ["-out", "\(folder)/\(file).key"])
    try OpenSSL.run(
      [
        "req", "-new", "-key", "\(folder)/\(file).key", "-subj", "/O=Made-up/CN=\(name)", "-out",
        "\(folder)/\(file).csr",
      ])
  }

  private static func read(_ folder: String, _ name: String) throws -> TestTrust.Pair {
    TestTrust.Pair(
      key: Array(try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(name).key"))),
      certificate: Array(try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(name).crt"))))
  }

  private static func configuration(_ folder: String) -> String {
    """
    [ca]
    default_ca = this
    [this]
    database = \(folder)/index.txt
    new_certs_dir = \(folder)/new
    rand_serial = yes
    default_md = sha256
    policy = any
    unique_subject = no
    email_in_dn = no
    [any]
    organizationName = supplied
    commonName = supplied
    [root]
    basicConstraints = critical, CA:true
    keyUsage = critical, keyCertSign
    subjectKeyIdentifier = hash
    [seal]
    keyUsage = critical, digitalSignature, nonRepudiation
    authorityKeyIdentifier = keyid
    [stamps]
    keyUsage = critical, digitalSignature
    extendedKeyUsage = critical, timeStamping
    authorityKeyIdentifier = keyid
    [encryption]
    keyUsage = critical, keyEncipherment
    authorityKeyIdentifier = keyid

    """
  }
}
