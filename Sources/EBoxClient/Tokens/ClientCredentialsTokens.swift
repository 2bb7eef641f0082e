package import AsyncHTTPClient
package import Contracts
package import Vocabulary

/// Access tokens by client credentials and `private_key_jwt` (RFC 7523), kept until shortly before they
/// expire. Callers that ask at the same time share one request.
package actor ClientCredentialsTokens: AccessTokenSource {
  /// A token is fetched anew this long before it expires.
  package static let marginSeconds: Int64 = 30

  private let endpoint: TokenEndpoint
  private let scopes: Set<Scope>
  private let time: any TimeSource
  private var kept: (token: String, expires: Instant)?
  private var fetching: Task<(token: String, expires: Instant), any Error>?

  package init(
    _ credentials: Credentials, scopes: Set<Scope>, http: HTTPClient, time: any TimeSource,
    random: any RandomSource
  ) {
    endpoint = TokenEndpoint(credentials: credentials, http: http, time: time, random: random)
    self.scopes = scopes
    self.time = time
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
    let issued = try await endpoint.token([
      ("grant_type", "client_credentials"),
      ("scope", scopes.map(\.wire).sorted().joined(separator: " ")),
    ])
    return (issued.token, issued.expires)
  }
}
