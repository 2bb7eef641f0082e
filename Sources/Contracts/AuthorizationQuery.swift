package import Vocabulary

/// What a browser brings to the authorization endpoint, unchecked.
package struct AuthorizationQuery: Hashable, Sendable {
  package let clientID: String
  package let redirectURI: String
  package let responseType: String
  package let scope: String?
  package let state: String?
  package let challenge: String?
  package let challengeMethod: String?

  package init(
    clientID: String, redirectURI: String, responseType: String, scope: String? = nil, state: String? = nil,
    challenge: String? = nil, challengeMethod: String? = nil
  ) {
    self.clientID = clientID
    self.redirectURI = redirectURI
    self.responseType = responseType
    self.scope = scope
    self.state = state
    self.challenge = challenge
    self.challengeMethod = challengeMethod
  }
}

/// A request that may be shown to a citizen: a known channel, a redirect URI that it registered (exactly, or
/// but for the port of a loopback address), scopes it may have, a challenge. Only an ``AuthorizationServer``
/// makes one.
package struct CheckedAuthorization: Hashable, Sendable {
  package let request: AuthorizationQuery
  package let channel: ChannelID
  package let channelNames: TranslatedText
  package let scopes: Set<Scope>
  package let challenge: String

  package init(
    request: AuthorizationQuery, channel: ChannelID, channelNames: TranslatedText, scopes: Set<Scope>,
    challenge: String
  ) {
    self.request = request
    self.channel = channel
    self.channelNames = channelNames
    self.scopes = scopes
    self.challenge = challenge
  }
}

/// How an authorization request of a signed-in citizen goes on.
package enum AuthorizationAnswer: Hashable, Sendable {
  /// The citizen has not consented to this channel: show the consent screen.
  case consentNeeded
  /// Goes back to the channel with `code`, `state` and `iss`.
  case code(String)
}
