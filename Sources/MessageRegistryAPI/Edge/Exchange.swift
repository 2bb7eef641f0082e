import Contracts
import EdgeHTTP
import HTTPTypes
import Hummingbird
import NIOCore
import Vocabulary

/// One authenticated request on its way to an answer.
struct Exchange: Sendable {
  let api: MessageRegistryEdge
  let endpoint: Endpoint
  let request: Request
  let parameters: [String: String]
  let requestID: Contracts.RequestID
  let facts: AccessTokenFacts
  let body: BodyReader

  var wire: any Wire { api.wire }
  var now: Instant { api.time.now() }

  /// The registry as the sender of this token sees it.
  func sender() throws(EdgeRefusal) -> any SenderRegistry {
    api.registry.registry(for: try senderCaller())
  }

  /// The batches of the sender of this token.
  func batches() throws(EdgeRefusal) -> any PublicationBatches {
    api.registry.batches(for: try senderCaller())
  }

  /// The registered mail of the sender of this token.
  func registeredDesk() throws(EdgeRefusal) -> any RegisteredMailDesk {
    api.registeredMail.registeredMail(for: try senderCaller())
  }

  func senderCaller() throws(EdgeRefusal) -> SenderCaller {
    guard case .sender(let organization) = facts.subject else { throw .wrongSubject }
    return SenderCaller(
      clientID: facts.clientID, organization: organization, represented: try represented(),
      scopes: facts.scopes, requestID: requestID)
  }

  /// `On-Behalf-Of-Enterprise-Number`: for whom a document service provider acts (reference §2.5).
  private func represented() throws(EdgeRefusal) -> EnterpriseNumber? {
    let name = "On-Behalf-Of-Enterprise-Number"
    guard let header = HTTPField.Name(name) else { return nil }
    let values = request.headers[values: header]
    guard let text = values.first else { return nil }
    do {
      guard values.count == 1 else { throw InvalidIdentifier(name, "must be given once") }
      return try EnterpriseNumber(parsing: text)
    } catch {
      let reason = (error as? InvalidIdentifier)?.reason ?? "is malformed"
      throw .invalidInput([
        Problem.Issue(Problem.Issue.belgif + "invalidInput", in: .header, name: name, detail: reason)
      ])
    }
  }

  /// The box of this token: the citizen's, or with a sender's token the sender's own.
  func box(_ purpose: ReadingPurpose = .reading) throws(EdgeRefusal) -> any BoxRegistry {
    guard case .sender = facts.subject else {
      let reading = endpoint.scopes.filter { !Endpoint.sending.contains($0) }
      guard reading.contains(where: facts.scopes.contains) else { throw .missingScope(required: reading) }
      return try channel(purpose)
    }
    guard Endpoint.sending.contains(where: facts.scopes.contains) else { throw .wrongSubject }
    return try sender().box(for: purpose)
  }

  /// Whether the token is a sender's.
  var isSender: Bool {
    if case .sender = facts.subject { true } else { false }
  }

  /// The registry as the channel of this token sees it, for its citizen.
  func channel(_ purpose: ReadingPurpose = .reading) throws(EdgeRefusal) -> any ChannelRegistry {
    api.registry.registry(for: try channelCaller(purpose))
  }

  /// The registered mail of the citizen of this token.
  func registeredMailbox(_ purpose: ReadingPurpose = .reading) throws(EdgeRefusal) -> any RegisteredMailbox {
    api.registeredMail.registeredMail(for: try channelCaller(purpose))
  }

  private func channelCaller(_ purpose: ReadingPurpose) throws(EdgeRefusal) -> ChannelCaller {
    guard case .citizen(let mailbox, let channel, let assurance) = facts.subject else { throw .wrongSubject }
    return ChannelCaller(
      channel: channel, mailbox: mailbox, assurance: assurance, scopes: facts.scopes, requestID: requestID,
      purpose: purpose)
  }

  /// `Sec-Purpose`: what a content is asked for. One that can't be taken is refused, rather than counted as a
  /// reading that the citizen did not do.
  func purpose() throws(EdgeRefusal) -> ReadingPurpose {
    let name = "Sec-Purpose"
    guard let header = HTTPField.Name(name) else { return .reading }
    let values = request.headers[values: header]
    if values.isEmpty { return .reading }
    guard values.count == 1, StructuredItem.token(values[0]) == ReadingPurpose.prefetch.rawValue else {
      throw .invalidInput([
        Problem.Issue(
          Problem.Issue.belgif + "invalidInput", in: .header, name: name,
          detail: "must be prefetch, given once (Fetch standard; RFC 8941)")
      ])
    }
    return .prefetch
  }

  /// An identifier of the path. One that can't be any resource's is no resource.
  func pathID<Value>(_ name: String, _ parse: (String) throws(InvalidIdentifier) -> Value) throws(EdgeRefusal)
    -> Value
  {
    guard let text = parameters[name] else { throw .resourceNotFound }
    do { return try parse(text) } catch { throw .resourceNotFound }
  }

  func href(_ path: String) -> String { api.settings.publicURL + path }

  func json(_ json: JSON, status: HTTPResponse.Status = .ok, headers: HTTPFields = [:]) -> Response {
    var headers = headers
    headers[.contentType] = "application/json"
    if headers[.cacheControl] == nil { headers[.cacheControl] = "no-store" }
    return Response(status: status, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: json.bytes)))
  }
}

extension Exchange {
  /// Asks the party, and turns its failure into what is answered: a ``Problem`` where the party has audited
  /// it, the edge's own refusal where the request was at fault, the cause of a fault.
  func ask<Value, Rejection>(
    _ problem: (Rejection) -> Problem, _ question: () async throws(Failure<Rejection>) -> Value
  ) async throws -> Value {
    do { return try await question() } catch {
      switch error {
      case .rejected(let rejection): throw problem(rejection)
      case .denied(let denial): throw Problem(denial)
      case .overloaded(let seconds): throw Problem.overloaded(retryAfterSeconds: seconds)
      case .interrupted(let cause), .outcomeUnknown(let cause): throw cause
      }
    }
  }

  func ask<Value>(_ question: () async throws(Failure<Never>) -> Value) async throws -> Value {
    func none(_ rejection: Never) -> Problem {}
    return try await ask(none, question)
  }

  func read<Value>(_ question: () async throws(Failure<ReadingRejection>) -> Value) async throws -> Value {
    try await ask(Problem.init(_:), question)
  }
}
