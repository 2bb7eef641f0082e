import AuditTrail
import Contracts
import DocumentProvider
import Storage
import Vocabulary

/// A document provider of this process, with what it stands on.
struct HostedProvider: Sendable {
  /// As the federation tells it.
  let listing: MessageProvider
  /// Its name in its trail and its outbox, and as a subscriber of the provider's consent acts: a trail, a
  /// cursor or an event of one document provider is never taken for another's.
  let party: String
  /// Before the addresses of its registries; empty for the first.
  let pathPrefix: String
  let stores: Stores
  let documentProvider: DocumentProvider

  var trail: AuditTrail { AuditTrail(party: party) }

  /// The party's name of a further one.
  static func party(of id: MessageProviderID) -> String { DocumentProvider.party + "-" + id.text }
}

/// From what the document providers of a process are made.
struct ProviderMaker: Sendable {
  let configuration: Configuration
  let federation: any Federation
  let quality: Quality
  let surroundings: Surroundings

  /// The first, in the stores of the process.
  func first(in stores: Stores) throws -> HostedProvider {
    let settings = configuration.settings
    let listing = MessageProvider(
      id: try MessageProviderID(parsing: settings.registryID), name: try firstName(),
      registryURL: settings.baseURL + ServerRouter.registryPath, contact: settings.registryContact,
      activeFrom: try settings.registrySince.isEmpty
        ? today : CalendarDate(parsing: settings.registrySince))
    let party = DocumentProvider.party
    return HostedProvider(
      listing: listing, party: party, pathPrefix: "", stores: stores,
      documentProvider: try make(party, configuration.register.part(of: nil), stores))
  }

  /// One beside it, in stores of its own.
  func open(_ provider: FurtherDocumentProvider) async throws -> HostedProvider {
    let stores = try await Stores.open(provider.places, Stores.furtherMigrations, surroundings)
    do {
      let listing = MessageProvider(
        id: provider.id, name: provider.name,
        registryURL: configuration.settings.baseURL + provider.basePath + ServerRouter.registryPath,
        contact: provider.contact, activeFrom: provider.since ?? today, enterpriseNumber: provider.number)
      let party = HostedProvider.party(of: provider.id)
      return HostedProvider(
        listing: listing, party: party, pathPrefix: provider.basePath, stores: stores,
        documentProvider: try make(party, configuration.register.part(of: provider.id), stores))
    } catch {
      await stores.close()
      throw error
    }
  }

  private func make(
    _ party: String, _ register: PartyRegister, _ stores: Stores
  ) throws -> DocumentProvider {
    try DocumentProvider(
      party: party, database: stores.database, documents: stores.documents, keys: stores.keys,
      federation: federation, register: Register(register), quality: quality.documents,
      replyDayBytesMax: Int64(configuration.settings.repliesDayMebibytes) * 1_048_576,
      time: surroundings.time, random: surroundings.random, log: surroundings.log,
      approvalTime: surroundings.assertionTime)
  }

  /// The settings have one text for it, whatever the language.
  private func firstName() throws -> TranslatedText {
    let settings = configuration.settings
    let name =
      settings.privacyDocumentProvider.isEmpty ? settings.registryID : settings.privacyDocumentProvider
    return try TranslatedText(
      parsing: Dictionary(uniqueKeysWithValues: Language.allCases.map { ($0, name) }), kind: "name",
      charactersMax: name.count)
  }

  private var today: CalendarDate { CalendarDate(inBrusselsAt: surroundings.time.now()) }
}
