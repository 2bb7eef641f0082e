import ArgumentParser
import AsyncHTTPClient
import Contracts
import EBoxClient
import Foundation
import Vocabulary

/// Who publishes, and where: a sender of a demonstration, or the credentials of a real one.
struct SenderOptions: ParsableArguments {
  @Option(help: ArgumentHelp("A demonstration's file; default ebox-demo/demo.json.", valueName: "file"))
  var demo: String?

  @Option(
    help: ArgumentHelp(
      "Sender of the demonstration: client id or name; default the first.", valueName: "name"))
  var sender: String?

  @Option(help: ArgumentHelp("Registry, ending in /messageRegistry/v3.", valueName: "url"))
  var registry: String?

  @Option(help: ArgumentHelp("Token endpoint.", valueName: "url"))
  var tokenURL: String?

  @OptionGroup var client: ClientKeyOptions

  @Option(help: ArgumentHelp("Enterprise number of the sender.", valueName: "number"))
  var enterpriseNumber: String?

  @Option(help: ArgumentHelp("Act for this enterprise, by its mandate.", valueName: "number"))
  var onBehalfOf: String?

  /// - Throws: a `ValidationError` that names what is missing.
  func resolve() throws -> SenderAccess {
    guard registry != nil else { return try fromDemo() }
    guard let registry, let tokenURL, let enterpriseNumber,
      let credentials = try client.credentials(tokenURL: tokenURL)
    else {
      throw ValidationError(
        "--registry needs --token-url, --client-id, --key, --key-id and --enterprise-number beside it.")
    }
    return SenderAccess(
      registryURL: registry, credentials: credentials,
      enterpriseNumber: try EnterpriseNumber(parsing: enterpriseNumber), applicationID: nil,
      represented: try represented())
  }

  private func fromDemo() throws -> SenderAccess {
    let file = try DemoFile.found(demo)
    let wanted = sender
    guard let found = file.senders.first(where: { wanted == nil || [$0.clientId, $0.name].contains(wanted) })
    else {
      let names = file.senders.map(\.clientId).joined(separator: ", ")
      throw ValidationError("No such sender in the demonstration; there are \(names).")
    }
    return SenderAccess(
      registryURL: found.registryV3URL,
      credentials: Credentials(
        clientID: found.clientId, keyID: found.keyId,
        privateKeyPEM: try String(contentsOfFile: found.privateKeyFile, encoding: .utf8),
        tokenURL: file.tokenURL),
      enterpriseNumber: try EnterpriseNumber(parsing: found.enterpriseNumber),
      applicationID: onBehalfOf == nil && !found.applicationId.isEmpty ? found.applicationId : nil,
      represented: try represented())
  }

  private func represented() throws -> EnterpriseNumber? {
    try onBehalfOf.map { try EnterpriseNumber(parsing: $0) }
  }
}

/// What a sender's command needs to speak to a registry.
struct SenderAccess: Sendable {
  let registryURL: String
  let credentials: Credentials
  let enterpriseNumber: EnterpriseNumber
  /// The only application that the sender has, when that is known.
  let applicationID: String?
  /// For whom it acts; nil for itself.
  let represented: EnterpriseNumber?

  /// Whose messages these are.
  var sender: EnterpriseNumber { represented ?? enterpriseNumber }

  /// With which it publishes.
  var scope: Scope { represented == nil ? .publicationSender : .representativePublication }

  func client(_ http: HTTPClient) -> EBoxClient {
    EBoxClient(
      registryURL: registryURL,
      tokens: ClientCredentialsTokens(
        credentials, scopes: [scope], http: http, time: SystemTime(), random: SystemRandom()),
      http: http, represented: represented, random: SystemRandom())
  }
}

extension DemoFile {
  static let defaultPath = "ebox-demo/demo.json"

  /// The file that was named, or the one that `ebox demo` writes by default.
  static func found(_ path: String?) throws -> DemoFile {
    let path = path ?? defaultPath
    guard FileManager.default.fileExists(atPath: path) else {
      throw ValidationError("There is no \(path): start `ebox demo`, or name its file with --demo.")
    }
    return try read(URL(fileURLWithPath: path))
  }
}
