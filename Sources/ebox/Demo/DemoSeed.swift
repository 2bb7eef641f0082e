import Contracts
import Foundation
import NIOCore
import Provider
import TrustServices
import Vocabulary

/// Brings the demonstration's data into being through the contracts of the parties, at moved instants of the
/// clock.
///
/// Repeating it after an interruption goes on where it stopped: every publication has its own key.
struct DemoSeed: Sendable {
  static let bigMailbox = "60062099991"
  static let bigMailboxMessages = 10_000
  /// The big mailbox is filled on that many days, ending yesterday.
  static let bigMailboxDays = 100
  static let publishersAtOnce = 32
  /// Consents are given before the oldest message.
  static let consentDaysAgo: Int64 = 200

  /// Of the first document provider.
  let registry: any MessageRegistry & RegisteredMail
  /// Of the others, by the client that publishes there.
  let elsewhere: [String: any MessageRegistry]
  let federation: any Federation
  let consents: any ConsentDesk
  let register: CitizenRegister
  let clock: DemoClock
  let start: Instant
  /// With whose keys recalls of opened messages are approved.
  let approvers: [SigningKey]
  let letters: DemoLetters
  /// Makes the proofs that are due.
  let sealed: @Sendable () async throws -> Void
  let progress: @Sendable (String) -> Void

  /// Citizens and their consents only.
  func citizens() async throws {
    try clock.set(to: start.adding(seconds: -Self.consentDaysAgo * 86_400))
    for citizen in DemoCast.citizens {
      try await activate(citizen)
      try await replaceNumber(citizen)
    }
    for citizen in DemoCast.citizens where citizen.state == .withdrawn { try await withdraw(citizen) }
    for citizen in DemoCast.citizens where citizen.state == .closed {
      try await register.close(NationalNumber(parsing: citizen.number), requestID: RequestID("demo-seed"))
    }
    try clock.set(to: start)
  }

  /// The messages, oldest first, each opened when its time comes; then the big mailbox.
  func messages() async throws {
    for step in steps() {
      try clock.set(to: start.adding(seconds: -Int64(step.daysAgo) * 86_400))
      try await step.run()
      try await sealed()
    }
    try await fillBigMailbox()
    try clock.set(to: start)
  }

  // MARK: Consents

  private func activate(_ citizen: DemoCast.Citizen) async throws {
    if citizen.channels.isEmpty { return }
    let acts = consents.consents(for: try await caller(citizen.formerNumber ?? citizen.number))
    guard let language = Language(rawValue: citizen.language) else { throw DemoFailure("no such language") }
    for channel in citizen.channels {
      _ = try await acts.activate(ChannelID(parsing: channel.id), accepted: ConsentText(language: language))
    }
    if citizen.number == DemoCast.exclusive { try await acts.setExclusive(true) }
    if citizen.number == DemoCast.prefetching {
      try await acts.setPrefetch(true, in: ChannelID(parsing: DemoCast.bank.id))
    }
  }

  /// The box was made under the number of before.
  private func replaceNumber(_ citizen: DemoCast.Citizen) async throws {
    guard let former = citizen.formerNumber else { return }
    try await register.replace(
      NationalNumber(parsing: former), by: NationalNumber(parsing: citizen.number),
      requestID: RequestID("demo-seed"))
  }

  private func withdraw(_ citizen: DemoCast.Citizen) async throws {
    let acts = consents.consents(for: try await caller(citizen.number))
    for consent in try await acts.inForce() { try await acts.withdraw(consent.channel) }
    guard let channel = citizen.channels.first, let language = Language(rawValue: citizen.language) else {
      return
    }
    try clock.advance(days: 10)
    _ = try await acts.activate(ChannelID(parsing: channel.id), accepted: ConsentText(language: language))
    try clock.advance(days: 10)
    try await acts.withdraw(ChannelID(parsing: channel.id))
  }

  func caller(_ number: String) async throws -> CitizenCaller {
    let standing = try await federation.recipient(NationalNumber(parsing: number))
    return CitizenCaller(mailbox: standing.mailbox, assurance: .high, requestID: RequestID("demo-seed"))
  }

  // MARK: Messages

  struct Step {
    let daysAgo: Int
    let run: @Sendable () async throws -> Void
  }

  /// Publications and openings in the order of time. The message id is handed from one to the other.
  private func steps() -> [Step] {
    let published = PublishedMessages()
    let total = DemoMessages.all.count
    var steps: [Step] = []
    for (index, message) in DemoMessages.all.enumerated() {
      steps.append(
        Step(daysAgo: message.daysAgo) { [self] in
          let corrected = DemoMessages.all.firstIndex {
            $0.to == message.to && $0.subject == message.corrects
          }
          let replaces = if let corrected { await published.id(corrected) } else { MessageID?.none }
          await published.add(try await publish(message, key: "demo-\(index)", replaces: replaces), index)
          let count = await published.count
          if count.isMultiple(of: 10) || count == total { progress("messages \(count)/\(total)") }
        })
      if let reply = message.reply { steps += replies(reply, to: message, index, published) }
      if let reason = message.takenBack {
        steps.append(
          Step(daysAgo: message.daysAgo - 1) { [self] in
            guard let id = await published.id(index) else { return }
            try await takeBack(id, message, reason)
          })
      }
      if let decided = message.decided {
        steps.append(
          Step(daysAgo: decided.daysAgo) { [self] in
            guard let id = await published.id(index) else { return }
            try await decide(decided.act, on: id, message)
          })
      }
      for opening in message.opened {
        steps.append(
          Step(daysAgo: opening.daysAgo) { [self] in
            guard let id = await published.id(index) else { return }
            let reader = try await open(id, of: message, in: opening.channel, for: .reading)
            if message.isHidden { try await reader.update([MessageUpdate(id, isVisible: false)]) }
          })
      }
      for fetch in message.fetchedAhead {
        steps.append(
          Step(daysAgo: fetch.daysAgo) { [self] in
            guard let id = await published.id(index) else { return }
            _ = try await open(id, of: message, in: fetch.channel, for: .prefetch)
          })
      }
    }
    return steps.enumerated().sorted { ($1.element.daysAgo, $0.offset) < ($0.element.daysAgo, $1.offset) }
      .map(\.element)
  }

  private func publish(
    _ message: DemoMessage, key: String, replaces: MessageID?
  ) async throws -> MessageID {
    let request = try PublicationRequest(demo: message, start: start, key: key, replaces: replaces)
    var frames: [PublicationFrame] = []
    if let letter = message.letter {
      let isPage = letter == DemoLetters.notice
      let file = isPage ? letter : letter + ".pdf"
      frames += try part(
        "upfile1", message.fileName ?? file, isPage ? MediaType.html : MediaType.pdf, letters.bytes(file))
    }
    if message.hasTable {
      let csv = try MediaType(parsing: "text/csv")
      frames += try part("upfile2", DemoLetters.table, csv, letters.bytes(DemoLetters.table))
    }
    return try await publish(frames + [.request(request)], as: message.kind.client)
  }

  /// - Returns: the message, also when an earlier run published it.
  private func publish(_ frames: [PublicationFrame], as client: String) async throws -> MessageID {
    let receipt: PublicationReceipt
    do {
      receipt = try await registry(of: client).registry(for: try sender(client)).publish(ReadyFrames(frames))
    } catch Failure<PublicationRejection>.rejected(.alreadyPublished(let first)) {
      receipt = first
    }
    guard let recipient = receipt.recipients.first else {
      throw DemoFailure("a publication without a recipient")
    }
    return recipient.messageID
  }

  func registry(of client: String) -> any MessageRegistry { elsewhere[client] ?? registry }

  func sender(_ client: String) throws -> SenderCaller {
    guard let number = DemoRegister.senderClients.first(where: { $0.id == client })?.organization else {
      throw DemoFailure("no client \(client)")
    }
    return SenderCaller(
      clientID: client, organization: try EnterpriseNumber(parsing: number), scopes: [.publicationSender],
      requestID: RequestID("demo-seed"))
  }

  private func part(
    _ name: String, _ fileName: String, _ type: MediaType, _ bytes: Data
  ) throws -> [PublicationFrame] {
    [
      .part(PartHeader(name: name, fileName: fileName, mediaType: type.text)),
      .bytes(ByteBuffer(bytes: bytes)),
      .endOfPart,
    ]
  }

  /// Opens the main content as the citizen or the channel does there.
  private func open(
    _ id: MessageID, of message: DemoMessage, in channel: DemoCast.Channel, for purpose: ReadingPurpose
  ) async throws -> any ChannelRegistry {
    let reader = try await reader(of: message.to, in: channel, at: message.kind.client, for: purpose)
    if let main = try await reader.message(id).attachments.first(where: \.isMainContent) {
      for try await _ in try await reader.content(of: main.id, in: id, range: nil).bytes {}
    }
    return reader
  }

  /// The citizen in that channel, where that client's messages are.
  func reader(
    of number: String, in channel: DemoCast.Channel, at client: String, for purpose: ReadingPurpose = .reading
  ) async throws -> any ChannelRegistry {
    registry(of: client).registry(for: try await channelCaller(of: number, in: channel, for: purpose))
  }

  func channelCaller(
    of number: String, in channel: DemoCast.Channel, for purpose: ReadingPurpose = .reading
  ) async throws -> ChannelCaller {
    let standing = try await federation.recipient(NationalNumber(parsing: number))
    return ChannelCaller(
      channel: try ChannelID(parsing: channel.id), mailbox: standing.mailbox, assurance: .high,
      scopes: [.documentConsumer], requestID: RequestID("demo-seed"), purpose: purpose)
  }

  // MARK: The big mailbox

  private func fillBigMailbox() async throws {
    let small = try (0..<DemoLetters.smallCount).map { try letters.bytes("small-\($0).pdf") }
    let perDay = Self.bigMailboxMessages / Self.bigMailboxDays
    for day in 0..<Self.bigMailboxDays {
      try clock.set(to: start.adding(seconds: -Int64(Self.bigMailboxDays - day) * 86_400))
      try await publishDay((day * perDay)..<((day + 1) * perDay), small)
      if (day + 1).isMultiple(of: 10) {
        progress("big mailbox \((day + 1) * perDay)/\(Self.bigMailboxMessages)")
      }
    }
  }

  private func publishDay(_ numbers: Range<Int>, _ small: [Data]) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      var waiting = numbers.makeIterator()
      for _ in 0..<Self.publishersAtOnce {
        if let number = waiting.next() { group.addTask { try await publishSmall(number, small) } }
      }
      while try await group.next() != nil {
        if let number = waiting.next() { group.addTask { try await publishSmall(number, small) } }
      }
    }
  }

  private func publishSmall(_ number: Int, _ small: [Data]) async throws {
    let message = DemoMessage(
      .premium, to: Self.bigMailbox, 0, "nl", "Kort bericht \(number + 1)",
      letter: "small-\(number % small.count)")
    let request = try PublicationRequest(demo: message, start: start, key: "demo-big-\(number)")
    let frames = try part(
      "upfile1", "kort-bericht-\(number + 1).pdf", MediaType.pdf, small[number % small.count])
    _ = try await publish(frames + [.request(request)], as: message.kind.client)
  }
}

/// Which message came of which line of the table.
actor PublishedMessages {
  private var ids: [Int: MessageID] = [:]
  private var replies: [Int: MessageID] = [:]
  var count: Int { ids.count }
  func add(_ id: MessageID, _ index: Int) { ids[index] = id }
  func id(_ index: Int) -> MessageID? { ids[index] }
  func addReply(_ id: MessageID, _ index: Int) { replies[index] = id }
  func reply(_ index: Int) -> MessageID? { replies[index] }
}

extension PublicationRequest {
  /// The request document of a demonstration message.
  fileprivate init(
    demo message: DemoMessage, start: Instant, key: String, replaces: MessageID? = nil
  ) throws {
    guard let language = Language(rawValue: message.language),
      let client = DemoRegister.senderClients.first(where: { $0.id == message.kind.client })
    else { throw DemoFailure("a line of the message table is wrong") }
    var attachments: [AttachmentRequest] = []
    if message.letter != nil {
      attachments.append(AttachmentRequest(partName: "upfile1", isMainContent: true))
    }
    if message.hasTable { attachments.append(AttachmentRequest(partName: "upfile2", isMainContent: false)) }
    let text = PublicationLimits.subjectCharactersMax
    self.init(
      sender: try EnterpriseNumber(parsing: client.organization),
      application: try ApplicationID(parsing: message.kind.application),
      messageType: try MessageTypeID(parsing: message.kind.messageType),
      recipients: [try NationalNumber(parsing: message.to)],
      subject: try TranslatedText(parsing: [language: message.subject], kind: "subject", charactersMax: text),
      attachments: attachments,
      body: try message.body.map {
        try TranslatedText(
          parsing: [language: $0], kind: "body", charactersMax: PublicationLimits.bodyCharactersMax)
      },
      isBodyMainContent: message.body != nil,
      expiration: message.expiresInDays.map { start.adding(seconds: Int64($0) * 86_400) },
      isReplyAuthorized: message.takesReply || message.reply != nil,
      isRegisteredMail: message.kind.isRegisteredMail,
      payment: try message.payment(start: start), due: message.due(start: start),
      businessData: try message.businessData(), replaces: replaces,
      idempotencyKey: try IdempotencyKey(parsing: key))
  }
}
