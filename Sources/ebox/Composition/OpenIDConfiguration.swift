import Contracts
import Crypto
import Foundation
import Provider
import TrustServices
import Vocabulary

extension OpenIDSettings {
  static let playedPath = OpenIDPlayed.path
  static let playedClientID = "ebox-provider"

  /// The configured OpenID provider; in demo and test the played one of this process, when no other is
  /// configured.
  /// - Throws: ``ConfigurationError`` naming the setting that can't be used.
  init(_ settings: Settings, _ keys: any KeyStore) throws {
    guard settings.openIDIssuer.isEmpty else {
      self.init(
        issuer: settings.openIDIssuer, clientID: settings.openIDClientID,
        authentication: try Self.authentication(settings))
      scope = settings.openIDScope
      claims.number = settings.openIDNumberClaim
      claims.givenName = settings.openIDGivenNameClaim
      claims.familyName = settings.openIDFamilyNameClaim
      if !settings.openIDLevels.isEmpty { levels = try Self.levels(settings.openIDLevels) }
      skewSeconds = Int64(settings.openIDClockSkew)
      return
    }
    self.init(
      issuer: settings.baseURL + Self.playedPath, clientID: Self.playedClientID,
      authentication: .secret(try Self.playedSecret(keys)))
  }

  /// Shared by the two ends in this process.
  static func playedSecret(_ keys: any KeyStore) throws -> String {
    try keys.rootKey("played-csam-client").withUnsafeBytes { Base64URL.encode(Array($0)) }
  }

  private static func authentication(_ settings: Settings) throws -> OpenIDAuthentication {
    guard !settings.openIDPrivateKey.isEmpty else { return .secret(settings.openIDClientSecret) }
    do {
      let pem = try String(contentsOfFile: settings.openIDPrivateKey, encoding: .utf8)
      return .key(try SigningKey(id: settings.openIDKeyID, pem: pem))
    } catch {
      throw ConfigurationError(place: "openid.private-key", reason: "can't be read as a key in PEM: \(error)")
    }
  }

  /// `acr=level`, apart by spaces. An acr may itself hold `=`: the last one counts.
  static func levels(_ text: String) throws(ConfigurationError) -> [String: AssuranceLevel] {
    var levels: [String: AssuranceLevel] = [:]
    for word in text.split(separator: " ") {
      guard let equals = word.lastIndex(of: "="), equals > word.startIndex,
        let level = AssuranceLevel.allCases.first(where: { "\($0)" == word[word.index(after: equals)...] })
      else {
        throw ConfigurationError(
          place: "openid.levels", reason: "`\(word)` is not an acr with low, substantial or high")
      }
      levels[String(word[..<equals])] = level
    }
    return levels
  }
}
