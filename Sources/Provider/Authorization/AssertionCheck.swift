import Contracts
import TrustServices
import Vocabulary

/// Checks a client's assertion (RFC 7523), but for its replay, which only the database knows.
struct AssertionCheck: Sendable {
  static let skewSeconds: Int64 = 30
  /// RFC 7523 leaves it to us. Clients of the existing platforms sign for up to an hour; the `jti` is
  /// kept that long.
  static let lifetimeSecondsMax: Int64 = 3600
  static let tokenIDCharactersMax = 256

  private struct Claims: Decodable {
    let iss: String
    let sub: String
    let aud: Audience
    let exp: NumericDate
    let nbf: NumericDate?
    let iat: NumericDate?
    let jti: String?
  }

  /// A client that proved who it is, unless ``tokenID`` was used before.
  struct Proven: Sendable {
    let client: OAuthClient
    let tokenID: String
    /// Until when the id is kept.
    let expires: Instant
  }

  let clients: OAuthClients
  /// What `aud` may name: the token URL, the URL that is called, the issuer.
  let audiences: Set<String>

  func callAsFunction(_ assertion: ClientAssertion, now: Instant) throws(TokenRejection) -> Proven {
    guard assertion.type == ClientAssertion.wireType else { throw .assertionTypeUnsupported }
    guard let token = try? SignedToken(parsing: assertion.token), let claims = token.claims(Claims.self)
    else {
      throw .assertionMalformed
    }
    guard let client = clients[claims.iss] else { throw .clientUnknown }
    guard claims.sub == client.id, assertion.clientID ?? client.id == client.id else { throw .clientMismatch }
    do {
      try token.checkSignature(among: client.keys)
    } catch {
      switch error {
      case .keyUnknown: throw .assertionKeyUnknown
      case .algorithmRefused: throw .assertionAlgorithmRefused
      case .forged: throw .assertionForged
      }
    }
    guard claims.aud.values.contains(where: audiences.contains) else { throw .assertionAudienceWrong }
    let expires = claims.exp.instant.adding(seconds: Self.skewSeconds)
    guard now < expires else { throw .assertionExpired }
    guard claims.exp.instant <= now.adding(seconds: Self.lifetimeSecondsMax + Self.skewSeconds) else {
      throw .assertionLifetimeTooLong
    }
    let latestStart = now.adding(seconds: Self.skewSeconds)
    guard [claims.nbf, claims.iat].allSatisfy({ ($0?.instant ?? now) <= latestStart }) else {
      throw .assertionNotYetValid
    }
    guard let id = claims.jti, !id.isEmpty, id.utf8.count <= Self.tokenIDCharactersMax,
      !id.utf8.contains(0)
    else { throw .assertionIDMissing }
    return Proven(client: client, tokenID: id, expires: expires)
  }

  /// The client that an assertion claims to come from, for the audit trail of a rejection; only if we
  /// know such a client.
  func claimedClient(_ assertion: ClientAssertion) -> OAuthClient? {
    let token = try? SignedToken(parsing: assertion.token)
    return (token?.claims(Claims.self)?.iss).flatMap { clients[$0] }
  }
}
