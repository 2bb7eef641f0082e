import AuditTrail
import Contracts
import Crypto
import EBoxTesting
import Foundation
import Provider
import Testing
import Vocabulary

@Suite("Authorization codes")
struct AuthorizationCodeTests {
  static let verifier = String(repeating: "v", count: 43)
  static var challenge: String {
    Data(SHA256.hash(data: Data(verifier.utf8))).base64EncodedString().replacing("+", with: "-")
      .replacing("/", with: "_").replacing("=", with: "")
  }

  static func query(
    client: String = TestProvider.channel, redirectURI: String = TestProvider.redirectURI,
    type: String = "code",
    challenge: String? = challenge, method: String? = "S256"
  ) -> AuthorizationQuery {
    AuthorizationQuery(
      clientID: client, redirectURI: redirectURI, responseType: type, state: "state", challenge: challenge,
      challengeMethod: method)
  }

  /// A code for a citizen who consented.
  static func code(_ provider: TestProvider) async throws -> String {
    let caller = try await provider.caller()
    _ = try await provider.party.consentDesk.consents(for: caller).activate(
      try ChannelID(parsing: TestProvider.channel), accepted: ConsentText(language: .nl))
    let server = provider.party.authorizationServer
    let checked = try await server.check(query(), requestID: RequestID("check"))
    guard case .code(let code) = try await server.authorize(checked, for: caller) else {
      throw Unexpected("no code")
    }
    return code
  }

  private func redeem(
    _ provider: TestProvider, _ code: String, redirectURI: String = TestProvider.redirectURI,
    verifier: String = verifier, client: String = TestProvider.channel
  ) async throws -> Result<IssuedToken, TokenRejection> {
    let request = TokenRequest(
      grant: .authorizationCode(code: code, redirectURI: redirectURI, verifier: verifier),
      assertion: try await provider.assertion(client))
    do {
      return .success(
        try await provider.party.authorizationServer.token(request, requestID: RequestID("redeem")))
    } catch {
      guard case .rejected(let rejection) = error else { throw error }
      return .failure(rejection)
    }
  }

  @Test(
    "R-CON-1: without consent there is no code; with it, a token of that citizen in that channel",
    arguments: TestDatabases.allCases)
  func consented(_ engine: TestDatabases) async throws {
    try await TestProvider.with(engine) { provider in
      let caller = try await provider.caller()
      let server = provider.party.authorizationServer
      let checked = try await server.check(Self.query(), requestID: RequestID("check"))
      #expect(try await server.authorize(checked, for: caller) == .consentNeeded)
      let token = try await redeem(provider, Self.code(provider)).get()
      #expect(token.mailbox == caller.mailbox)
      guard case .active(let facts) = try await provider.party.introspection.introspect(token.accessToken)
      else {
        throw Unexpected("inactive")
      }
      let channel = try ChannelID(parsing: TestProvider.channel)
      #expect(facts.subject == .citizen(caller.mailbox, channel, .substantial))
      #expect(facts.scopes == [.documentConsumer])
    }
  }

  @Test("a code works once; used again, the tokens it gave end", arguments: TestDatabases.allCases)
  func replay(_ engine: TestDatabases) async throws {
    try await TestProvider.with(engine) { provider in
      let code = try await Self.code(provider)
      let token = try await redeem(provider, code).get().accessToken
      #expect(try await redeem(provider, code).rejection == .codeReplayed)
      #expect(try await provider.party.introspection.introspect(token) == .unknown)
    }
  }

  @Test("a code is bound to its client, redirect URI, verifier and minute")
  func bound() async throws {
    try await TestProvider.with(.sqlite) { provider in
      let code = try await Self.code(provider)
      #expect(try await redeem(provider, "unknown").rejection == .codeUnknown)
      #expect(try await redeem(provider, code, client: "channel-two").rejection == .codeOfOtherClient)
      #expect(try await redeem(provider, code, client: TestProvider.sender).rejection == .grantNotAllowed)
      let elsewhere = TestProvider.redirectURI + "/"
      #expect(try await redeem(provider, code, redirectURI: elsewhere).rejection == .redirectMismatch)
      let wrong = String(repeating: "w", count: 43)
      #expect(try await redeem(provider, code, verifier: wrong).rejection == .verifierWrong)
      provider.clock.advance(seconds: 60)
      #expect(try await redeem(provider, code).rejection == .codeExpired)
    }
  }

  @Test("R-CON-4: a code of before a withdrawal gives no token")
  func withdrawn() async throws {
    try await TestProvider.with(.sqlite) { provider in
      let code = try await Self.code(provider)
      let desk = provider.party.consentDesk.consents(for: try await provider.caller())
      try await desk.withdraw(try ChannelID(parsing: TestProvider.channel))
      #expect(try await redeem(provider, code).rejection != nil)
    }
  }

  @Test("what a browser brings is checked before anyone signs in, and audited")
  func checked() async throws {
    try await TestProvider.with(.sqlite) { provider in
      let bad: [(AuthorizationQuery, AuthorizationRejection)] = [
        (Self.query(client: "nobody"), .clientUnknown),
        (Self.query(client: TestProvider.sender), .clientUnknown),
        (Self.query(redirectURI: "https://evil.example/"), .redirectMismatch),
        (Self.query(redirectURI: TestProvider.redirectURI + "?x=1"), .redirectMismatch),
        (Self.query(type: "token"), .responseTypeUnsupported),
        (Self.query(challenge: nil), .challengeMissing),
        (Self.query(challenge: "short"), .challengeMissing),
        (Self.query(method: "plain"), .challengeMethodRefused),
      ]
      for (index, (query, expected)) in bad.enumerated() {
        do throws(Failure<AuthorizationRejection>) {
          _ = try await provider.party.authorizationServer.check(query, requestID: RequestID("bad-\(index)"))
          Issue.record("\(expected) passed")
        } catch {
          guard case .rejected(let rejection) = error else { throw error }
          #expect(rejection == expected)
        }
        #expect(try await provider.entries("bad-\(index)").map(\.code) == [expected.rawValue])
      }
    }
  }
}

extension Result where Failure == TokenRejection {
  fileprivate var rejection: TokenRejection? {
    if case .failure(let rejection) = self { rejection } else { nil }
  }
}
