import AuditTrail
package import Contracts
package import Storage
package import TrustServices
package import Vocabulary

/// The provider: consents, authorization, sign-in of citizens, the event engine.
///
/// Each property is one of its contracts; all of them may be called from anywhere, at the same time.
package struct ProviderParty: Sendable {
  /// The party's name in trails and outboxes.
  package static let party = "provider"

  /// For edges of the same process.
  package let introspection: any TokenIntrospection
  /// For document providers.
  package let federation: any Federation
  package let consentDesk: any ConsentDesk
  package let authorizationServer: any AuthorizationServer
  package let eventEngine: StoredEvents
  package let register: CitizenRegister
  package let signIn: any CitizenSignIn
  /// Where a decided notice is queued for posting.
  package let notices: NoticeQueue
  /// Where the provider's edge records what it refused.
  package let attemptLog: any AttemptLog
  private let server: OAuthServer
  private let clients: OAuthClients
  let assertionTime: any TimeSource
  let parts: ProviderParts

  /// - Parameters:
  ///   - keys: holds the keys under which national numbers are encrypted and found.
  ///   - listeners: those who hear of consent acts before the citizen is answered; more may be added later.
  ///   - assertionTime: by which clients' assertions are judged; nil for `time`.
  ///   - wire: how the identity provider is reached.
  ///   - pause: waits that long; anything but sleeping is for tests.
  /// - Throws: when the key store does, or a key can't be written as a JSON Web Key.
  package init(
    database: any Database, keys: any KeyStore, clients: OAuthClients, settings: ProviderSettings,
    listeners: ConsentListeners, time: any TimeSource, random: any RandomSource,
    assertionTime: (any TimeSource)? = nil, wire: any IdentityProviderWire = HTTPWire(),
    pause: @escaping @Sendable (Duration) async -> Void = ProviderParty.sleep
  ) throws {
    self.clients = clients
    self.assertionTime = assertionTime ?? time
    parts = ProviderParts(
      database: database, trail: AuditTrail(party: Self.party), outbox: Outbox(party: Self.party), time: time,
      random: random)
    attemptLog = AuditedAttempts(parts.trail, database: database, time: time, random: random)
    let directory = try CitizenDirectory(parts: parts, keys: keys)
    notices = try NoticeQueue(keys: keys, random: random)
    let round = ConsentRound(listeners: listeners, pause: pause)
    server = OAuthServer(
      parts: parts, assertionTime: self.assertionTime, clients: clients, settings: settings,
      metadata: AuthorizationMetadata(issuer: settings.issuer, keySet: try settings.openID.keySet()))
    authorizationServer = server
    introspection = LocalIntrospection(parts: parts)
    federation = ProviderFederation(parts: parts, directory: directory)
    consentDesk = ProviderConsentDesk(parts: parts, clients: clients, round: round)
    eventEngine = StoredEvents(parts: parts)
    signIn = OpenIDSignIn(
      parts: parts, directory: directory,
      names: try ColumnCipher(rootKey: "provider-session", of: keys, random: random), settings: settings,
      provider: IdentityProvider(settings: settings.openID, wire: wire, time: time), wire: wire)
    register = CitizenRegister(parts: parts, directory: directory, round: round)
  }

  /// For a channel that runs in the same process; nil when no such channel is configured with that
  /// redirect URI.
  package func channelSignIn(_ channel: ChannelID, redirectURI: String) -> (any ChannelSignIn)? {
    guard clients.channel(channel)?.redirectURIs.contains(redirectURI) == true,
      let client = clients[channel.text]
    else { return nil }
    return OwnChannelSignIn(server: server, client: client, redirectURI: redirectURI)
  }

  @Sendable package static func sleep(_ duration: Duration) async {
    do { try await Task.sleep(for: duration) } catch {
      // Cancelled: nobody waits any more.
    }
  }
}
