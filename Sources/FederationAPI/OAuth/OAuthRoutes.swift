import Contracts
import HTTPTypes
import Hummingbird
import Logging

/// The endpoints of the authorization server that programs call.
struct OAuthRoutes: Sendable {
  let server: any AuthorizationServer
  let attempts: any AttemptLog

  func add<Context: RequestContext>(to router: some RouterMethods<Context>) {
    router.post(RouterPath(AuthorizationMetadata.tokenPath)) { request, context in
      try await token(request, RequestID(context.id), context.logger)
    }
    router.post(RouterPath(AuthorizationMetadata.revocationPath)) { request, context in
      try await revoke(request, RequestID(context.id), context.logger)
    }
    router.post(RouterPath(AuthorizationMetadata.introspectionPath)) { request, context in
      try await introspect(request, RequestID(context.id), context.logger)
    }
    router.get(RouterPath(AuthorizationMetadata.wellKnownPath)) { _, _ in
      try OAuthAnswers.json(OAuthAnswers.Metadata(server.metadata))
    }
    router.get(RouterPath(AuthorizationMetadata.keySetPath)) { _, _ in
      OAuthAnswers.json(text: server.metadata.keySet)
    }
  }

  private func token(_ request: Request, _ id: RequestID, _ log: Logger) async throws -> Response {
    do {
      let form = try await form(request, id, "token")
      let asked: TokenRequest
      do { asked = try form.tokenRequest() } catch { throw try await refused(error, id, "token") }
      return try OAuthAnswers.json(OAuthAnswers.Token(try await server.token(asked, requestID: id)))
    } catch let failure as Failure<TokenRejection> {
      return try answer(failure, log)
    }
  }

  private func revoke(_ request: Request, _ id: RequestID, _ log: Logger) async throws -> Response {
    do {
      let form = try await form(request, id, "revoke")
      guard let token = form["token"] else { throw try await refused(.parameterMissing, id, "revoke") }
      try await server.revoke(token, by: form.assertion, requestID: id)
      return Response(status: .ok, headers: [.cacheControl: "no-store"])
    } catch let failure as Failure<TokenRejection> {
      return try answer(failure, log)
    }
  }

  private func introspect(_ request: Request, _ id: RequestID, _ log: Logger) async throws -> Response {
    do {
      // absent is an answer: what can't be read is refused and recorded
      guard let form = try? await OAuthForm(reading: request), let token = form["token"] else {
        try await record(.bodyMalformed, id)
        throw Failure<IntrospectionRejection>.rejected(.bodyMalformed)
      }
      let bearer = Self.bearer(request.headers[.authorization])
      switch try await server.introspect(token, by: bearer, requestID: id) {
      case .inactive:
        return try OAuthAnswers.json(OAuthAnswers.Inactive())
      case .active(let facts, let tokenID):
        return try OAuthAnswers.json(
          OAuthAnswers.Active(facts, tokenID: tokenID, issuer: server.metadata.issuer))
      }
    } catch let failure as Failure<IntrospectionRejection> {
      return try answer(failure, log)
    }
  }

  static func bearer(_ header: String?) -> String? {
    guard let header, header.lowercased().hasPrefix("bearer ") else { return nil }
    let token = header.dropFirst("bearer ".count).drop { $0 == " " }
    return token.isEmpty ? nil : String(token)
  }
}

// MARK: - Refusals

extension OAuthRoutes {
  private func form(_ request: Request, _ id: RequestID, _ action: String) async throws -> OAuthForm {
    do {
      return try await OAuthForm(reading: request)
    } catch let mistake as OAuthForm.Mistake {
      throw try await refused(mistake == .repeated ? .parameterRepeated : .bodyMalformed, id, action)
    }
  }

  private func refused(
    _ rejection: TokenRejection, _ id: RequestID, _ action: String
  ) async throws -> Failure<TokenRejection> {
    try await attempts.record(
      Attempt(action: action, requestID: id, status: rejection.status, code: rejection.rawValue))
    return .rejected(rejection)
  }

  private func record(_ rejection: IntrospectionRejection, _ id: RequestID) async throws {
    try await attempts.record(
      Attempt(action: "introspect", requestID: id, status: rejection.status, code: rejection.rawValue))
  }

  private func answer(_ failure: Failure<TokenRejection>, _ log: Logger) throws -> Response {
    guard case .rejected(let rejection) = failure else { return try EdgeFault.answer(failure, log) }
    return try OAuthAnswers.json(
      OAuthAnswers.Refusal(error: rejection.wireError, error_description: rejection.hint),
      HTTPResponse.Status(code: rejection.status))
  }

  private func answer(_ failure: Failure<IntrospectionRejection>, _ log: Logger) throws -> Response {
    guard case .rejected(let rejection) = failure else { return try EdgeFault.answer(failure, log) }
    var response = try OAuthAnswers.json(
      OAuthAnswers.Refusal(error: rejection.wireError ?? "invalid_token", error_description: nil),
      HTTPResponse.Status(code: rejection.status))
    if rejection.status != HTTPResponse.Status.badRequest.code {
      let error = rejection.wireError.map { ", error=\"\($0)\"" } ?? ""
      response.headers[.wwwAuthenticate] = "Bearer realm=\"ebox\"\(error)"
    }
    return response
  }
}

/// What is answered when it is neither a success nor a rejection.
enum EdgeFault {
  static func answer<Rejection>(_ failure: Failure<Rejection>, _ log: Logger) throws -> Response {
    switch failure {
    case .overloaded(let seconds):
      var response = try OAuthAnswers.json(
        OAuthAnswers.Refusal(error: "temporarily_unavailable", error_description: nil), .serviceUnavailable)
      response.headers[.retryAfter] = "\(seconds)"
      return response
    case .outcomeUnknown(let cause), .interrupted(let cause):
      log.error("request failed", metadata: ["cause": "\(cause)"])
    case .rejected, .denied:
      log.error("request failed", metadata: ["cause": "\(failure)"])
    }
    return try OAuthAnswers.json(
      OAuthAnswers.Refusal(error: "server_error", error_description: nil), .internalServerError)
  }
}
