import AuditTrail
import Contracts
import Storage
import Vocabulary

/// Introspection in the same process: one indexed read a call, never a remembered answer, so that a
/// revocation holds at once in every process.
struct LocalIntrospection: TokenIntrospection {
  let parts: ProviderParts
  let clients: OAuthClients

  func introspect(_ token: String) async throws -> TokenStanding {
    let kept = try await parts.database.lookup { transaction in
      try TokenRows.find(hash: secretHash(token), in: transaction)
    }
    return try kept?.standing(now: parts.time.now(), clients) ?? .unknown
  }
}

extension OAuthServer {
  func introspect(
    _ token: String, by bearer: String?, requestID: RequestID
  ) async throws(Failure<IntrospectionRejection>) -> Introspection {
    let stamp = parts.stamp()
    guard let bearer else { throw try await refused(.bearerMissing, nil, stamp, requestID) }
    let asked: (TokenRows.Kept?, TokenRows.Kept?) = try await parts.read(as: IntrospectionRejection.self) {
      transaction in
      (
        try TokenRows.find(hash: secretHash(bearer), in: transaction),
        try TokenRows.find(hash: secretHash(token), in: transaction)
      )
    }
    guard let caller = asked.0, !caller.isRevoked, stamp.at < caller.expires else {
      throw try await refused(.bearerInvalid, nil, stamp, requestID)
    }
    guard clients[caller.clientID]?.isDocumentProvider == true else {
      throw try await refused(.introspectionNotAllowed, caller, stamp, requestID)
    }
    do {
      guard let kept = asked.1, case .active(let facts) = try kept.standing(now: stamp.at, clients) else {
        return .inactive
      }
      return .active(facts, tokenID: kept.tokenID)
    } catch {
      throw .outcomeUnknown(error)
    }
  }

  private func refused(
    _ rejection: IntrospectionRejection, _ caller: TokenRows.Kept?, _ stamp: Stamp, _ requestID: RequestID
  ) async throws(Failure<IntrospectionRejection>) -> Failure<IntrospectionRejection> {
    try await parts.record(
      AuditEntry(
        id: stamp.id, at: stamp.at, action: .introspect, outcome: .denied, code: rejection.rawValue,
        requestID: requestID, clientID: caller?.clientID, organization: caller?.organization,
        mailbox: caller?.mailbox),
      as: IntrospectionRejection.self)
    return .rejected(rejection)
  }
}

extension TokenRows.Kept {
  /// Revoked counts before expired: what was taken away is not "expired". With its client a token goes too.
  func standing(now: Instant, _ clients: OAuthClients) throws -> TokenStanding {
    if isRevoked || clients[clientID] == nil { return .unknown }
    guard now < expires else { return .expired }
    let subject: AccessTokenFacts.Subject
    if let organization {
      subject = .sender(organization)
    } else if let mailbox, let assurance {
      subject = .citizen(mailbox, try ChannelID(parsing: clientID), assurance)
    } else if mailbox == nil, assurance == nil {
      subject = .channel(try ChannelID(parsing: clientID))
    } else {
      throw UnreadableRow("provider_token", "has no subject")
    }
    return .active(
      AccessTokenFacts(
        clientID: clientID, subject: subject, scopes: scopes, issuedAt: issuedAt, expires: expires))
  }
}
