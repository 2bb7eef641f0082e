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

  /// The registry as the sender of this token sees it.
  func sender() throws(EdgeRefusal) -> any SenderRegistry {
    guard case .sender(let organization) = facts.subject else { throw .wrongSubject }
    return api.registry.registry(
      for: SenderCaller(
        clientID: facts.clientID, organization: organization, represented: try represented(),
        scopes: facts.scopes, requestID: requestID))
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
  func box() throws(EdgeRefusal) -> any BoxRegistry {
    guard case .sender = facts.subject else {
      let reading = endpoint.scopes.filter { !Endpoint.sending.contains($0) }
      guard reading.contains(where: facts.scopes.contains) else { throw .missingScope(required: reading) }
      return try channel()
    }
    guard Endpoint.sending.contains(where: facts.scopes.contains) else { throw .wrongSubject }
    return try sender().box
  }

  /// Whether the token is a sender's.
  var isSender: Bool {
    if case .sender = facts.subject { true } else { false }
  }

  /// A string of RFC 8941: quoted. A bare one is refused, not guessed at.
  func idempotencyKey() throws(EdgeRefusal) -> IdempotencyKey? {
    let field = "Idempotency-Key"
    guard let name = HTTPField.Name(field) else { return nil }
    let values = request.headers[values: name]
    guard let text = values.first else { return nil }
    do {
      guard values.count == 1 else { throw InvalidIdentifier(field, "must be given once") }
      guard text.utf8.count >= 2, text.hasPrefix("\""), text.hasSuffix("\"") else {
        throw InvalidIdentifier(field, "must be a quoted string (RFC 8941): \"…\"")
      }
      return try IdempotencyKey(parsing: text.dropFirst().dropLast())
    } catch {
      let reason = (error as? InvalidIdentifier)?.reason ?? "is malformed"
      throw .invalidInput([
        Problem.Issue(Problem.Issue.belgif + "invalidInput", in: .header, name: field, detail: reason)
      ])
    }
  }

  /// The registry as the channel of this token sees it, for its citizen.
  func channel() throws(EdgeRefusal) -> any ChannelRegistry {
    guard case .citizen(let mailbox, let channel, let assurance) = facts.subject else { throw .wrongSubject }
    return api.registry.registry(
      for: ChannelCaller(
        channel: channel, mailbox: mailbox, assurance: assurance, scopes: facts.scopes, requestID: requestID))
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
