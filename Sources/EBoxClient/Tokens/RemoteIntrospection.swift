package import AsyncHTTPClient
package import Contracts
import Foundation
import NIOCore
import NIOFoundationCompat
import NIOHTTP1
import Vocabulary

/// Introspection at an authorization server elsewhere (RFC 7662), asked anew at each call, with the document
/// provider's own bearer token (reference §2.6).
///
/// The server tells nothing of a token that is not good, so that an expired one is ``TokenStanding/unknown``.
package struct RemoteIntrospection: TokenIntrospection {
  static let answerBytesMax = 65_536

  private let url: String
  private let tokens: any AccessTokenSource
  private let http: HTTPClient

  package init(introspectionURL: String, tokens: any AccessTokenSource, http: HTTPClient) {
    url = introspectionURL
    self.tokens = tokens
    self.http = http
  }

  /// - Throws: also when our own token is not taken, the second time.
  package func introspect(_ token: String) async throws -> TokenStanding {
    let bearer = try await tokens.token()
    var response = try await ask(token, bearer)
    if response.status == .unauthorized {
      await tokens.forget(bearer)
      response = try await ask(token, try await tokens.token())
    }
    guard response.status == .ok else {
      throw ClientFault.refused(status: Int(response.status.code), code: nil)
    }
    let body = try await response.body.collect(upTo: Self.answerBytesMax)
    return try JSONDecoder().decode(IntrospectionAnswer.self, from: body).standing()
  }

  private func ask(_ token: String, _ bearer: String) async throws -> HTTPClientResponse {
    var request = HTTPClientRequest(url: url)
    request.method = .POST
    request.headers = [
      "Authorization": "Bearer \(bearer)", "Content-Type": "application/x-www-form-urlencoded",
      "Accept": "application/json",
    ]
    request.body = .bytes(ByteBuffer(string: "token=\(token.componentEncoded)"))
    return try await http.execute(request, timeout: .seconds(30))
  }
}

/// The members that stand in for ``AccessTokenFacts``; others are ignored.
private struct IntrospectionAnswer: Decodable {
  private static let enterpriseNumber = "urn:be:fgov:kbo-bce:organization:cbe-number"

  let active: Bool
  let scope: String?
  let client_id: String?
  let sub: String?
  let iat: Int64?
  let exp: Int64?
  let acr: String?
  let principalAttributes: [String: [String]]?

  func standing() throws -> TokenStanding {
    guard active else { return .unknown }
    guard let client_id, let exp else { throw ClientFault.answerMalformed }
    let scopes = (scope ?? "").split(separator: " ").compactMap { Scope(wire: $0) }
    return .active(
      AccessTokenFacts(
        clientID: client_id, subject: try subject(client_id), scopes: Set(scopes),
        issuedAt: Instant(microseconds: (iat ?? exp) * 1_000_000),
        expires: Instant(microseconds: exp * 1_000_000)))
  }

  private func subject(_ clientID: String) throws -> AccessTokenFacts.Subject {
    if let number = principalAttributes?[Self.enterpriseNumber]?.first {
      return .sender(try EnterpriseNumber(parsingPadded: number))
    }
    if acr == nil, sub == clientID { return .channel(try ChannelID(parsing: clientID)) }
    guard let sub, let level = acr.flatMap({ AssuranceLevel(acr: $0) }) else {
      throw ClientFault.answerMalformed
    }
    return .citizen(try MailboxID(parsing: sub), try ChannelID(parsing: clientID), level)
  }
}
