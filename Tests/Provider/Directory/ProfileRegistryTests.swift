import AuditTrail
import Contracts
import EBoxTesting
import Storage
import Testing
import Vocabulary

@testable import Provider

@Suite("CitizenProfile: what senders and channels may ask of the provider")
struct ProfileRegistryTests {
  private static let citizen = "78041299916"
  private static let stranger = "65093099914"
  private static let other = "81022599963"

  private static func number(_ digits: String) -> NationalNumber { try! NationalNumber(parsing: digits) }

  private static func sender(_ scopes: Set<Scope> = [.publicationSender]) throws -> SenderCaller {
    SenderCaller(
      clientID: TestProvider.sender, organization: try EnterpriseNumber(parsing: "0999999031"),
      scopes: scopes, requestID: RequestID("asked"))
  }

  private static func linked(
    _ provider: TestProvider, _ channel: String = TestProvider.channel
  ) throws -> any LinkedProfiles {
    provider.party.profileRegistry.profiles(
      for: ChannelSystem(channel: try ChannelID(parsing: channel), requestID: RequestID("asked")))
  }

  private static func change(
    _ language: Language = .nl, _ address: LinkedProfileChange.Address = .kept, exclusive: Bool? = nil,
    isActive: Bool = true
  ) -> LinkedProfileChange {
    LinkedProfileChange(language: language, address: address, isExclusive: exclusive, isActive: isActive)
  }

  private static func rejection(
    _ profiles: any LinkedProfiles, _ citizen: NationalNumber, _ change: LinkedProfileChange
  ) async throws -> LinkedProfileRejection? {
    do throws(Failure<LinkedProfileRejection>) { try await profiles.change(citizen, change) } catch {
      guard case .rejected(let rejection) = error else { throw error }
      return rejection
    }
    return nil
  }

  @Test(
    "R-CON-6: a sender learns who consented, and nothing else; on record with its purpose",
    arguments: TestDatabases.allCases)
  func restricted(_ engine: TestDatabases) async throws {
    try await TestProvider.with(engine) { provider in
      let caller = try await provider.caller(Self.citizen)
      try await provider.activate(caller, TestProvider.channel, .fr)
      try await provider.verify("anna@example.be", of: caller)
      let since = provider.clock.now()
      provider.clock.advance(seconds: 60)
      _ = try await provider.caller(Self.other)
      let profiles = provider.party.profileRegistry.profiles(for: try Self.sender(), purpose: "paper")
      let asked = [Self.stranger, Self.citizen, Self.other].map(Self.number)
      let known = RecipientProfile(language: .fr, isActive: true, isExclusive: false, validatedAt: since)
      // Who never consented, and who has no mailbox, are one answer; asking makes none.
      #expect(try await profiles.profiles(of: asked) == [nil, known, nil])
      #expect(try await provider.rows("SELECT COUNT(*) FROM provider_citizen") == 2)
      try await provider.withdraw(caller)
      let after = RecipientProfile(
        language: .fr, isActive: false, isExclusive: false, validatedAt: provider.clock.now())
      #expect(try await profiles.profiles(of: asked)[1] == after)
      try await provider.party.register.close(Self.number(Self.citizen), requestID: RequestID("closed"))
      #expect(try await profiles.profiles(of: asked)[1] == nil)
      let entries = try await provider.entries("asked")
      #expect(entries.map(\.action) == [.profiles, .profiles, .profiles])
      #expect(
        entries[0].details == ["asked": "3", "mailboxes": caller.mailbox.text, "purpose": "paper"])
      let powerless = provider.party.profileRegistry.profiles(for: try Self.sender([]), purpose: "paper")
      await #expect(throws: Failure<Never>.self) { try await powerless.profiles(of: asked) }
      #expect(try await provider.entries("asked").last?.code == "MISSING_SCOPE")
    }
  }

  @Test(
    "R-CON-4: a channel sees and changes only who has linked it, also by account",
    arguments: TestDatabases.allCases)
  func linked(_ engine: TestDatabases) async throws {
    try await TestProvider.with(engine) { provider in
      let caller = try await provider.caller(Self.citizen)
      try await provider.activate(caller)
      try await provider.verify("anna@example.be", of: caller)
      let (own, strange) = (try Self.linked(provider), try Self.linked(provider, "channel-two"))
      let asked = [Self.number(Self.citizen), Self.number(Self.stranger)]
      let found = try await own.profiles(of: asked)
      #expect(found[0]?.address?.text == "anna@example.be" && found[1] == nil)
      #expect(try await strange.profiles(of: asked) == [nil, nil])
      #expect(try await own.number(of: caller.mailbox) == asked[0])
      #expect(try await strange.number(of: caller.mailbox) == nil)
      for number in asked {
        #expect(
          try await Self.rejection(strange, number, Self.change(.fr)) == .notLinked)
      }
      try await provider.withdraw(caller)
      #expect(try await own.profiles(of: asked)[0] == nil)
      #expect(try await own.number(of: caller.mailbox) == nil)
      #expect(
        try await Self.rejection(own, asked[0], Self.change(.fr)) == .notLinked)
      let entries = try await provider.entries("asked")
      #expect(entries.allSatisfy { $0.clientID != nil })
      #expect(entries.filter { $0.code == "CHANNEL_NOT_LINKED" }.count == 5)
    }
  }

  @Test(
    "R-CON-1: no channel gives or withdraws a consent; what it may change is changed whole",
    arguments: TestDatabases.allCases)
  func changed(_ engine: TestDatabases) async throws {
    try await TestProvider.with(engine) { provider in
      let caller = try await provider.caller(Self.citizen)
      try await provider.activate(caller)
      let (own, profile) = (try Self.linked(provider), provider.profile(caller))
      let number = Self.number(Self.citizen)
      #expect(
        try await Self.rejection(own, number, Self.change(.fr, isActive: false)) == .consentInForce)
      #expect(try await own.profiles(of: [number])[0]?.profile.isActive == true)
      #expect(try await profile.current().choices.language == nil)
      let address = try EmailAddress(parsing: "anna@example.be")
      try await own.change(number, Self.change(.fr, .proposed(address), exclusive: true))
      // As it is: no second code, no second act.
      try await own.change(number, Self.change(.fr, .proposed(address), exclusive: true))
      #expect(try await provider.mails().map(\.kind) == [.addressCode])
      #expect(try await profile.current().address == nil)
      try await profile.confirm(try await provider.code(to: "anna@example.be"))
      try await own.change(number, Self.change(.fr, .proposed(address)))
      let after = try #require(try await own.profiles(of: [number])[0])
      #expect(after.address == address && after.profile.language == .fr && after.profile.isExclusive)
      try await own.change(number, Self.change(.nl, exclusive: false))
      let changed = try #require(try await own.profiles(of: [number])[0])
      #expect(changed.address == address && changed.profile.language == .nl && !changed.profile.isExclusive)
      // The citizen sees who did it.
      let history = try await provider.party.consentDesk.consents(for: caller).box().history
      let kinds = history.map(\.kind)
      #expect(kinds.filter { $0 != .languageChosen } == [.exclusiveDropped, .exclusiveChosen, .given])
      #expect(history.filter { $0.kind == .languageChosen }.map(\.language) == [.nl, .fr])
      #expect(history.map(\.channel?.text) == Array(repeating: TestProvider.channel, count: 5))
      #expect(history.allSatisfy { $0.channelNames != nil })
      let entries = try await provider.entries("asked").filter { $0.action == .profileChanged }
      #expect(
        entries.map(\.details) == [
          [:], ["addressProposed": "1", "languageChosen": "fr", "exclusiveChosen": ""], [:], [:],
          ["languageChosen": "nl", "exclusiveDropped": ""],
        ])
      #expect(entries[0].code == "CONSENT_IN_FORCE" && entries[0].mailbox == caller.mailbox)
    }
  }

  @Test("where no more codes are sent, nothing of the change is done", arguments: TestDatabases.allCases)
  func exhausted(_ engine: TestDatabases) async throws {
    try await TestProvider.with(engine) { provider in
      let caller = try await provider.caller(Self.citizen)
      try await provider.activate(caller)
      let own = try Self.linked(provider)
      let number = Self.number(Self.citizen)
      for turn in 0..<AddressCode.perHourMax {
        let address = try EmailAddress(parsing: "anna\(turn)@example.be")
        try await own.change(number, Self.change(.nl, .proposed(address)))
      }
      let last = try EmailAddress(parsing: "last@example.be")
      #expect(
        try await Self.rejection(own, number, Self.change(.de, .proposed(last), exclusive: true))
          == .codesExhausted)
      let profile = try #require(try await own.profiles(of: [number])[0]).profile
      #expect(profile.language == .nl && !profile.isExclusive)
    }
  }
}

extension TestProvider {
  fileprivate func rows(_ query: SQL) async throws -> Int64? {
    try await database.read { try $0.rows(query).first?.int(0) }
  }
}
