package import Contracts
import Foundation

/// How a provider runs, as plain values.
package struct ProviderSettings: Sendable {
  package static let senderTokenSecondsDefault: Int64 = 600
  package static let citizenTokenSecondsDefault: Int64 = 3600

  /// Scheme, host and port under which the provider is reached, without a slash at the end.
  package let issuer: String
  package let senderTokenSeconds: Int64
  package let citizenTokenSeconds: Int64
  package let openID: OpenIDSettings

  package init(
    issuer: String, openID: OpenIDSettings,
    senderTokenSeconds: Int64 = ProviderSettings.senderTokenSecondsDefault,
    citizenTokenSeconds: Int64 = ProviderSettings.citizenTokenSecondsDefault
  ) {
    self.issuer = issuer
    self.openID = openID
    self.senderTokenSeconds = senderTokenSeconds
    self.citizenTokenSeconds = citizenTokenSeconds
  }

  /// Where the identity provider sends browsers back to; registered there.
  package var callbackURL: String { issuer + ProviderPages.callbackPath }
}

/// The identity provider that citizens sign in at, and how we are registered there.
package struct OpenIDSettings: Sendable {
  /// The eIDAS levels, and those of the federal authentication service.
  package static let levelsDefault: [String: AssuranceLevel] = {
    var levels: [String: AssuranceLevel] = [
      "urn:be:fedict:iam:fas:Level300": .low, "urn:be:fedict:iam:fas:Level400": .substantial,
      "urn:be:fedict:iam:fas:Level450": .substantial, "urn:be:fedict:iam:fas:Level500": .high,
    ]
    for level in AssuranceLevel.allCases { levels[level.acr] = level }
    return levels
  }()

  /// Exactly as its ID tokens say.
  package let issuer: String
  package let clientID: String
  package let authentication: OpenIDAuthentication
  /// `scope` of the authentication request.
  package let scope: String
  /// The claim that holds the national number.
  package let nationalNumberClaim: String
  /// What its `acr` values mean.
  package let levels: [String: AssuranceLevel]

  package init(
    issuer: String, clientID: String, authentication: OpenIDAuthentication,
    scope: String = "openid profile egovnrn",
    nationalNumberClaim: String = "egovNRN", levels: [String: AssuranceLevel] = OpenIDSettings.levelsDefault
  ) {
    self.issuer = issuer
    self.clientID = clientID
    self.authentication = authentication
    self.scope = scope
    self.nationalNumberClaim = nationalNumberClaim
    self.levels = levels
  }
}

/// How we prove to the identity provider who we are.
package enum OpenIDAuthentication: Sendable {
  /// `client_secret_basic`.
  case secret(String)
  /// `private_key_jwt`; the public half is in our key set.
  case key(SigningKey)
}

extension OpenIDSettings {
  /// Our public keys as the identity provider may fetch them, compact JSON; empty where we have a secret
  /// instead.
  func keySet() throws -> String {
    var keys: [JSONWebKey] = []
    if case .key(let key) = authentication { keys.append(try key.publicKey()) }
    return String(decoding: try JSONEncoder().encode(JSONWebKeySet(keys: keys)), as: UTF8.self)
  }
}
