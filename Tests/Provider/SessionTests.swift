import AuditTrail
import Contracts
import EBoxTesting
import Provider
import Storage
import Testing
import Vocabulary

@Suite("Where a citizen is signed in")
struct SessionTests {
  private func desk(_ provider: TestProvider, _ digits: String = "78041299916") async throws
    -> any CitizenSessions
  {
    provider.party.sessions.sessions(for: try await provider.caller(digits, request: "sessions"))
  }

  @Test(
    "R-BOX-2: a citizen sees each session, ends one, and sees it gone", arguments: TestDatabases.allCases)
  func list(_ engine: TestDatabases) async throws {
    try await TestProvider.with(engine) { provider in
      let one = try await OpenIDProviderTests.session(provider)
      provider.clock.advance(seconds: 60)
      let two = try await OpenIDProviderTests.session(provider)
      let desk = try await desk(provider)
      let sessions = try await desk.running(own: two)
      #expect(sessions.map(\.isOwn) == [true, false])
      #expect(sessions[0].since == sessions[1].since.adding(seconds: 60))
      #expect(sessions.allSatisfy { $0.browser == .unknown })
      let stranger = try await self.desk(provider, "65093099914")
      #expect(try await stranger.running(own: two).isEmpty)
      #expect(!(try await stranger.end(sessions[1].id)), "another citizen's session")
      #expect(try await desk.end(sessions[1].id))
      #expect(try await provider.party.signIn.citizen(one, requestID: RequestID("page")) == nil)
      #expect(try await desk.running(own: two).count == 1)
      provider.clock.advance(seconds: 900)
      #expect(try await desk.running(own: two).isEmpty, "an idle session runs no more")
    }
  }

  @Test(
    "R-BOX-2: signing out everywhere ends every session, and the channels' tokens if so wished",
    arguments: TestDatabases.allCases)
  func everywhere(_ engine: TestDatabases) async throws {
    try await TestProvider.with(engine) { provider in
      let code = try await AuthorizationCodeTests.code(provider)
      let channel = try ChannelID(parsing: TestProvider.channel)
      let signIn = try #require(
        provider.party.channelSignIn(channel, redirectURI: TestProvider.redirectURI))
      let token = try await signIn.exchange(code: code, verifier: AuthorizationCodeTests.verifier).token
      let desk = try await desk(provider)
      #expect(try await desk.channels().map(\.channel) == [channel])
      let first = try await OpenIDProviderTests.session(provider)
      try await desk.endAll(withChannels: false)
      #expect(try await provider.party.signIn.citizen(first, requestID: RequestID("page")) == nil)
      #expect(try await provider.party.introspection.introspect(token).isActive)
      let second = try await OpenIDProviderTests.session(provider)
      try await desk.endAll(withChannels: true)
      #expect(try await provider.party.signIn.citizen(second, requestID: RequestID("page")) == nil)
      #expect(try await provider.party.introspection.introspect(token) == .unknown)
      #expect(try await desk.channels().isEmpty)
      let consents = provider.party.consentDesk.consents(for: try await provider.caller())
      #expect(try await consents.inForce().map(\.channel) == [channel], "the consent stays")
      let details = try await provider.entries("sessions").map { $0.details["channels"] }
      #expect(details == ["0", "1"])
    }
  }

  @Test("R-BOX-2: what one channel holds can be ended apart; nobody else's is touched")
  func oneChannel() async throws {
    try await TestProvider.with(.sqlite) { provider in
      let code = try await AuthorizationCodeTests.code(provider)
      let channel = try ChannelID(parsing: TestProvider.channel)
      let signIn = try #require(
        provider.party.channelSignIn(channel, redirectURI: TestProvider.redirectURI))
      let token = try await signIn.exchange(code: code, verifier: AuthorizationCodeTests.verifier).token
      try await desk(provider, "65093099914").end(in: channel)
      #expect(try await provider.party.introspection.introspect(token).isActive)
      try await desk(provider).end(in: channel)
      #expect(try await provider.party.introspection.introspect(token) == .unknown)
    }
  }

  @Test("R-BOX-2: each sign-in has a secret of its own, also over a planted session")
  func fixation() async throws {
    try await TestProvider.with(.sqlite) { provider in
      let planted = try await OpenIDProviderTests.session(provider)
      let own = try await OpenIDProviderTests.session(provider)
      #expect(planted != own)
      let kept = try await provider.database.read { transaction in
        try transaction.rows("SELECT session_hash FROM provider_session").map { try $0.bytes(0) }
      }
      #expect(Set(kept).count == 2)
      #expect(kept.allSatisfy { $0.count == 32 })
    }
  }

  @Test(
    "a browser is told in two general words",
    arguments: [
      ("Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0", "firefox computer"),
      (
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/126.0 Safari/537.36 Edg/126.0",
        "edge computer"
      ),
      (
        "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5) AppleWebKit/605.1.15 Version/17 Mobile/15E Safari/604",
        "safari phone"
      ),
      (
        "Mozilla/5.0 (Linux; Android 14; SM-X700) AppleWebKit/537.36 SamsungBrowser/25.0 Safari/537",
        "samsung tablet"
      ), ("curl/8", "other other"), ("", "other other"),
    ])
  func browser(_ header: String, _ words: String) {
    let kind = BrowserKind(userAgent: header)
    #expect("\(kind.family.rawValue) \(kind.device.rawValue)" == words)
  }
}
