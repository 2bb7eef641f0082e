import Foundation
import NIOCore
import NIOPosix

@testable import ebox

/// An OpenID provider of others, as a process of its own on loopback: its tokens, keys and discovery are its
/// own work.
struct OpenIDProviderProcess: Sendable {
  enum Product: String, Sendable, CaseIterable {
    /// The reference implementation: PKCE, levels, user info, back-channel logout. A secret, and the national
    /// number in the user info only.
    case idpyoidc
    /// The same, where the client proves itself with a key of its own (`private_key_jwt`).
    case idpyoidcByKey
    /// A smaller one: claims in the ID token, `at_hash`, no level unless the person has one.
    case mock
  }

  static let clientID = "ebox"
  static let secret = "a-secret-of-32-characters-or-more"
  static let high = "http://eidas.europa.eu/LoA/high"
  static let low = "http://eidas.europa.eu/LoA/low"

  let product: Product
  let issuer: String

  /// Starts it for an eBox at that address, runs `body`, and ends it.
  static func run(
    _ product: Product, for baseURL: String, port: Int, _ body: () async throws -> Void
  ) async throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let python = root.appendingPathComponent(".build-python/bin/python")
    guard FileManager.default.fileExists(atPath: python.path) else {
      throw ClientRefusal("no \(python.path): bin/setup --test makes it")
    }
    let process = Process()
    process.executableURL = python
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("op-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    if product == .mock {
      process.arguments = ["-m", "oidc_provider_mock", "--port", "\(port)", "--user-claims", mockPerson]
    } else {
      let file = folder.appendingPathComponent("provider.json")
      try Data(configuration(product, baseURL).utf8).write(to: file)
      let script = root.appendingPathComponent("Tests/Journeys/openid_provider.py").path
      process.arguments = [script, "\(port)", file.path]
    }
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    // The signals that the starting thread blocks, its child blocks too: a polite end may never come.
    defer { kill(process.processIdentifier, SIGKILL) }
    try await waitUntilItAnswers(port, process)
    try await body()
  }

  /// Connects by itself: an HTTP client waits longer after each refused connection, for all who share it.
  private static func waitUntilItAnswers(_ port: Int, _ process: Process) async throws {
    let bootstrap = ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup).connectTimeout(.seconds(1))
    let end = ContinuousClock.now.advanced(by: .seconds(60))
    while ContinuousClock.now < end, process.isRunning {
      if let channel = try? await bootstrap.connect(host: "127.0.0.1", port: port).get() {
        return try await channel.close()
      }
      try await Task.sleep(for: .milliseconds(100))
    }
    throw ClientRefusal("the OpenID provider does not answer on port \(port)")
  }

  private static let mockPerson = """
    {"sub": "ada", "given_name": "Ada", "family_name": "Peeters", "egovNRN": "78041299916", "acr": "\(high)"}
    """

  private static func configuration(_ product: Product, _ baseURL: String) -> String {
    let proof =
      product == .idpyoidcByKey
      ? #""jwks_uri": "\#(baseURL)/REST/oauth/v5/keys", "token_endpoint_auth_method": "private_key_jwt""#
      : #""client_secret": "\#(secret)", "token_endpoint_auth_method": "client_secret_basic""#
    return """
      {"levels": ["\(low)", "\(high)"], "claims_in_id_token": \(product == .idpyoidcByKey),
       "people": {"ada": {"sub": "ada", "given_name": "Ada", "family_name": "Peeters",
                          "egovNRN": "78041299916"}},
       "client": {"client_id": "\(clientID)", \(proof),
         "redirect_uris": [["\(baseURL)/provider/sign-in/callback", null]],
         "post_logout_redirect_uri": ["\(baseURL)/provider/signed-out", null],
         "response_types_supported": ["code"], "allowed_scopes": ["openid", "profile", "egovnrn"],
         "backchannel_logout_uri": "\(baseURL)/provider/back-channel-logout"}}
      """
  }
}
