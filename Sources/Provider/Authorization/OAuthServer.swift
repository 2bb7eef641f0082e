import AuditTrail
import Contracts
import Crypto
import Storage
import TrustServices
import Vocabulary

/// The authorization server: who may have which token.
struct OAuthServer: AuthorizationServer {
  let parts: ProviderParts
  /// By which clients' assertions are judged: their own clock, even where a demonstration moves ours.
  let assertionTime: any TimeSource
  let clients: OAuthClients
  let settings: ProviderSettings
  let metadata: AuthorizationMetadata

  /// What a transaction of the token endpoint ends in; a rejection's audit entry is committed with it.
  private typealias Verdict = Result<IssuedToken, TokenRejection>

  func token(
    _ request: TokenRequest, requestID: RequestID
  ) async throws(Failure<TokenRejection>) -> IssuedToken {
    let call = Call(action: .token, stamp: parts.stamp(), requestID: requestID)
    let proven = try await prove(request.assertion, at: metadata.tokenURL, call)
    let token = parts.secret()
    let tokenID = Base64URL.encode(parts.random.bytes(16))
    let own = self
    let verdict: Verdict = try await parts.write(as: TokenRejection.self) { transaction in
      guard try AssertionRows.use(proven, in: transaction) else {
        return try own.reject(.assertionReplayed, call, proven.client, in: transaction)
      }
      let issue = Issue(
        token: token, tokenID: tokenID, client: proven.client, stamp: call.stamp, requestID: requestID)
      switch request.grant {
      case .clientCredentials(let scope):
        return try own.credentials(scope, issue, in: transaction)
      case .authorizationCode(let code, let redirectURI, let verifier):
        return try own.redeem(
          Redemption(code: code, redirectURI: redirectURI, verifier: verifier), issue, in: transaction)
      }
    }
    return try verdict.orThrow()
  }

  func revoke(
    _ token: String, by assertion: ClientAssertion, requestID: RequestID
  ) async throws(Failure<TokenRejection>) {
    let call = Call(action: .revoke, stamp: parts.stamp(), requestID: requestID)
    let proven = try await prove(assertion, at: metadata.revocationURL, call)
    let own = self
    let verdict: Result<Void, TokenRejection> = try await parts.write(as: TokenRejection.self) {
      transaction in
      guard try AssertionRows.use(proven, in: transaction) else {
        return try own.reject(.assertionReplayed, call, proven.client, in: transaction)
      }
      try own.end(token, of: proven.client, call.stamp, requestID, in: transaction)
      return .success(())
    }
    try verdict.orThrow()
  }
}

// MARK: - Issuing

extension OAuthServer {
  /// What is drawn before the transaction that issues a token.
  struct Issue: Sendable {
    let token: String
    let tokenID: String
    let client: OAuthClient
    let stamp: Stamp
    let requestID: RequestID
  }

  /// A call of a client, for the entry that it leaves.
  struct Call: Sendable {
    let action: AuditEntry.Action
    let stamp: Stamp
    let requestID: RequestID

    func rejected(_ rejection: TokenRejection, _ client: OAuthClient?) -> AuditEntry {
      AuditEntry(
        id: stamp.id, at: stamp.at, action: action, outcome: .rejected, code: rejection.rawValue,
        requestID: requestID, clientID: client?.id, organization: client?.organization)
    }
  }

  /// What a channel brings to turn a code into a token.
  struct Redemption: Sendable {
    let code: String
    let redirectURI: String
    let verifier: String
  }

  private func credentials(_ scope: String?, _ issue: Issue, in transaction: Transaction) throws -> Verdict {
    let allowed = issue.client.ownScopes
    guard issue.client.organization != nil || !allowed.isEmpty else {
      return try reject(.grantNotAllowed, issue, in: transaction)
    }
    guard let scopes = ScopeList.parse(scope, allowed: allowed) else {
      return try reject(.scopeInvalid, issue, in: transaction)
    }
    let token = TokenRows.Kept(
      tokenID: issue.tokenID, clientID: issue.client.id, organization: issue.client.organization,
      mailbox: nil,
      assurance: nil,
      scopes: scopes, issuedAt: issue.stamp.at,
      expires: issue.stamp.at.adding(seconds: settings.senderTokenSeconds), isRevoked: false)
    return .success(try issueToken(token, issue, codeHash: .null, in: transaction))
  }

  /// Turns a code into a token, once. A second use ends what the first one gave.
  func redeem(
    _ redemption: Redemption, _ issue: Issue, in transaction: Transaction
  ) throws -> Result<IssuedToken, TokenRejection> {
    guard case .channel = issue.client.kind, let channel = try? ChannelID(parsing: issue.client.id) else {
      return try reject(.grantNotAllowed, issue, in: transaction)
    }
    let hash = secretHash(redemption.code)
    guard let code = try CodeRows.find(hash: hash, in: transaction) else {
      return try reject(.codeUnknown, issue, in: transaction)
    }
    guard !code.isUsed else {
      try TokenRows.end(fromCode: hash, at: issue.stamp.at, in: transaction)
      return try reject(.codeReplayed, issue, in: transaction)
    }
    guard code.clientID == issue.client.id else {
      return try reject(.codeOfOtherClient, issue, in: transaction)
    }
    guard issue.stamp.at < code.expires else { return try reject(.codeExpired, issue, in: transaction) }
    guard code.redirectURI == redemption.redirectURI else {
      return try reject(.redirectMismatch, issue, in: transaction)
    }
    guard PKCE.matches(verifier: redemption.verifier, challenge: code.challenge) else {
      return try reject(.verifierWrong, issue, in: transaction)
    }
    guard try ConsentRows.isInForce(code.mailbox, channel, in: transaction) else {
      return try reject(.consentWithdrawn, issue, in: transaction)
    }
    try CodeRows.use(hash: hash, at: issue.stamp.at, in: transaction)
    let token = TokenRows.Kept(
      tokenID: issue.tokenID, clientID: issue.client.id, organization: nil, mailbox: code.mailbox,
      assurance: code.assurance, scopes: code.scopes, issuedAt: issue.stamp.at,
      expires: issue.stamp.at.adding(seconds: settings.citizenTokenSeconds), isRevoked: false)
    return .success(try issueToken(token, issue, codeHash: hash, in: transaction))
  }

  private func issueToken(
    _ token: TokenRows.Kept, _ issue: Issue, codeHash: Value, in transaction: Transaction
  ) throws -> IssuedToken {
    try TokenRows.insert(token, hash: secretHash(issue.token), codeHash: codeHash, in: transaction)
    try parts.trail.record(
      AuditEntry(
        id: issue.stamp.id, at: issue.stamp.at, action: .token, requestID: issue.requestID,
        clientID: issue.client.id, organization: token.organization, mailbox: token.mailbox,
        details: ["tokenId": token.tokenID, "scopes": ScopeList.kept(token.scopes)]),
      in: transaction)
    return IssuedToken(
      accessToken: issue.token,
      expiresInSeconds: token.expires.secondsSince1970 - token.issuedAt.secondsSince1970,
      scopes: token.scopes,
      mailbox: token.mailbox)
  }

  private func reject(_ rejection: TokenRejection, _ issue: Issue, in transaction: Transaction) throws
    -> Verdict
  {
    let call = Call(action: .token, stamp: issue.stamp, requestID: issue.requestID)
    return try reject(rejection, call, issue.client, in: transaction)
  }
}

// MARK: - Ending and turning down

extension OAuthServer {
  /// Ends a token, if it is the client's.
  func end(
    _ token: String, of client: OAuthClient, _ stamp: Stamp, _ requestID: RequestID,
    in transaction: Transaction
  ) throws {
    let ended = try TokenRows.end(hash: secretHash(token), clientID: client.id, at: stamp.at, in: transaction)
    try parts.trail.record(
      AuditEntry(
        id: stamp.id, at: stamp.at, action: .revoke, requestID: requestID, clientID: client.id,
        organization: client.organization, details: ["ended": ended ? "1" : "0"]),
      in: transaction)
  }

  private func prove(
    _ assertion: ClientAssertion, at url: String, _ call: Call
  ) async throws(Failure<TokenRejection>) -> AssertionCheck.Proven {
    let check = AssertionCheck(clients: clients, audiences: [metadata.issuer, metadata.tokenURL, url])
    do {
      return try check(assertion, now: assertionTime.now())
    } catch {
      let claimed = check.claimedClient(assertion)
      try await parts.record(call.rejected(error, claimed), as: TokenRejection.self)
      throw .rejected(error)
    }
  }

  private func reject<Done>(
    _ rejection: TokenRejection, _ call: Call, _ client: OAuthClient, in transaction: Transaction
  ) throws -> Result<Done, TokenRejection> {
    try parts.trail.record(call.rejected(rejection, client), in: transaction)
    return .failure(rejection)
  }
}

extension Result {
  /// The rejection as a failure of the contract.
  func orThrow() throws(Contracts.Failure<Failure>) -> Success {
    switch self {
    case .success(let value): return value
    case .failure(let rejection): throw .rejected(rejection)
    }
  }
}
