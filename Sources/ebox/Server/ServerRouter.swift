import AuditTrail
import Contracts
import DocumentProvider
import FederationAPI
import Hummingbird
import MessageRegistryAPI
import MyEBox
import Pages
import PlayedCSAM
import Provider
import SOAPServices
import TrustServices

/// All addresses of this process: the registries, the provider, the portal, and what operators ask.
struct ServerRouter: Sendable {
  typealias Context = ServerRequestContext

  let parties: Parties
  let metrics: PrometheusMetrics
  /// Whom the played identity provider offers; used in demo and test only.
  var people: [PlayedCSAM.Person] = []

  /// - Parameter extra: adds what only a demonstration has.
  func responder(
    adding extra: (Router<Context>) throws -> Void = { _ in }
  ) throws -> RouterResponder<Context> {
    try router(adding: extra).buildResponder()
  }

  /// Every address with what answers it; tests walk them all.
  func router(adding extra: (Router<Context>) throws -> Void = { _ in }) throws -> Router<Context> {
    let router = Router(context: Context.self)
    router.add(middleware: RequestIDMiddleware(random: parties.surroundings.random))
    router.add(middleware: RequestObservation())
    if let myEBox = parties.myEBox { router.add(middleware: PortalNotFound(portal: myEBox)) }
    OperationsRoutes(parties.documentProviders, metrics: metrics).add(to: router)
    for hosted in parties.documentProviders {
      for edition in MessageRegistryEdge.Edition.allCases {
        registry(edition, of: hosted).addRoutes(to: router)
      }
    }
    try eboxMessage().addRoutes(to: router)
    try citizenProfile().addRoutes(to: router)
    try registeredMail().addRoutes(to: router)
    try federation().addRoutes(to: router)
    try playedCSAM()?.addRoutes(to: router)
    Pages.addAssets(to: router)
    parties.myEBox?.addRoutes(to: router.group().add(middleware: OnPageThreads(threads: PageThreads())))
    try extra(router)
    return router
  }

  static let registryPath = MessageRegistryEdge.Edition.v3.basePath

  /// The versions of the contract beside each other, over one party.
  private func registry(
    _ edition: MessageRegistryEdge.Edition, of hosted: HostedProvider
  ) -> MessageRegistryEdge {
    MessageRegistryEdge(
      registry: hosted.documentProvider, introspection: parties.provider.introspection,
      attempts: attempts(of: hosted.party, in: hosted.stores), edition: edition,
      settings: MessageRegistryEdge.Settings(
        publicURL: parties.settings.baseURL + hosted.pathPrefix + edition.basePath, environment: environment,
        contact: hosted.listing.contact.isEmpty ? nil : hosted.listing.contact,
        pathPrefix: hosted.pathPrefix),
      time: parties.surroundings.time, random: parties.surroundings.random, logger: parties.surroundings.log)
  }

  private func eboxMessage() throws -> EboxMessageService {
    try EboxMessageService(
      parties.documentProvider, soapParties(DocumentProvider.party),
      certificates: parties.register.certificates,
      surroundings: soapSurroundings)
  }

  private func citizenProfile() throws -> CitizenProfileService {
    try CitizenProfileService(
      parties.provider.profileRegistry, soapParties(ProviderParty.party),
      certificates: parties.register.certificates,
      surroundings: soapSurroundings)
  }

  private func registeredMail() throws -> RegisteredMailService {
    try RegisteredMailService(
      parties.documentProvider, soapParties(DocumentProvider.party),
      certificates: parties.register.certificates,
      surroundings: soapSurroundings)
  }

  private func soapParties(_ party: String) -> SOAPParties {
    SOAPParties(
      replays: parties.documentProvider, attempts: attempts(of: party, in: parties.stores),
      health: StoreHealth(
        database: parties.stores.database, documentsPath: parties.stores.places.documentsPath,
        time: parties.surroundings.time))
  }

  private var soapSurroundings: SOAPSurroundings {
    let settings = parties.settings
    return SOAPSurroundings(
      settings: SOAPSettings(
        baseURL: settings.baseURL, environment: soapEnvironment,
        contact: settings.registryContact.isEmpty ? nil : settings.registryContact,
        isOpen: settings.soapEnabled == .yes, version: EBox.version),
      time: parties.surroundings.assertionTime, random: parties.surroundings.random,
      logger: parties.surroundings.log)
  }

  private var soapEnvironment: SOAPSettings.Environment {
    switch environment {
    case .development: .development
    case .test: .test
    case .integration: .integration
    case .acceptation: .acceptation
    case .simulation: .simulation
    case .production: .production
    }
  }

  private func federation() throws -> FederationAPI {
    try FederationAPI(
      authorization: parties.provider.authorizationServer,
      citizens: CitizenServices(
        signIn: parties.provider.signIn, sessions: parties.provider.sessions,
        consents: parties.provider.consentDesk, profiles: parties.provider.profileDesk,
        mailboxes: parties.documentProviders.map(\.documentProvider),
        time: parties.surroundings.time),
      mailChecking: MailChecking(
        checks: parties.provider.noticeChecks, random: parties.surroundings.random),
      notifying: Notifying(
        desk: parties.provider.notifiers, introspection: parties.provider.introspection),
      listing: MessageProviderListing(
        providers: parties.documentProviders.map(\.listing), introspection: parties.provider.introspection),
      attempts: attempts(of: ProviderParty.party, in: parties.stores),
      formTokens: FormTokens(key: try parties.stores.keys.rootKey("provider-form")),
      isSecure: parties.settings.baseURL.hasPrefix("https://"))
  }

  /// The identity provider that lets anyone be anyone: in demo and test, when no other is configured.
  private func playedCSAM() throws -> PlayedCSAM? {
    let settings = parties.settings
    guard settings.environment.allowsPlayedParts, settings.openIDIssuer.isEmpty else { return nil }
    return try PlayedCSAM(
      environment: settings.environment.rawValue,
      play: PlayedCSAM.Play(
        baseURL: settings.baseURL, path: OpenIDSettings.playedPath,
        client: PlayedCSAM.Client(
          id: OpenIDSettings.playedClientID, secret: try OpenIDSettings.playedSecret(parties.stores.keys),
          redirectURI: settings.baseURL + ProviderPages.callbackPath,
          signedOutURI: settings.baseURL + ProviderPages.signedOutPath),
        people: people),
      time: parties.surroundings.time, random: parties.surroundings.random)
  }

  private func attempts(of party: String, in stores: Stores) -> AuditedAttempts {
    AuditedAttempts(
      AuditTrail(party: party), database: stores.database, time: parties.surroundings.time,
      random: parties.surroundings.random)
  }

  private var environment: MessageRegistryEdge.Settings.Environment {
    switch parties.settings.environment {
    case .demo, .test: .test
    case .acceptation: .acceptation
    case .simulation: .simulation
    case .production: .production
    }
  }
}
