import AsyncHTTPClient
import AuditTrail
import Contracts
import DocumentProvider
import EBoxClient
import EBoxTesting
import Hummingbird
import HummingbirdTesting
import Logging
import MessageRegistryAPI
import Storage
import TrustServices
import Vocabulary

/// A way to reach a registry. The same cases hold on each.
enum Way: String, CaseIterable, Sendable {
  /// The party itself.
  case itself
  /// Registry 3 over HTTP, through the client.
  case overHTTP
}

/// A document provider with one sender, another one, two citizens with an active box and one without.
struct RegistryUnderTest: Sendable {
  let sender: any SenderRegistry
  let otherSender: any SenderRegistry
  let channel: any ChannelRegistry
  /// The same, fetching ahead.
  let ahead: any ChannelRegistry
  let otherChannel: any ChannelRegistry
  let mail: RegisteredMailUnderTest
  let referenceData: any ReferenceData
  let time: PlayedTime

  /// Of a citizen's replies.
  static let replyDayBytesMax: Int64 = 1000

  /// Gives the body a fresh one.
  static func with(_ way: Way, _ body: @Sendable (RegistryUnderTest) async throws -> Void) async throws {
    let log = Logger(label: "contracts")
    let time = PlayedTime(Sample.now)
    let migrations = Outbox.migrations + AuditTrail.migrations + DocumentProvider.migrations
    try await TestDatabases.sqlite.with(migrations) { database in
      try await TemporaryFolder.with { folder in
        let documents = try SegmentStore(opening: folder + "/documents", time: time, random: SystemRandom())
        let keys = try DirectoryKeyStore(opening: folder + "/keys", random: SystemRandom())
        let party = try DocumentProvider(
          database: database, documents: documents, keys: keys, federation: PlayedFederation(time: time),
          register: try Sample.register(), replyDayBytesMax: replyDayBytesMax, time: time,
          random: SystemRandom(), log: log)
        do {
          try await reach(party, way, time, log, body)
          await documents.close()
        } catch {
          await documents.close()
          throw error
        }
      }
    }
  }

  private static func reach(
    _ party: DocumentProvider, _ way: Way, _ time: PlayedTime, _ log: Logger,
    _ body: @Sendable (RegistryUnderTest) async throws -> Void
  ) async throws {
    switch way {
    case .itself:
      let party = PlayedSeals(party)
      try await body(
        RegistryUnderTest(
          sender: party.registry(for: Sample.senderCaller(Sample.sender)),
          otherSender: party.registry(for: Sample.senderCaller(Sample.otherSender)),
          channel: party.registry(for: Sample.channelCaller(Sample.mailbox)),
          ahead: party.registry(for: Sample.channelCaller(Sample.mailbox, .prefetch)),
          otherChannel: party.registry(for: Sample.channelCaller(Sample.otherMailbox)),
          mail: RegisteredMailUnderTest(
            desk: party.registeredMail(for: Sample.senderCaller(Sample.sender)),
            otherDesk: party.registeredMail(for: Sample.senderCaller(Sample.otherSender)),
            mailbox: party.registeredMail(for: Sample.channelCaller(Sample.mailbox)),
            ahead: party.registeredMail(for: Sample.channelCaller(Sample.mailbox, .prefetch)),
            otherMailbox: party.registeredMail(for: Sample.channelCaller(Sample.otherMailbox)),
            seals: party),
          referenceData: party.referenceData, time: time))
    case .overHTTP:
      let party = PlayedSeals(party)
      let router = Router()
      MessageRegistryEdge(
        registry: party, introspection: PlayedTokens(), attempts: NoAttempts(),
        edition: .v3, settings: .init(publicURL: "http://registry.test", environment: .test),
        time: time, random: SystemRandom(), logger: log
      ).addRoutes(to: router)
      let application = Application(
        router: router, configuration: .init(address: .hostname("127.0.0.1", port: 0)), logger: log)
      try await application.test(.live) { client in
        let url = "http://127.0.0.1:\(client.port ?? 0)\(MessageRegistryEdge.Edition.v3.basePath)"
        func remote(_ token: String) -> EBoxClient {
          EBoxClient(
            registryURL: url, tokens: GivenToken(token), http: HTTPClient.shared,
            random: SystemRandom())
        }
        try await body(
          RegistryUnderTest(
            sender: remote("sender").sender, otherSender: remote("other-sender").sender,
            channel: remote("citizen").channel, ahead: remote("citizen").channel(for: .prefetch),
            otherChannel: remote("other-citizen").channel,
            mail: RegisteredMailUnderTest(
              desk: remote("sender").registeredMailDesk,
              otherDesk: remote("other-sender").registeredMailDesk,
              mailbox: remote("citizen").registeredMailbox,
              ahead: remote("citizen").registeredMailbox(for: .prefetch),
              otherMailbox: remote("other-citizen").registeredMailbox, seals: party),
            referenceData: remote("sender").referenceData, time: time))
      }
    }
  }
}

/// Tokens whose text says what they are.
private struct PlayedTokens: TokenIntrospection {
  func introspect(_ token: String) async throws -> TokenStanding {
    switch token {
    case "sender": facts([.publicationSender], .sender(Sample.sender))
    case "other-sender": facts([.publicationSender], .sender(Sample.otherSender))
    case "citizen": facts([.documentConsumer], .citizen(Sample.mailbox, Sample.channelID, .high))
    case "other-citizen": facts([.documentConsumer], .citizen(Sample.otherMailbox, Sample.channelID, .high))
    default: .unknown
    }
  }

  private func facts(_ scopes: Set<Scope>, _ subject: AccessTokenFacts.Subject) -> TokenStanding {
    .active(
      AccessTokenFacts(
        clientID: "client", subject: subject, scopes: scopes, issuedAt: Sample.now,
        expires: Sample.now.adding(seconds: 300)))
  }
}

private struct NoAttempts: AttemptLog {
  func record(_ attempt: Attempt) {}
}

/// A provider for which the sample's citizens have consented, but one; the first lets channels fetch ahead.
private struct PlayedFederation: Federation {
  let time: PlayedTime

  func recipient(_ number: NationalNumber) async throws(Failure<Never>) -> RecipientStanding {
    switch number {
    case Sample.citizen: RecipientStanding(mailbox: Sample.mailbox, isActive: true, epoch: 1)
    case Sample.formerNumber:
      RecipientStanding(mailbox: Sample.mailbox, isActive: true, epoch: 1, currentNumber: Sample.citizen)
    case Sample.otherCitizen: RecipientStanding(mailbox: Sample.otherMailbox, isActive: true, epoch: 1)
    default: RecipientStanding(mailbox: Sample.inactiveMailbox, isActive: false, epoch: 0)
    }
  }

  func standings(of numbers: [NationalNumber]) async throws(Failure<Never>) -> [RecipientStanding?] {
    var standings: [RecipientStanding?] = []
    for number in numbers { standings.append(try await recipient(number)) }
    return standings
  }

  func grant(_ mailbox: MailboxID, _ channel: ChannelID) async throws(Failure<Never>) -> ReadingGrant {
    guard mailbox != Sample.inactiveMailbox else { throw .denied(.boxNotActive) }
    return ReadingGrant(
      mailbox: mailbox, channel: channel, epoch: 1, expires: time.now().adding(seconds: 2),
      prefetchSince: mailbox == Sample.mailbox ? Sample.now : nil)
  }

  func number(of mailbox: MailboxID) async throws(Failure<Never>) -> NationalNumber {
    switch mailbox {
    case Sample.mailbox: Sample.citizen
    case Sample.otherMailbox: Sample.otherCitizen
    default: throw .denied(.boxNotActive)
    }
  }

  func ownGrant(_ mailbox: MailboxID, for wish: OwnWish) async throws(Failure<Never>) -> ReadingGrant {
    guard (mailbox != Sample.inactiveMailbox) == (wish == .backToPaper) else { throw .denied(.boxNotActive) }
    return ReadingGrant(
      mailbox: mailbox, channel: .ownPages, epoch: 1, expires: time.now().adding(seconds: 2))
  }
}
