package import AuditTrail
package import Contracts
package import Provider
package import Storage
import TrustServices
import Vocabulary

/// A real provider on a real database; played are its clock, its identity provider and its waiting.
package struct TestProvider: Sendable {
  package static let issuer = "https://provider.example"
  package static let redirectURI = "https://channel.example/callback"
  package static let channel = "channel-one"
  package static let sender = "sender-one"
  package static let documentProvider = "document-provider-one"

  /// A clock as it stands when a test begins.
  package static func startClock() -> PlayedTime {
    PlayedTime(Instant(microseconds: 1_795_000_000_000_000))
  }

  package let party: ProviderParty
  package let database: any Database
  package let clock: PlayedTime
  /// By which clients sign, and by which their assertions are judged.
  package let assertionClock: PlayedTime
  package let listeners: ConsentListeners
  package let identity: PlayedIdentityProvider
  package let pauses: PlayedPause
  package let keys: TestClientKeys

  /// Runs `body` with a provider on a fresh database of one engine.
  /// - Parameter assertionClock: another than the provider's own, as in a demonstration.
  package static func with(
    _ engine: TestDatabases, assertionClock: PlayedTime? = nil,
    _ body: @Sendable (TestProvider) async throws -> Void
  ) async throws {
    try await engine.with(AuditTrail.migrations + Outbox.migrations + ProviderParty.migrations) { database in
      try await TemporaryFolder.with { folder in
        try await body(TestProvider(database, folder: folder, assertionClock))
      }
    }
  }

  /// The names of senders, and the channel that notifies by itself, as the provider's directory has them.
  private static func notices() throws -> NoticeSettings {
    NoticeSettings(
      senderNames: [
        try EnterpriseNumber(parsing: "0999999031"): try TranslatedText(
          parsing: [.nl: "Federale premies", .fr: "Primes fédérales"], kind: "name", charactersMax: 80)
      ], notifiers: [try ChannelID(parsing: "channel-two")])
  }

  private init(_ database: any Database, folder: String, _ assertionClock: PlayedTime?) throws {
    (clock, listeners, pauses) = (Self.startClock(), ConsentListeners(), PlayedPause())
    self.assertionClock = assertionClock ?? clock
    self.database = database
    keys = try TestClientKeys.shared.get()
    identity = PlayedIdentityProvider(clock: clock)
    party = try ProviderParty(
      database: database, keys: DirectoryKeyStore(opening: folder + "/keys", random: SystemRandom()),
      clients: try Self.clients(keys),
      settings: ProviderSettings(
        issuer: Self.issuer,
        openID: OpenIDSettings(
          issuer: PlayedIdentityProvider.issuer, clientID: PlayedIdentityProvider.clientID,
          authentication: .secret("secret")), notices: Self.notices()),
      listeners: listeners, time: clock, random: SystemRandom(), assertionTime: self.assertionClock,
      wire: identity, pause: pauses.pause)
  }

  private static func clients(_ keys: TestClientKeys) throws -> OAuthClients {
    let names = try TranslatedText(
      parsing: [.nl: "Kanaal Eén", .en: "Channel One"], kind: "name", charactersMax: 80)
    let other = try TranslatedText(parsing: [.nl: "Kanaal Twee"], kind: "name", charactersMax: 80)
    return try OAuthClients([
      OAuthClient(
        id: sender, kind: .sender(try EnterpriseNumber(parsing: "0999999031")), keys: try keys.registered(),
        scopes: [.publicationSender, .referenceData]),
      OAuthClient(
        id: "sender-two", kind: .sender(try EnterpriseNumber(parsing: "0999999130")),
        keys: [try VerificationKey(id: "rsa", pem: keys.strangerPublicPEM)], scopes: [.publicationSender]),
      OAuthClient(
        id: channel, kind: .channel(redirectURIs: [redirectURI], names: names), keys: try keys.registered(),
        scopes: [.documentConsumer]),
      OAuthClient(
        id: "channel-two", kind: .channel(redirectURIs: [redirectURI], names: other),
        keys: try keys.registered(),
        scopes: [.documentConsumer, .notices]),
      OAuthClient(
        id: documentProvider, kind: .documentProvider(try EnterpriseNumber(parsing: "1999999943")),
        keys: try keys.registered(), scopes: []),
    ])
  }
}

extension TestProvider {
  /// The entries that one request left.
  package func entries(_ request: String) async throws -> [AuditEntry] {
    try await AuditReader(AuditTrail(party: ProviderParty.party), database: database)
      .entries(of: .request(RequestID(request)), page: .largest).items.map(\.entry)
  }

  /// A signed-in citizen with that number.
  package func caller(_ digits: String = "78041299916", request: String = "consent") async throws
    -> CitizenCaller
  {
    let standing = try await party.federation.recipient(NationalNumber(parsing: digits))
    return CitizenCaller(
      mailbox: standing.mailbox, assurance: .substantial, requestID: RequestID(request))
  }

  /// An assertion as a client signs it; `change` spoils it.
  package func assertion(
    _ client: String, key: TestClientKeys.Kind = .rs256, _ change: (inout TestAssertion) -> Void = { _ in }
  ) async throws -> ClientAssertion {
    var claims = TestAssertion(
      client, audience: Self.issuer + AuthorizationMetadata.tokenPath, now: assertionClock.now())
    change(&claims)
    return ClientAssertion(type: ClientAssertion.wireType, token: try await keys.sign(claims, key))
  }

  /// A token of a client by client credentials.
  package func token(_ client: String) async throws -> IssuedToken {
    try await party.authorizationServer.token(
      TokenRequest(grant: .clientCredentials(scope: nil), assertion: try await assertion(client)),
      requestID: RequestID("token"))
  }
}
