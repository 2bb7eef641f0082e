import Contracts
import Crypto
import Foundation
import TrustServices
import Vocabulary

/// The claims of an ID token (OpenID Connect Core §2), with every text claim by name.
struct IDTokenClaims: Decodable {
  let iss: String
  let sub: String
  let aud: Audience
  let exp: NumericDate
  let iat: NumericDate?
  let nbf: NumericDate?
  let azp: String?
  let nonce: String?
  let acr: String?
  /// Half a digest of the access token that came with it.
  let accessTokenHash: String?
  /// The session at the identity provider, for its logout tokens.
  let sid: String?
  let texts: TextClaims

  private enum CodingKeys: String, CodingKey {
    case iss, sub, aud, exp, iat, nbf, azp, nonce, acr, sid
    case accessTokenHash = "at_hash"
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    func text(_ key: CodingKeys) throws -> String? {
      try container.decodeIfPresent(String.self, forKey: key)
    }
    func date(_ key: CodingKeys) throws -> NumericDate? {
      try container.decodeIfPresent(NumericDate.self, forKey: key)
    }
    iss = try container.decode(String.self, forKey: .iss)
    sub = try container.decode(String.self, forKey: .sub)
    aud = try container.decode(Audience.self, forKey: .aud)
    exp = try container.decode(NumericDate.self, forKey: .exp)
    (iat, nbf) = (try date(.iat), try date(.nbf))
    (azp, nonce, acr) = (try text(.azp), try text(.nonce), try text(.acr))
    (accessTokenHash, sid) = (try text(.accessTokenHash), try text(.sid))
    texts = try TextClaims(from: decoder)
  }
}

/// The claims that are texts, by name; the others are left out.
struct TextClaims: Decodable, Sendable {
  private let values: [String: String]

  private struct Key: CodingKey {
    let stringValue: String
    let intValue: Int? = nil
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    var values: [String: String] = [:]
    for key in container.allKeys {
      if let value = try? container.decode(String.self, forKey: key) { values[key.stringValue] = value }
    }
    self.values = values
  }

  subscript(_ name: String) -> String? { values[name] }
}

/// Checks an ID token in the order of ``SignInRejection``.
struct IDTokenCheck: Sendable {
  let settings: OpenIDSettings
  let nonce: String
  /// What came with it; nil when none did.
  let accessToken: String?

  /// The claims of a token that is the identity provider's, for us, for this sign-in and of this time; and
  /// how surely it recognised the person.
  func callAsFunction(
    _ token: SignedToken, keys: [VerificationKey], now: Instant
  ) throws(SignInRejection) -> (IDTokenClaims, AssuranceLevel) {
    guard let claims = token.claims(IDTokenClaims.self), !claims.sub.isEmpty else { throw .idTokenMalformed }
    do { try token.checkSignature(among: keys) } catch { throw .idTokenForged }
    guard claims.iss == settings.issuer else { throw .idTokenIssuerWrong }
    let audiences = claims.aud.values
    guard audiences.contains(settings.clientID), claims.azp ?? settings.clientID == settings.clientID,
      audiences.count == 1 || claims.azp != nil
    else { throw .idTokenAudienceWrong }
    guard now < claims.exp.instant.adding(seconds: settings.skewSeconds) else { throw .idTokenExpired }
    let latestStart = now.adding(seconds: settings.skewSeconds)
    guard [claims.iat, claims.nbf].allSatisfy({ ($0?.instant ?? now) <= latestStart }) else {
      throw .idTokenNotYetValid
    }
    guard claims.nonce == nonce else { throw .idTokenNonceWrong }
    guard isOfAccessToken(claims) else { throw .accessTokenSwapped }
    guard let level = claims.acr.flatMap({ settings.levels[$0] }) else { throw .assuranceUnknown }
    return (claims, level)
  }

  /// OpenID Connect Core §3.1.3.8; all algorithms that we take hash by SHA-256.
  private func isOfAccessToken(_ claims: IDTokenClaims) -> Bool {
    guard let named = claims.accessTokenHash else { return true }
    guard let accessToken else { return false }
    return named == Base64URL.encode(Array(SHA256.hash(data: Array(accessToken.utf8)).prefix(16)))
  }
}
