import AuditTrail
import Contracts
import EBoxTesting
import Foundation
import Provider
import Storage
import Testing
import Vocabulary

@Suite("Sign-in of citizens")
struct SignInTests {
  /// A sign-in under way: what the identity provider and the browser know of it.
  private struct Way {
    let state: String
    let nonce: String
    let binding: String
  }

  private func begin(_ provider: TestProvider, returnTo: String = "/here?a=b") async throws -> Way {
    let start = try await provider.party.signIn.begin(
      SignInRequest(returnTo: try LocalPath(parsing: returnTo), language: .fr), requestID: RequestID("begin"))
    let items = URLComponents(string: start.location)?.queryItems ?? []
    let values = Dictionary(uniqueKeysWithValues: items.map { ($0.name, $0.value ?? "") })
    #expect(start.location.hasPrefix(PlayedIdentityProvider.issuer + "/authorize?"))
    #expect(values["code_challenge_method"] == "S256")
    #expect(values["redirect_uri"] == TestProvider.issuer + ProviderPages.callbackPath)
    #expect(values["ui_locales"] == "fr")
    let way = Way(state: values["state"] ?? "", nonce: values["nonce"] ?? "", binding: start.binding)
    provider.identity.play { $0.nonce = way.nonce }
    return way
  }

  private func finish(
    _ provider: TestProvider, _ way: Way, binding: String? = nil, callback: SignInCallback? = nil
  ) async throws -> Result<SignInOutcome, SignInRejection> {
    do {
      return .success(
        try await provider.party.signIn.finish(
          callback ?? SignInCallback(state: way.state, code: "code"),
          from: SignInBrowser(binding: binding ?? way.binding, session: nil),
          requestID: RequestID("finish")))
    } catch {
      guard case .rejected(let rejection) = error else { throw error }
      return .failure(rejection)
    }
  }

  @Test(
    "R-BOX-2: a citizen signs in, is known, and signs out; all of it is audited",
    arguments: TestDatabases.allCases)
  func session(_ engine: TestDatabases) async throws {
    try await TestProvider.with(engine) { provider in
      let signIn = provider.party.signIn
      let outcome = try await finish(provider, begin(provider)).get()
      guard case .signedIn(let session, let returnTo) = outcome else { throw Unexpected("\(outcome)") }
      #expect(returnTo.text == "/here?a=b")
      let citizen = try #require(try await signIn.citizen(session, requestID: RequestID("page")))
      #expect(citizen.name == "Ada Peeters")
      #expect(citizen.caller.assurance == .high)
      #expect(citizen.caller.mailbox == (try await provider.caller()).mailbox)
      try await signIn.signOut(session, requestID: RequestID("out"))
      #expect(try await signIn.citizen(session, requestID: RequestID("page")) == nil)
      #expect(try await provider.entries("finish").map(\.action) == [.signIn])
      #expect(try await provider.entries("out").map(\.action) == [.signOut])
    }
  }

  @Test("R-BOX-2: a session ends after 15 idle minutes and after 8 hours")
  func ends() async throws {
    try await TestProvider.with(.sqlite) { provider in
      let idle = try await self.signedIn(provider)
      provider.clock.advance(seconds: 899)
      #expect(try await known(provider, idle))
      provider.clock.advance(seconds: 900)
      #expect(!(try await known(provider, idle)))
      let long = try await self.signedIn(provider)
      for _ in 0..<47 {
        provider.clock.advance(seconds: 600)
        #expect(try await known(provider, long))
      }
      provider.clock.advance(seconds: 600)
      #expect(!(try await known(provider, long)))
      try await provider.party.sweep()
      let rows = try await provider.database.read { transaction in
        try transaction.rows("SELECT mailbox FROM provider_session").count
      }
      #expect(rows == 0)
    }
  }

  @Test("R-BOX-2: signing in again ends the browser's older session")
  func rotation() async throws {
    try await TestProvider.with(.sqlite) { provider in
      let old = try await signedIn(provider)
      let way = try await begin(provider)
      _ = try await provider.party.signIn.finish(
        SignInCallback(state: way.state, code: "code"),
        from: SignInBrowser(binding: way.binding, session: old), requestID: RequestID("again"))
      #expect(!(try await known(provider, old)))
    }
  }

  @Test("R-BOX-2: too low a level is refused with a step-up, and audited")
  func stepUp() async throws {
    try await TestProvider.with(.sqlite) { provider in
      provider.identity.play { $0.change = { $0.acr = AssuranceLevel.low.acr } }
      let outcome = try await finish(provider, begin(provider)).get()
      #expect(outcome == .stepUpNeeded(returnTo: try LocalPath(parsing: "/here?a=b")))
      #expect(try await provider.entries("finish").map(\.code) == ["assuranceTooLow"])
    }
  }

  /// An answer of the identity provider that must be refused.
  struct Bad: Sendable, CustomTestStringConvertible {
    let rejection: SignInRejection
    let spoil: @Sendable (inout PlayedIdentityProvider.Script) -> Void
    var testDescription: String { "\(rejection)" }

    init(
      _ rejection: SignInRejection, _ spoil: @escaping @Sendable (inout PlayedIdentityProvider.Script) -> Void
    ) {
      (self.rejection, self.spoil) = (rejection, spoil)
    }
  }

  static let bad = [
    Bad(.identityProviderUnavailable) { $0.tokenStatus = 503 },
    Bad(.identityProviderRefused) { $0.tokenStatus = 400 },
    Bad(.idTokenForged) { $0.isSignedByStranger = true },
    Bad(.idTokenIssuerWrong) { $0.change = { $0.iss = "https://other.example" } },
    Bad(.idTokenAudienceWrong) { $0.change = { $0.aud = ["another"] } },
    Bad(.idTokenAudienceWrong) { $0.change = { $0.aud = ["another", PlayedIdentityProvider.clientID] } },
    Bad(.idTokenExpired) { $0.change = { $0.exp -= 400 } },
    Bad(.idTokenNotYetValid) { $0.change = { $0.iat += 60 } },
    Bad(.idTokenNonceWrong) { $0.change = { $0.nonce = "other" } },
    Bad(.assuranceUnknown) { $0.change = { $0.acr = "urn:unknown" } },
    Bad(.assuranceUnknown) { $0.change = { $0.acr = nil } },
    Bad(.nationalNumberMissing) { $0.change = { $0.egovNRN = nil } },
    Bad(.nationalNumberMissing) { $0.change = { $0.egovNRN = "78041299917" } },
  ]

  @Test("R-BOX-2: what the identity provider says is checked, and refusals are audited", arguments: bad)
  func refused(_ bad: Bad) async throws {
    try await TestProvider.with(.sqlite) { provider in
      let way = try await begin(provider)
      provider.identity.play(bad.spoil)
      #expect(try await finish(provider, way).rejection == bad.rejection)
      #expect(try await provider.entries("finish").map(\.code) == [bad.rejection.rawValue])
    }
  }

  @Test("R-BOX-2: a sign-in ends once, in its browser, within ten minutes")
  func bound() async throws {
    try await TestProvider.with(.sqlite) { provider in
      let way = try await begin(provider)
      let other = SignInCallback(state: "other", code: "code")
      #expect(try await finish(provider, way, callback: other).rejection == .signInUnknown)
      #expect(try await finish(provider, way, binding: "other").rejection == .browserMismatch)
      #expect(try await finish(provider, way).rejection == .signInUnknown)
      let mixed = try await begin(provider)
      let answer = SignInCallback(state: mixed.state, code: "code", issuer: "https://other.example")
      #expect(try await finish(provider, mixed, callback: answer).rejection == .issuerMixedUp)
      let back = try await begin(provider)
      let turned = SignInCallback(state: back.state, code: nil, error: "access_denied")
      #expect(try await finish(provider, back, callback: turned).rejection == .identityProviderRefused)
      let late = try await begin(provider)
      provider.clock.advance(seconds: 600)
      #expect(try await finish(provider, late).rejection == .signInUnknown)
    }
  }

  @Test("keys of the identity provider are kept, and fetched again for a name that is not among them")
  func keys() async throws {
    try await TestProvider.with(.sqlite) { provider in
      _ = try await signedIn(provider)
      _ = try await signedIn(provider)
      #expect(provider.identity.keyFetches == 1)
      provider.clock.advance(seconds: 10)
      provider.identity.play { $0.keyName = "two" }
      _ = try await signedIn(provider)
      #expect(provider.identity.keyFetches == 2)
    }
  }

  @Test("a path to come back to can't lead to another host")
  func local() {
    for bad in ["", "https://evil.example", "//evil.example", "/\\evil.example", "evil", "/a\nb", "/a b"] {
      #expect(throws: InvalidIdentifier.self) { try LocalPath(parsing: bad) }
    }
  }

  private func signedIn(_ provider: TestProvider) async throws -> String {
    let outcome = try await finish(provider, begin(provider)).get()
    guard case .signedIn(let session, _) = outcome else { throw Unexpected("\(outcome)") }
    return session
  }

  private func known(_ provider: TestProvider, _ session: String) async throws -> Bool {
    try await provider.party.signIn.citizen(session, requestID: RequestID("page")) != nil
  }
}

extension Result where Failure == SignInRejection {
  fileprivate var rejection: SignInRejection? {
    if case .failure(let rejection) = self { rejection } else { nil }
  }
}
