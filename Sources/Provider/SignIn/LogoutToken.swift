import Contracts
import TrustServices
import Vocabulary

/// The claims of a logout token (OpenID Connect Back-Channel Logout 1.0 §2.4).
struct LogoutTokenClaims: Decodable {
  static let event = "http://schemas.openid.net/event/backchannel-logout"

  /// An event's content, which may be anything that is an object.
  private struct Content: Decodable {}

  let iss: String
  let aud: Audience
  let iat: NumericDate
  /// Absent in tokens of before the final text.
  let exp: NumericDate?
  let jti: String?
  let sub: String?
  let sid: String?
  let isLogout: Bool
  let hasNonce: Bool

  private enum CodingKeys: String, CodingKey { case iss, aud, iat, exp, jti, sub, sid, events, nonce }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    iss = try container.decode(String.self, forKey: .iss)
    aud = try container.decode(Audience.self, forKey: .aud)
    iat = try container.decode(NumericDate.self, forKey: .iat)
    exp = try container.decodeIfPresent(NumericDate.self, forKey: .exp)
    jti = try container.decodeIfPresent(String.self, forKey: .jti)
    sub = try container.decodeIfPresent(String.self, forKey: .sub)
    sid = try container.decodeIfPresent(String.self, forKey: .sid)
    let events = try? container.decode([String: Content].self, forKey: .events)
    isLogout = events?[Self.event] != nil
    hasNonce = container.contains(.nonce)
  }
}

/// Checks a logout token in the order of ``LogoutRejection``, but for its replay, which only the database
/// knows.
struct LogoutTokenCheck: Sendable {
  /// A token is taken for so long after it was made, whatever it says itself.
  static let ageSecondsMax: Int64 = 300
  static let tokenIDCharactersMax = 256

  /// Whom it is about.
  struct Told: Sendable {
    let subject: String?
    let session: String?
    let tokenID: String
    /// Until when the id is kept.
    let expires: Instant
  }

  let settings: OpenIDSettings

  func callAsFunction(
    _ token: SignedToken, keys: [VerificationKey], now: Instant
  ) throws(LogoutRejection) -> Told {
    guard let claims = token.claims(LogoutTokenClaims.self) else { throw .logoutTokenMalformed }
    do { try token.checkSignature(among: keys) } catch { throw .logoutTokenForged }
    guard claims.iss == settings.issuer else { throw .logoutTokenIssuerWrong }
    guard claims.aud.values.contains(settings.clientID) else { throw .logoutTokenAudienceWrong }
    let latest = claims.iat.instant.adding(seconds: Self.ageSecondsMax)
    let expires = min(claims.exp?.instant ?? latest, latest).adding(seconds: settings.skewSeconds)
    guard now < expires else { throw .logoutTokenExpired }
    guard claims.iat.instant <= now.adding(seconds: settings.skewSeconds) else {
      throw .logoutTokenNotYetValid
    }
    guard claims.isLogout else { throw .logoutEventMissing }
    guard !claims.hasNonce else { throw .logoutNoncePresent }
    guard claims.sub != nil || claims.sid != nil else { throw .logoutSubjectMissing }
    guard let id = claims.jti, !id.isEmpty, id.utf8.count <= Self.tokenIDCharactersMax,
      !id.utf8.contains(0)
    else { throw .logoutIDMissing }
    return Told(subject: claims.sub, session: claims.sid, tokenID: id, expires: expires)
  }
}
