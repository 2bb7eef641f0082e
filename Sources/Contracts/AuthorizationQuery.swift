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
  package let prompt: String?

  package init(
    clientID: String, redirectURI: String, responseType: String, scope: String? = nil, state: String? = nil,
    challenge: String? = nil, challengeMethod: String? = nil, prompt: String? = nil
  ) {
    self.clientID = clientID
    self.redirectURI = redirectURI
    self.responseType = responseType
    self.scope = scope
    self.state = state
    self.challenge = challenge
    self.challengeMethod = challengeMethod
    self.prompt = prompt
  }
}

/// What a channel wants its citizen to be asked (`prompt` of OpenID Connect Core §3.1.2.1). It can ask for
/// more than is needed, and that nothing is asked; it can't ask for less.
package enum Prompt: String, Hashable, Sendable, CaseIterable {
  /// Nothing: when something would have to be asked, the answer is an error.
  case none
  /// To sign in anew.
  case login
  /// To see the consent screen, even if the consent is in force.
  case consent
  /// Same as ``login``: who signs in is chosen at the identity provider.
  case selectAccount = "select_account"

  /// - Returns: nil when a word is unknown, or `none` is not alone.
  package static func parse(_ text: String?) -> Set<Prompt>? {
    let words = (text ?? "").split(separator: " ")
    let prompts = Set(words.compactMap { Prompt(rawValue: String($0)) })
    guard prompts.count == words.count, !prompts.contains(.none) || prompts.count == 1 else { return nil }
    return prompts
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
  package let prompts: Set<Prompt>

  package init(
    request: AuthorizationQuery, channel: ChannelID, channelNames: TranslatedText, scopes: Set<Scope>,
    challenge: String, prompts: Set<Prompt> = []
  ) {
    self.request = request
    self.channel = channel
    self.channelNames = channelNames
    self.scopes = scopes
    self.challenge = challenge
    self.prompts = prompts
  }
}

/// How an authorization request of a signed-in citizen goes on.
package enum AuthorizationAnswer: Hashable, Sendable {
  /// The citizen has not consented to this channel: show the consent screen.
  case consentNeeded
  /// Goes back to the channel with `code`, `state` and `iss`.
  case code(String)
}
