import AuditTrail
import Contracts
import Crypto
import EBoxTesting
import Foundation
import JWTKit
import Provider
import Testing
import Vocabulary

/// What differs from one identity provider to another: where claims are, what it offers, how it is asked.
@Suite("Any OpenID provider")
struct OpenIDProviderTests {
  private static let userInfo = #","userinfo_endpoint":"https://identity.example/userinfo""#
  private static let endSession = #","end_session_endpoint":"https://identity.example/end?x=1""#

  /// A sign-in from begin to finish.
  static func signIn(
    _ provider: TestProvider, issuer: String? = nil,
    _ play: (inout PlayedIdentityProvider.Script) -> Void = { _ in }
  ) async throws -> Result<SignInOutcome, SignInRejection> {
    provider.identity.play(play)
    let start = try await provider.party.signIn.begin(
      SignInRequest(returnTo: try LocalPath(parsing: "/here"), language: .nl), requestID: RequestID("begin"))
    let items = URLComponents(string: start.location)?.queryItems ?? []
    let nonce = items.first { $0.name == "nonce" }?.value ?? ""
    provider.identity.play { $0.nonce = nonce }
    let state = items.first { $0.name == "state" }?.value ?? ""
    do throws(Failure<SignInRejection>) {
      return .success(
        try await provider.party.signIn.finish(
          SignInCallback(state: state, code: "code", issuer: issuer),
          from: SignInBrowser(binding: start.binding, session: nil), requestID: RequestID("finish")))
    } catch {
      guard case .rejected(let rejection) = error else { throw error }
      return .failure(rejection)
    }
  }

  static func session(
    _ provider: TestProvider, sub: String = "someone", sid: String? = nil
  ) async throws -> String {
    let outcome = try await signIn(provider) { script in
      script.change = {
        $0.sub = sub
        $0.sid = sid
      }
    }.get()
    guard case .signedIn(let session, _) = outcome else { throw Unexpected("\(outcome)") }
    return session
  }

  private static func known(_ provider: TestProvider, _ session: String) async throws -> Bool {
    try await provider.party.signIn.citizen(session, requestID: RequestID("page")) != nil
  }

  @Test("R-BOX-2: the number may come from the user info, of the same person only; plain or signed")
  func userInfo() async throws {
    try await TestProvider.with(.sqlite) { provider in
      let withoutNumber: @Sendable (inout PlayedIdentityProvider.Claims) -> Void = { $0.egovNRN = nil }
      func outcome(_ info: String) async throws -> Result<SignInOutcome, SignInRejection> {
        try await Self.signIn(provider) { script in
          script.discovery = Self.userInfo
          script.change = withoutNumber
          script.userInfo = info
        }
      }
      let good = try await outcome(#"{"sub":"someone","egovNRN":"78041299916"}"#).get()
      guard case .signedIn = good else { throw Unexpected("\(good)") }
      #expect(try await outcome(#"{"sub":"other","egovNRN":"78041299916"}"#).rejection == .userInfoForged)
      #expect(try await outcome(#"{"sub":"someone"}"#).rejection == .nationalNumberMissing)
      let claims = PlayedIdentityProvider.Claims(iat: 0, exp: 0)
      let signed = try await outcome(provider.identity.sign(claims)).get()
      guard case .signedIn = signed else { throw Unexpected("\(signed)") }
      provider.identity.play { $0.isSignedByStranger = true }
      let forged = try await provider.identity.sign(claims)
      provider.identity.play { $0.isSignedByStranger = false }
      #expect(try await outcome(forged).rejection == .userInfoForged)
    }
  }

  @Test("R-BOX-2: an access token that the ID token does not name is not used")
  func accessTokenHash() async throws {
    try await TestProvider.with(.sqlite) { provider in
      let half = Array(SHA256.hash(data: Array(PlayedIdentityProvider.accessToken.utf8)).prefix(16))
      let hash = Data(half).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
        .replacing("=", with: "")
      let good = try await Self.signIn(provider) { $0.change = { $0.at_hash = hash } }
      #expect(throws: Never.self) { try good.get() }
      let swapped = try await Self.signIn(provider) { $0.change = { $0.at_hash = "other" } }
      #expect(swapped.rejection == .accessTokenSwapped)
    }
  }

  @Test("an identity provider that names itself in every answer must do so (RFC 9207)")
  func namesIssuer() async throws {
    try await TestProvider.with(.sqlite) { provider in
      let names = #","authorization_response_iss_parameter_supported":true"#
      let without = try await Self.signIn(provider) { $0.discovery = names }
      #expect(without.rejection == .issuerMixedUp)
      let with = try await Self.signIn(provider, issuer: PlayedIdentityProvider.issuer) {
        $0.discovery = names
      }
      #expect(throws: Never.self) { try with.get() }
    }
  }

  @Test("a secret goes into the header, or into the form where that is all that is taken")
  func secret() async throws {
    try await TestProvider.with(.sqlite) { provider in
      _ = try await Self.session(provider)
      let basic = try #require(provider.identity.tokenRequests.last)
      #expect(basic.authorization == "Basic \(Data("ebox:secret".utf8).base64EncodedString())")
      #expect(!basic.form.contains("client_secret"))
    }
    try await TestProvider.with(.sqlite) { provider in
      _ = try await Self.signIn(provider) {
        $0.discovery = #","token_endpoint_auth_methods_supported":["client_secret_post"]"#
      }
      let posted = try #require(provider.identity.tokenRequests.last)
      #expect(posted.authorization == nil)
      #expect(posted.form.contains("client_secret=secret"))
    }
  }

  @Test("R-BOX-2: sign-out goes on to the identity provider, with the ID token as a hint")
  func endSession() async throws {
    try await TestProvider.with(.sqlite) { provider in
      provider.identity.play { $0.discovery = Self.endSession }
      let session = try await Self.session(provider)
      let onward = try #require(try await provider.party.signIn.signOut(session, requestID: RequestID("out")))
      #expect(onward.hasPrefix("https://identity.example/end?x=1&"))
      let items = URLComponents(string: onward)?.queryItems ?? []
      let back = items.first { $0.name == "post_logout_redirect_uri" }?.value
      #expect(back == TestProvider.issuer + ProviderPages.signedOutPath)
      #expect(items.first { $0.name == "id_token_hint" }?.value?.split(separator: ".").count == 3)
      #expect(try await provider.party.signIn.signOut(session, requestID: RequestID("out")) == nil)
    }
  }

  @Test("R-BOX-2: a logout token ends the sessions of that person or of that session there, once")
  func backChannel() async throws {
    try await TestProvider.with(.sqlite) { provider in
      let one = try await Self.session(provider, sub: "ada", sid: "s1")
      let two = try await Self.session(provider, sub: "ada", sid: "s2")
      let other = try await Self.session(provider, sub: "bob", sid: "s3")
      let signIn = provider.party.signIn
      let bySession = try await provider.identity.logoutToken {
        $0.sub = nil
        $0.sid = "s1"
        $0.jti = "a"
      }
      try await signIn.signOut(logoutToken: bySession, requestID: RequestID("logout"))
      #expect(!(try await Self.known(provider, one)))
      #expect(try await Self.known(provider, two))
      let mixed = try await provider.identity.logoutToken {
        $0.sub = "bob"
        $0.sid = "s2"
        $0.jti = "b"
      }
      try await signIn.signOut(logoutToken: mixed, requestID: RequestID("mixed"))
      #expect(try await Self.known(provider, two), "a session of another person than the token names")
      let byPerson = try await provider.identity.logoutToken {
        $0.sub = "ada"
        $0.jti = "c"
      }
      try await signIn.signOut(logoutToken: byPerson, requestID: RequestID("logout"))
      #expect(!(try await Self.known(provider, two)))
      #expect(try await Self.known(provider, other))
      await #expect {
        try await signIn.signOut(logoutToken: byPerson, requestID: RequestID("again"))
      } throws: { error in
        guard case Failure<LogoutRejection>.rejected(.logoutReplayed) = error else { return false }
        return true
      }
      #expect(try await provider.entries("logout").map(\.action) == [.signOut, .signOut])
      #expect(try await provider.entries("again").map(\.code) == ["logoutReplayed"])
    }
  }

  /// A logout token that must be turned down.
  struct Bad: Sendable, CustomTestStringConvertible {
    let rejection: LogoutRejection
    let spoil: @Sendable (inout PlayedIdentityProvider.LogoutClaims) -> Void
    var testDescription: String { "\(rejection)" }

    init(
      _ rejection: LogoutRejection,
      _ spoil: @escaping @Sendable (inout PlayedIdentityProvider.LogoutClaims) -> Void
    ) {
      (self.rejection, self.spoil) = (rejection, spoil)
    }
  }

  static let bad = [
    Bad(.logoutTokenIssuerWrong) { $0.iss = "https://other.example" },
    Bad(.logoutTokenAudienceWrong) { $0.aud = ["another"] },
    Bad(.logoutTokenExpired) { $0.exp -= 400 },
    Bad(.logoutTokenExpired) {
      $0.iat -= 400
      $0.exp += 100_000
    },
    Bad(.logoutTokenNotYetValid) { $0.iat += 60 },
    Bad(.logoutEventMissing) { $0.events = nil },
    Bad(.logoutEventMissing) { $0.events = ["urn:other": [:]] },
    Bad(.logoutNoncePresent) { $0.nonce = "n" },
    Bad(.logoutSubjectMissing) { $0.sub = nil },
    Bad(.logoutIDMissing) { $0.jti = nil },
    Bad(.logoutIDMissing) { $0.jti = "" },
  ]

  @Test("R-BOX-2: what is no logout token ends nothing, and is audited", arguments: bad)
  func logoutRefused(_ bad: Bad) async throws {
    try await TestProvider.with(.sqlite) { provider in
      let session = try await Self.session(provider)
      let token = try await provider.identity.logoutToken(bad.spoil)
      await #expect {
        try await provider.party.signIn.signOut(logoutToken: token, requestID: RequestID("logout"))
      } throws: { error in
        guard case Failure<LogoutRejection>.rejected(let rejection) = error else { return false }
        return rejection == bad.rejection
      }
      #expect(try await Self.known(provider, session))
      #expect(try await provider.entries("logout").map(\.code) == [bad.rejection.rawValue])
    }
  }

  @Test("R-BOX-2: an ID token, a stranger's signature and nonsense are no logout tokens")
  func forgedLogout() async throws {
    try await TestProvider.with(.sqlite) { provider in
      let session = try await Self.session(provider)
      let now = provider.clock.now().secondsSince1970
      let idToken = try await provider.identity.sign(
        PlayedIdentityProvider.Claims(iat: now, exp: now + 60, nonce: "n"))
      provider.identity.play { $0.isSignedByStranger = true }
      let forged = try await provider.identity.logoutToken()
      for token in [idToken, forged, "nonsense", ""] {
        await #expect(throws: Failure<LogoutRejection>.self) {
          try await provider.party.signIn.signOut(logoutToken: token, requestID: RequestID("logout"))
        }
      }
      #expect(try await Self.known(provider, session))
    }
  }

  @Test("keys are asked for again at most every ten seconds, whatever names strangers invent")
  func keyFetches() async throws {
    try await TestProvider.with(.sqlite) { provider in
      _ = try await Self.session(provider)
      let fetched = provider.identity.keyFetches
      for index in 0..<20 {
        provider.identity.play { $0.keyName = "invented-\(index)" }
        let token = try await provider.identity.logoutToken()
        try? await provider.party.signIn.signOut(logoutToken: token, requestID: RequestID("logout"))
      }
      #expect(provider.identity.keyFetches == fetched)
      provider.clock.advance(seconds: 10)
      let token = try await provider.identity.logoutToken { $0.jti = "late" }
      try await provider.party.signIn.signOut(logoutToken: token, requestID: RequestID("logout"))
      #expect(provider.identity.keyFetches == fetched + 1)
    }
  }
}

extension Result where Failure == SignInRejection {
  fileprivate var rejection: SignInRejection? {
    if case .failure(let rejection) = self { rejection } else { nil }
  }
}
