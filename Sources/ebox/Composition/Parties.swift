import AuditTrail
import Contracts
import DocumentProvider
import Logging
import Mail
import Metrics
import MyEBox
import Provider
import Storage
import TrustServices
import Vocabulary

/// The parties of one process, put together. The provider, My eBox and the first document provider share one
/// database; each further document provider has its own. Nothing runs yet.
struct Parties: Sendable {
  let settings: Settings
  let register: PartyRegister
  let stores: Stores
  let provider: ProviderParty
  let first: HostedProvider
  let further: [HostedProvider]
  let quality: Quality
  /// Nil when no channel of this process is registered.
  let myEBox: MyEBox?
  /// Nil when no mail relay is configured.
  let mailing: Mailing?
  /// Nil where there is no registered mail.
  let proofs: Proofs?
  let surroundings: Surroundings

  /// Opens the stores and lets the parties know each other.
  static func compose(_ configuration: Configuration, _ surroundings: Surroundings) async throws -> Parties {
    let proofs = try Proofs(configuration, surroundings)
    let stores = try await Stores.open(configuration.settings.places, Stores.migrations, surroundings)
    let listeners = ConsentListeners()
    let provider = try provider(configuration, stores, listeners, surroundings)
    let quality = try Quality(configuration.settings, time: surroundings.time, log: surroundings.log)
    let maker = ProviderMaker(
      configuration: configuration, federation: provider.federation, quality: quality,
      surroundings: surroundings)
    let first = try maker.first(in: stores)
    var further: [HostedProvider] = []
    do {
      for registered in configuration.register.documentProviders {
        further.append(try await maker.open(registered))
      }
      for hosted in [first] + further { listeners.add(hosted.documentProvider) }
      let registries = LocalRegistries(introspection: provider.introspection, providers: [first] + further)
      let parties = Parties(
        settings: configuration.settings, register: configuration.register, stores: stores,
        provider: provider, first: first, further: further,
        quality: quality, myEBox: try myEBox(configuration, stores, provider, registries, surroundings),
        mailing: try Mailing(configuration.settings, played: surroundings.relay), proofs: proofs,
        surroundings: surroundings)
      for hosted in parties.documentProviders {
        if proofs == nil { try await Proofs.checkNoneOwed(by: hosted) }
        try await hosted.stores.keepKeyChecks()
        try await hosted.documentProvider.recordApprovers()
      }
      return parties
    } catch {
      for hosted in [first] + further { await hosted.stores.close() }
      throw error
    }
  }

  private static func provider(
    _ configuration: Configuration, _ stores: Stores, _ listeners: ConsentListeners,
    _ surroundings: Surroundings
  ) throws -> ProviderParty {
    let settings = configuration.settings
    return try ProviderParty(
      database: stores.database, keys: stores.keys, clients: OAuthClients(configuration.register),
      settings: ProviderSettings(
        issuer: settings.baseURL, openID: OpenIDSettings(settings, stores.keys),
        notices: NoticeSettings(configuration.register)),
      listeners: listeners, time: surroundings.time, random: surroundings.random,
      assertionTime: surroundings.assertionTime)
  }

  /// The first, and those beside it in the order of the configuration.
  var documentProviders: [HostedProvider] { [first] + further }
  var documentProvider: DocumentProvider { first.documentProvider }

  /// Finishes what was accepted and gives the folders free.
  func close() async {
    for hosted in documentProviders.reversed() { await hosted.stores.close() }
  }

  /// Which trails a process keeps, and where.
  static func trails(of configuration: Configuration) -> [(trail: AuditTrail, places: StorePlaces)] {
    let own = [
      AuditTrail(party: DocumentProvider.party), AuditTrail(party: ProviderParty.party), MyEBox.trail,
    ]
    return own.map { ($0, configuration.settings.places) }
      + configuration.register.documentProviders.map {
        (AuditTrail(party: HostedProvider.party(of: $0.id)), $0.places)
      }
  }

  private static func myEBox(
    _ configuration: Configuration, _ stores: Stores, _ provider: ProviderParty,
    _ registries: LocalRegistries, _ surroundings: Surroundings
  ) throws -> MyEBox? {
    let settings = configuration.settings
    guard !settings.portalChannel.isEmpty else { return nil }
    let channel = try ChannelID(parsing: settings.portalChannel)
    let callback = settings.baseURL + "/callback"
    guard let signIn = provider.channelSignIn(channel, redirectURI: callback) else {
      throw ConfigurationError(
        place: "portal.channel",
        reason: "no channel `\(channel)` with the redirect URI \(callback) under `channels`")
    }
    return try MyEBox(
      portal(channel, configuration),
      MyEBoxParts(
        database: stores.database, registries: registries, signIn: signIn, keys: stores.keys,
        time: surroundings.time, random: surroundings.random))
  }
}

extension Parties {
  /// What My eBox shows of who runs it.
  private static func portal(
    _ channel: ChannelID, _ configuration: Configuration
  ) -> MyEBoxSettings {
    let settings = configuration.settings
    var portal = MyEBoxSettings(
      channel: channel, consentsURL: settings.baseURL + ProviderPages.consentsPath,
      isSecure: settings.baseURL.hasPrefix("https://"))
    portal.profileURL = settings.baseURL + ProviderPages.profilePath
    portal.sessionsURL = settings.baseURL + ProviderPages.sessionsPath
    portal.mailCheckURL = settings.baseURL + ProviderPages.mailCheckPath
    portal.contacts.support = settings.portalSupport
    portal.contacts.provider = settings.privacyProvider
    portal.contacts.documentProvider = settings.privacyDocumentProvider
    portal.contacts.furtherDocumentProviders = configuration.register.documentProviders.map(\.name)
    portal.contacts.officer = settings.privacyOfficer
    for channel in configuration.register.channels { portal.channelNames[channel.id] = channel.name }
    portal.showsDesign = settings.environment.allowsPlayedParts
    return portal
  }
}

/// What comes from outside: the clock, chance, and where lines and figures go.
struct Surroundings: Sendable {
  let time: any TimeSource
  let random: any RandomSource
  let log: Logger
  /// The clock by which others' systems and people sign; another than ``time`` in a demonstration only.
  var assertionTime: any TimeSource = SystemTime()
  /// Takes the place of the configured mail relay, in a demonstration only.
  var relay: (@Sendable () throws -> any MailRelay)?
  /// Takes the place of the configured time-stamp authority, in a demonstration only.
  var timeStamps: (any TimeStampAuthority)?
  /// Where figures are kept.
  var metrics: any MetricsFactory = MetricsSystem.factory
}

extension Register {
  /// - Throws: ``ConfigurationError`` for what the document provider does not take.
  init(_ register: PartyRegister) throws(ConfigurationError) {
    do {
      try self.init(
        organizations: register.organizations, applications: register.applications,
        messageTypes: register.messageTypes, images: register.images,
        rights: Register.Rights(mandates: register.mandates, approvers: register.approvers))
    } catch {
      throw ConfigurationError(place: "message-types", reason: "\(error)")
    }
    guests = register.guests
  }
}

extension NoticeSettings {
  /// Names as the directory has them.
  init(_ register: PartyRegister) {
    self.init(
      senderNames: Dictionary(register.organizations.map { ($0.number, $0.name) }) { first, _ in first },
      notifiers: Set(register.channels.filter(\.notifies).map(\.id)))
  }
}
