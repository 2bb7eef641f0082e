import Contracts
import DocumentProvider
import Foundation
import Logging
import TrustServices
import Vocabulary

/// With what this process proves registered mail, out of the settings; nil when nothing of it is configured.
struct Proofs: Sendable {
  /// Days before the end of the seal's certificate from which an operator is warned at start.
  static let warnedDays: Int64 = 60

  let issuer: ProofIssuer

  /// Under the name of that document provider; the seal is that of the deployment.
  func issuer(of hosted: HostedProvider) -> ProofIssuer {
    guard !hosted.pathPrefix.isEmpty else { return issuer }
    return ProofIssuer(
      name: hosted.listing.name.text(in: .nl).text, seal: issuer.seal, stamping: issuer.stamping)
  }

  /// - Parameter stamps: takes the place of the configured authority, in a demonstration.
  /// - Throws: ``ConfigurationError`` naming the setting that lacks or can't be used.
  init?(_ configuration: Configuration, _ surroundings: Surroundings) throws(ConfigurationError) {
    let settings = configuration.settings
    guard try Self.isWanted(settings, configuration.register) else { return nil }
    let key = try Self.bytes("evidence.seal-key", settings.evidenceSealKey)
    let certificates = try Self.bytes("evidence.seal-certificates", settings.evidenceSealCertificates)
    let seal = try Self.configured { () throws(SealMaterialFailure) in
      try ElectronicSeal(key: key, certificates: certificates)
    }
    // Material that loads and can't seal is told now, not when the first proof is due.
    do { _ = try seal.sign(Array("trial".utf8), at: surroundings.time.now()) } catch {
      throw ConfigurationError(place: "evidence.seal-certificates", reason: "can't be sealed with: \(error)")
    }
    let pem = try Self.bytes("evidence.timestamp-certificates", settings.evidenceTimestampCertificates)
    let anchors = try Self.configured { () throws(SealMaterialFailure) in try TrustAnchors(pem: pem) }
    issuer = ProofIssuer(
      name: settings.privacyDocumentProvider.isEmpty ? seal.subject : settings.privacyDocumentProvider,
      seal: seal,
      stamping: TimeStamping(
        authority: surroundings.timeStamps ?? HTTPTimeStampAuthority(url: settings.evidenceTimestampURL),
        anchors: anchors,
        policy: settings.evidenceTimestampPolicy.isEmpty ? nil : settings.evidenceTimestampPolicy,
        time: surroundings.time, random: surroundings.random))
    tell(surroundings)
  }

  /// For a process without proofs: registered mail of before may be owed some.
  /// - Throws: ``ConfigurationError``, or the database's failure.
  static func checkNoneOwed(by hosted: HostedProvider) async throws {
    guard try await hosted.documentProvider.owesProofs() else { return }
    throw ConfigurationError(
      place: "evidence.seal-key",
      reason: "proofs of registered mail are still to be made by \(hosted.listing.id.text): leave "
        + "`evidence.seal-key`, `evidence.seal-certificates`, `evidence.timestamp-url` and "
        + "`evidence.timestamp-certificates` as they were, also without a registered message type")
  }

  /// All of them or none; all where there is registered mail.
  private static func isWanted(
    _ settings: Settings, _ register: PartyRegister
  ) throws(ConfigurationError) -> Bool {
    let needed = [
      ("evidence.seal-key", settings.evidenceSealKey),
      ("evidence.seal-certificates", settings.evidenceSealCertificates),
      ("evidence.timestamp-url", settings.evidenceTimestampURL),
      ("evidence.timestamp-certificates", settings.evidenceTimestampCertificates),
    ]
    let registered = register.messageTypes.first { $0.registeredMail != nil }
    if registered == nil, needed.allSatisfy(\.1.isEmpty) { return false }
    for (key, value) in needed where value.isEmpty {
      let why = registered.map { "registered mail (message type `\($0.id)`) is proved with it" }
      throw ConfigurationError(place: key, reason: why ?? "the settings of `evidence` go together")
    }
    let url = settings.evidenceTimestampURL
    guard url.hasPrefix("https://") || url.hasPrefix("http://"), URL(string: url)?.host() != nil else {
      throw ConfigurationError(place: "evidence.timestamp-url", reason: "must be an http or https address")
    }
    let policy = settings.evidenceTimestampPolicy
    let numbers = policy.split(separator: ".", omittingEmptySubsequences: false)
    guard policy.isEmpty || (numbers.count > 1 && numbers.allSatisfy { UInt64($0) != nil }) else {
      throw ConfigurationError(
        place: "evidence.timestamp-policy", reason: "must be numbers apart by dots, as 1.2.3.4")
    }
    return true
  }

  /// Names the setting whose file can't be used.
  private static func configured<Material>(
    _ load: () throws(SealMaterialFailure) -> Material
  ) throws(ConfigurationError) -> Material {
    do throws(SealMaterialFailure) { return try load() } catch {
      let place =
        switch error {
        case .keyUnreadable, .keyUnfit: "evidence.seal-key"
        case .certificatesUnreadable, .certificateOfOtherKey, .certificateUnfit: "evidence.seal-certificates"
        case .anchorsUnreadable: "evidence.timestamp-certificates"
        }
      throw ConfigurationError(place: place, reason: "\(error)")
    }
  }

  private static func bytes(_ place: String, _ path: String) throws(ConfigurationError) -> [UInt8] {
    do { return Array(try Data(contentsOf: URL(fileURLWithPath: path))) } catch {
      throw ConfigurationError(place: place, reason: "can't be read")
    }
  }

  /// What an operator learns at start.
  private func tell(_ surroundings: Surroundings) {
    let (begins, ends) = issuer.seal.validity
    let now = surroundings.time.now()
    let metadata: Logger.Metadata = ["certificate": "\(issuer.seal.subject)", "until": "\(ends)"]
    if now < begins || now >= ends {
      surroundings.log.error("proofs wait: the seal's certificate is not valid now", metadata: metadata)
    } else if now.adding(seconds: Self.warnedDays * 86_400) >= ends {
      surroundings.log.warning("the seal's certificate ends soon", metadata: metadata)
    } else {
      surroundings.log.info("registered mail is proved", metadata: metadata)
    }
  }
}
