import AsyncHTTPClient
import AuditTrail
import Contracts
import EBoxClient
import Foundation
import MyEBox
import NIOCore
import NIOHTTP1
import Storage
import Synchronization
import Vocabulary

@testable import ebox

/// A demonstration without messages, in this process, on a port of its own, spoken to over HTTP.
struct JourneyServer: Sendable {
  let file: DemoFile
  let http: HTTPClient
  let folder: URL
  private let configuration: Configuration

  /// Starts it, runs `body`, and stops it.
  /// Documents are not looked into unless `settings` say so: most here are made up.
  /// - Parameter settings: `key=value`, over those of the demonstration; told the address of the server.
  static func run(
    settings: (String) -> [String] = { _ in [] }, _ body: (JourneyServer) async throws -> Void
  ) async throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("journey-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let port = try freePort()
    let demo = try Demo(folder: folder, port: port)
    let configuration = try demo.prepare(
      logLevel: "critical",
      settings: ["quality.documents=off"] + settings(DemoAddresses(port: port).baseURL))
    let failure = Mutex<(any Error)?>(nil)
    let running = Task {
      do { try await demo.run(configuration, metrics: PrometheusMetrics(), isEmpty: true) } catch {
        failure.withLock { $0 = error }
      }
    }
    var client = HTTPClient.Configuration()
    client.redirectConfiguration = .disallow
    let http = HTTPClient(configuration: client)
    do {
      try await waitUntilHealthy(configuration.settings.baseURL, http) {
        if let error = failure.withLock({ $0 }) { throw error }
      }
      let file = try DemoFile.read(folder.appendingPathComponent(DemoFile.name))
      try await body(JourneyServer(file: file, http: http, folder: folder, configuration: configuration))
    } catch {
      running.cancel()
      _ = await running.result
      try await http.shutdown()
      throw error
    }
    running.cancel()
    _ = await running.result
    try await http.shutdown()
  }

  func sender(_ id: String) throws -> DemoFile.Sender {
    guard let sender = file.senders.first(where: { $0.clientId == id }) else {
      throw ClientRefusal("no \(id)")
    }
    return sender
  }

  /// - Parameters:
  ///   - represented: for whom it acts by a mandate; nil for itself.
  ///   - registry: nil for that of the document provider that it is registered at.
  func client(
    of sender: DemoFile.Sender, for represented: EnterpriseNumber? = nil, at registry: String? = nil
  ) throws -> EBoxClient {
    let credentials = Credentials(
      clientID: sender.clientId, keyID: sender.keyId,
      privateKeyPEM: try String(contentsOfFile: sender.privateKeyFile, encoding: .utf8),
      tokenURL: file.tokenURL)
    let tokens = ClientCredentialsTokens(
      credentials, scopes: [represented == nil ? .publicationSender : .representativePublication], http: http,
      time: SystemTime(), random: SystemRandom())
    return EBoxClient(
      registryURL: registry ?? sender.registryV3URL, tokens: tokens, http: http, represented: represented,
      random: SystemRandom())
  }

  /// A sender's access token.
  func senderToken(_ id: String) async throws -> String {
    let sender = try sender(id)
    let credentials = Credentials(
      clientID: sender.clientId, keyID: sender.keyId,
      privateKeyPEM: try String(contentsOfFile: sender.privateKeyFile, encoding: .utf8),
      tokenURL: file.tokenURL)
    return try await ClientCredentialsTokens(
      credentials, scopes: [.publicationSender], http: http, time: SystemTime(), random: SystemRandom()
    ).token()
  }

  /// The codes of sign-ins that the provider turned down.
  func signInRefusals() async throws -> [String] {
    let database = try await Stores.openToRead(configuration.settings)
    return try await database.read { transaction in
      try transaction.rows("SELECT code FROM audit_entry WHERE action = 'signIn' AND code IS NOT NULL").map {
        try $0.text(0)
      }
    }
  }

  /// How many consent acts the provider keeps.
  func consentActs() async throws -> Int {
    let database = try await Stores.openToRead(configuration.settings)
    return try await database.read { transaction in
      Int(try transaction.rows("SELECT COUNT(*) FROM provider_consent_act")[0].int(0))
    }
  }

  func citizenToken(
    _ number: String, level: String = "high", in channel: String = "my-ebox"
  ) async throws -> String {
    guard let found = file.channels.first(where: { $0.clientId == channel }) else {
      throw ClientRefusal("no \(channel)")
    }
    return try await CitizenSignInWalk(
      demo: file, channel: found, citizen: NationalNumber(parsing: number), level: level, http: http,
      random: SystemRandom()
    ).token().token
  }

  func channel(
    of number: String, in channel: String = "my-ebox", for purpose: ReadingPurpose = .reading
  ) async throws -> any ChannelRegistry {
    let token = GivenToken(try await citizenToken(number, in: channel))
    return EBoxClient(registryURL: file.registryV3URL, tokens: token, http: http, random: SystemRandom())
      .channel(for: purpose)
  }

  /// The one box, over every document provider that the federation names.
  func inbox(of number: String, in channel: String = "my-ebox") async throws -> OneInbox {
    let token = GivenToken(try await citizenToken(number, in: channel))
    let providers = try await RemoteMessageProviders(issuer: file.baseURL, tokens: token, http: http).list()
    return OneInbox(
      registries: providers.map { provider in
        let client = EBoxClient(
          registryURL: provider.registryURL, tokens: token, http: http, random: SystemRandom())
        return OpenRegistry(
          provider: provider.id.text, name: provider.name, registry: client.channel,
          referenceData: client.referenceData)
      })
  }

  struct Answer {
    let status: Int
    let code: String?
    let requestID: String
    let text: String
  }

  private struct ProblemCode: Decodable { let code: String? }

  /// GET of a path under the registry.
  func get(_ path: String, token: String?) async throws -> Answer {
    var request = HTTPClientRequest(url: file.registryV3URL + path)
    if let token { request.headers.add(name: "Authorization", value: "Bearer \(token)") }
    let response = try await http.execute(request, timeout: .seconds(30))
    let text = String(buffer: try await response.body.collect(upTo: 1_048_576))
    let problem = try? JSONDecoder().decode(ProblemCode.self, from: Data(text.utf8))
    return Answer(
      status: Int(response.status.code), code: problem?.code,
      requestID: response.headers.first(name: "BelGov-Trace-Id") ?? "", text: text)
  }

  /// What the document provider's trail says of one request.
  func entries(of requestID: String) async throws -> [AuditEntry] {
    let database = try await Stores.openToRead(configuration.settings)
    let reader = AuditReader(AuditTrail(party: "document-provider"), database: database)
    return try await reader.entries(of: .request(RequestID(requestID))).items.map(\.entry)
  }

  /// What a party's trail says of one message, as an export writes it, once every entry has its place.
  func export(of message: MessageID, from party: String) async throws -> [String] {
    let database = try await Stores.openToRead(configuration.settings)
    let reader = AuditReader(AuditTrail(party: party), database: database)
    for _ in 0..<100 {
      var lines: [String] = []
      _ = try await reader.export(of: .message(message)) { lines.append($0) }
      if lines.allSatisfy({ !$0.contains("\"place\":null") }) { return lines }
      try await Task.sleep(for: .milliseconds(50))
    }
    throw ClientRefusal("the entries got no place")
  }

  /// What the provider's trail says of a mailbox, in order.
  func providerEntries(of mailbox: MailboxID) async throws -> [AuditEntry] {
    let database = try await Stores.openToRead(configuration.settings)
    return try await AuditReader(AuditTrail(party: "provider"), database: database)
      .entries(of: .mailbox(mailbox), page: .largest).items.map(\.entry)
  }

  /// Recomputes a party's trail.
  func verify(_ party: String) async throws -> AuditReport {
    guard let kept = Parties.trails(of: configuration).first(where: { $0.trail.party == party }) else {
      throw ClientRefusal("no trail of \(party)")
    }
    let database = try await Stores.openToRead(kept.places)
    return try await AuditVerifier(kept.trail, database: database).verify()
  }

  /// What the demonstration's clock says, in whole seconds.
  func now() async throws -> Instant {
    struct Clock: Decodable { let now: String }
    let response = try await http.execute(
      HTTPClientRequest(url: file.baseURL + "/demo/clock"), timeout: .seconds(30))
    let body = try await response.body.collect(upTo: 1024)
    return try Instant(parsing: JSONDecoder().decode(Clock.self, from: Data(body.readableBytesView)).now)
  }

  /// Moves the demonstration's clock on.
  func advance(days: Int) async throws {
    var request = HTTPClientRequest(url: file.baseURL + "/demo/clock")
    request.method = .POST
    request.headers.add(name: "Content-Type", value: "application/json")
    request.body = .bytes(ByteBuffer(string: "{\"advanceDays\": \(days)}"))
    // Everything that falls due is done before it answers.
    let response = try await http.execute(request, timeout: .seconds(180))
    guard response.status == .ok else { throw ClientRefusal("the clock did not move: \(response.status)") }
  }

  /// Each once, below those that the system gives to connections, where none can take it meanwhile.
  private static let ports = Mutex(20_000 + Int(getpid()) % 8_000)

  static func freePort() throws -> Int {
    for _ in 0..<1_000 {
      let port = ports.withLock { next in
        defer { next += 1 }
        return next
      }
      if isFree(port) { return port }
    }
    throw ClientRefusal("no free port")
  }

  private static func isFree(_ port: Int) -> Bool {
    let socket = Foundation.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(socket) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    address.sin_port = UInt16(port).bigEndian
    let length = socklen_t(MemoryLayout<sockaddr_in>.size)
    return withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(socket, $0, length) == 0 }
    }
  }

  /// - Parameter check: throws when the server ended instead of starting.
  private static func waitUntilHealthy(
    _ baseURL: String, _ http: HTTPClient, _ check: () throws -> Void
  ) async throws {
    for _ in 0..<600 {
      try check()
      let answer = try? await http.execute(HTTPClientRequest(url: baseURL + "/health"), timeout: .seconds(5))
      if answer?.status == .ok { return }
      try await Task.sleep(for: .milliseconds(50))
    }
    throw ClientRefusal("the server does not answer")
  }
}

extension JourneyServer {
  /// The mails that the played relay has for an address, oldest first, as text.
  func mails(to address: String) throws -> [String] {
    let mails = try DemoMails(folder.appendingPathComponent("mail"))
    return try mails.numbers().reversed().compactMap { number in
      let bytes = try mails.mail(number) ?? []
      let mail = String(decoding: bytes, as: UTF8.self)
      return mail.contains("To: <\(address)>") || mail.contains(address) ? mail : nil
    }
  }

  /// Publishes, or rehearses, a text of the sender's first message type.
  func publishes(
    as sender: DemoFile.Sender, _ client: EBoxClient, to citizen: String = "78041299916"
  ) async throws -> PublicationReceipt {
    try await withPublication(of: sender, to: citizen) { publication in
      try await FilePublisher(registry: client.sender).publish(publication)
    }
  }

  func withPublication<Result>(
    of sender: DemoFile.Sender, to citizen: String, _ body: (FilePublication) async throws -> Result
  ) async throws -> Result {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).txt")
    defer { try? FileManager.default.removeItem(at: path) }
    try Data("Een brief".utf8).write(to: path)
    return try await body(
      FilePublication(
        sender: try EnterpriseNumber(parsing: sender.enterpriseNumber),
        application: try ApplicationID(parsing: sender.applicationId),
        messageType: try MessageTypeID(parsing: sender.messageTypeIds[0]),
        recipient: try NationalNumber(parsing: citizen),
        subject: try TranslatedText(parsing: [.nl: "Een brief"], kind: "subject", charactersMax: 400),
        files: [
          FileToPublish(path: path.path, mediaType: try MediaType(parsing: "text/plain"), isMainContent: true)
        ],
        idempotencyKey: try IdempotencyKey(parsing: UUID().uuidString)))
  }

  /// Publishes a short text to Jan, on which he may reply.
  func publish(as sender: DemoFile.Sender, _ client: EBoxClient) async throws -> MessageID {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).txt")
    defer { try? FileManager.default.removeItem(at: path) }
    try Data("Een beslissing".utf8).write(to: path)
    let publication = FilePublication(
      sender: try EnterpriseNumber(parsing: sender.enterpriseNumber),
      application: try ApplicationID(parsing: sender.applicationId),
      messageType: try MessageTypeID(parsing: "PREMIE-BESLISSING"),
      recipient: try NationalNumber(parsing: "78041299916"),
      subject: try TranslatedText(parsing: [.nl: "Een brief"], kind: "subject", charactersMax: 400),
      files: [
        FileToPublish(path: path.path, mediaType: try MediaType(parsing: "text/plain"), isMainContent: true)
      ],
      isReplyAuthorized: true, idempotencyKey: try IdempotencyKey(parsing: UUID().uuidString))
    return try await FilePublisher(registry: client.sender).publish(publication).onlyRecipient().messageID
  }
}
