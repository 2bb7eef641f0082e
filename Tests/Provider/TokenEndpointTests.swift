import AuditTrail
import Contracts
import EBoxTesting
import Provider
import Storage
import Testing
import Vocabulary

@Suite("The token endpoint")
struct TokenEndpointTests {
  @Test("R-PUB-2: a sender gets a token with RS256, PS256 and ES256", arguments: TestDatabases.allCases)
  func credentials(_ engine: TestDatabases) async throws {
    try await TestProvider.with(engine) { provider in
      for kind in [TestClientKeys.Kind.rs256, .ps256, .es256] {
        let token = try await provider.party.authorizationServer.token(
          TokenRequest(
            grant: .clientCredentials(scope: Scope.publicationSender.wire),
            assertion: try await provider.assertion(TestProvider.sender, key: kind)),
          requestID: RequestID("\(kind)"))
        #expect(token.scopes == [.publicationSender])
        #expect(token.expiresInSeconds == 600)
        let standing = try await provider.party.introspection.introspect(token.accessToken)
        guard case .active(let facts) = standing else { throw Unexpected("\(standing)") }
        #expect(facts.subject == .sender(try EnterpriseNumber(parsing: "0999999031")))
        #expect(facts.clientID == TestProvider.sender)
        #expect(try await provider.entries("\(kind)").map(\.action) == [.token])
        provider.clock.advance(seconds: 600)
        #expect(try await provider.party.introspection.introspect(token.accessToken) == .expired)
      }
    }
  }

  @Test("a token ends with the registration of its client", arguments: TestDatabases.allCases)
  func struckClient(_ engine: TestDatabases) async throws {
    try await TestProvider.with(engine) { provider in
      let token = try await provider.token(TestProvider.sender).accessToken
      let registered = try await provider.party.introspection.introspect(token)
      guard case .active = registered else { throw Unexpected("\(registered)") }
      try await provider.database.write {
        try $0.run("UPDATE provider_token SET client_id = $1", .text("struck"))
      }
      #expect(try await provider.party.introspection.introspect(token) == .unknown)
    }
  }

  @Test(
    "an assertion is taken once, also when our own clock was moved past its end and what has ended was swept",
    arguments: TestDatabases.allCases)
  func replayedAfterTheClockMoved(_ engine: TestDatabases) async throws {
    let clientsClock = TestProvider.startClock()
    try await TestProvider.with(engine, assertionClock: clientsClock) { provider in
      let server = provider.party.authorizationServer
      let request = TokenRequest(
        grant: .clientCredentials(scope: nil), assertion: try await provider.assertion(TestProvider.sender))
      _ = try await server.token(request, requestID: RequestID("first"))
      provider.clock.advance(seconds: 90 * 86_400)
      try await provider.party.sweep()
      await #expect(throws: Failure<TokenRejection>.self) {
        try await server.token(request, requestID: RequestID("again"))
      }
      #expect(try await provider.entries("again").map(\.code) == ["assertionReplayed"])

      clientsClock.advance(seconds: 4000)
      try await provider.party.sweep()
      let kept = try await provider.database.read { transaction in
        try transaction.rows("SELECT jti FROM provider_assertion").count
      }
      #expect(kept == 0, "what no clock would take any more is forgotten")
      await #expect(throws: Failure<TokenRejection>.self) {
        try await server.token(request, requestID: RequestID("late"))
      }
      #expect(try await provider.entries("late").map(\.code) == ["assertionExpired"])
    }
  }

  /// An assertion that must be refused, and why.
  struct Bad: Sendable, CustomTestStringConvertible {
    let rejection: TokenRejection
    var client = TestProvider.sender
    var key = TestClientKeys.Kind.rs256
    var change: @Sendable (inout TestAssertion) -> Void = { _ in }
    var testDescription: String { "\(rejection) by \(key)" }
  }

  static let bad = [
    Bad(rejection: .clientUnknown, change: { $0.iss = "nobody" }),
    Bad(rejection: .clientMismatch, change: { $0.sub = "sender-two" }),
    Bad(rejection: .assertionKeyUnknown, key: .unknownName),
    Bad(rejection: .assertionAlgorithmRefused, key: .otherAlgorithm),
    Bad(rejection: .assertionAlgorithmRefused, key: .publicKeyAsSecret),
    Bad(rejection: .assertionAlgorithmRefused, key: .unsigned),
    Bad(rejection: .assertionForged, key: .stranger),
    Bad(rejection: .assertionForged, client: "sender-two"),
    Bad(rejection: .assertionAudienceWrong, change: { $0.aud = ["https://elsewhere.example/token"] }),
    Bad(rejection: .assertionExpired, change: { $0.exp -= 90 }),
    Bad(rejection: .assertionLifetimeTooLong, change: { $0.exp += 3600 }),
    Bad(rejection: .assertionNotYetValid, change: { $0.nbf = ($0.iat ?? 0) + 31 }),
    Bad(rejection: .assertionNotYetValid, change: { $0.iat = ($0.iat ?? 0) + 31 }),
    Bad(rejection: .assertionIDMissing, change: { $0.jti = nil }),
    Bad(rejection: .assertionIDMissing, change: { $0.jti = String(repeating: "x", count: 257) }),
  ]

  @Test("R-AUD-1: a bad assertion is refused with its code, and audited", arguments: bad)
  func refused(_ bad: Bad) async throws {
    try await TestProvider.with(.sqlite) { provider in
      let assertion = try await provider.assertion(bad.client, key: bad.key, bad.change)
      let rejection = try await self.rejection(provider, assertion)
      #expect(rejection == bad.rejection)
      #expect(rejection.wireError == "invalid_client")
      #expect(rejection.status == 401)
      let entries = try await provider.entries("refused")
      #expect(entries.map(\.code) == [bad.rejection.rawValue])
      #expect(entries.map(\.outcome) == [.rejected])
    }
  }

  @Test("what is no assertion at all is refused")
  func malformed() async throws {
    try await TestProvider.with(.sqlite) { provider in
      let other = ClientAssertion(type: "urn:other", token: "x")
      #expect(try await rejection(provider, other) == .assertionTypeUnsupported)
      for token in ["", "a.b", "a.b.c", "e30.e30.", String(repeating: "x", count: 20_000)] {
        let assertion = ClientAssertion(type: ClientAssertion.wireType, token: token)
        #expect(try await rejection(provider, assertion) == .assertionMalformed)
      }
      let good = try await provider.assertion(TestProvider.sender)
      let mismatch = ClientAssertion(type: good.type, token: good.token, clientID: "sender-two")
      #expect(try await rejection(provider, mismatch) == .clientMismatch)
    }
  }

  @Test("R-AUD-1: an assertion is good once, also at the same time", arguments: TestDatabases.allCases)
  func replay(_ engine: TestDatabases) async throws {
    try await TestProvider.with(engine) { provider in
      let assertion = try await provider.assertion(TestProvider.sender)
      let request = TokenRequest(grant: .clientCredentials(scope: nil), assertion: assertion)
      let codes = try await withThrowingTaskGroup(of: String.self) { group in
        for _ in 0..<8 {
          group.addTask {
            do throws(Failure<TokenRejection>) {
              _ = try await provider.party.authorizationServer.token(request, requestID: RequestID("replay"))
              return "token"
            } catch {
              guard case .rejected(let rejection) = error else { throw error }
              return rejection.rawValue
            }
          }
        }
        return try await group.reduce(into: [String]()) { $0.append($1) }
      }
      #expect(codes.count { $0 == "token" } == 1)
      #expect(codes.count { $0 == TokenRejection.assertionReplayed.rawValue } == 7)
      #expect(try await provider.entries("replay").count == 8)
    }
  }

  @Test("scopes: unknown and not granted ones are refused, none means all")
  func scopes() async throws {
    try await TestProvider.with(.sqlite) { provider in
      let wire = Scope.publicationSender.wire
      for scope in ["publicationsender", Scope.documentConsumer.wire, wire + "  ", wire + " x"] {
        let assertion = try await provider.assertion(TestProvider.sender)
        #expect(try await rejection(provider, assertion, scope: scope) == .scopeInvalid)
      }
      #expect(try await provider.token(TestProvider.sender).scopes == [.publicationSender, .referenceData])
      let channel = try await provider.assertion(TestProvider.channel)
      #expect(try await rejection(provider, channel) == .grantNotAllowed)
    }
  }

  @Test("a revoked token is inactive from then on; another client's is left as it is")
  func revocation() async throws {
    try await TestProvider.with(.sqlite) { provider in
      let token = try await provider.token(TestProvider.sender).accessToken
      let server = provider.party.authorizationServer
      let stranger = try await provider.assertion(TestProvider.documentProvider)
      try await server.revoke(token, by: stranger, requestID: RequestID("stranger"))
      #expect(try await provider.party.introspection.introspect(token).isActive)
      let owner = try await provider.assertion(TestProvider.sender) {
        $0.aud = [TestProvider.issuer + AuthorizationMetadata.revocationPath]
      }
      try await server.revoke(token, by: owner, requestID: RequestID("owner"))
      #expect(try await provider.party.introspection.introspect(token) == .unknown)
      #expect(try await provider.entries("owner").map(\.action) == [.revoke])
    }
  }

  @Test("introspection is for document providers, by their own token")
  func introspection() async throws {
    try await TestProvider.with(.sqlite) { provider in
      let server = provider.party.authorizationServer
      let token = try await provider.token(TestProvider.sender).accessToken
      let bearer = try await provider.token(TestProvider.documentProvider).accessToken
      let asked = RequestID("asked")
      guard case .active(let facts, _) = try await server.introspect(token, by: bearer, requestID: asked)
      else {
        throw Unexpected("inactive")
      }
      #expect(facts.clientID == TestProvider.sender)
      #expect(try await server.introspect("forged", by: bearer, requestID: asked) == .inactive)
      let strangers: [(String?, IntrospectionRejection)] = [
        (nil, .bearerMissing), ("forged", .bearerInvalid), (token, .introspectionNotAllowed),
      ]
      for (stranger, expected) in strangers {
        do throws(Failure<IntrospectionRejection>) {
          _ = try await server.introspect(token, by: stranger, requestID: RequestID("\(expected)"))
          Issue.record("\(expected) was let in")
        } catch {
          guard case .rejected(let rejection) = error else { throw error }
          #expect(rejection == expected)
        }
        #expect(try await provider.entries("\(expected)").map(\.code) == [expected.rawValue])
      }
    }
  }

  private func rejection(
    _ provider: TestProvider, _ assertion: ClientAssertion, scope: String? = nil
  ) async throws -> TokenRejection {
    do {
      _ = try await provider.party.authorizationServer.token(
        TokenRequest(grant: .clientCredentials(scope: scope), assertion: assertion),
        requestID: RequestID("refused"))
    } catch {
      guard case .rejected(let rejection) = error else { throw error }
      return rejection
    }
    throw Unexpected("a token")
  }
}
