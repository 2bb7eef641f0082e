import AuditTrail
import Contracts
import DocumentProvider
import EBoxTesting
import Logging
import NIOCore
import Storage
import TrustServices
import Vocabulary

/// A document provider on a real database, with real keys, and a played clock and provider.
struct House<Documents: DocumentStore>: Sendable {
  let provider: DocumentProvider
  let database: FaultyDatabase
  let documents: Documents
  let keys: DirectoryKeyStore
  let federation: PlayedFederation
  let time: PlayedTime
  let random = SystemRandom()

  static var log: Logger { Logger(label: "test") }

  /// Sunday 22 November 2026, 10:00 in Brussels.
  static var start: String { "2026-11-22T10:00:00+01:00" }

  func publish(
    _ draft: Draft, by caller: SenderCaller? = nil, requestAt: Int = 0
  ) async throws(Failure<PublicationRejection>) -> PublicationReceipt {
    try await provider.registry(for: caller ?? Cast.sender(draft.sender))
      .publish(draft.frames(requestAt: requestAt).stream())
  }

  /// Publishes to one recipient.
  func published(_ draft: Draft = Draft()) async throws -> MessageID {
    try await publish(draft).recipients[0].messageID
  }

  /// - Returns: the rejection; nil when it was published, or failed otherwise.
  func rejection(_ draft: Draft, by caller: SenderCaller? = nil) async throws -> PublicationRejection? {
    do throws(Failure<PublicationRejection>) {
      _ = try await publish(draft, by: caller)
      return nil
    } catch {
      guard case .rejected(let rejection) = error else { throw error }
      return rejection
    }
  }

  /// A citizen's channel.
  func channel(
    _ number: NationalNumber = Cast.jan, _ channel: ChannelID = Cast.portal,
    assurance: AssuranceLevel = .substantial, scopes: Set<Scope> = [.documentConsumer],
    _ purpose: ReadingPurpose = .reading
  ) -> any ChannelRegistry {
    provider.registry(
      for: ChannelCaller(
        channel: channel, mailbox: federation.mailbox(number), assurance: assurance, scopes: scopes,
        requestID: RequestID("request"), purpose: purpose))
  }

  /// Activates a channel and tells the document provider, as the provider does before it answers.
  func activate(_ number: NationalNumber = Cast.jan, _ channel: ChannelID = Cast.portal) async throws {
    try await provider.consentChanged(federation.give(number, channel))
  }

  func withdraw(_ number: NationalNumber = Cast.jan, _ channel: ChannelID = Cast.portal) async throws {
    try await provider.consentChanged(federation.take(number, channel))
  }

  /// The audit entries, oldest first: `action outcome code`.
  func audit() async throws -> [String] {
    try await database.read { transaction in
      try transaction.rows("SELECT action, outcome, code FROM audit_entry ORDER BY position").map {
        try [$0.text(0), $0.text(1), $0.textOrNil(2)].compactMap(\.self).joined(separator: " ")
      }
    }
  }

  /// The events, oldest first: `kind message`.
  func events() async throws -> [String] {
    try await database.read { transaction in
      try transaction.rows("SELECT kind, message FROM outbox_event ORDER BY position").map {
        "\(try $0.text(0)) \(try $0.textOrNil(1) ?? "-")"
      }
    }
  }

  func rows(_ count: SQL) async throws -> Int {
    try await database.read { Int(try $0.rows(count)[0].int(0)) }
  }
}

/// How a house begins.
struct Furnishing: Sendable {
  /// Whether Jan's box is active in My eBox.
  var isActive = true
  /// Nil for a clock of its own.
  var time: PlayedTime?
  var quality = DocumentQuality()
  var replyDayBytesMax = ReplyLimits.dayBytesMax
}

extension House where Documents == PlayedDocuments {
  /// A house for the time of `body`; Jan's box is active in My eBox unless said otherwise.
  static func with(
    _ engine: TestDatabases, active: Bool = true, quality: DocumentQuality = DocumentQuality(),
    _ body: (House) async throws -> Void
  ) async throws {
    try await House.with(
      engine, Furnishing(isActive: active, quality: quality), documents: { _ in PlayedDocuments() }, body)
  }
}

extension House {
  /// - Parameter documents: makes the document store in a folder of its own.
  static func with(
    _ engine: TestDatabases, _ furnishing: Furnishing, documents: (String) async throws -> Documents,
    _ body: (House) async throws -> Void
  ) async throws {
    try await TemporaryFolder.with { folder in
      try await engine.with(AuditTrail.migrations + Outbox.migrations + DocumentProvider.migrations) {
        database in
        let time = try furnishing.time ?? PlayedTime(Instant(parsing: start))
        let random = SystemRandom()
        let faulty = FaultyDatabase(database)
        let keys = try DirectoryKeyStore(opening: folder + "/keys", random: random)
        let store = try await documents(folder)
        let federation = PlayedFederation(time: time, random: random)
        let provider = try DocumentProvider(
          database: faulty, documents: store, keys: keys, federation: federation, register: Cast.register,
          quality: furnishing.quality, replyDayBytesMax: furnishing.replyDayBytesMax, time: time,
          random: random, log: log)
        let house = House(
          provider: provider, database: faulty, documents: store, keys: keys, federation: federation,
          time: time)
        if furnishing.isActive { try await house.activate() }
        try await body(house)
      }
    }
  }
}

extension AsyncThrowingStream where Element == ByteBuffer, Failure == any Error {
  /// All bytes.
  func collected() async throws -> [UInt8] {
    var all: [UInt8] = []
    for try await piece in self { all += Array(piece.readableBytesView) }
    return all
  }
}
