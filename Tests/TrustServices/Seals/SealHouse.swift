import EBoxTesting
import Foundation
import TrustServices
import Vocabulary

/// What the tests of seals begin with.
struct SealHouse {
  static let document = Array("<Evidence>what happened</Evidence>".utf8)

  let trust: TestTrust
  let time = PlayedTime()
  let random = SystemRandom()
  let anchors: TrustAnchors

  init() throws {
    trust = try TestTrust.shared()
    anchors = try TrustAnchors(pem: trust.authority.certificate)
  }

  func seal(_ pair: TestTrust.Pair) throws -> ElectronicSeal {
    try ElectronicSeal(key: pair.key, certificates: pair.certificate)
  }

  func played(_ pair: TestTrust.Pair) throws -> PlayedTimeStampAuthority {
    PlayedTimeStampAuthority(key: try seal(pair), time: time, random: random)
  }

  func stamping(
    _ authority: any TimeStampAuthority, anchors: TrustAnchors? = nil, policy: String? = nil
  ) -> TimeStamping {
    TimeStamping(
      authority: authority, anchors: anchors ?? self.anchors, policy: policy, time: time, random: random)
  }

  /// CAdES-T by the played authority.
  func sealed(
    _ document: [UInt8] = document, by pair: TestTrust.Pair? = nil, stamps: TestTrust.Pair? = nil,
    stampAnchors: TrustAnchors? = nil
  ) async throws -> [UInt8] {
    let seal = try seal(pair ?? trust.seal).sign(document, at: time.now())
    return try await stamping(played(stamps ?? trust.stamps), anchors: stampAnchors).stamp(seal)
  }

  func check(
    _ seal: [UInt8], of document: [UInt8] = document, anchors: TrustAnchors? = nil,
    stampAnchors: TrustAnchors? = nil
  ) throws -> SealCheck {
    try SealCheck(
      document, seal: seal, anchors: anchors ?? self.anchors, stampAnchors: stampAnchors ?? self.anchors)
  }
}

/// Files of a test, by name.
struct Files {
  let folder: String

  init(_ folder: String) { self.folder = folder }

  @discardableResult func write(_ name: String, _ bytes: [UInt8]) throws -> String {
    try Data(bytes).write(to: URL(fileURLWithPath: path(name)))
    return path(name)
  }

  func read(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(fileURLWithPath: path(name))))
  }

  func path(_ name: String) -> String { "\(folder)/\(name)" }
}

/// The `openssl ts` program as an authority.
struct OpenSSLAuthority: TimeStampAuthority {
  let files: Files
  /// DER of the last answer goes through it.
  var changes: @Sendable ([UInt8]) -> [UInt8] = { $0 }

  init(_ pair: TestTrust.Pair, _ folder: String) throws {
    files = Files(folder)
    try files.write("tsa.key", pair.key)
    try files.write("tsa.crt", pair.certificate)
    try files.write(
      "tsa.cnf",
      Array(
        """
        [tsa]
        default_tsa = this
        [this]
        serial = \(folder)/serial
        signer_digest = sha256
        default_policy = 1.2.3.4.1
        digests = sha256, sha512
        ess_cert_id_alg = sha256

        """.utf8))
  }

  func answer(to request: [UInt8]) async throws(SealFailure) -> [UInt8] {
    do {
      try files.write("request.tsq", request)
      try OpenSSL.run([
        "ts", "-reply", "-config", files.path("tsa.cnf"), "-section", "this", "-queryfile",
        files.path("request.tsq"), "-signer", files.path("tsa.crt"), "-inkey", files.path("tsa.key"), "-out",
        files.path("answer.tsr"),
      ])
      return changes(try files.read("answer.tsr"))
    } catch {
      throw .unreachable("\(error)")
    }
  }
}

/// Answers always the same.
struct FixedAuthority: TimeStampAuthority {
  let bytes: [UInt8]

  func answer(to request: [UInt8]) async throws(SealFailure) -> [UInt8] { bytes }
}
