import AuditTrail
import Contracts
import Storage
import TrustServices
import Vocabulary

/// Sign-in of citizens at an OpenID provider, by authorization code with PKCE, nonce and a state bound to
/// the browser; and the end of their sessions, here and there.
struct OpenIDSignIn: CitizenSignIn {
  /// A longer ID token does not go into an address as a hint; who signs out is then asked there.
  static let hintBytesMax = 4096
  static let sessionIDBytes = 16

  let parts: ProviderParts
  let directory: CitizenDirectory
  let seal: SessionSeal
  let settings: ProviderSettings
  let provider: IdentityProvider
  let wire: any IdentityProviderWire

  func begin(
    _ request: SignInRequest, requestID: RequestID
  ) async throws(Failure<SignInRejection>) -> SignInStart {
    let openID = settings.openID
    let facts: IdentityProviderFacts
    do { facts = try await provider.currentFacts() } catch {
      throw try await refused(.identityProviderUnavailable, requestID)
    }
    let (state, binding, nonce, verifier) = (parts.secret(), parts.secret(), parts.secret(), parts.secret())
    let start = SignInRows.Started(
      bindingHash: secretHash(binding), nonce: nonce, verifier: verifier, returnTo: request.returnTo,
      expires: parts.time.now().adding(seconds: SignInRows.secondsMax))
    try await parts.write(as: SignInRejection.self) { transaction in
      try SignInRows.insert(start, stateHash: secretHash(state), in: transaction)
    }
    let levels = openID.levels.filter { $0.value >= .readingMin }.keys.sorted()
    var parameters = [
      ("response_type", "code"), ("client_id", openID.clientID), ("redirect_uri", settings.callbackURL),
      ("scope", openID.scope), ("state", state), ("nonce", nonce),
      ("code_challenge", PKCE.challenge(of: verifier)), ("code_challenge_method", "S256"),
      ("acr_values", levels.joined(separator: " ")), ("ui_locales", request.language.rawValue),
    ]
    if request.isAnew { parameters.append(("prompt", "login")) }
    return SignInStart(location: FormText.url(facts.authorizationEndpoint, parameters), binding: binding)
  }

  func finish(
    _ callback: SignInCallback, from browser: SignInBrowser, requestID: RequestID
  ) async throws(Failure<SignInRejection>) -> SignInOutcome {
    let start: SignInRows.Started? = try await parts.write(as: SignInRejection.self) { transaction in
      try SignInRows.take(stateHash: secretHash(callback.state), in: transaction)
    }
    let answer = IdentityAnswer(parts: parts, settings: settings, provider: provider, wire: wire)
    let person: RecognisedPerson
    do {
      person = try await answer.recognise(callback, start, browser.binding)
    } catch {
      throw try await refused(error, requestID)
    }
    guard let start else { throw try await refused(.signInUnknown, requestID) }
    let mailbox = try await directory.mailbox(person.number, as: SignInRejection.self)
    guard person.assurance >= .readingMin else {
      _ = try await refused(.assuranceTooLow, requestID, mailbox: mailbox)
      return .stepUpNeeded(returnTo: start.returnTo)
    }
    let secret = try await open(person, mailbox, browser, requestID)
    return .signedIn(session: secret, returnTo: start.returnTo)
  }

  func citizen(_ session: String, requestID: RequestID) async throws(Failure<Never>) -> SignedInCitizen? {
    let now = parts.time.now()
    let hash = secretDigest(session)
    let kept: SessionRows.Session? = try await parts.read(as: Never.self) { transaction in
      try SessionRows.find(hash: hash, in: transaction)
    }
    guard let kept, kept.isRunning(now: now) else { return nil }
    if kept.seen.adding(seconds: SessionRows.seenSecondsMin) <= now {
      try await parts.write(as: Never.self) { transaction in
        try SessionRows.seen(hash: hash, at: now, in: transaction)
      }
    }
    let name: String
    do { name = try seal.name(kept.name, hash: hash) } catch { throw .outcomeUnknown(error) }
    return SignedInCitizen(
      caller: CitizenCaller(mailbox: kept.mailbox, assurance: kept.assurance, requestID: requestID),
      name: name)
  }

  /// Starts a session under a new secret; the one that the browser had ends with it.
  private func open(
    _ person: RecognisedPerson, _ mailbox: MailboxID, _ browser: SignInBrowser, _ requestID: RequestID
  ) async throws(Failure<SignInRejection>) -> String {
    let stamp = parts.stamp()
    let secret = parts.secret()
    let hash = secretDigest(secret)
    let new: SessionRows.Beginning
    do {
      new = SessionRows.Beginning(
        hash: hash,
        id: try SessionID(parsing: Base64URL.encode(parts.random.bytes(Self.sessionIDBytes))),
        mailbox: mailbox, assurance: person.assurance,
        sealed: try seal.seal(person, browser.kind, hash: hash), at: stamp.at)
    } catch {
      throw .outcomeUnknown(error)
    }
    let trail = parts.trail
    let old = browser.session.map(secretDigest)
    let isOpen: Bool = try await parts.write(as: SignInRejection.self) { transaction in
      // The box gave way to another since it was looked up: the next attempt finds that one.
      guard try CitizenDirectory.isKnown(mailbox, in: transaction) else { return false }
      if let old { _ = try SessionRows.end(hash: old, in: transaction) }
      try SessionRows.insert(new, in: transaction)
      try trail.record(
        AuditEntry(
          id: stamp.id, at: stamp.at, action: .signIn, requestID: requestID, mailbox: mailbox,
          details: ["acr": new.assurance.acr]),
        in: transaction)
      return true
    }
    guard isOpen else { throw .overloaded(retryAfterSeconds: Failure<Never>.retryAfterSeconds) }
    return secret
  }

  private func refused(
    _ rejection: SignInRejection, _ requestID: RequestID, mailbox: MailboxID? = nil
  ) async throws(Failure<SignInRejection>) -> Failure<SignInRejection> {
    let stamp = parts.stamp()
    try await parts.record(
      AuditEntry(
        id: stamp.id, at: stamp.at, action: .signIn, outcome: .rejected, code: rejection.rawValue,
        requestID: requestID, mailbox: mailbox),
      as: SignInRejection.self)
    return .rejected(rejection)
  }
}
