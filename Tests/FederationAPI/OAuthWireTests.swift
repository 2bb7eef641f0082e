import Contracts
import EBoxTesting
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Testing

@Suite("OAuth on the wire")
struct OAuthWireTests {
  private let token = AuthorizationMetadata.tokenPath
  private let introspection = AuthorizationMetadata.introspectionPath

  @Test("R-PUB-2: a sender's token request, and what a document provider learns of the token")
  func introspected() async throws {
    try await ServedProvider.with { served in
      let fields = try await served.proof(TestProvider.sender)
      let answer = try await served.post(
        token,
        [("grant_type", "client_credentials"), ("scope", Scope.publicationSender.wire)] + fields)
      #expect(answer.status == .ok)
      #expect(answer.headers[.cacheControl] == "no-store")
      #expect(answer.json["token_type"] as? String == "Bearer")
      #expect(answer.json["expires_in"] as? Int == 600)
      #expect(answer.json["scope"] as? String == Scope.publicationSender.wire)
      let access = try #require(answer.json["access_token"] as? String)
      let bearer = try await served.provider.token(TestProvider.documentProvider).accessToken
      let facts = try await served.post(
        introspection, [("token", access)], headers: [.authorization: "Bearer \(bearer)"]
      ).json
      #expect(facts["active"] as? Bool == true)
      #expect(facts["client_id"] as? String == TestProvider.sender)
      #expect(facts["iss"] as? String == TestProvider.issuer)
      let attributes = facts["principalAttributes"] as? [String: [String]]
      #expect(attributes == ["urn:be:fgov:kbo-bce:organization:cbe-number": ["0999999031"]])
      for member in ["scope", "sub", "aud", "jti", "iat", "nbf", "exp"] { #expect(facts[member] != nil) }
      let stranger = try await served.post(introspection, [("token", access)])
      #expect(stranger.status == .unauthorized)
      #expect(stranger.headers[.wwwAuthenticate] == "Bearer realm=\"ebox\"")
      let own = try await served.post(
        introspection, [("token", access)], headers: [.authorization: "Bearer \(access)"])
      #expect(own.status == .forbidden)
      let revoked = try await served.post(
        AuthorizationMetadata.revocationPath, [("token", access)] + served.proof(TestProvider.sender))
      #expect(revoked.status == .ok)
      let after = try await served.post(
        introspection, [("token", access)], headers: [.authorization: "Bearer \(bearer)"])
      #expect(after.text == #"{"active":false}"#)
    }
  }

  @Test("each mistake has its OAuth error and status")
  func errors() async throws {
    try await ServedProvider.with { served in
      let credentials = ("grant_type", "client_credentials")
      let cases: [([(String, String)], String, HTTPResponse.Status)] = [
        ([], "invalid_request", .badRequest),
        ([credentials, credentials], "invalid_request", .badRequest),
        ([("grant_type", "password")], "unsupported_grant_type", .badRequest),
        ([("grant_type", "authorization_code")], "invalid_request", .badRequest),
        ([credentials], "invalid_client", .unauthorized),
        (
          [credentials, ("scope", "x")] + (try await served.proof(TestProvider.sender)), "invalid_scope",
          .badRequest
        ),
        ([credentials] + (try await served.proof(TestProvider.channel)), "unauthorized_client", .badRequest),
        (
          [
            ("grant_type", "authorization_code"), ("code", "x"), ("redirect_uri", "x"),
            ("code_verifier", "x"),
          ] + (try await served.proof(TestProvider.channel)), "invalid_grant", .badRequest
        ),
      ]
      for (fields, error, status) in cases {
        let answer = try await served.post(token, fields)
        #expect(answer.json["error"] as? String == error)
        #expect(answer.status == status)
        #expect(answer.headers[.cacheControl] == "no-store")
      }
      let large = try await served.post(token, [("grant_type", String(repeating: "x", count: 70_000))])
      #expect(large.json["error"] as? String == "invalid_request")
      let json = try await served.client.execute(
        uri: token, method: .post, headers: [.contentType: "application/json"], body: ByteBuffer(string: "{}")
      )
      #expect(json.json["error"] as? String == "invalid_request")
    }
  }

  @Test("the metadata says where everything is")
  func metadata() async throws {
    try await ServedProvider.with { served in
      let metadata = try await served.get(AuthorizationMetadata.wellKnownPath).json
      #expect(metadata["issuer"] as? String == TestProvider.issuer)
      #expect(metadata["token_endpoint"] as? String == TestProvider.issuer + "/REST/oauth/v5/token")
      #expect(metadata["token_endpoint_auth_methods_supported"] as? [String] == ["private_key_jwt"])
      #expect(metadata["code_challenge_methods_supported"] as? [String] == ["S256"])
      #expect(try await served.get(AuthorizationMetadata.keySetPath).json["keys"] != nil)
    }
  }
}
