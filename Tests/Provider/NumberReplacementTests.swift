import AuditTrail
import Contracts
import EBoxTesting
import Provider
import Storage
import Testing
import Vocabulary

/// The register of the population replaces national numbers (domain.md, "Citizen and eBox").
@Suite("Replaced numbers")
struct NumberReplacementTests {
  private let old: NationalNumber
  private let new: NationalNumber
  private let third: NationalNumber
  private let channel: ChannelID

  init() throws {
    old = try NationalNumber(parsing: "90510199954")
    new = try NationalNumber(parsing: "90110199965")
    third = try NationalNumber(parsing: "78041299916")
    channel = try ChannelID(parsing: TestProvider.channel)
  }

  private func activate(_ number: NationalNumber, _ provider: TestProvider) async throws {
    let desk = provider.party.consentDesk.consents(for: try await provider.caller(number.digits))
    _ = try await desk.activate(channel, accepted: ConsentText(language: .nl))
  }

  @Test("the box moves with its history, and both numbers lead to it", arguments: TestDatabases.allCases)
  func moves(_ engine: TestDatabases) async throws {
    try await TestProvider.with(engine) { provider in
      let (federation, register) = (provider.party.federation, provider.party.register)
      try await activate(old, provider)
      let before = try await federation.recipient(old)
      #expect(before.currentNumber == nil)
      try await register.replace(old, by: new, requestID: RequestID("register"))
      let (asOld, asNew) = (try await federation.recipient(old), try await federation.recipient(new))
      #expect(asOld.mailbox == before.mailbox && asNew.mailbox == before.mailbox)
      #expect(asOld.currentNumber == new && asNew.currentNumber == nil)
      #expect(asOld.isActive && asNew.isActive && asOld.epoch == before.epoch)
      // To whom the citizen writes is told the number of now; a mailbox of nobody has none.
      #expect(try await federation.number(of: before.mailbox) == new)
      let nobody = MailboxID(at: provider.clock.now(), random: SystemRandom())
      await #expect(throws: Failure<Never>.self) { try await federation.number(of: nobody) }
      #expect(try await register.state(new) == .active)
      // Who signs in with either number is the same citizen.
      let desk = provider.party.consentDesk.consents(for: try await provider.caller(new.digits))
      #expect(try await desk.inForce().map(\.channel) == [channel])
      try await register.replace(old, by: new, requestID: RequestID("again"))
      #expect(try await provider.entries("again").isEmpty)
      let entries = try await provider.entries("register")
      #expect(entries.map(\.action) == [.numberReplaced])
      #expect(entries.first?.mailbox == before.mailbox && entries.first?.details == [:])
    }
  }

  @Test("numbers of numbers, and a correction that is taken back", arguments: TestDatabases.allCases)
  func chain(_ engine: TestDatabases) async throws {
    try await TestProvider.with(engine) { provider in
      let (federation, register) = (provider.party.federation, provider.party.register)
      try await activate(old, provider)
      let mailbox = try await federation.recipient(old).mailbox
      try await register.replace(old, by: new, requestID: RequestID("register"))
      // The register names the first number again: the second becomes a former one too.
      try await register.replace(old, by: third, requestID: RequestID("register"))
      for number in [old, new] {
        let standing = try await federation.recipient(number)
        #expect(standing.mailbox == mailbox && standing.currentNumber == third)
      }
      try await register.replace(third, by: old, requestID: RequestID("register"))
      #expect(try await federation.recipient(old).currentNumber == nil)
      for number in [new, third] {
        let standing = try await federation.recipient(number)
        #expect(standing.mailbox == mailbox && standing.currentNumber == old)
      }
    }
  }

  @Test("of two boxes the one with a history goes on", arguments: TestDatabases.allCases)
  func givesWay(_ engine: TestDatabases) async throws {
    try await TestProvider.with(engine) { provider in
      let (federation, register) = (provider.party.federation, provider.party.register)
      try await activate(old, provider)
      let (kept, empty) = (
        try await federation.recipient(old).mailbox, try await federation.recipient(new).mailbox
      )
      try await register.replace(old, by: new, requestID: RequestID("first"))
      #expect(try await federation.recipient(new).mailbox == kept)
      #expect(try await provider.entries("first").map(\.details) == [["gaveWay": empty.text]])
      // The other way round: the number that goes had no box in use, the one that comes has.
      let unused = try NationalNumber(parsing: "55110199909")
      _ = try await federation.recipient(unused)
      try await register.replace(unused, by: new, requestID: RequestID("second"))
      let standing = try await federation.recipient(unused)
      #expect(standing.mailbox == kept && standing.currentNumber == new && standing.isActive)
    }
  }

  @Test("an old replacement that is told again changes nothing", arguments: TestDatabases.allCases)
  func toldAgain(_ engine: TestDatabases) async throws {
    try await TestProvider.with(engine) { provider in
      let (federation, register) = (provider.party.federation, provider.party.register)
      try await activate(old, provider)
      try await register.replace(old, by: new, requestID: RequestID("register"))
      try await register.replace(new, by: third, requestID: RequestID("register"))
      try await register.replace(old, by: new, requestID: RequestID("again"))
      #expect(try await federation.recipient(third).currentNumber == nil)
      #expect(try await federation.recipient(old).currentNumber == third)
      #expect(try await federation.recipient(new).currentNumber == third)
      #expect(try await provider.entries("again").isEmpty)
    }
  }

  @Test("told in the wrong order, all numbers still lead to the one box", arguments: TestDatabases.allCases)
  func wrongOrder(_ engine: TestDatabases) async throws {
    try await TestProvider.with(engine) { provider in
      let (federation, register) = (provider.party.federation, provider.party.register)
      try await activate(third, provider)
      let box = try await federation.recipient(third).mailbox
      _ = try await federation.recipient(old)
      try await register.replace(new, by: third, requestID: RequestID("register"))
      try await register.replace(old, by: new, requestID: RequestID("register"))
      for number in [old, new] {
        let standing = try await federation.recipient(number)
        #expect(standing.mailbox == box && standing.currentNumber == third && standing.isActive)
      }
      #expect(try await federation.recipient(third).currentNumber == nil)
    }
  }

  @Test(
    "the numbers of a box that gives way follow, and nobody acts in it", arguments: TestDatabases.allCases)
  func followed(_ engine: TestDatabases) async throws {
    try await TestProvider.with(engine) { provider in
      let (federation, register) = (provider.party.federation, provider.party.register)
      // A box that was never activated, with a former number; then its citizen gets that of an active one.
      let caller = try await provider.caller(old.digits)
      try await register.replace(old, by: new, requestID: RequestID("register"))
      try await activate(third, provider)
      try await register.replace(new, by: third, requestID: RequestID("register"))
      let box = try await federation.recipient(third).mailbox
      for number in [old, new] {
        let standing = try await federation.recipient(number)
        #expect(standing.mailbox == box && standing.currentNumber == third)
      }
      // A session that was open in it can't bring it to life.
      #expect(caller.mailbox != box)
      let desk = provider.party.consentDesk.consents(for: caller)
      do {
        _ = try await desk.activate(channel, accepted: ConsentText(language: .nl))
        Issue.record("a box that nobody is led to was activated")
      } catch Failure<ConsentRejection>.rejected(let rejection) {
        #expect(rejection == .boxClosed)
      }
    }
  }

  @Test("what can't be decided is turned down, and nothing moves", arguments: TestDatabases.allCases)
  func turnedDown(_ engine: TestDatabases) async throws {
    try await TestProvider.with(engine) { provider in
      let (federation, register) = (provider.party.federation, provider.party.register)
      try await activate(old, provider)
      try await activate(new, provider)
      let boxes = [try await federation.recipient(old), try await federation.recipient(new)]
      await expect(.bothHaveHistory) {
        try await register.replace(old, by: new, requestID: RequestID("register"))
      }
      await expect(.sameNumber) {
        try await register.replace(old, by: old, requestID: RequestID("register"))
      }
      #expect(try await federation.recipient(old) == boxes[0])
      #expect(try await federation.recipient(new) == boxes[1])
      #expect(try await provider.entries("register").isEmpty)
    }
  }

  @Test("a former number never becomes the number of another citizen")
  func formerIsTaken() async throws {
    try await TestProvider.with(.sqlite) { provider in
      let register = provider.party.register
      try await activate(old, provider)
      try await activate(third, provider)
      try await register.replace(old, by: new, requestID: RequestID("register"))
      await expect(.bothHaveHistory) {
        try await register.replace(third, by: old, requestID: RequestID("register"))
      }
      #expect(try await provider.party.federation.recipient(old).currentNumber == new)
    }
  }

  private func expect(
    _ rejection: NumberReplacementRejection, _ body: () async throws -> Void
  ) async {
    do {
      try await body()
      Issue.record("\(rejection) expected")
    } catch Failure<NumberReplacementRejection>.rejected(let found) {
      #expect(found == rejection)
    } catch {
      Issue.record("\(error) instead of \(rejection)")
    }
  }
}
