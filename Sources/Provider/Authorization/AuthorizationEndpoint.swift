import AuditTrail
import Contracts
import Storage
import Vocabulary

// What a browser brings: checked before sign-in, answered with a code after it.
extension OAuthServer {
  static let stateCharactersMax = 512

  func check(
    _ request: AuthorizationQuery, requestID: RequestID
  ) async throws(Failure<AuthorizationRejection>) -> CheckedAuthorization {
    do {
      return try checked(request)
    } catch {
      let stamp = parts.stamp()
      try await parts.record(
        AuditEntry(
          id: stamp.id, at: stamp.at, action: .attempt, outcome: .rejected, code: error.rawValue,
          requestID: requestID, clientID: clients[request.clientID]?.id, details: ["attempted": "authorize"]),
        as: AuthorizationRejection.self)
      throw .rejected(error)
    }
  }

  private func checked(
    _ request: AuthorizationQuery
  ) throws(AuthorizationRejection) -> CheckedAuthorization {
    guard let client = clients[request.clientID], let id = try? ChannelID(parsing: client.id),
      let channel = clients.channel(id)
    else { throw .clientUnknown }
    guard channel.takes(request.redirectURI) else { throw .redirectMismatch }
    guard request.responseType == "code" else { throw .responseTypeUnsupported }
    guard (request.state ?? "").utf8.count <= Self.stateCharactersMax else { throw .stateTooLong }
    guard let challenge = request.challenge, PKCE.isChallenge(challenge) else { throw .challengeMissing }
    guard request.challengeMethod == "S256" else { throw .challengeMethodRefused }
    guard let scopes = ScopeList.parse(request.scope, allowed: client.citizenScopes) else {
      throw .scopeInvalid
    }
    guard let prompts = Prompt.parse(request.prompt) else { throw .promptInvalid }
    return CheckedAuthorization(
      request: request, channel: id, channelNames: channel.names, scopes: scopes, challenge: challenge,
      prompts: prompts)
  }

  func authorize(
    _ checked: CheckedAuthorization, for caller: CitizenCaller
  ) async throws(Failure<AuthorizationRejection>) -> AuthorizationAnswer {
    let stamp = parts.stamp()
    let code = parts.secret()
    let kept = CodeRows.Kept(
      clientID: checked.channel.text, redirectURI: checked.request.redirectURI, challenge: checked.challenge,
      scopes: checked.scopes, mailbox: caller.mailbox, assurance: caller.assurance,
      expires: stamp.at.adding(seconds: CodeRows.lifetimeSeconds), isUsed: false)
    let trail = parts.trail
    let verdict: Result<AuthorizationAnswer, AuthorizationRejection> = try await parts.write(
      as: AuthorizationRejection.self
    ) { transaction in
      let standing = try ConsentRows.standing(caller.mailbox, in: transaction)
      let isClosed = standing.state == .closed
      guard isClosed || standing.channels.contains(checked.channel) else { return .success(.consentNeeded) }
      if !isClosed { try CodeRows.insert(kept, hash: secretHash(code), in: transaction) }
      try trail.record(
        AuditEntry(
          id: stamp.id, at: stamp.at, action: .token, outcome: isClosed ? .rejected : .done,
          code: isClosed ? AuthorizationRejection.boxClosed.rawValue : nil, requestID: caller.requestID,
          clientID: checked.channel.text, mailbox: caller.mailbox, details: ["step": "authorize"]),
        in: transaction)
      return isClosed ? .failure(.boxClosed) : .success(.code(code))
    }
    return try verdict.orThrow()
  }
}
