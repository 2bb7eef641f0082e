package import Contracts
import EdgeHTTP
import Foundation
import HTTPTypes
package import Hummingbird
package import Logging
import NIOCore
package import Vocabulary

/// Serves a ``MessageRegistry`` over HTTP as one version of the public contract, 3 or 2.1 (R-PUB-2, R-OPS-2;
/// `docs/contracts`). A version is a translation at the edge: addresses and documents; the party is the same.
///
/// Authenticates by the access token alone. What it turns down itself is recorded in the ``AttemptLog``
/// before it is answered; what the registry rejects or denies, the registry has audited.
package struct MessageRegistryEdge: Sendable {
  let registry: any MessageRegistry
  let registeredMail: any RegisteredMail
  let introspection: any TokenIntrospection
  let attempts: any AttemptLog
  let edition: Edition
  let settings: Settings
  let time: any TimeSource
  let random: any RandomSource
  let logger: Logger

  package init(
    registry: any MessageRegistry & RegisteredMail, introspection: any TokenIntrospection,
    attempts: any AttemptLog, edition: Edition, settings: Settings, time: any TimeSource,
    random: any RandomSource, logger: Logger
  ) {
    self.registry = registry
    registeredMail = registry
    self.introspection = introspection
    self.attempts = attempts
    self.edition = edition
    self.settings = settings
    self.time = time
    self.random = random
    self.logger = logger
  }

  /// Adds every route under ``Edition/basePath``, after the prefix of the settings. What is under it and no
  /// route is answered 404 in the form of the version.
  package func addRoutes<Context: RequestContext>(to router: some RouterMethods<Context>) {
    let group = router.group(RouterPath(settings.pathPrefix + edition.basePath))
    for (path, endpoints) in Dictionary(grouping: edition.parts.endpoints, by: \.path) {
      let offered = endpoints.map(\.method.rawValue).sorted()
      for endpoint in endpoints {
        group.on(RouterPath(path), method: endpoint.method) { request, context in
          await answer(request, Dictionary(parameters: context.parameters), to: endpoint)
        }
      }
      for method in Self.methods where !offered.contains(method.rawValue) {
        group.on(RouterPath(path), method: method) { request, _ in
          await refuse(request, .methodNotAllowed(allowed: offered))
        }
      }
    }
    group.get("/openapi.yaml") { _, _ in Self.description(edition.parts.description) }
    for method in Self.methods {
      group.on("**", method: method) { request, _ in await refuse(request, .resourceNotFound) }
    }
  }

  var wire: any Wire { edition.parts.wire }

  private static let methods: [HTTPRequest.Method] = [.get, .head, .post, .put, .patch, .delete]

  private static func description(_ text: String) -> Response {
    let body = ResponseBody(byteBuffer: ByteBuffer(string: text))
    return Response(status: .ok, headers: [.contentType: "application/yaml; charset=utf-8"], body: body)
  }

  private func answer(_ request: Request, _ parameters: [String: String], to endpoint: Endpoint) async
    -> Response
  {
    let trace = Trace(request, random)
    let body = BodyReader(request, bytesMax: endpoint.bodyBytesMax)
    var facts: AccessTokenFacts?
    var response: Response
    do {
      let token = try await authenticate(request, endpoint)
      facts = token
      if endpoint.isJSON, !request.acceptsJSON { throw EdgeRefusal.notAcceptable }
      let exchange = Exchange(
        api: self, endpoint: endpoint, request: request, parameters: parameters, requestID: trace.requestID,
        facts: token, body: body)
      response = try await endpoint.serve(exchange)
    } catch {
      response = await refusal(error, trace, action: endpoint.action, facts)
    }
    return trace.mark(body.settle(response))
  }

  private func refuse(_ request: Request, _ refusal: EdgeRefusal) async -> Response {
    let trace = Trace(request, random)
    let body = BodyReader(request, bytesMax: 0)
    return trace.mark(body.settle(await self.refusal(refusal, trace, action: "attempt", nil)))
  }

  private func authenticate(_ request: Request, _ endpoint: Endpoint) async throws -> AccessTokenFacts {
    guard let header = request.headers[.authorization] else { throw EdgeRefusal.noAccessToken }
    let halves = header.split(separator: " ", maxSplits: 1)
    guard halves.count == 2, halves[0].lowercased() == "bearer" else { throw EdgeRefusal.noAccessToken }
    switch try await introspection.introspect(String(halves[1])) {
    case .unknown: throw EdgeRefusal.invalidAccessToken
    case .expired: throw EdgeRefusal.expiredAccessToken
    case .active(let facts):
      guard endpoint.scopes.contains(where: facts.scopes.contains) else {
        throw EdgeRefusal.missingScope(required: endpoint.scopes)
      }
      return facts
    }
  }

  /// The answer to what went wrong; an edge's own refusal is on record before this returns.
  private func refusal(
    _ error: any Error, _ trace: Trace, action: String, _ facts: AccessTokenFacts?
  ) async -> Response {
    var problem = Problem.fault
    switch error {
    case let answered as Problem: problem = answered
    case let refusal as any RefusesAtEdge:
      let refused = Problem(refusal.refusal)
      do {
        try await attempts.record(attempt(refused, trace, action, facts))
        problem = refused
      } catch { log(error, trace) }
    case let interrupted as BodyInterrupted:
      logger.notice(
        "a request ended before it was whole",
        metadata: ["request": "\(trace.requestID)", "cause": "\(interrupted.cause)"])
    default: log(error, trace)
    }
    return wire.response(problem, trace, settings)
  }

  private func attempt(
    _ problem: Problem, _ trace: Trace, _ action: String, _ facts: AccessTokenFacts?
  ) -> Attempt {
    var organization: EnterpriseNumber?
    var mailbox: MailboxID?
    switch facts?.subject {
    case .sender(let number): organization = number
    case .citizen(let box, _, _): mailbox = box
    case .channel, nil: break
    }
    return Attempt(
      action: action, requestID: trace.requestID, status: problem.status.code, code: problem.code,
      clientID: facts?.clientID, organization: organization, mailbox: mailbox)
  }

  private func log(_ fault: any Error, _ trace: Trace) {
    logger.error(
      "message registry fault",
      metadata: [
        "request": "\(trace.requestID)", "fault": "\(String(reflecting: type(of: fault))): \(fault)",
      ])
  }
}

extension Dictionary<String, String> {
  fileprivate init(parameters: Parameters) {
    // The router gives a segment as it stands in the address.
    self.init(
      parameters.map { (String($0.key), String($0.value).removingPercentEncoding ?? "") },
      uniquingKeysWith: { first, _ in first })
  }
}

extension Request {
  /// Whether `Accept` leaves room for JSON; absent, it does.
  fileprivate var acceptsJSON: Bool {
    guard let accept = headers[.accept] else { return true }
    return accept.split(separator: ",").contains { range in
      let type = range.prefix { $0 != ";" }.filter { $0 != " " }.lowercased()
      return ["*/*", "application/*", "application/json", "application/problem+json"].contains(type)
    }
  }
}
