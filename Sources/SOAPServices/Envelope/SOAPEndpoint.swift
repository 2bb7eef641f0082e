import Contracts
import EdgeHTTP
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import TrustServices
import Vocabulary

/// Serves one contract over SOAP 1.1.
///
/// Checks come in the order of the codes: availability, form, signature, operation, schema, content; then the
/// party's rules. What the edge turns down is in the ``AttemptLog`` before it is answered.
struct SOAPEndpoint: Sendable {
  let contract: SOAPContract
  let security: MessageSecurity
  let attempts: any AttemptLog
  let surroundings: SOAPSurroundings

  private var settings: SOAPSettings { surroundings.settings }

  func addRoutes<Context: RequestContext>(to router: some RouterMethods<Context>) {
    let path = RouterPath(contract.path)
    router.get(path) { request, _ in describe(request) }
    router.post(path) { request, _ in await answer(request) }
  }

  /// `?wsdl`, and the schemas that it names.
  private func describe(_ request: Request) -> Response {
    let query = request.uri.queryParameters
    var text = query["xsd"].flatMap { contract.description.text(of: String($0)) }
    if request.uri.query?.lowercased() == "wsdl" { text = contract.wsdl(at: settings.baseURL) }
    let body = text ?? "Send SOAP messages here; the description is at ?wsdl.\n"
    let type = text == nil ? "text/plain; charset=utf-8" : "text/xml; charset=utf-8"
    return Response(
      status: text == nil ? .notFound : .ok, headers: [.contentType: type],
      body: ResponseBody(byteBuffer: ByteBuffer(string: body)))
  }

  private func answer(_ request: Request) async -> Response {
    let trace = Trace(request, surroundings.random)
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
    let message = try await IncomingMessage.read(request, body, time: surroundings.time)
    let envelope = try Envelope(parsing: message.envelope)
    // The elements live as long as their document.
    defer { withExtendedLifetime(envelope.document) {} }
    try envelope.checkHeaders(understood: [SecurityNames.security])
    let signer = try await security.signer(of: envelope)
    known.identity = signer.certificate.identity
    let operation = try contract.operation(envelope.payload)
    known.action = operation.action
    try await record(signer.exceptions, trace, known)
    guard let serve = operation.serve else {
      throw SOAPFault.notAuthorized("This operation is for internal use.")
    }
    try contract.check(envelope.payload)
    return try await serve(
      SOAPExchange(
        payload: envelope.payload, message: message, identity: signer.certificate.identity,
        requestID: trace.requestID, at: surroundings.time.now()))
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
      surroundings.logger.notice(
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
    let provider = contract.faultActor.map {
      SOAPAnswer.ServiceProvider(actor: $0, at: surroundings.time.now())
    }
    return SOAPAnswer.response(answered, trace, settings, of: provider)
  }

  private func log(_ fault: any Error, _ trace: Trace) {
    surroundings.logger.error(
      "SOAP fault",
      metadata: [
        "request": "\(trace.requestID)", "address": "\(contract.path)",
        "fault": "\(String(reflecting: type(of: fault))): \(fault)",
      ])
  }
}

/// What is known of a request when it is turned down.
private struct KnownRequest {
  var identity: RegisteredCertificate.Identity?
  var action = "soap"

  func attempt(_ code: String, status: Int, _ trace: Trace) -> Attempt {
    Attempt(
      action: action, requestID: trace.requestID, status: status, code: code,
      clientID: identity?.clientID, organization: identity?.organization)
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
