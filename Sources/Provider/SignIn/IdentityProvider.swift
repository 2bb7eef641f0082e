import Contracts
import Foundation
import TrustServices
import Vocabulary

/// What the identity provider published of itself (OpenID Connect Discovery).
struct IdentityProviderFacts: Decodable, Sendable {
  let issuer: String
  let authorizationEndpoint: String
  let tokenEndpoint: String
  let keySetAddress: String
  let userInfoEndpoint: String?
  let endSessionEndpoint: String?
  /// How clients may prove themselves; absent means `client_secret_basic`.
  let tokenAuthenticationMethods: [String]?
  /// Whether each answer of it names its issuer (RFC 9207).
  let namesIssuer: Bool?

  private enum CodingKeys: String, CodingKey {
    case issuer
    case authorizationEndpoint = "authorization_endpoint"
    case tokenEndpoint = "token_endpoint"
    case keySetAddress = "jwks_uri"
    case userInfoEndpoint = "userinfo_endpoint"
    case endSessionEndpoint = "end_session_endpoint"
    case tokenAuthenticationMethods = "token_endpoint_auth_methods_supported"
    case namesIssuer = "authorization_response_iss_parameter_supported"
  }

  /// Whether a secret goes into the form because that is all that it takes.
  var takesSecretInForm: Bool {
    guard let methods = tokenAuthenticationMethods else { return false }
    return !methods.contains("client_secret_basic") && methods.contains("client_secret_post")
  }
}

/// The identity provider's addresses and keys: fetched when first needed, and again when an hour old or
/// when a token names a key that we do not have.
actor IdentityProvider {
  static let factsSeconds: Int64 = 3600
  /// A stranger's tokens with invented key ids make us ask for keys at most this often.
  static let keysSecondsMin: Int64 = 10

  /// It can't be reached, or what it says can't be used.
  struct Unavailable: Error {
    let cause: any Error
  }

  private struct Unusable: Error, CustomStringConvertible {
    let description: String
  }

  private let settings: OpenIDSettings
  private let wire: any IdentityProviderWire
  private let time: any TimeSource
  private var facts: (IdentityProviderFacts, fetched: Instant)?
  private var keys: ([VerificationKey], fetched: Instant)?

  init(settings: OpenIDSettings, wire: any IdentityProviderWire, time: any TimeSource) {
    self.settings = settings
    self.wire = wire
    self.time = time
  }

  func currentFacts() async throws(Unavailable) -> IdentityProviderFacts {
    let now = time.now()
    if let facts, now < facts.fetched.adding(seconds: Self.factsSeconds) { return facts.0 }
    do {
      let fresh: IdentityProviderFacts = try await fetch(settings.discoveryURL)
      guard fresh.issuer == settings.issuer else {
        throw Unusable(description: "the discovery document names another issuer")
      }
      facts = (fresh, now)
      return fresh
    } catch {
      throw Unavailable(cause: error)
    }
  }

  /// The keys, with the one that signed a token among them if the identity provider has it.
  func keys(for token: SignedToken) async throws(Unavailable) -> [VerificationKey] {
    let keyID = token.keyID
    return try await currentKeys { keys in
      keyID.map { id in !keys.contains { $0.id == id } } ?? keys.isEmpty
    }
  }

  /// - Parameter isMissing: whether none of the keys we have is the one that is needed.
  func currentKeys(unless isMissing: @Sendable ([VerificationKey]) -> Bool) async throws(Unavailable)
    -> [VerificationKey]
  {
    let now = time.now()
    if let keys {
      let age = keys.fetched
      let isFresh = now < age.adding(seconds: Self.factsSeconds) && !isMissing(keys.0)
      if isFresh || now < age.adding(seconds: Self.keysSecondsMin) { return keys.0 }
    }
    let address = try await currentFacts().keySetAddress
    do {
      let set: JSONWebKeySet = try await fetch(address)
      // Keys of other kinds and for other uses are not ours to use; tokens that name them are not accepted.
      let usable = set.keys.filter { $0.use ?? "sig" == "sig" }.compactMap { try? VerificationKey(jwk: $0) }
      keys = (usable, now)
      return usable
    } catch {
      throw Unavailable(cause: error)
    }
  }

  private func fetch<Answer: Decodable>(_ url: String) async throws -> Answer {
    let answer = try await wire.get(url, authorization: nil)
    guard answer.status == 200 else { throw Unusable(description: "\(url) answered \(answer.status)") }
    return try JSONDecoder().decode(Answer.self, from: answer.body)
  }
}
