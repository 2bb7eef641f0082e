import AuditTrail
package import Contracts
package import Logging
import NIOCore
package import Storage
package import TrustServices
package import Vocabulary

/// The document provider: keeps messages and documents for citizens, on the instruction of their senders.
///
/// Holds no consent of its own: each publication and each reading asks the provider, and a reading is
/// committed only while no later consent act has been heard of (R-CON-4).
package struct DocumentProvider: RegisteredTickets, SignatureReplays, OwnMailboxes, ConsentListener {
  /// The party's name in trails and outboxes, where a process has one document provider or for the first of
  /// several.
  package static let party = "document-provider"

  private let database: any Database
  private let documents: any DocumentStore
  private let keys: any KeyStore
  private let federation: any Federation
  private let register: Register
  private let log: Logger
  private let keyring: MailboxKeyring
  private let tickets: KeyedTicketHash
  private let registeredSeal: RegisteredSeal
  private let ledger: Ledger
  private let streams = LiveStreams()
  private let deliveries: Deliveries
  private let quality: DocumentQuality
  private let replyDayBytesMax: Int64
  private let underWay = DocumentsUnderWay()
  private let repliesUnderWay = RepliesUnderWay()
  private let cursor = SweepCursor()
  private let subjects = FoldedSubjects()
  private let batchKeys: BatchKeys
  private let approvalTime: any TimeSource
  private let batchWork = Wakeup()

  /// - Parameters:
  ///   - party: unlike that of every other document provider of the provider.
  ///   - replyDayBytesMax: bytes of a citizen's replies of one day.
  ///   - approvalTime: the clock by which people sign approvals, where it is another than `time`.
  /// - Throws: what the key store throws.
  package init(
    party: String = DocumentProvider.party, database: any Database, documents: any DocumentStore,
    keys: any KeyStore, federation: any Federation, register: Register,
    quality: DocumentQuality = DocumentQuality(),
    replyDayBytesMax: Int64 = ReplyLimits.dayBytesMax, time: any TimeSource, random: any RandomSource,
    log: Logger, approvalTime: (any TimeSource)? = nil
  ) throws {
    self.approvalTime = approvalTime ?? time
    self.quality = quality
    self.replyDayBytesMax = replyDayBytesMax
    self.database = database
    self.documents = documents
    self.keys = keys
    self.federation = federation
    self.register = register
    self.log = log
    deliveries = Deliveries(database: database, log: log)
    keyring = try MailboxKeyring(database: database, keys: keys, random: random)
    tickets = try KeyedTicketHash(keys: keys)
    registeredSeal = try RegisteredSeal(keys: keys, random: random)
    batchKeys = try BatchKeys(keys: keys, random: random)
    ledger = Ledger(party: party, time: time, random: random)
  }

  package var referenceData: any ReferenceData { register }

  package func registry(for caller: SenderCaller) -> any SenderRegistry {
    registry(for: caller, ofBatch: false)
  }

  private func registry(for caller: SenderCaller, ofBatch: Bool) -> any SenderRegistry {
    SenderDesk(
      publisher: publisher(for: caller, .publish, ofBatch: ofBatch),
      rehearsing: publisher(for: caller, .rehearse, ofBatch: ofBatch),
      confirmations: confirmations(for: caller),
      recalls: Recalls(
        caller: caller, register: register, database: database, documents: documents,
        federation: federation, keyring: keyring, subjects: subjects, streams: streams, ledger: ledger,
        approvalTime: approvalTime),
      reports: QualityReports(caller: caller, register: register, database: database, ledger: ledger),
      feed: SenderEventFeed(caller: caller, register: register, database: database, ledger: ledger),
      ownBox: {
        SenderBox(
          caller: caller, purpose: $0, register: register, boxes: boxes, database: database, ledger: ledger,
          rooms: { registry(of: access(for: $0, by: SenderWay(time: ledger.time))) })
      })
  }

  package func batches(for caller: SenderCaller) -> any PublicationBatches {
    Batches(
      caller: caller, register: register, database: database, documents: documents, keys: batchKeys,
      underWay: underWay, ledger: ledger, wakeup: batchWork)
  }

  /// Publishes the rows of batches; one runs in every process that serves this party's database.
  /// - Parameters:
  ///   - form: how rows are read.
  ///   - rowsAtOnce: rows that are published at once.
  ///   - owner: unlike that of every other runner on the database; the same after a restart takes its batches
  ///     up at once.
  package func batchRunner(form: any BatchRowForm, rowsAtOnce: Int, owner: String) -> BatchRunner {
    BatchRunner(
      database: database, documents: documents,
      turns: BatchTurns(keys: batchKeys, random: ledger.random, owner: owner), form: form,
      desk: { registry(for: $0, ofBatch: true) }, rowsAtOnce: rowsAtOnce, ledger: ledger, wakeup: batchWork,
      log: log)
  }

  package func desk(for caller: SenderCaller, application: ApplicationID?) -> any TicketDesk {
    Tickets(
      caller: caller, application: application, register: register, database: database,
      federation: federation, hashes: tickets, ledger: ledger)
  }

  package func isFirst(
    _ fingerprint: [UInt8], keptUntil: Instant, now: Instant
  ) async throws(Failure<Never>) -> Bool {
    do throws(StorageFailure) {
      return try await SeenSignatures(database: database).isFirst(fingerprint, keptUntil: keptUntil, now: now)
    } catch {
      throw Failure(error)
    }
  }

  package func registry(for caller: ChannelCaller) -> any ChannelRegistry {
    registry(of: access(for: Visitor(caller), by: ChannelWay(federation: federation)))
  }

  package func registeredMail(for caller: SenderCaller) -> any RegisteredMailDesk {
    RegisteredMailStatuses(
      caller: caller, register: register, database: database, seal: registeredSeal, ledger: ledger)
  }

  package func registeredTickets(
    for caller: SenderCaller, application: ApplicationID
  ) -> any RegisteredTicketDesk {
    RegisteredNames(
      sender: caller.sender, application: application, database: database, hashes: tickets,
      seal: registeredSeal)
  }

  package func registeredMail(for caller: ChannelCaller) -> any RegisteredMailbox {
    registeredMail(by: access(for: Visitor(caller), by: ChannelWay(federation: federation)))
  }

  private func registeredMail(by access: Access) -> any RegisteredMailbox {
    CitizenProofs(
      access: access, decisions: Decisions(access: access, subjects: subjects), seal: registeredSeal)
  }

  /// Makes the proofs of registered mail; one runs in every process that serves this party's database.
  /// - Parameter told: hears after each turn and each pass how many wait.
  package func proofSealer(
    _ issuer: ProofIssuer, told: @escaping @Sendable (ProofBacklog) -> Void = { _ in }
  ) -> ProofSealer {
    ProofSealer(
      database: database, register: register, registeredSeal: registeredSeal, issuer: issuer, ledger: ledger,
      told: told, log: log)
  }

  /// Whether a proof is still to be made, or registered mail waits for a decision that will be proved.
  package func owesProofs() async throws(StorageFailure) -> Bool {
    try await database.read { try DueProof.areOwed(in: $0) }
  }

  package func mailbox(for caller: CitizenCaller) -> any OwnMailbox {
    func access(_ wish: OwnWish) -> Access {
      self.access(for: Visitor(caller), by: OwnWay(federation: federation, wish: wish))
    }
    return CitizenMailbox(
      active: list(by: access(.backToPaper)), takeOut: registry(of: access(.takeOut)),
      takeOutProofs: registeredMail(by: access(.takeOut)), register: register, time: ledger.time)
  }

  package func consentChanged(_ change: ConsentChange) async throws(Failure<Never>) {
    subjects.forget(change.mailbox)
    try await ConsentChanges(database: database, streams: streams, ledger: ledger).hear(change)
  }

  /// Puts on the trail who may approve recalls, where the register says it otherwise than at the last start;
  /// call it at each.
  package func recordApprovers() async throws(StorageFailure) {
    let approvers = register.approvers.values.sorted { $0.id < $1.id }
    try await RegisteredApprovers(approvers: approvers).record(in: database, ledger)
  }

  /// Returns when what is kept beside answers is kept; call it before the database is closed.
  package func settle() async { await deliveries.settle() }

  /// Removes what is over; one runs in every process that serves this party's database.
  package var sweeper: Sweeper {
    Sweeper(
      unanswered: UnansweredMail(database: database, ledger: ledger),
      messages: EndedMessages(database: database, documents: documents, ledger: ledger),
      orphans: OrphanedDocuments(
        database: database, documents: documents, underWay: underWay, ledger: ledger, cursor: cursor),
      batches: BatchSweep(database: database, documents: documents, ledger: ledger),
      keys: ExpiredKeys(database: database, keys: keys, ledger: ledger), time: ledger.time, log: log)
  }

  private func access(for caller: Visitor, by way: any Way) -> Access {
    Access(caller: caller, database: database, way: way, streams: streams, ledger: ledger)
  }

  private var boxes: SenderBoxes { SenderBoxes(database: database, ledger: ledger) }

  private var intake: PublicationIntake {
    PublicationIntake(
      documents: documents, inspector: quality.inspector, underWay: underWay, time: ledger.time,
      random: ledger.random)
  }

  private func registry(of access: Access) -> any ChannelRegistry {
    MailboxRegistry(
      list: list(by: access),
      reader: MessageReader(access: access, documents: documents, keyring: keyring, deliveries: deliveries),
      updates: MessageUpdates(access: access), accesses: ContentAccesses(access: access),
      recalled: RecalledMessages(access: access, keyring: keyring),
      statistics: Statistics(access: access, register: register),
      replier: Replier(
        access: access, federation: federation, intake: intake, register: register, boxes: boxes,
        planner: ReplyPlanner(keyring: keyring, ledger: ledger), underWay: repliesUnderWay,
        dayBytesMax: replyDayBytesMax),
      receipts: ReplyReceipts(access: access, keyring: keyring))
  }

  private func list(by access: Access) -> MailboxList {
    MailboxList(
      access: access, keyring: keyring,
      search: MailboxSearch(database: database, keyring: keyring, register: register, subjects: subjects))
  }

  private func publisher(
    for caller: SenderCaller, _ action: AuditEntry.Action, ofBatch: Bool
  ) -> Publisher {
    Publisher(
      caller: caller, action: action, refusesUnfit: quality.refuses,
      intake: intake, register: register, federation: federation,
      planner: PublicationPlanner(
        keyring: keyring, tickets: tickets, registeredSeal: registeredSeal, ledger: ledger),
      store: PublicationStore(database: database, ledger: ledger, action: action), time: ledger.time,
      isBatchRow: ofBatch)
  }

  private func confirmations(for caller: SenderCaller) -> ReadConfirmations {
    ReadConfirmations(
      caller: caller, register: register, database: database, federation: federation, ledger: ledger)
  }
}

/// The registry as a sender sees it.
private struct SenderDesk: SenderRegistry {
  let publisher: Publisher
  let rehearsing: Publisher
  let confirmations: ReadConfirmations
  let recalls: Recalls
  let reports: QualityReports
  let feed: SenderEventFeed
  let ownBox: @Sendable (ReadingPurpose) -> SenderBox

  func publish(
    _ frames: some AsyncSequence<PublicationFrame, any Error> & Sendable
  ) async throws(Failure<PublicationRejection>) -> PublicationReceipt {
    try await publisher.publish(frames)
  }

  func rehearse(
    _ frames: some AsyncSequence<PublicationFrame, any Error> & Sendable
  ) async throws(Failure<PublicationRejection>) -> PublicationRehearsal {
    try await rehearsing.rehearse(frames)
  }

  func status(of queries: [StatusQuery]) async throws(Failure<Never>) -> [MessageStatus] {
    try await confirmations.status(of: queries)
  }

  func quality(_ days: QualityReport.Days) async throws(Failure<Never>) -> QualityReport {
    try await reports.report(days)
  }

  func events(_ query: SenderEventQuery) async throws(Failure<Never>) -> SenderEvents {
    try await feed.events(query)
  }

  func box(for purpose: ReadingPurpose) -> any BoxRegistry { ownBox(purpose) }

  func recall(_ recall: Recall) async throws(Failure<RecallRejection>) {
    try await recalls.recall(recall)
  }
}
