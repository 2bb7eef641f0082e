import Contracts
import NIOConcurrencyHelpers
import Vocabulary

/// Registered mail that answers what a test says, and remembers what it was asked.
final class PlayedRegisteredTickets: RegisteredTickets, Sendable {
  struct State: Sendable {
    var requests: [PublicationRequest] = []
    var rejection: PublicationRejection?
    var items: [RegisteredItem] = []
    var box = BoxStanding(exists: true, isExclusive: false)
    var delivery = RegisteredDelivery(acceptUntil: nil, facts: [])
    /// How often who waits for a seal is told that it is not there; until then no proof can be had.
    var unsealedAnswers = 0
    var sealsAsked = 0
    var proofsAsked = 0
  }

  static let document = Array("<Evidence>é</Evidence>".utf8)
  static let signature: [UInt8] = [0x30, 0x80, 0xFF]
  static let message = try! MessageID(parsing: "01JDA000000000000000000001")
  static let ticket = try! RegisteredTicket(parsing: "0123456789ABC")
  static let now = try! Instant(parsing: "2026-11-29T10:00:00Z")

  static func fact(_ event: RegisteredMailEvent) -> RegisteredMailFact {
    let place = RegisteredMailEvent.allCases.firstIndex(of: event) ?? 0
    return RegisteredMailFact(
      id: try! EvidenceID(parsing: "01JDA00000000000000000010\(place)"), event: event, at: now)
  }

  let state = NIOLockedValueBox(State())

  init(_ events: RegisteredMailEvent...) {
    state.withLockedValue {
      $0.delivery = RegisteredDelivery(acceptUntil: nil, facts: events.map(Self.fact))
    }
  }

  func registry(for caller: SenderCaller) -> any SenderRegistry { Sender(state: state) }
  func desk(for caller: SenderCaller, application: ApplicationID?) -> any TicketDesk { Desk(state: state) }
  func registeredMail(for caller: SenderCaller) -> any RegisteredMailDesk { Desk(state: state) }
  func registeredTickets(
    for caller: SenderCaller, application: ApplicationID
  ) -> any RegisteredTicketDesk { Desk(state: state) }
  func batches(for caller: SenderCaller) -> any PublicationBatches { fatalError("not asked") }
  func registry(for caller: ChannelCaller) -> any ChannelRegistry { fatalError("not asked") }
  func registeredMail(for caller: ChannelCaller) -> any RegisteredMailbox { fatalError("not asked") }
  var referenceData: any ReferenceData { NoTypes() }

  private struct Desk: TicketDesk, RegisteredMailDesk, RegisteredTicketDesk {
    let state: NIOLockedValueBox<State>

    func status(of queries: [TicketQuery]) async throws(Failure<Never>) -> [TicketStatus] { [] }

    func boxes(of recipients: [NationalNumber]) async throws(Failure<Never>) -> [BoxStanding] {
      [state.withLockedValue(\.box)]
    }

    func item(under token: RegisteredToken) async throws(Failure<Never>) -> RegisteredItem? {
      state.withLockedValue { $0.items.first { $0.token == token } }
    }

    func item(with ticket: RegisteredTicket) async throws(Failure<Never>) -> RegisteredItem? {
      state.withLockedValue { $0.items.first { $0.ticket == ticket } }
    }

    func isSealed(_ id: EvidenceID, of item: RegisteredItem) async throws(Failure<Never>) -> Bool {
      state.withLockedValue { state in
        state.sealsAsked += 1
        guard state.unsealedAnswers > 0 else { return true }
        state.unsealedAnswers -= 1
        return false
      }
    }

    func status(of message: MessageID) async throws(Failure<ProofRejection>) -> RegisteredMailStatus {
      state.withLockedValue { state in
        RegisteredMailStatus(
          message: message, recipient: try! NationalNumber(parsing: "78041299916"),
          messageType: try! MessageTypeID(parsing: "AANGETEKEND-BESLUIT"), sentAt: now, expiration: now,
          delivery: state.delivery,
          sealed: state.unsealedAnswers > 0 ? [] : Set(state.delivery.facts.map(\.id)))
      }
    }

    func proof(
      _ id: EvidenceID, of message: MessageID
    ) async throws(Failure<ProofRejection>) -> SealedProof {
      let fact = state.withLockedValue { state -> RegisteredMailFact? in
        state.proofsAsked += 1
        guard state.unsealedAnswers == 0 else { return nil }
        return state.delivery.facts.first { $0.id == id }
      }
      guard let fact else { throw .rejected(.notSealedYet) }
      return SealedProof(fact: fact, document: document, signature: signature)
    }
  }

  private struct Sender: SenderRegistry {
    let state: NIOLockedValueBox<State>

    func publish(
      _ frames: some AsyncSequence<PublicationFrame, any Error> & Sendable
    ) async throws(Failure<PublicationRejection>) -> PublicationReceipt {
      var request: PublicationRequest?
      do {
        for try await frame in frames { if case .request(let read) = frame { request = read } }
      } catch { throw .interrupted(error) }
      let (found, rejection) = (request, state.withLockedValue(\.rejection))
      if let rejection { throw .rejected(rejection) }
      guard let found, let token = found.token else { throw .rejected(.requestMissing) }
      state.withLockedValue {
        $0.requests.append(found)
        $0.items.append(RegisteredItem(ticket: ticket, token: token, message: message))
      }
      return PublicationReceipt(recipients: [.init(messageID: message, expiration: now, isDigital: true)])
    }

    func rehearse(
      _ frames: some AsyncSequence<PublicationFrame, any Error> & Sendable
    ) async throws(Failure<PublicationRejection>) -> PublicationRehearsal { fatalError("not asked") }
    func quality(_ days: QualityReport.Days) async throws(Failure<Never>) -> QualityReport {
      fatalError("not asked")
    }
    func events(_ query: SenderEventQuery) async throws(Failure<Never>) -> SenderEvents {
      fatalError("not asked")
    }
    func status(of queries: [StatusQuery]) async throws(Failure<Never>) -> [MessageStatus] {
      fatalError("not asked")
    }
    func recall(_ recall: Recall) async throws(Failure<RecallRejection>) { fatalError("not asked") }
    func box(for purpose: ReadingPurpose) -> any BoxRegistry { fatalError("not asked") }
  }

  private struct NoTypes: ReferenceData {
    func messageTypes(_ page: PageRequest) async throws(Failure<Never>) -> Page<MessageType> {
      Page(items: [], total: 0, request: page)
    }
    func messageType(_ id: MessageTypeID) async throws(Failure<Never>) -> MessageType? { nil }
    func applications(_ page: PageRequest) async throws(Failure<Never>) -> Page<SenderApplication> {
      Page(items: [], total: 0, request: page)
    }
    func application(_ id: ApplicationID) async throws(Failure<Never>) -> SenderApplication? { nil }
    func organizations(_ page: PageRequest) async throws(Failure<Never>) -> Page<SenderOrganization> {
      Page(items: [], total: 0, request: page)
    }
    func organization(_ number: EnterpriseNumber) async throws(Failure<Never>) -> SenderOrganization? { nil }
    func image(_ id: ImageID, of owner: LogoOwner) async throws(Failure<Never>) -> [UInt8]? { nil }
  }
}
