import AuditTrail
package import Contracts
package import Logging
package import Mail
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
  package let sessions: any SessionDesk
  package let profileDesk: any ProfileDesk
  /// For senders and channels that ask about citizens' profiles.
  package let profileRegistry: any ProfileRegistry
  /// What is still true of a notice when it is sent; for who posts it.
  package let noticeReview: any NoticeRevision
  /// For channels that notify by themselves.
  package let notifiers: any NotifierDesk
  /// For who holds a mail and doubts it.
  package let noticeChecks: any NoticeChecks
  /// Where the provider's edge records what it refused.
  package let attemptLog: any AttemptLog
  private let server: OAuthServer
  private let clients: OAuthClients
  private let profiles: ProviderProfileDesk
  private let noticeKeys: NoticeKeys
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
    profiles = ProviderProfileDesk(
      parts: parts, clients: clients, notices: notices, seals: try ProfileSeals(keys: keys, random: random),
      settings: settings.notices)
    profileDesk = profiles
    profileRegistry = ProviderProfiles(parts: parts, directory: directory, desk: profiles)
    noticeReview = NoticeReview(desk: profiles)
    notifiers = ChannelNoticeDesk(desk: profiles)
    noticeKeys = try NoticeKeys(keys: keys)
    noticeChecks = NoticeCheck(parts: parts, keys: noticeKeys)
    let round = ConsentRound(listeners: listeners, pause: pause)
    server = OAuthServer(
      parts: parts, assertionTime: self.assertionTime, clients: clients, settings: settings,
      metadata: AuthorizationMetadata(issuer: settings.issuer, keySet: try settings.openID.keySet()))
    authorizationServer = server
    introspection = LocalIntrospection(parts: parts, clients: clients)
    federation = ProviderFederation(parts: parts, directory: directory)
    consentDesk = ProviderConsentDesk(parts: parts, clients: clients, round: round)
    eventEngine = StoredEvents(parts: parts)
    let seal = try SessionSeal(keys: keys, random: random)
    signIn = OpenIDSignIn(
      parts: parts, directory: directory, seal: seal, settings: settings,
      provider: IdentityProvider(settings: settings.openID, wire: wire, time: time), wire: wire)
    sessions = ProviderSessionDesk(parts: parts, clients: clients, seal: seal)
    register = CitizenRegister(parts: parts, directory: directory, round: round)
  }

  /// Tells a document provider of consent acts until it confirms each: a subscriber of this party's outbox.
  package func consentRelay(to listener: any ConsentListener) -> ConsentRelay {
    ConsentRelay(parts: parts, listener: listener)
  }

  /// Decides which notices are sent when; one runs in every process that serves this party's database.
  /// - Parameter owner: unlike that of every other worker on the database.
  package func noticeRounds(owner: String, log: Logger) -> NoticeRounds {
    NoticeRounds(desk: profiles, owner: owner, log: log)
  }

  /// Posts what was queued; one runs in every process that serves this party's database.
  /// - Parameter owner: unlike that of every other on the database; the same after a restart takes its leases
  ///   up at once.
  /// - Parameter revision: what is still to be told when it is sent; nil for the citizen's choices then.
  package func noticePost(
    _ settings: PostSettings, owner: String, log: Logger, revision: (any NoticeRevision)? = nil
  ) -> NoticePost {
    NoticePost(
      parts: parts, ledger: noticeLedger(revision ?? noticeReview), settings: settings, owner: owner,
      log: log)
  }

  /// Takes in bounces from a Maildir; one runs for a folder.
  /// - Parameter returnDomain: as in ``PostSettings``.
  package func noticeBounces(_ folder: MailFolder, returnDomain: String, log: Logger) -> NoticeBounces {
    NoticeBounces(
      parts: parts, ledger: noticeLedger(noticeReview), returnDomain: returnDomain, folder: folder, log: log)
  }

  private func noticeLedger(_ revision: any NoticeRevision) -> NoticeLedger {
    NoticeLedger(
      queue: notices, keys: noticeKeys, trail: parts.trail, revision: revision
    ) { mailbox, hash, at, request, transaction in
      try AddressRows.markUndeliverable(mailbox, hash: hash, at: at, by: request, in: transaction)
    }
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
