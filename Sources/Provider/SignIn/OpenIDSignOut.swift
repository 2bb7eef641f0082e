import AuditTrail
import Contracts
import Storage
import TrustServices
import Vocabulary

// Sign-out: the citizen's here, which goes on to the identity provider; and the one that it tells of.
extension OpenIDSignIn {
  func signOut(_ session: String, requestID: RequestID) async throws(Failure<Never>) -> String? {
    let stamp = parts.stamp()
    let trail = parts.trail
    let hash = secretDigest(session)
    let ended: SessionRows.Ended? = try await parts.write(as: Never.self) { transaction in
      guard let ended = try SessionRows.end(hash: hash, in: transaction) else { return nil }
      try trail.record(
        AuditEntry(
          id: stamp.id, at: stamp.at, action: .signOut, requestID: requestID, mailbox: ended.mailbox),
        in: transaction)
      return ended
    }
    guard let ended else { return nil }
    do { return try await endSessionURL(seal.idToken(ended.idToken, hash: hash)) } catch {
      throw .outcomeUnknown(error)
    }
  }

  /// Nil when the identity provider offers none, or can't be asked: the session here is over all the same.
  private func endSessionURL(_ idToken: String) async -> String? {
    let facts: IdentityProviderFacts
    do { facts = try await provider.currentFacts() } catch { return nil }
    guard let address = facts.endSessionEndpoint else { return nil }
    // The hint names the client too; some take one or the other, not both.
    let hint =
      idToken.utf8.count <= Self.hintBytesMax
      ? ("id_token_hint", idToken) : ("client_id", settings.openID.clientID)
    return FormText.url(address, [hint, ("post_logout_redirect_uri", settings.signedOutURL)])
  }

  func signOut(logoutToken: String, requestID: RequestID) async throws(Failure<LogoutRejection>) {
    let stamp = parts.stamp()
    let told: LogoutTokenCheck.Told
    do {
      told = try await checked(logoutToken, now: stamp.at)
    } catch {
      try await parts.record(Self.refused(error, stamp, requestID), as: LogoutRejection.self)
      throw .rejected(error)
    }
    let (subjectHash, sidHash) = (
      told.subject.map { seal.hash(subject: $0) }, told.session.map { seal.hash(sid: $0) }
    )
    let (trail, maker) = (parts.trail, settings.openID.issuer)
    let isNew: Bool = try await parts.write(as: LogoutRejection.self) { transaction in
      guard try AssertionRows.use(told.tokenID, of: maker, until: told.expires, in: transaction) else {
        try trail.record(Self.refused(.logoutReplayed, stamp, requestID), in: transaction)
        return false
      }
      let ended = try SessionRows.endTold(subjectHash: subjectHash, sidHash: sidHash, in: transaction)
      try trail.record(
        AuditEntry(
          id: stamp.id, at: stamp.at, action: .signOut, requestID: requestID, mailbox: ended.first,
          details: ["by": "identityProvider", "sessions": "\(ended.count)"]),
        in: transaction)
      return true
    }
    if !isNew { throw .rejected(.logoutReplayed) }
  }

  private func checked(_ text: String, now: Instant) async throws(LogoutRejection) -> LogoutTokenCheck.Told {
    guard let token = try? SignedToken(parsing: text) else { throw .logoutTokenMalformed }
    let keys: [VerificationKey]
    do { keys = try await provider.keys(for: token) } catch { throw .identityProviderUnavailable }
    return try LogoutTokenCheck(settings: settings.openID)(token, keys: keys, now: now)
  }

  private static func refused(
    _ rejection: LogoutRejection, _ stamp: Stamp, _ requestID: RequestID
  ) -> AuditEntry {
    AuditEntry(
      id: stamp.id, at: stamp.at, action: .signOut, outcome: .rejected, code: rejection.rawValue,
      requestID: requestID, details: ["by": "identityProvider"])
  }
}
