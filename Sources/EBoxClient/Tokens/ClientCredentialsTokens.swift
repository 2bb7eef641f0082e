package import AsyncHTTPClient
package import Contracts
import Foundation
import JWTKit
import NIOCore
import NIOFoundationCompat
import NIOHTTP1
package import Vocabulary

/// Access tokens by client credentials and `private_key_jwt` (RFC 7523), kept until shortly before they
/// expire. Callers that ask at the same time share one request.
package actor ClientCredentialsTokens: AccessTokenSource {
  /// A token is fetched anew this long before it expires.
  package static let marginSeconds: Int64 = 30
  package static let assertionSeconds: Int64 = 60
  static let answerBytesMax = 65_536

  private let credentials: Credentials
  private let scopes: Set<Scope>
  private let http: HTTPClient
  private let time: any TimeSource
  private let random: any RandomSource
  private var kept: (token: String, expires: Instant)?
  private var fetching: Task<(token: String, expires: Instant), any Error>?

  package init(
    _ credentials: Credentials, scopes: Set<Scope>, http: HTTPClient, time: any TimeSource,
    random: any RandomSource
  ) {
    self.credentials = credentials
    self.scopes = scopes
    self.http = http
    self.time = time
    self.random = random
  }

  package func token() async throws -> String {
    if let kept, time.now() < kept.expires.adding(seconds: -Self.marginSeconds) { return kept.token }
    let task = fetching ?? Task { try await fetch() }
    fetching = task
    defer { fetching = nil }
    let fetched = try await task.value
    kept = fetched
    return fetched.token
  }

  package func forget(_ token: String) {
    if kept?.token == token { kept = nil }
  }

  private func fetch() async throws -> (token: String, expires: Instant) {
    let now = time.now()
    var request = HTTPClientRequest(url: credentials.tokenURL)
    request.method = .POST
    request.headers.add(name: "Content-Type", value: "application/x-www-form-urlencoded")
    request.headers.add(name: "Accept", value: "application/json")
    let form = [
      ("grant_type", "client_credentials"),
      ("client_assertion_type", ClientAssertion.wireType),
      ("client_assertion", try await assertion(now)),
      ("scope", scopes.map(\.wire).sorted().joined(separator: " ")),
    ]
    request.body = .bytes(
      ByteBuffer(string: form.map { "\($0.0)=\($0.1.componentEncoded)" }.joined(separator: "&")))
    let response = try await http.execute(request, timeout: .seconds(30))
    let body = try await response.body.collect(upTo: Self.answerBytesMax)
    guard response.status == .ok else {
      throw ClientFault.tokenRefused(status: Int(response.status.code), code: OAuthError(body)?.error)
    }
    let answer = try JSONDecoder().decode(TokenAnswer.self, from: body)
    return (answer.accessToken, now.adding(seconds: answer.expiresIn))
  }

  private func assertion(_ now: Instant) async throws -> String {
    let keys = JWTKeyCollection()
    let id = JWKIdentifier(string: credentials.keyID)
    await keys.add(
      rsa: try Insecure.RSA.PrivateKey(pem: credentials.privateKeyPEM), digestAlgorithm: .sha256, kid: id)
    let unique = random.bytes(16).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    let claims = AssertionClaims(
      iss: credentials.clientID, sub: credentials.clientID, aud: credentials.tokenURL, jti: unique,
      iat: now.secondsSince1970, exp: now.adding(seconds: Self.assertionSeconds).secondsSince1970)
    return try await keys.sign(claims, kid: id)
  }
}

/// The claims of RFC 7523 §3, for signing only: what is our own needs no verification.
private struct AssertionClaims: JWTPayload {
  let iss: String
  let sub: String
  let aud: String
  let jti: String
  let iat: Int64
  let exp: Int64

  func verify(using algorithm: some JWTAlgorithm) async throws {}
}

private struct TokenAnswer: Decodable {
  let accessToken: String
  let expiresIn: Int64

  enum CodingKeys: String, CodingKey {
    case accessToken = "access_token"
    case expiresIn = "expires_in"
  }
}

private struct OAuthError: Decodable {
  let error: String

  /// Nil when the answer is of another form.
  init?(_ body: ByteBuffer) {
    do { self = try JSONDecoder().decode(OAuthError.self, from: body) } catch { return nil }
  }
}
