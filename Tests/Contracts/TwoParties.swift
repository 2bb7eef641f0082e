import Contracts
import DocumentProvider
import Logging
import NIOCore
import Provider
import Storage
import TrustServices
import Vocabulary

/// A provider and a document provider in one process on one database, composed as the program composes them.
struct TwoParties {
  struct Citizen {
    let number: NationalNumber
    let caller: CitizenCaller
  }

  let database: any Database
  let provider: ProviderParty
  let documentProvider: DocumentProvider
  let channel: ChannelID
  let sender: EnterpriseNumber
  let application: ApplicationID
  let messageType: MessageTypeID

  init(database: any Database, folder: String) throws {
    self.database = database
    channel = try ChannelID(parsing: "my-ebox")
    sender = try EnterpriseNumber(parsing: "0999999031")
    application = try ApplicationID(parsing: "premies:renovatie")
    messageType = try MessageTypeID(parsing: "PREMIE-BESLISSING")
    let (time, random) = (SystemTime(), SystemRandom())
    let names = try TranslatedText(parsing: [.nl: "My eBox"], kind: "name", charactersMax: 80)
    let clients = try OAuthClients([
      OAuthClient(
        id: channel.text, kind: .channel(redirectURIs: ["https://portal.example/callback"], names: names),
        keys: [], scopes: [.documentConsumer])
    ])
    let listeners = ConsentListeners()
    let keys = try DirectoryKeyStore(opening: folder + "/keys", random: random)
    let openID = OpenIDSettings(
      issuer: "https://idp.example", clientID: "ebox", authentication: .secret("unused here"))
    provider = try ProviderParty(
      database: database, keys: keys, clients: clients,
      settings: ProviderSettings(issuer: "https://ebox.example", openID: openID), listeners: listeners,
      time: time,
      random: random)
    documentProvider = try DocumentProvider(
      database: database,
      documents: SegmentStore(opening: folder + "/documents", time: time, random: random), keys: keys,
      federation: provider.federation,
      register: Self.register(sender, application, messageType), time: time, random: random,
      log: Logger(label: "test"))
    listeners.add(documentProvider)
  }

  /// A citizen with a number of nobody (serial 999), signed in at the provider.
  func citizen(_ place: Int) async throws -> Citizen {
    let front = 700_101_999 + place * 1000
    let check = 97 - front % 97
    let number = try NationalNumber(parsing: "\(front)" + (check < 10 ? "0" : "") + "\(check)")
    let standing = try await provider.federation.recipient(number)
    return Citizen(
      number: number,
      caller: CitizenCaller(mailbox: standing.mailbox, assurance: .high, requestID: RequestID("test")))
  }

  func channelCaller(_ citizen: Citizen) -> ChannelCaller {
    ChannelCaller(
      channel: channel, mailbox: citizen.caller.mailbox, assurance: .high, scopes: [.documentConsumer],
      requestID: RequestID("test"))
  }

  func publish(to citizen: Citizen) async throws -> (MessageID, AttachmentID) {
    let request = PublicationRequest(
      sender: sender, application: application, messageType: messageType, recipients: [citizen.number],
      subject: try TranslatedText(parsing: [.nl: "Beslissing"], kind: "subject", charactersMax: 400),
      attachments: [AttachmentRequest(partName: "upfile1", isMainContent: true)])
    let frames: [PublicationFrame] = [
      .part(PartHeader(name: "upfile1", fileName: "a.pdf", mediaType: "application/pdf")),
      .bytes(ByteBuffer(string: "%PDF-1.7 …")), .endOfPart, .request(request),
    ]
    let caller = SenderCaller(
      clientID: "premies", organization: sender, scopes: [.publicationSender], requestID: RequestID("test"))
    let stream = AsyncThrowingStream<PublicationFrame, any Error> { continuation in
      for frame in frames { continuation.yield(frame) }
      continuation.finish()
    }
    let receipt = try await documentProvider.registry(for: caller).publish(stream)
    let message = receipt.recipients[0].messageID
    let found = try await documentProvider.registry(for: channelCaller(citizen)).message(message)
    return (message, found.attachments[0].id)
  }

  /// Readings committed so far.
  func consultations(of mailbox: MailboxID) async throws -> Int {
    try await database.read { transaction in
      let rows = try transaction.rows(
        "SELECT count(*) FROM document_provider_consultation WHERE mailbox = $1", .text(mailbox.text))
      return Int(try rows[0].int(0))
    }
  }

  private static func register(
    _ sender: EnterpriseNumber, _ application: ApplicationID, _ type: MessageTypeID
  ) throws -> Register {
    let name = try TranslatedText(parsing: [.nl: "Premies"], kind: "name", charactersMax: 80)
    return try Register(
      organizations: [
        SenderOrganization(
          number: sender, name: name, contact: "premies@example.be", applications: [application],
          messageTypes: [type], standing: .production)
      ],
      applications: [
        SenderApplication(id: application, name: name, organizations: [sender], messageTypes: [type])
      ],
      messageTypes: [
        MessageType(
          id: type, name: name, description: nil, validity: Period(parsing: 24, .month), isReplyAllowed: true,
          isKeptForInactive: false, legalGround: nil, organizations: [sender], applications: [application])
      ])
  }
}
