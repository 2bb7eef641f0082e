package import Vocabulary

/// Tells an edge what an access token stands for. Implemented by the provider's authorization server, and
/// over HTTP by the client (RFC 7662).
package protocol TokenIntrospection: Sendable {
  /// Asks anew at each call: a revoked token is inactive from then on.
  /// - Throws: only faults; a token that is not good is an answer.
  func introspect(_ token: String) async throws -> TokenStanding
}

/// What introspection finds; the cases that are not good answer 401 with different codes.
package enum TokenStanding: Hashable, Sendable {
  case active(AccessTokenFacts)
  case expired
  /// Forged, revoked, or never issued.
  case unknown
}

/// What an access token stands for.
package struct AccessTokenFacts: Hashable, Sendable {
  package enum Subject: Hashable, Sendable {
    /// A sender's system, by client credentials.
    case sender(EnterpriseNumber)
    /// A citizen in a channel, by authorization code.
    case citizen(MailboxID, ChannelID, AssuranceLevel)
    /// A channel for itself, by client credentials.
    case channel(ChannelID)
  }

  package let clientID: String
  package let subject: Subject
  package let scopes: Set<Scope>
  package let issuedAt: Instant
  package let expires: Instant

  package init(clientID: String, subject: Subject, scopes: Set<Scope>, issuedAt: Instant, expires: Instant) {
    self.clientID = clientID
    self.subject = subject
    self.scopes = scopes
    self.issuedAt = issuedAt
    self.expires = expires
  }
}
