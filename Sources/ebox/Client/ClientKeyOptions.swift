import ArgumentParser
import EBoxClient
import Foundation

/// What a registered system proves itself with.
struct ClientKeyOptions: ParsableArguments {
  @Option(help: ArgumentHelp("OAuth client id of the sender's system or the channel.", valueName: "id"))
  var clientID: String?

  @Option(help: ArgumentHelp("PEM file of the client's private key.", valueName: "file"))
  var key: String?

  @Option(help: ArgumentHelp("The key's id (kid).", valueName: "id"))
  var keyID: String?

  /// - Returns: nil when one of the three lacks.
  /// - Throws: a `ValidationError` when the key can't be read.
  func credentials(tokenURL: String) throws -> Credentials? {
    guard let clientID, let key, let keyID else { return nil }
    let pem: String
    do { pem = try String(contentsOfFile: key, encoding: .utf8) } catch {
      throw ValidationError("--key: \(key) can't be read.")
    }
    return Credentials(clientID: clientID, keyID: keyID, privateKeyPEM: pem, tokenURL: tokenURL)
  }
}
