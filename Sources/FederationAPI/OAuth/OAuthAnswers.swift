import Contracts
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Vocabulary

/// What the OAuth endpoints answer, as JSON.
enum OAuthAnswers {
  struct Token: Encodable {
    let access_token: String
    let token_type = "Bearer"
    let expires_in: Int64
    let scope: String
    let mailbox: String?

    init(_ token: IssuedToken) {
      access_token = token.accessToken
      expires_in = token.expiresInSeconds
      scope = token.scope
      mailbox = token.mailbox?.text
    }
  }

  /// RFC 6749 §5.2.
  struct Refusal: Encodable {
    let error: String
    let error_description: String?
  }

  struct Inactive: Encodable {
    let active = false
  }

  /// RFC 7662 §2.2, with the members that document providers of the existing platform read (reference §2.6).
  struct Active: Encodable {
    private static let enterpriseNumber = "urn:be:fgov:kbo-bce:organization:cbe-number"

    let active = true
    let token_type = "Bearer"
    let scope: String
    let client_id: String
    let sub: String
    let aud: String
    let iss: String
    let jti: String
    let iat: Int64
    let nbf: Int64
    let exp: Int64
    let acr: String?
    let principalAttributes: [String: [String]]?

    init(_ facts: AccessTokenFacts, tokenID: String, issuer: String) {
      scope = facts.scopes.map(\.wire).sorted().joined(separator: " ")
      client_id = facts.clientID
      (aud, iss, jti) = (issuer, issuer, tokenID)
      (iat, nbf) = (facts.issuedAt.secondsSince1970, facts.issuedAt.secondsSince1970)
      exp = facts.expires.secondsSince1970
      switch facts.subject {
      case .sender(let organization):
        (sub, acr) = (facts.clientID, nil)
        principalAttributes = [Self.enterpriseNumber: [organization.digits]]
      case .citizen(let mailbox, _, let level):
        (sub, acr, principalAttributes) = (mailbox.text, level.acr, nil)
      case .channel:
        (sub, acr, principalAttributes) = (facts.clientID, nil, nil)
      }
    }
  }

  /// RFC 8414 §2.
  struct Metadata: Encodable {
    let issuer: String
    let authorization_endpoint: String
    let token_endpoint: String
    let revocation_endpoint: String
    let introspection_endpoint: String
    let jwks_uri: String
    let scopes_supported = Scope.allCases.map(\.wire)
    let response_types_supported = ["code"]
    let response_modes_supported = ["query"]
    let grant_types_supported = ["authorization_code", "client_credentials"]
    let code_challenge_methods_supported = ["S256"]
    let token_endpoint_auth_methods_supported = ["private_key_jwt"]
    let token_endpoint_auth_signing_alg_values_supported = ["RS256", "PS256", "ES256"]
    let revocation_endpoint_auth_methods_supported = ["private_key_jwt"]
    let revocation_endpoint_auth_signing_alg_values_supported = ["RS256", "PS256", "ES256"]
    let ui_locales_supported = Language.allCases.map(\.rawValue)
    let authorization_response_iss_parameter_supported = true

    init(_ metadata: AuthorizationMetadata) {
      issuer = metadata.issuer
      authorization_endpoint = metadata.authorizationURL
      token_endpoint = metadata.tokenURL
      revocation_endpoint = metadata.revocationURL
      introspection_endpoint = metadata.introspectionURL
      jwks_uri = metadata.keySetURL
    }
  }

  static func json(_ value: some Encodable, _ status: HTTPResponse.Status = .ok) throws -> Response {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return json(text: String(decoding: try encoder.encode(value), as: UTF8.self), status)
  }

  /// Nothing that an OAuth endpoint answers may be kept by a cache (RFC 6749 §5.1).
  static func json(text: String, _ status: HTTPResponse.Status = .ok) -> Response {
    Response(
      status: status,
      headers: [
        .contentType: "application/json", .cacheControl: "no-store", .xContentTypeOptions: "nosniff",
      ],
      body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
  }
}
