import Contracts
import Foundation
import TrustServices
import Vocabulary

/// A person as the identity provider recognised them.
struct RecognisedPerson: Sendable {
  let number: NationalNumber
  /// Given and family name; empty when it tells neither.
  let name: String
  let assurance: AssuranceLevel
  /// `sub`: its own name for the person.
  let subject: String
  /// `sid`: its own name for the session there.
  let session: String?
  /// Shown to it again at sign-out, as a hint of who it is about.
  let idToken: String
}

/// Turns what the identity provider sent a browser back with into a person: redeems the code, checks the ID
/// token, asks for the user info where the token does not tell enough.
struct IdentityAnswer: Sendable {
  private struct TokenAnswer: Decodable {
    let id_token: String
    let access_token: String?
  }

  private struct UserInfoSubject: Decodable {
    let sub: String
  }

  private struct SignedUserInfo: Decodable {
    let iss: String?
    let aud: Audience?
  }

  let parts: ProviderParts
  let settings: ProviderSettings
  let provider: IdentityProvider
  let wire: any IdentityProviderWire

  func recognise(
    _ callback: SignInCallback, _ start: SignInRows.Started?, _ binding: String?
  ) async throws(SignInRejection) -> RecognisedPerson {
    guard let start, parts.time.now() < start.expires else { throw .signInUnknown }
    guard let binding, secretHash(binding) == start.bindingHash else { throw .browserMismatch }
    let facts = try await facts()
    guard callback.issuer == settings.openID.issuer || callback.issuer == nil && facts.namesIssuer != true
    else { throw .issuerMixedUp }
    guard callback.error == nil, let code = callback.code, !code.isEmpty else {
      throw .identityProviderRefused
    }
    let answer = try await redeem(code, verifier: start.verifier, facts)
    guard let token = try? SignedToken(parsing: answer.id_token) else { throw .idTokenMalformed }
    let check = IDTokenCheck(
      settings: settings.openID, nonce: start.nonce, accessToken: answer.access_token)
    let (claims, level) = try check(token, keys: try await keys(for: token), now: parts.time.now())
    let texts = try await texts(claims, answer.access_token, facts)
    guard let digits = texts(settings.openID.claims.number), let number = try? NationalNumber(parsing: digits)
    else { throw .nationalNumberMissing }
    let names = [settings.openID.claims.givenName, settings.openID.claims.familyName].compactMap(texts)
    return RecognisedPerson(
      number: number, name: names.joined(separator: " "), assurance: level, subject: claims.sub,
      session: claims.sid, idToken: answer.id_token)
  }

  private func facts() async throws(SignInRejection) -> IdentityProviderFacts {
    do { return try await provider.currentFacts() } catch { throw .identityProviderUnavailable }
  }

  private func keys(for token: SignedToken) async throws(SignInRejection) -> [VerificationKey] {
    do { return try await provider.keys(for: token) } catch { throw .identityProviderUnavailable }
  }

  /// What came for a code.
  private func redeem(
    _ code: String, verifier: String, _ facts: IdentityProviderFacts
  ) async throws(SignInRejection) -> TokenAnswer {
    let openID = settings.openID
    var form = [
      ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", settings.callbackURL),
      ("client_id", openID.clientID), ("code_verifier", verifier),
    ]
    var authorization: String?
    let answer: WireAnswer
    do {
      switch openID.authentication {
      case .secret(let secret) where facts.takesSecretInForm:
        form.append(("client_secret", secret))
      case .secret(let secret):
        let pair = "\(FormText.escape(openID.clientID)):\(FormText.escape(secret))"
        authorization = "Basic \(Data(pair.utf8).base64EncodedString())"
      case .key(let key):
        let assertion = OwnAssertion(of: openID, at: facts.tokenEndpoint, parts)
        form.append(("client_assertion_type", ClientAssertion.wireType))
        form.append(("client_assertion", try key.sign(assertion)))
      }
      let text = FormText.encode(form)
      answer = try await wire.post(facts.tokenEndpoint, form: text, authorization: authorization)
    } catch {
      throw .identityProviderUnavailable
    }
    guard answer.status == 200 else {
      throw answer.status >= 500 ? .identityProviderUnavailable : .identityProviderRefused
    }
    guard let body = try? JSONDecoder().decode(TokenAnswer.self, from: answer.body) else {
      throw .idTokenMalformed
    }
    return body
  }
}

// MARK: - User info

extension IdentityAnswer {
  /// The text claims: of the ID token, and where the number is not among them of the user info too.
  private func texts(
    _ claims: IDTokenClaims, _ accessToken: String?, _ facts: IdentityProviderFacts
  ) async throws(SignInRejection) -> (String) -> String? {
    guard claims.texts[settings.openID.claims.number] == nil, let accessToken,
      let address = facts.userInfoEndpoint
    else { return { claims.texts[$0] } }
    let told = try await userInfo(at: address, accessToken, of: claims.sub)
    return { claims.texts[$0] ?? told[$0] }
  }

  /// As JSON, or signed as a JSON Web Token (OpenID Connect Core §5.3); of the same person as the ID token.
  private func userInfo(
    at address: String, _ accessToken: String, of subject: String
  ) async throws(SignInRejection) -> TextClaims {
    let answer: WireAnswer
    do {
      answer = try await wire.get(address, authorization: "Bearer \(accessToken)")
    } catch {
      throw .identityProviderUnavailable
    }
    guard answer.status == 200 else { throw .identityProviderUnavailable }
    let text = String(decoding: answer.body, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    guard text.hasPrefix("{") else { return try await signedUserInfo(text, of: subject) }
    let decoder = JSONDecoder()
    guard let whose = try? decoder.decode(UserInfoSubject.self, from: answer.body), whose.sub == subject,
      let claims = try? decoder.decode(TextClaims.self, from: answer.body)
    else { throw .userInfoForged }
    return claims
  }

  private func signedUserInfo(
    _ text: String, of subject: String
  ) async throws(SignInRejection) -> TextClaims {
    guard let token = try? SignedToken(parsing: text) else { throw .userInfoForged }
    let keys = try await keys(for: token)
    do { try token.checkSignature(among: keys) } catch { throw .userInfoForged }
    let openID = settings.openID
    guard token.claims(UserInfoSubject.self)?.sub == subject, let claims = token.claims(TextClaims.self),
      let frame = token.claims(SignedUserInfo.self), frame.iss ?? openID.issuer == openID.issuer,
      frame.aud?.values.contains(openID.clientID) ?? true
    else { throw .userInfoForged }
    return claims
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
