import AuditTrail
import Contracts
import EBoxTesting
import Provider
import Storage
import Testing
import Vocabulary

@Suite("Consents")
struct ConsentTests {
  private func channel(_ name: String = TestProvider.channel) throws -> ChannelID {
    try ChannelID(parsing: name)
  }

  @Test(
    "R-CON-3: a box is active while one channel consent is in force; each act raises the epoch",
    arguments: TestDatabases.allCases)
  func history(_ engine: TestDatabases) async throws {
    try await TestProvider.with(engine) { provider in
      let number = try NationalNumber(parsing: "78041299916")
      let (one, two) = (try channel(), try channel("channel-two"))
      let desk = provider.party.consentDesk.consents(for: try await provider.caller())
      let (federation, register) = (provider.party.federation, provider.party.register)
      #expect(try await register.state(number) == .neverActivated)
      let consent = try await desk.activate(one, accepted: ConsentText(language: .en))
      #expect(consent.channelName == "Channel One")
      #expect(try await desk.activate(one, accepted: ConsentText(language: .nl)) == consent)
      _ = try await desk.activate(two, accepted: ConsentText(language: .nl))
      #expect(try await desk.inForce().map(\.channel) == [one, two])
      try await desk.withdraw(one)
      let standing = try await federation.recipient(number)
      #expect(standing.isActive)
      #expect(standing.epoch == 3)
      try await desk.withdraw(two)
      #expect(try await register.state(number) == .withdrawn)
      _ = try await desk.activate(one, accepted: ConsentText(language: .nl))
      #expect(try await federation.recipient(number).epoch == 5)
      let entries = try await provider.entries("consent")
      #expect(
        entries.map(\.action)
          == [.consentGiven, .consentGiven, .consentWithdrawn, .consentWithdrawn, .consentGiven])
      let details = entries.first?.details ?? [:]
      #expect(details["epoch"] == "1" && details["textLanguage"] == "en")
      #expect(details["textVersion"] == ConsentText.currentVersion)
      #expect(details["textDigest"]?.hasPrefix("sha256:") == true)
    }
  }

  @Test("R-CON-4: what a document provider did not hear is told again, as it stands, until it confirms")
  func relayed() async throws {
    try await TestProvider.with(.sqlite) { provider in
      let caller = try await provider.caller()
      let desk = provider.party.consentDesk.consents(for: caller)
      _ = try await desk.activate(try channel(), accepted: ConsentText(language: .en))
      try await desk.withdraw(try channel())
      let listener = NotingListener()
      let relay = provider.party.consentRelay(to: listener)
      let act = Event(
        id: EventID(at: provider.clock.now(), random: SystemRandom()), kind: .consentGiven,
        mailbox: caller.mailbox, occurredAt: provider.clock.now(), channel: try channel())
      try await relay.take([act])
      #expect(listener.changes.map(\.epoch) == [2] && listener.changes.map(\.isActive) == [false])
      let letter = Event(
        id: act.id, kind: .newDocument, mailbox: caller.mailbox, occurredAt: act.occurredAt)
      try await relay.take([letter])
      #expect(listener.changes.count == 1)
    }
  }

  @Test("R-CON-2: consent acts are turned down in their order, each with an audit entry")
  func rejections() async throws {
    try await TestProvider.with(.sqlite) { provider in
      let desk = provider.party.consentDesk.consents(for: try await provider.caller())
      let current = ConsentText(language: .nl)
      let (nobody, one) = (try channel("nobody"), try channel())
      await expect(.channelUnknown) { _ = try await desk.activate(nobody, accepted: current) }
      await expect(.textOutdated) {
        _ = try await desk.activate(one, accepted: ConsentText(version: "1999-01", language: .nl))
      }
      await expect(.notInForce) { try await desk.withdraw(one) }
      try await provider.party.register.close(
        NationalNumber(parsing: "78041299916"), requestID: RequestID("register"))
      await expect(.boxClosed) { _ = try await desk.activate(one, accepted: current) }
      let codes = try await provider.entries("consent").map(\.code)
      #expect(codes == ["channelUnknown", "textOutdated", "notInForce", "boxClosed"])
    }
  }

  @Test(
    "R-CON-4: a withdrawal ends grants and tokens, and tells before it answers",
    arguments: TestDatabases.allCases)
  func withdrawal(_ engine: TestDatabases) async throws {
    try await TestProvider.with(engine) { provider in
      let listener = NotingListener()
      provider.listeners.add(listener)
      let one = try channel()
      let code = try await AuthorizationCodeTests.code(provider)
      let signIn = try #require(provider.party.channelSignIn(one, redirectURI: TestProvider.redirectURI))
      let token = try await signIn.exchange(code: code, verifier: AuthorizationCodeTests.verifier).token
      let caller = try await provider.caller()
      let grant = try await provider.party.federation.grant(caller.mailbox, one)
      #expect(grant.epoch == 1)
      #expect(grant.expires == provider.clock.now().adding(seconds: 2))
      #expect(try await provider.party.introspection.introspect(token).isActive)
      try await provider.party.consentDesk.consents(for: caller).withdraw(one)
      #expect(listener.changes.map(\.epoch) == [1, 2])
      #expect(listener.changes.map(\.isActive) == [true, false])
      #expect(try await provider.party.introspection.introspect(token) == .unknown)
      do throws(Failure<Never>) {
        _ = try await provider.party.federation.grant(caller.mailbox, one)
        Issue.record("a grant after the withdrawal")
      } catch {
        guard case .denied(.boxNotActive) = error else { throw error }
      }
      let kinds = try await provider.database.read { transaction in
        try transaction.rows("SELECT kind FROM outbox_event ORDER BY position").map { try $0.text(0) }
      }
      #expect(kinds == ["consentGiven", "consentWithdrawn"])
    }
  }

  @Test("R-CON-4: a listener that hangs delays the answer until the last grant has expired, and no longer")
  func hanging() async throws {
    try await TestProvider.with(.sqlite) { provider in
      let desk = provider.party.consentDesk.consents(for: try await provider.caller())
      let one = try channel()
      _ = try await desk.activate(one, accepted: ConsentText(language: .nl))
      let (hangs, hears) = (NotingListener(hangs: true), NotingListener())
      provider.listeners.add(hangs)
      provider.listeners.add(hears)
      let answered = Flag()
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask {
          try await desk.withdraw(one)
          answered.raise()
        }
        await provider.pauses.begun()
        #expect(provider.pauses.asked == [.seconds(2)])
        #expect(!answered.isRaised)
        provider.pauses.end()
        try await group.waitForAll()
      }
      #expect(answered.isRaised)
      hangs.release()
    }
  }

  @Test(
    "R-CON-4: many acts at the same time each get an epoch of their own", arguments: TestDatabases.allCases)
  func concurrent(_ engine: TestDatabases) async throws {
    try await TestProvider.with(engine) { provider in
      let caller = try await provider.caller()
      let channels = [try channel(), try channel("channel-two")]
      try await withThrowingTaskGroup(of: Void.self) { group in
        for index in 0..<24 {
          group.addTask {
            let desk = provider.party.consentDesk.consents(for: caller)
            let channel = channels[index % 2]
            do throws(Failure<ConsentRejection>) {
              if index % 4 < 2 {
                _ = try await desk.activate(channel, accepted: ConsentText(language: .nl))
              } else {
                try await desk.withdraw(channel)
              }
            } catch {
              // Which withdrawals find a consent is a matter of order.
              guard case .rejected(.notInForce) = error else { throw error }
            }
          }
        }
        try await group.waitForAll()
      }
      let acts = try await provider.database.read { transaction in
        try transaction.rows("SELECT epoch, act, channel FROM provider_consent_act ORDER BY epoch").map {
          (try $0.int(0), try $0.text(1), try $0.text(2))
        }
      }
      #expect(acts.map(\.0) == acts.indices.map { Int64($0 + 1) })
      for channel in channels {
        let own = acts.filter { $0.2 == channel.text }.map(\.1)
        #expect(own == own.indices.map { $0 % 2 == 0 ? "given" : "withdrawn" })
      }
      let events = try await provider.database.read { transaction in
        try transaction.rows("SELECT COUNT(*) FROM outbox_event").first?.int(0)
      }
      #expect(events == Int64(acts.count))
    }
  }

  @Test("R-CON-1: a citizen's desk sees and changes that citizen's consents only")
  func own() async throws {
    try await TestProvider.with(.sqlite) { provider in
      let one = provider.party.consentDesk.consents(for: try await provider.caller())
      let other = provider.party.consentDesk.consents(for: try await provider.caller("65093099914"))
      let channel = try channel()
      _ = try await one.activate(channel, accepted: ConsentText(language: .nl))
      #expect(try await other.inForce().isEmpty)
      await expect(.notInForce) { try await other.withdraw(channel) }
      #expect(try await one.inForce().count == 1)
    }
  }

  @Test(
    "R-AUD-5: the same number has the same mailbox, and is not in the database",
    arguments: TestDatabases.allCases)
  func personal(_ engine: TestDatabases) async throws {
    try await TestProvider.with(engine) { provider in
      let first = try await provider.caller()
      #expect(try await provider.caller().mailbox == first.mailbox)
      let rows = try await provider.database.read { transaction in
        try transaction.rows("SELECT number_hash, number_cipher FROM provider_citizen")
      }
      #expect(rows.count == 1)
      let digits = Array("78041299916".utf8)
      for column in 0...1 {
        let bytes = try #require(rows.first).bytes(column)
        #expect(!bytes.indices.contains { bytes[$0...].starts(with: digits) })
      }
    }
  }

  private func expect(
    _ expected: ConsentRejection, _ act: () async throws -> Void,
    at location: SourceLocation = #_sourceLocation
  ) async {
    do {
      try await act()
      Issue.record("\(expected) passed", sourceLocation: location)
    } catch let failure as Failure<ConsentRejection> {
      guard case .rejected(let rejection) = failure else {
        Issue.record(failure, sourceLocation: location)
        return
      }
      #expect(rejection == expected, sourceLocation: location)
    } catch {
      Issue.record(error, sourceLocation: location)
    }
  }
}
