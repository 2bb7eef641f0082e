package import AsyncHTTPClient
import Contracts
import Foundation
import NIOCore
import NIOFoundationCompat
import NIOHTTP1

/// Where an authorization server answers, as it tells itself (RFC 8414).
package struct AuthorizationEndpoints: Hashable, Sendable {
  static let answerBytesMax = 65_536

  package let issuer: String
  package let authorizationURL: String
  package let tokenURL: String
  package let revocationURL: String

  package init(issuer: String, authorizationURL: String, tokenURL: String, revocationURL: String) {
    self.issuer = issuer
    self.authorizationURL = authorizationURL
    self.tokenURL = tokenURL
    self.revocationURL = revocationURL
  }

  /// Asks the server under `issuer`.
  /// - Parameter issuer: scheme, host and port, without a slash at the end.
  /// - Throws: ``ClientFault/refused(status:code:)`` when it answers otherwise than 200,
  ///   ``ClientFault/answerMalformed`` when the answer is of another issuer (RFC 8414 §3.3) or lacks an
  ///   address.
  package static func discover(issuer: String, http: HTTPClient) async throws -> AuthorizationEndpoints {
    var request = HTTPClientRequest(url: issuer + AuthorizationMetadata.wellKnownPath)
    request.headers = ["Accept": "application/json"]
    let response = try await http.execute(request, timeout: TokenEndpoint.timeout)
    guard response.status == .ok else {
      throw ClientFault.refused(status: Int(response.status.code), code: nil)
    }
    let body = try await response.body.collect(upTo: answerBytesMax)
    let metadata: Metadata
    do { metadata = try JSONDecoder().decode(Metadata.self, from: body) } catch {
      throw ClientFault.answerMalformed
    }
    guard metadata.issuer == issuer else { throw ClientFault.answerMalformed }
    return AuthorizationEndpoints(
      issuer: issuer, authorizationURL: metadata.authorization_endpoint, tokenURL: metadata.token_endpoint,
      revocationURL: metadata.revocation_endpoint)
  }

  private struct Metadata: Decodable {
    let issuer: String
    let authorization_endpoint: String
    let token_endpoint: String
    let revocation_endpoint: String
  }
}
