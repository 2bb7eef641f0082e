import Contracts
import Foundation
import Vocabulary

/// The claims of an ID token (OpenID Connect Core §2), with every text claim by name.
struct IDTokenClaims: Decodable {
  let iss: String
  let aud: Audience
  let exp: NumericDate
  let iat: NumericDate?
  let nbf: NumericDate?
  let azp: String?
  let nonce: String?
  let acr: String?
  let texts: [String: String]

  private struct Key: CodingKey {
    let stringValue: String
    let intValue: Int? = nil
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    func text(_ name: String) throws -> String? {
      try container.decodeIfPresent(String.self, forKey: Key(stringValue: name))
    }
    func date(_ name: String) throws -> NumericDate? {
      try container.decodeIfPresent(NumericDate.self, forKey: Key(stringValue: name))
    }
    iss = try container.decode(String.self, forKey: Key(stringValue: "iss"))
    aud = try container.decode(Audience.self, forKey: Key(stringValue: "aud"))
    exp = try container.decode(NumericDate.self, forKey: Key(stringValue: "exp"))
    (iat, nbf) = (try date("iat"), try date("nbf"))
    (azp, nonce, acr) = (try text("azp"), try text("nonce"), try text("acr"))
    var texts: [String: String] = [:]
    for key in container.allKeys {
      if let value = try? container.decode(String.self, forKey: key) { texts[key.stringValue] = value }
    }
    self.texts = texts
  }
}

/// Checks an ID token in the order of ``SignInRejection``.
struct IDTokenCheck: Sendable {
  static let skewSeconds: Int64 = 30

  /// A citizen as the identity provider told them.
  struct Person: Sendable {
    let number: NationalNumber
    let name: String
    let assurance: AssuranceLevel
  }

  let settings: OpenIDSettings
  let nonce: String

  func callAsFunction(
    _ token: SignedToken, keys: [VerificationKey], now: Instant
  ) throws(SignInRejection) -> Person {
    guard let claims = token.claims(IDTokenClaims.self) else { throw .idTokenMalformed }
    do { try token.checkSignature(among: keys) } catch { throw .idTokenForged }
    guard claims.iss == settings.issuer else { throw .idTokenIssuerWrong }
    let audiences = claims.aud.values
    guard audiences.contains(settings.clientID), claims.azp ?? settings.clientID == settings.clientID,
      audiences.count == 1 || claims.azp != nil
    else { throw .idTokenAudienceWrong }
    guard now < claims.exp.instant.adding(seconds: Self.skewSeconds) else { throw .idTokenExpired }
    let latestStart = now.adding(seconds: Self.skewSeconds)
    guard [claims.iat, claims.nbf].allSatisfy({ ($0?.instant ?? now) <= latestStart }) else {
      throw .idTokenNotYetValid
    }
    guard claims.nonce == nonce else { throw .idTokenNonceWrong }
    guard let level = claims.acr.flatMap({ settings.levels[$0] }) else { throw .assuranceUnknown }
    guard let text = claims.texts[settings.nationalNumberClaim],
      let number = try? NationalNumber(parsing: text)
    else { throw .nationalNumberMissing }
    let names = [claims.texts["given_name"], claims.texts["family_name"]].compactMap { $0 }
    return Person(number: number, name: names.joined(separator: " "), assurance: level)
  }
}
