import Contracts
import DocumentProvider
import Foundation
import Logging
import PlayedCSAM
import Provider
import SOAPServices
import Storage
import TrustServices
import Vocabulary

/// The demonstration: its folder, its keys, its data, and the server that runs on them.
struct Demo: Sendable {
  /// Its presence says that seeding was finished.
  static let seededMark = "seeded"

  let folder: URL
  private let addresses: DemoAddresses
  private let channelProgram: URL?
  private let clock: DemoClock
  private let mailing: DemoMailing
  private let trust: DemoTrust
  private let random = SystemRandom()

  private var baseURL: String { addresses.baseURL }
  private var keys: ClientKeys {
    ClientKeys(
      directory: folder.appendingPathComponent(ClientKeys.directoryName), now: clock.now(), random: random)
  }

  /// - Parameter channelProgram: folder of the reference channel program; nil to do without.
  init(folder: URL, port: Int, channelProgram: URL? = nil) throws {
    try FileManager.default.createDirectory(
      at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    self.folder = folder.standardizedFileURL
    self.channelProgram = channelProgram
    addresses = DemoAddresses(port: port)
    clock = try DemoClock(file: folder.appendingPathComponent("clock"))
    mailing = try DemoMailing(self.folder)
    trust = DemoTrust(self.folder)
  }

  /// Makes keys and configuration, and reads the latter as any server does.
  /// - Parameter settings: `key=value`, over those of the demonstration.
  func prepare(logLevel: String, settings: [String] = []) throws -> Configuration {
    for client in DemoRegister.senderClients {
      let isShort = client.id == DemoRegister.paddedClient
      try keys.make(
        client.id, commonName: client.application,
        organization: isShort ? String(client.organization.dropFirst()) : client.organization)
    }
    for channel in DemoRegister.channels {
      try keys.make(channel.id)
      if let organization = channel.organization {
        try keys.make(DemoRegister.soapKey(of: channel), commonName: channel.id, organization: organization)
      }
    }
    for approver in DemoRegister.approvers { try keys.make(approver.id) }
    try DemoLogos.write(into: folder)
    try trust.make(now: clock.now(), random: random)
    let file = folder.appendingPathComponent(DemoRegister.fileName)
    let yaml = DemoRegister.yaml(
      addresses, folder: folder.path, evidence: trust.yaml(addresses), keyID: keys.keyID)
    try Data(yaml.utf8).write(to: file, options: .atomic)
    return try Configuration.load(
      file: file.path, environment: ProcessInfo.processInfo.environment,
      flags: ["log.level=\(logLevel)"] + mailing.flags(environment: ProcessInfo.processInfo.environment)
        + settings)
  }

  /// Seeds what is not there yet, then serves until it is stopped.
  func run(_ configuration: Configuration, metrics: PrometheusMetrics, isEmpty: Bool) async throws {
    var surroundings = Surroundings(
      time: clock, random: random, log: Logger(label: "ebox"), metrics: metrics)
    // A relay of one's own takes the place of the played one.
    if configuration.settings.mailRelayHost.isEmpty { surroundings.relay = mailing.relay }
    let authority = try trust.authority(time: clock, random: random)
    if configuration.settings.evidenceTimestampURL == addresses.timestampURL {
      surroundings.timeStamps = authority
    }
    let parties = try await Parties.compose(configuration, surroundings)
    try await seed(parties, isEmpty: isEmpty)
    let file = try demoFile(configuration.register, parties)
    try file.write(to: folder.appendingPathComponent(DemoFile.name))
    let channels = DemoChannels(program: channelProgram, folder: folder, file: file)
    defer { channels.stop() }
    let routes = try DemoRoutes(
      file: file, clock: clock,
      travel: DemoTravel(clock: clock, works: try works(parties, channels)), channels: channels)
    let people = try DemoCast.citizens.map { citizen in
      PlayedCSAM.Person(
        number: try NationalNumber(parsing: citizen.number), givenName: "", familyName: citizen.name,
        note: "\(citizen.language), \(citizen.state.rawValue)")
    }
    let responder = try ServerRouter(parties: parties, metrics: metrics, people: people).responder { router in
      routes.add(to: router)
      DemoStampRoutes(authority: authority).add(to: router)
      DemoMailRoutes(
        mails: mailing.mails, queue: parties.provider.notices, database: parties.stores.database,
        time: clock, random: random
      ).add(to: router)
    }
    try await RunningServer(parties: parties, responder: responder) { tell(file, channels) }.run()
  }

  /// What goes on while the clock is moved.
  private func works(_ parties: Parties, _ channels: DemoChannels) throws -> DemoTravel.Works {
    DemoTravel.Works(
      sweepers: parties.documentProviders.map(\.documentProvider.sweeper),
      rounds: parties.provider.noticeRounds(owner: Self.owner, log: parties.surroundings.log),
      post: try post(parties), mails: mailing.mails,
      play: DemoPlay(
        consents: parties.provider.consentDesk, federation: parties.provider.federation,
        registries: parties.documentProviders.map(\.documentProvider)),
      sealed: sealed(parties), eventsTaken: eventsTaken(parties),
      channelsTold: try channelsTold(parties, channels))
  }

  /// Makes the proofs that are due, so that their stamps are of the moment at which the clock stands.
  private func sealed(_ parties: Parties) -> @Sendable () async throws -> Void {
    let sealers = parties.documentProviders.compactMap { hosted in
      parties.proofs.map { hosted.documentProvider.proofSealer($0.issuer(of: hosted)) }
    }
    return { for sealer in sealers { _ = try await sealer.sealDue() } }
  }

  /// Tenths of a second that a move of the clock waits for something that happens beside it.
  private static let waits = 40

  private func eventsTaken(_ parties: Parties) -> @Sendable () async throws -> Void {
    let outboxes =
      [(Outbox(party: ProviderParty.party), parties.stores.database)]
      + parties.documentProviders.map { (Outbox(party: $0.party), $0.stores.database) }
    return {
      for _ in 0..<Self.waits {
        var areSettled = true
        for (outbox, database) in outboxes where areSettled {
          areSettled = try await database.read { try outbox.isSettled(in: $0) }
        }
        if areSettled { return }
        try await Task.sleep(for: .milliseconds(100))
      }
    }
  }

  /// Waits for channels that run and have something to tell; a channel that does not ask is left alone soon.
  private func channelsTold(
    _ parties: Parties, _ channels: DemoChannels
  ) throws -> @Sendable () async throws -> Void {
    let (notices, database) = (parties.provider.notices, parties.stores.database)
    let notifiers = try DemoRegister.otherChannels.filter(\.notifies).map { try ChannelID(parsing: $0.id) }
    return {
      for _ in 0..<Self.waits {
        let waiting = try await database.read { try notices.waitingForChannels(in: $0) }
        guard notifiers.contains(where: { waiting[$0] != nil && channels.state(of: $0.text) == .running })
        else { return }
        try await Task.sleep(for: .milliseconds(100))
      }
    }
  }

  private static let owner = "demo"

  private func post(_ parties: Parties) throws -> NoticePost {
    guard let settings = parties.mailing?.post else { throw DemoFailure("the demonstration has no relay") }
    return parties.provider.noticePost(settings, owner: Self.owner, log: parties.surroundings.log)
  }

  private func seed(_ parties: Parties, isEmpty: Bool) async throws {
    let mark = folder.appendingPathComponent(Self.seededMark)
    if FileManager.default.fileExists(atPath: mark.path) { return }
    let started = ContinuousClock.now
    let (letters, lack) = try DemoLetters.make(into: folder.appendingPathComponent("letters"))
    if let lack { Terminal.note(lack) }
    let seed = DemoSeed(
      registry: parties.documentProvider, elsewhere: elsewhere(parties),
      federation: parties.provider.federation,
      consents: parties.provider.consentDesk, register: parties.provider.register, clock: clock,
      start: SystemTime().now(), approvers: try approverKeys(), letters: letters,
      sealed: sealed(parties), progress: { Terminal.note("Seeding: \($0)") })
    try await seed.citizens()
    // A relay of one's own sends the codes away: then nobody has an address at start.
    if parties.surroundings.relay != nil {
      try await DemoProfiles(
        profiles: parties.provider.profileDesk, federation: parties.provider.federation,
        post: try post(parties), mails: mailing.mails
      ).fill()
    }
    if !isEmpty {
      try await seed.messages()
      for hosted in parties.documentProviders {
        try await hosted.documentProvider.sweeper.sweep(now: clock.now())
      }
    }
    try Data("\(clock.now())\n".utf8).write(to: mark)
    Terminal.note("Seeded in \((ContinuousClock.now - started).formatted(.units(allowed: [.seconds]))).")
  }

  /// Where those publish who are not at the first document provider.
  private func elsewhere(_ parties: Parties) -> [String: any MessageRegistry] {
    guard let second = parties.further.first else { return [:] }
    return [DemoRegister.secondClient: second.documentProvider]
  }

  private func approverKeys() throws -> [SigningKey] {
    try DemoRegister.approvers.map {
      try SigningKey(
        id: $0.id, pem: String(contentsOf: keys.privateKeyFile($0.id), encoding: .utf8))
    }
  }

  private func demoFile(_ register: PartyRegister, _ parties: Parties) throws -> DemoFile {
    DemoFile(
      baseURL: baseURL, portalURL: baseURL + "/", mailURL: baseURL + DemoMailRoutes.path,
      tokenURL: baseURL + AuthorizationMetadata.tokenPath,
      registryV3URL: parties.first.listing.registryURL,
      registries: parties.documentProviders.map(\.listing).map {
        DemoFile.Registry(
          id: $0.id.text, name: $0.name.text(in: .nl).text, registryV3URL: $0.registryURL)
      },
      eboxMessageURL: baseURL + EboxMessageService.path,
      citizenProfileURL: baseURL + CitizenProfileService.path,
      registeredMailURL: baseURL + RegisteredMailService.path,
      timestampURL: addresses.timestampURL, proofAnchorsFile: trust.anchorsFile.path,
      sealFingerprint: parties.proofs.map { Hex.text($0.issuer.seal.fingerprint) },
      senders: register.clients.map { sender($0, register, parties) },
      channels: DemoRegister.channels.map { channel in
        DemoFile.Channel(
          name: channel.name, clientId: channel.id, keyId: keys.keyID(channel.id),
          privateKeyFile: keys.privateKeyFile(channel.id).path,
          redirectURI: addresses.redirectURI(of: channel), soap: soapKeys(of: channel))
      },
      approvers: DemoRegister.approvers.map {
        DemoFile.Approver(
          id: $0.id, role: $0.role.rawValue, enterpriseNumber: $0.enterprise,
          privateKeyFile: keys.privateKeyFile($0.id).path)
      },
      citizens: DemoCast.citizens.map {
        DemoFile.Citizen(
          nationalNumber: $0.number, name: $0.name, language: $0.language, state: $0.state, login: $0.number,
          emailAddress: $0.address)
      })
  }

  private func soapKeys(of channel: DemoCast.Channel) -> DemoFile.SOAPKeys? {
    channel.organization.map { number in
      let key = DemoRegister.soapKey(of: channel)
      return DemoFile.SOAPKeys(
        enterpriseNumber: number, privateKeyFile: keys.privateKeyFile(key).path,
        certificateFile: keys.certificateFile(key).path)
    }
  }

  private func sender(
    _ client: SenderClient, _ register: PartyRegister, _ parties: Parties
  ) -> DemoFile.Sender {
    let home = register.homes.home(of: client.organization)
    let registry = parties.further.map(\.listing).first { home == .further($0.id) } ?? parties.first.listing
    let organization = register.organizations.first { $0.number == client.organization }
    return DemoFile.Sender(
      name: organization?.name.text(in: .nl).text ?? client.clientID,
      enterpriseNumber: client.organization.digits,
      clientId: client.clientID, keyId: keys.keyID(client.clientID),
      privateKeyFile: keys.privateKeyFile(client.clientID).path,
      certificateFile: keys.certificateFile(client.clientID).path,
      applicationId: organization?.applications.first?.text ?? "",
      messageTypeIds: organization?.messageTypes.map(\.text) ?? [], registryV3URL: registry.registryURL,
      profilePurpose: client.profilePurpose?.text,
      unsignedTokenUntil: client.certificates.first?.exceptions.unsignedTokenUntil?.brussels)
  }

  private func registries(_ file: DemoFile) -> String {
    file.registries.map { "  Registry       \($0.registryV3URL) (\($0.id))" }.joined(separator: "\n")
  }

  private func tell(_ file: DemoFile, _ channels: DemoChannels) {
    let others = DemoRegister.otherChannels.map { channel in
      let words =
        switch channels.state(of: channel.id) {
        case .running: addresses.startURL(of: channel)
        case .absent(let reason): "not started: \(reason)"
        }
      return "  " + channel.name.padding(toLength: 15, withPad: " ", startingAt: 0) + words
    }
    Terminal.result(
      """
      eBox runs on this machine only. Stop it with Ctrl-C.

        Portal         \(file.portalURL)
        Logins, clock  \(file.baseURL)/demo
        Sent mail      \(file.mailURL)
      \(registries(file))
        SOAP           \(file.eboxMessageURL)?wsdl
        Tokens         \(file.tokenURL)
      \(others.joined(separator: "\n"))
        Everything     \(folder.appendingPathComponent(DemoFile.name).path)

      Sign in as \(file.citizens.filter { $0.state == .active }.prefix(4).map { "\($0.login) (\($0.language))" }
        .joined(separator: ", ")).
      """)
  }
}
