import AuditTrail
import Contracts
import DocumentProvider
import Logging
import MyEBox
import Provider
import Storage
import TrustServices
import Vocabulary

/// All parties of one process, composed on one database.
struct Parties: Sendable {
  let open: OpenDatabase
  let provider: ProviderParty
  let documentProvider: DocumentProvider
  let myEBox: MyEBox
  let documents: SegmentStore
  let time: any TimeSource
  let random: any RandomSource
  let log: Logger

  var database: any Database { open.database }

  /// Opens the stores and puts the parties together. Nothing runs yet.
  static func compose(
    _ configuration: Configuration, time: any TimeSource, random: any RandomSource, log: Logger
  ) async throws -> Parties {
    let settings = configuration.settings
    let open = try await OpenDatabase.open(settings, log: log)
    let keys = try DirectoryKeyStore(opening: settings.keysPath, random: random)
    let documents = try await SegmentStore(directory: settings.documentsPath)
    let listeners = ConsentListeners()
    let provider = try ProviderParty(
      database: open.database, keys: keys, clients: OAuthClients(configuration.register),
      settings: ProviderSettings(issuer: settings.baseURL, openID: OpenIDSettings(settings)),
      listeners: listeners,
      time: time, random: random)
    let register = configuration.register
    let documentProvider = DocumentProvider(
      database: open.database, documents: documents, keys: keys, federation: provider.federation,
      register: try DocumentProvider.Register(
        organizations: register.organizations, applications: register.applications,
        messageTypes: register.messageTypes),
      time: time, random: random, log: log)
    listeners.add(documentProvider)
    return Parties(
      open: open, provider: provider, documentProvider: documentProvider,
      myEBox: try myEBox(), documents: documents, time: time, random: random, log: log)
  }
}
