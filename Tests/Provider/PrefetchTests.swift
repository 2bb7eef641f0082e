import AuditTrail
import Contracts
import EBoxTesting
import Provider
import Storage
import Testing
import Vocabulary

@Suite("The wish that a channel fetches ahead")
struct PrefetchWishTests {
  @Test(
    "R-BOX-6: off until the citizen turns it on, for that channel; it ends with the channel's consent",
    arguments: TestDatabases.allCases)
  func wish(_ engine: TestDatabases) async throws {
    try await TestProvider.with(engine) { provider in
      let one = try ChannelID(parsing: TestProvider.channel)
      let two = try ChannelID(parsing: "channel-two")
      let caller = try await provider.caller()
      let desk = provider.party.consentDesk.consents(for: caller)
      let federation = provider.party.federation
      func since(_ channel: ChannelID) async throws -> Instant? {
        try await federation.grant(caller.mailbox, channel).prefetchSince
      }
      for channel in [one, two] {
        _ = try await desk.activate(channel, accepted: ConsentText(language: .nl))
      }
      #expect(try await since(one) == nil)
      provider.clock.advance(seconds: 5)
      try await desk.setPrefetch(true, in: one)
      try await desk.setPrefetch(true, in: one)
      #expect(try await since(one) == provider.clock.now())
      #expect(try await since(two) == nil)
      #expect(try await desk.inForce().map(\.isPrefetchAllowed) == [true, false])
      provider.clock.advance(seconds: 5)
      try await desk.setPrefetch(false, in: one)
      #expect(try await since(one) == nil)
      try await desk.setPrefetch(true, in: one)
      provider.clock.advance(seconds: 5)
      try await desk.withdraw(one)
      provider.clock.advance(seconds: 5)
      _ = try await desk.activate(one, accepted: ConsentText(language: .nl))
      #expect(try await since(one) == nil)
      let box = try await desk.box()
      #expect(
        box.history.map(\.kind) == [
          .given, .prefetchEnded, .withdrawn, .prefetchAllowed, .prefetchEnded, .prefetchAllowed, .given,
          .given,
        ])
      #expect(box.history.filter { $0.kind == .prefetchAllowed }.allSatisfy { $0.channel == one })
      #expect(
        try await provider.entries("consent").map(\.action).filter {
          [.prefetchAllowed, .prefetchEnded].contains($0)
        } == [.prefetchAllowed, .prefetchEnded, .prefetchAllowed])
    }
  }

  @Test(
    "R-AUD-1: without a consent there is nothing to allow; each attempt is on record",
    arguments: TestDatabases.allCases)
  func refused(_ engine: TestDatabases) async throws {
    try await TestProvider.with(engine) { provider in
      let one = try ChannelID(parsing: TestProvider.channel)
      let desk = provider.party.consentDesk.consents(for: try await provider.caller())
      func rejection() async throws -> ConsentRejection? {
        do throws(Failure<ConsentRejection>) {
          try await desk.setPrefetch(true, in: one)
          return nil
        } catch {
          guard case .rejected(let rejection) = error else { throw error }
          return rejection
        }
      }
      #expect(try await rejection() == .notInForce)
      _ = try await desk.activate(one, accepted: ConsentText(language: .nl))
      #expect(try await rejection() == nil)
      try await provider.party.register.close(
        NationalNumber(parsing: "78041299916"), requestID: RequestID("register"))
      #expect(try await rejection() == .boxClosed)
      #expect(try await desk.box().history.map(\.kind).contains(.prefetchEnded))
      let entries = try await provider.entries("consent").filter { $0.action == .prefetchAllowed }
      #expect(entries.map(\.code) == ["notInForce", nil, "boxClosed"])
    }
  }
}
