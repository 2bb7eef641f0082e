package import Contracts
import EdgeHTTP
import HTTPTypes
package import Hummingbird
package import Logging
import NIOCore
import TrustServices
package import Vocabulary

/// Serves a ``TicketRegistry`` as SOAP EboxMessage 1.8 (R-PUB-1): a translation at the edge, over the one
/// publisher.
///
/// Checks come in the order of the codes: availability, form, signature, operation, schema, content; then the
/// registry's rules. What the edge turns down is in the ``AttemptLog`` before it is answered.
package struct EboxMessageService: Sendable {
  /// Of the address.
  package static let path = EboxMessageContract.path

  let registry: any TicketRegistry
  let attempts: any AttemptLog
  let health: any HealthProbe
  let settings: SOAPSettings
  let time: any TimeSource
  let random: any RandomSource
  let logger: Logger
  private let security: MessageSecurity
  private let contract: EboxMessageContract

  /// - Parameter time: by which senders' systems sign.
  /// - Throws: when the contract's schemas can't be compiled.
  package init(
    _ parties: SOAPParties, certificates: [SenderCertificate], settings: SOAPSettings,
    time: any TimeSource, surroundings: (random: any RandomSource, logger: Logger)
  ) throws {
    registry = parties.registry
    attempts = parties.attempts
    health = parties.health
    self.settings = settings
    self.time = time
    (random, logger) = surroundings
    security = MessageSecurity(certificates, replays: parties.replays, time: time)
    contract = try EboxMessageContract()
  }

  package func addRoutes<Context: RequestContext>(to router: some RouterMethods<Context>) {
    let path = RouterPath(EboxMessageContract.path)
    router.get(path) { request, _ in describe(request) }
    router.post(path) { request, _ in await answer(request) }
  }

  /// `?wsdl`, and the schemas that it names.
  private func describe(_ request: Request) -> Response {
    let query = request.uri.queryParameters
    var text: String?
    if let name = query["xsd"] { text = EboxMessageContract.schemas[String(name)] }
    if request.uri.query?.lowercased() == "wsdl" {
      text = EboxMessageContract.description(at: settings.baseURL)
    }
    let body = text ?? "Send SOAP messages here; the description is at ?wsdl.\n"
    let type = text == nil ? "text/plain; charset=utf-8" : "text/xml; charset=utf-8"
    return Response(
      status: text == nil ? .notFound : .ok, headers: [.contentType: type],
      body: ResponseBody(byteBuffer: ByteBuffer(string: body)))
  }

  private func answer(_ request: Request) async -> Response {
    let trace = Trace(request, random)
    let body = BodyReader(request, bytesMax: IncomingMessage.bytesMax)
    var known = KnownRequest()
    var response: Response
    do {
      response = try await serve(request, body, trace, &known)
    } catch {
      response = await refusal(error, trace, known)
    }
    return trace.mark(body.settle(response))
  }

  private func serve(
    _ request: Request, _ body: BodyReader, _ trace: Trace, _ known: inout KnownRequest
  ) async throws -> Response {
    guard settings.isOpen else { throw SOAPFault.notAvailable }
    let message = try await IncomingMessage.read(request, body)
    let envelope = try Envelope(parsing: message.envelope)
    // The elements live as long as their document.
    defer { withExtendedLifetime(envelope.document) {} }
    try envelope.checkHeaders(understood: [SecurityNames.security])
    let signer = try await security.signer(of: envelope)
    let identity = signer.certificate.identity
    known.identity = identity
    guard let operation = EboxMessageContract.Operation(envelope.payload.name) else {
      throw SOAPFault.notInContract("The contract has no operation for the element in the body.")
    }
    known.action = operation.action
    try await record(signer.exceptions, trace, known)
    guard !operation.isInternal else {
      throw SOAPFault.notAuthorized("This operation is for internal use.")
    }
    try contract.check(envelope.payload, of: operation)
    let exchange = SOAPExchange(
      service: self, payload: envelope.payload, message: message, identity: identity,
      requestID: trace.requestID)
    switch operation {
    case .publishEboxMessage: return try await PublishEboxMessage.serve(exchange)
    case .getMessageStatus: return try await GetMessageStatus.serve(exchange)
    case .hasAnEbox: return try await HasAnEbox.serve(exchange)
    default: return try await HealthCheck.serve(exchange)
    }
  }

  /// Exceptions from the policy are on record before anything is done under them.
  private func record(_ exceptions: [String], _ trace: Trace, _ known: KnownRequest) async throws {
    for code in exceptions { try await attempts.record(known.attempt(code, status: 200, trace)) }
  }

  private func refusal(_ error: any Error, _ trace: Trace, _ known: KnownRequest) async -> Response {
    var answered = SOAPFault.fault
    switch error {
    case let audited as AuditedFault: answered = audited.fault
    case let interrupted as BodyInterrupted:
      logger.notice(
        "a request ended before it was whole",
        metadata: ["request": "\(trace.requestID)", "cause": "\(interrupted.cause)"])
    default:
      guard let fault = SOAPFault(refusing: error) else {
        log(error, trace)
        break
      }
      do {
        try await attempts.record(known.attempt(fault.code, status: 500, trace))
        answered = fault
      } catch { log(error, trace) }
    }
    return SOAPAnswer.response(answered, trace, settings)
  }

  private func log(_ fault: any Error, _ trace: Trace) {
    logger.error(
      "EboxMessage fault",
      metadata: [
        "request": "\(trace.requestID)", "fault": "\(String(reflecting: type(of: fault))): \(fault)",
      ])
  }
}

/// What the SOAP services stand on.
package struct SOAPParties: Sendable {
  package let registry: any TicketRegistry
  package let replays: any SignatureReplays
  package let attempts: any AttemptLog
  package let health: any HealthProbe

  package init(
    registry: any TicketRegistry, replays: any SignatureReplays, attempts: any AttemptLog,
    health: any HealthProbe
  ) {
    self.registry = registry
    self.replays = replays
    self.attempts = attempts
    self.health = health
  }
}

/// A fault that the registry has on record already.
struct AuditedFault: Error {
  let fault: SOAPFault
}

/// What is known of a request when it is turned down.
private struct KnownRequest {
  var identity: SenderCertificate.Identity?
  var action = "soap"

  func attempt(_ code: String, status: Int, _ trace: Trace) -> Attempt {
    Attempt(
      action: action, requestID: trace.requestID, status: status, code: code,
      clientID: identity?.clientID, organization: identity?.organization)
  }
}

extension EboxMessageContract.Operation {
  /// As audit entries name it.
  fileprivate var action: String {
    switch self {
    case .publishEboxMessage: "publish"
    case .getMessageStatus: "status"
    case .hasAnEbox: "boxes"
    case .healthCheck: "healthCheck"
    case .getEboxInfo: "getEboxInfo"
    case .storeEboxMessage: "storeEboxMessage"
    case .linkEboxMessage: "linkEboxMessage"
    case .commitLinkEboxMessage: "commitLinkEboxMessage"
    }
  }
}

extension SOAPFault {
  /// What an error of this edge is answered with; nil for a fault.
  init?(refusing error: any Error) {
    switch error {
    case let fault as SOAPFault: self = fault
    case let tooLarge as BodyTooLarge:
      self = .notInteroperable("The request has more than \(tooLarge.bytesMax) bytes.")
    case let failure as MultipartFailure:
      self = .notInteroperable("The multipart body can't be read: \(failure).")
    default: return nil
    }
  }
}
