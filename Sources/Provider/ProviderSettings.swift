package import Contracts
import Foundation
package import TrustServices

/// How a provider runs, as plain values.
package struct ProviderSettings: Sendable {
  package static let senderTokenSecondsDefault: Int64 = 600
  package static let citizenTokenSecondsDefault: Int64 = 3600

  /// Scheme, host and port under which the provider is reached, without a slash at the end.
  package let issuer: String
  package let senderTokenSeconds: Int64
  package let citizenTokenSeconds: Int64
  package let openID: OpenIDSettings
  package let notices: NoticeSettings

  package init(
    issuer: String, openID: OpenIDSettings, notices: NoticeSettings = NoticeSettings(),
    senderTokenSeconds: Int64 = ProviderSettings.senderTokenSecondsDefault,
    citizenTokenSeconds: Int64 = ProviderSettings.citizenTokenSecondsDefault
  ) {
    self.issuer = issuer
    self.openID = openID
    self.notices = notices
    self.senderTokenSeconds = senderTokenSeconds
    self.citizenTokenSeconds = citizenTokenSeconds
  }

  /// Where the identity provider sends browsers back to; registered there.
  package var callbackURL: String { issuer + ProviderPages.callbackPath }

  /// Where it sends browsers after a sign-out there; registered there too.
  package var signedOutURL: String { issuer + ProviderPages.signedOutPath }
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

  package static let scopeDefault = "openid profile egovnrn"
  package static let skewSecondsDefault: Int64 = 30

  /// Exactly as its ID tokens say.
  package let issuer: String
  package let clientID: String
  package let authentication: OpenIDAuthentication
  /// `scope` of the authentication request.
  package var scope = OpenIDSettings.scopeDefault
  package var claims = PersonClaims()
  /// What its `acr` values mean.
  package var levels = OpenIDSettings.levelsDefault
  /// How far its clock may be from ours.
  package var skewSeconds = OpenIDSettings.skewSecondsDefault

  package init(issuer: String, clientID: String, authentication: OpenIDAuthentication) {
    self.issuer = issuer
    self.clientID = clientID
    self.authentication = authentication
  }

  /// OpenID Connect Discovery §4: a final slash of the issuer is left out.
  var discoveryURL: String {
    (issuer.hasSuffix("/") ? String(issuer.dropLast()) : issuer) + "/.well-known/openid-configuration"
  }
}

/// Under which names an identity provider tells of a person, in the ID token or in the user info.
package struct PersonClaims: Hashable, Sendable {
  /// The national number: eleven digits.
  package var number = "egovNRN"
  package var givenName = "given_name"
  package var familyName = "family_name"

  package init() {}
}

/// How we prove to the identity provider who we are.
package enum OpenIDAuthentication: Sendable {
  /// `client_secret_basic`, or `client_secret_post` where that is all it takes.
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
