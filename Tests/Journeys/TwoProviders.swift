import Contracts
import DocumentProvider
import EBoxTesting
import Foundation
import Logging
import MyEBox
import NIOCore
import Provider
import Storage
import Vocabulary

@testable import ebox

/// The parties of a demonstration with its two document providers, put together on databases of one engine;
/// nothing listens.
struct TwoProviders: Sendable {
  static let citizen = "55110199909"

  let parties: Parties

  /// - Parameter works: whether what goes on beside a server goes on.
  static func with(
    _ engine: TestDatabases, works: Bool = true, _ body: @Sendable (TwoProviders) async throws -> Void
  ) async throws {
    guard engine == .postgreSQL else { return try await open(on: [], works: works, body) }
    try await TestDatabases.withPostgreSQL(connections: 1) { _, one in
      try await TestDatabases.withPostgreSQL(connections: 1) { _, two in
        try await open(on: [one, two], works: works, body)
      }
    }
  }

  private static func open(
    on schemas: [TestSchema], works: Bool, _ body: @Sendable (TwoProviders) async throws -> Void
  ) async throws {
    try await TemporaryFolder.with { folder in
      let demo = try Demo(folder: URL(fileURLWithPath: folder), port: 9)
      let configuration = try demo.prepare(logLevel: "critical", settings: ["quality.documents=off"])
        .on(schemas)
      let parties = try await Parties.compose(
        configuration,
        Surroundings(time: SystemTime(), random: SystemRandom(), log: Logger(label: "test")))
      do {
        try await working(works ? BackgroundJobs(parties: parties).services : []) {
          try await body(TwoProviders(parties: parties))
        }
      } catch {
        await parties.close()
        throw error
      }
      await parties.close()
    }
  }

  private static func working(_ jobs: [BackgroundJob], _ body: () async throws -> Void) async throws {
    let tasks = jobs.map { job in Task { await job.work() } }
    do { try await body() } catch {
      for task in tasks { task.cancel() }
      for task in tasks { await task.value }
      throw error
    }
    for task in tasks { task.cancel() }
    for task in tasks { await task.value }
  }

  var second: HostedProvider { parties.further[0] }

  func closeDatabaseOfSecond() async {
    let database = second.stores.database
    await (database as? SQLiteDatabase)?.close()
    await (database as? PostgreSQLDatabase)?.close()
  }

  /// The citizen at the provider's own pages.
  func caller(_ citizen: String = Self.citizen) async throws -> CitizenCaller {
    let number = try NationalNumber(parsing: citizen)
    let standing = try await parties.provider.federation.recipient(number)
    return CitizenCaller(mailbox: standing.mailbox, assurance: .high, requestID: RequestID("test"))
  }

  /// The citizen's one box in My eBox.
  func inbox() async throws -> OneInbox {
    let caller = ChannelCaller(
      channel: try ChannelID(parsing: "my-ebox"), mailbox: try await caller().mailbox, assurance: .high,
      scopes: [.documentConsumer], requestID: RequestID("test"))
    return OneInbox(
      registries: parties.documentProviders.map { hosted in
        OpenRegistry(
          provider: hosted.listing.id.text, name: hosted.listing.name,
          registry: hosted.documentProvider.registry(for: caller),
          referenceData: hosted.documentProvider.referenceData)
      })
  }

  /// A short text of a client's first message type, at the document provider where it is registered.
  func publish(as client: String, to citizen: String = Self.citizen) async throws -> MessageID {
    let register = parties.register
    guard let found = register.clients.first(where: { $0.clientID == client }),
      let organization = register.organizations.first(where: { $0.number == found.organization })
    else { throw ClientRefusal("no \(client)") }
    let home = register.homes.home(of: organization.number)
    let hosted = parties.further.first { home == .further($0.listing.id) } ?? parties.first
    let request = PublicationRequest(
      sender: organization.number, application: organization.applications[0],
      messageType: organization.messageTypes[0], recipients: [try NationalNumber(parsing: citizen)],
      subject: try TranslatedText(parsing: [.nl: "Van \(client)"], kind: "subject", charactersMax: 400),
      attachments: [AttachmentRequest(partName: "upfile1", isMainContent: true)],
      idempotencyKey: try IdempotencyKey(parsing: UUID().uuidString))
    let frames: [PublicationFrame] = [
      .part(PartHeader(name: "upfile1", fileName: "a.txt", mediaType: "text/plain")),
      .bytes(ByteBuffer(string: "Een brief")), .endOfPart, .request(request),
    ]
    let caller = SenderCaller(
      clientID: client, organization: organization.number, scopes: [.publicationSender],
      requestID: RequestID("test"))
    let receipt = try await hosted.documentProvider.registry(for: caller).publish(ReadyFrames(frames))
    return receipt.recipients[0].messageID
  }
}

extension Configuration {
  /// - Parameter schemas: one for each document provider; none for SQLite.
  fileprivate func on(_ schemas: [TestSchema]) -> Configuration {
    guard schemas.count == 2 else { return self }
    var settings = self.settings
    var register = self.register
    settings.databasePostgreSQL = schemas[0].conninfo
    settings.databaseConnections = TestDatabases.connections
    register.documentProviders[0].places.postgreSQL = schemas[1].conninfo
    register.documentProviders[0].places.connections = TestDatabases.connections
    return Configuration(settings: settings, register: register)
  }
}

/// Waits for something that happens beside.
func eventually(_ isSo: () async throws -> Bool) async throws -> Bool {
  for _ in 0..<200 {
    if try await isSo() { return true }
    try await Task.sleep(for: .milliseconds(50))
  }
  return false
}
