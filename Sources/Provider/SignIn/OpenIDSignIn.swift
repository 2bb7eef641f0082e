import AuditTrail
import Contracts
import Foundation
import Storage
import TrustServices
import Vocabulary

/// Sign-in of citizens at an OpenID provider, by authorization code with PKCE, nonce and a state bound to
/// the browser.
struct OpenIDSignIn: CitizenSignIn {
  let parts: ProviderParts
  let directory: CitizenDirectory
  /// Seals the citizen's name for as long as the session lasts.
  let names: ColumnCipher
  let settings: ProviderSettings
  let provider: IdentityProvider
  let wire: any IdentityProviderWire

  private static let nameColumn = PersonalColumn("provider_session", "name_cipher")

  private struct TokenAnswer: Decodable {
    let id_token: String
  }

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
      expires: parts.time.now().adding(seconds: SignInRows.signInSecondsMax))
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
    _ callback: SignInCallback, binding: String?, session: String?, requestID: RequestID
  ) async throws(Failure<SignInRejection>) -> SignInOutcome {
    let start: SignInRows.Started? = try await parts.write(as: SignInRejection.self) { transaction in
      try SignInRows.take(stateHash: secretHash(callback.state), in: transaction)
    }
    let person: IDTokenCheck.Person
    do {
      person = try await recognise(callback, start, binding)
    } catch {
      throw try await refused(error, requestID)
    }
    guard let start else { throw try await refused(.signInUnknown, requestID) }
    let mailbox = try await directory.mailbox(person.number, as: SignInRejection.self)
    guard person.assurance >= .readingMin else {
      _ = try await refused(.assuranceTooLow, requestID, mailbox: mailbox)
      return .stepUpNeeded(returnTo: start.returnTo)
    }
    let secret = try await open(person, mailbox, replacing: session, requestID)
    return .signedIn(session: secret, returnTo: start.returnTo)
  }

  func citizen(_ session: String, requestID: RequestID) async throws(Failure<Never>) -> SignedInCitizen? {
    let now = parts.time.now()
    let hash = secretHash(session)
    let kept: SignInRows.Session? = try await parts.read(as: Never.self) { transaction in
      try SignInRows.session(hash: hash, in: transaction)
    }
    guard let kept, kept.isRunning(now: now) else { return nil }
    if kept.seen.adding(seconds: SignInRows.seenSecondsMin) <= now {
      try await parts.write(as: Never.self) { transaction in
        try SignInRows.seen(hash: hash, at: now, in: transaction)
      }
    }
    let name: String
    do {
      name = try names.openText(kept.nameCipher, in: Self.nameColumn, row: kept.mailbox.bytes)
    } catch {
      throw .outcomeUnknown(error)
    }
    return SignedInCitizen(
      caller: CitizenCaller(mailbox: kept.mailbox, assurance: kept.assurance, requestID: requestID),
      name: name)
  }

  func signOut(_ session: String, requestID: RequestID) async throws(Failure<Never>) {
    let stamp = parts.stamp()
    let trail = parts.trail
    try await parts.write(as: Never.self) { transaction in
      guard let mailbox = try SignInRows.endSession(hash: secretHash(session), in: transaction) else {
        return
      }
      try trail.record(
        AuditEntry(id: stamp.id, at: stamp.at, action: .signOut, requestID: requestID, mailbox: mailbox),
        in: transaction)
    }
  }
}

// MARK: - The identity provider's answer

extension OpenIDSignIn {
  private func recognise(
    _ callback: SignInCallback, _ start: SignInRows.Started?, _ binding: String?
  ) async throws(SignInRejection) -> IDTokenCheck.Person {
    guard let start, parts.time.now() < start.expires else { throw .signInUnknown }
    guard let binding, secretHash(binding) == start.bindingHash else { throw .browserMismatch }
    guard callback.issuer ?? settings.openID.issuer == settings.openID.issuer else { throw .issuerMixedUp }
    guard callback.error == nil, let code = callback.code, !code.isEmpty else {
      throw .identityProviderRefused
    }
    let text = try await redeem(code, verifier: start.verifier)
    guard let token = try? SignedToken(parsing: text) else { throw .idTokenMalformed }
    let keys: [VerificationKey]
    do {
      let keyID = token.keyID
      keys = try await provider.currentKeys { keys in
        keyID.map { id in !keys.contains { $0.id == id } } ?? keys.isEmpty
      }
    } catch {
      throw .identityProviderUnavailable
    }
    return try IDTokenCheck(settings: settings.openID, nonce: start.nonce)(
      token, keys: keys, now: parts.time.now())
  }

  /// The ID token for a code.
  private func redeem(_ code: String, verifier: String) async throws(SignInRejection) -> String {
    var form = [
      ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", settings.callbackURL),
      ("client_id", settings.openID.clientID), ("code_verifier", verifier),
    ]
    var authorization: String?
    let answer: WireAnswer
    do {
      let address = try await provider.currentFacts().tokenEndpoint
      switch settings.openID.authentication {
      case .secret(let secret):
        let pair = "\(FormText.escape(settings.openID.clientID)):\(FormText.escape(secret))"
        authorization = "Basic \(Data(pair.utf8).base64EncodedString())"
      case .key(let key):
        form.append(("client_assertion_type", ClientAssertion.wireType))
        form.append(("client_assertion", try key.sign(OwnAssertion(of: settings.openID, at: address, parts))))
      }
      answer = try await wire.post(address, form: FormText.encode(form), authorization: authorization)
    } catch {
      throw .identityProviderUnavailable
    }
    guard answer.status == 200 else {
      throw answer.status >= 500 ? .identityProviderUnavailable : .identityProviderRefused
    }
    guard let body = try? JSONDecoder().decode(TokenAnswer.self, from: answer.body) else {
      throw .idTokenMalformed
    }
    return body.id_token
  }

  /// Starts a session under a new secret; the one that the browser had ends with it.
  private func open(
    _ person: IDTokenCheck.Person, _ mailbox: MailboxID, replacing old: String?, _ requestID: RequestID
  ) async throws(Failure<SignInRejection>) -> String {
    let stamp = parts.stamp()
    let secret = parts.secret()
    let session: SignInRows.Session
    do {
      session = SignInRows.Session(
        mailbox: mailbox, assurance: person.assurance,
        nameCipher: try names.seal(person.name, in: Self.nameColumn, row: mailbox.bytes), seen: stamp.at,
        ends: stamp.at.adding(seconds: SignInRows.sessionSecondsMax))
    } catch {
      throw .outcomeUnknown(error)
    }
    let trail = parts.trail
    try await parts.write(as: SignInRejection.self) { transaction in
      if let old { _ = try SignInRows.endSession(hash: secretHash(old), in: transaction) }
      try SignInRows.insert(session, hash: secretHash(secret), in: transaction)
      try trail.record(
        AuditEntry(
          id: stamp.id, at: stamp.at, action: .signIn, requestID: requestID, mailbox: mailbox,
          details: ["acr": session.assurance.acr]),
        in: transaction)
    }
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

/// Our own assertion at the identity provider's token endpoint (RFC 7523).
private struct OwnAssertion: Encodable {
  static let lifetimeSeconds: Int64 = 60

  let iss: String
  let sub: String
  let aud: String
  let jti: String
  let iat: Int64
  let exp: Int64

  init(of settings: OpenIDSettings, at address: String, _ parts: ProviderParts) {
    let now = parts.time.now().secondsSince1970
    (iss, sub, aud) = (settings.clientID, settings.clientID, address)
    (jti, iat, exp) = (parts.secret(), now, now + Self.lifetimeSeconds)
  }
}
