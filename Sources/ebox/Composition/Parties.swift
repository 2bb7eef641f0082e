import AuditTrail
import Contracts
import DocumentProvider
import Logging
import Mail
import Metrics
import MyEBox
import Provider
import SOAPServices
import Storage
import TrustServices
import Vocabulary

/// The parties of one process, put together on one database. Nothing runs yet.
struct Parties: Sendable {
  let settings: Settings
  let stores: Stores
  let provider: ProviderParty
  let documentProvider: DocumentProvider
  let quality: Quality
  /// Nil when no channel of this process is registered.
  let myEBox: MyEBox?
  /// Nil when no mail relay is configured.
  let mailing: Mailing?
  /// Nil where there is no registered mail.
  let proofs: Proofs?
  /// With which senders and channels sign SOAP messages.
  let certificates: [RegisteredCertificate]
  let surroundings: Surroundings

  /// Opens the stores and lets the parties know each other.
  static func compose(_ configuration: Configuration, _ surroundings: Surroundings) async throws -> Parties {
    let settings = configuration.settings
    let proofs = try Proofs(configuration, surroundings)
    let stores = try await Stores.open(settings, surroundings)
    let listeners = ConsentListeners()
    let provider = try ProviderParty(
      database: stores.database, keys: stores.keys, clients: OAuthClients(configuration.register),
      settings: ProviderSettings(
        issuer: settings.baseURL, openID: OpenIDSettings(settings, stores.keys),
        notices: NoticeSettings(configuration.register)),
      listeners: listeners, time: surroundings.time, random: surroundings.random,
      assertionTime: surroundings.assertionTime)
    let quality = try Quality(settings, time: surroundings.time, log: surroundings.log)
    let documentProvider = try DocumentProvider(
      database: stores.database, documents: stores.documents, keys: stores.keys,
      federation: provider.federation,
      register: Register(configuration.register), quality: quality.documents,
      replyDayBytesMax: Int64(settings.repliesDayMebibytes) * 1_048_576, time: surroundings.time,
      random: surroundings.random, log: surroundings.log, approvalTime: surroundings.assertionTime)
    listeners.add(documentProvider)
    let registries = LocalRegistries(introspection: provider.introspection, registry: documentProvider)
    let parties = Parties(
      settings: settings, stores: stores, provider: provider, documentProvider: documentProvider,
      quality: quality, myEBox: try myEBox(configuration, stores, provider, registries, surroundings),
      mailing: try Mailing(settings, played: surroundings.relay), proofs: proofs,
      certificates: configuration.register.certificates, surroundings: surroundings)
    try await stores.keepKeyChecks()
    try await documentProvider.recordApprovers()
    return parties
  }

  /// The trails that this process keeps.
  static let trails = [
    AuditTrail(party: DocumentProvider.party), AuditTrail(party: ProviderParty.party), MyEBox.trail,
  ]

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
