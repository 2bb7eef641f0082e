import AuditTrail
import Contracts
import EBoxTesting
import Storage
import Testing
import Vocabulary

@testable import Provider

@Suite("The citizen's profile")
struct ProfileTests {
  @Test("R-NOT-3: an address is used once its code came back", arguments: TestDatabases.allCases)
  func verified(_ engine: TestDatabases) async throws {
    try await TestProvider.with(engine) { provider in
      let caller = try await provider.caller(request: "profile")
      let own = provider.profile(caller)
      #expect(try await own.current().isUnanswered)
      try await own.propose(try EmailAddress(parsing: "anna@example.be"))
      let waiting = try await own.current()
      #expect(waiting.address == nil)
      #expect(waiting.proposal?.address.text == "anna@example.be")
      #expect(waiting.proposal?.codeEnds == provider.clock.now().adding(seconds: 900))
      #expect(!waiting.isUnanswered)
      let mail = try #require(try await provider.mails().last)
      #expect(mail.kind == .addressCode)
      let digits = try #require(mail.addressCode)
      #expect(digits.count == 6)
      #expect(digits.allSatisfy { $0.isNumber })
      try await own.confirm(" \(digits.prefix(3)) \(digits.suffix(3)) ")
      let profile = try await own.current()
      #expect(profile.address?.address.text == "anna@example.be")
      #expect(profile.address?.since == provider.clock.now())
      #expect(profile.proposal == nil)
      #expect(try await rejection { try await own.confirm(digits) } == .nothingProposed)
      let entries = try await provider.entries("profile").filter { $0.action == .profileChanged }
      #expect(
        entries.map(\.details) == [
          ["addressProposed": "1"], ["addressConfirmed": "1"], ["act": "addressConfirmed"],
        ])
      #expect(entries.map(\.code) == [nil, nil, "nothingProposed"])
      #expect(try await acts(provider) == ["addressProposed 1", "addressConfirmed 1"])
    }
  }

  @Test(
    "R-NOT-3: five wrong guesses end a code, also the right one after them", arguments: TestDatabases.allCases
  )
  func guesses(_ engine: TestDatabases) async throws {
    try await TestProvider.with(engine) { provider in
      let own = provider.profile(try await provider.caller())
      try await own.propose(try EmailAddress(parsing: "anna@example.be"))
      let right = try await provider.code(to: "anna@example.be")
      let wrong = right == "000000" ? "000001" : "000000"
      for left in [4, 3, 2, 1, 0] {
        #expect(try await rejection { try await own.confirm(wrong) } == .codeWrong)
        #expect(try await own.current().proposal?.attemptsLeft == left)
      }
      #expect(try await rejection { try await own.confirm(right) } == .attemptsExhausted)
      provider.clock.advance(seconds: 60)
      try await own.sendCodeAgain()
      #expect(try await rejection { try await own.confirm("") } == .codeWrong)
      try await own.confirm(try await provider.code(to: "anna@example.be"))
    }
  }

  @Test("R-NOT-3: many guesses at once are counted one by one", arguments: TestDatabases.allCases)
  func guessesAtOnce(_ engine: TestDatabases) async throws {
    try await TestProvider.with(engine) { provider in
      let own = provider.profile(try await provider.caller())
      try await own.propose(try EmailAddress(parsing: "anna@example.be"))
      let right = try await provider.code(to: "anna@example.be")
      let wrong = right == "000000" ? "000001" : "000000"
      let rejections = try await withThrowingTaskGroup(of: ProfileRejection?.self) { group in
        for _ in 0..<12 { group.addTask { try await rejection { try await own.confirm(wrong) } } }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(rejections.count { $0 == .codeWrong } == AddressCode.attemptsMax)
      #expect(rejections.count { $0 == .attemptsExhausted } == 12 - AddressCode.attemptsMax)
    }
  }

  @Test("R-NOT-3: a code ends after 15 minutes; another one ends it too; there are limits to sending")
  func limits() async throws {
    try await TestProvider.with(.sqlite) { provider in
      let own = provider.profile(try await provider.caller())
      let (anna, other) = (
        try EmailAddress(parsing: "anna@example.be"), try EmailAddress(parsing: "other@example.be")
      )
      #expect(try await rejection { try await own.sendCodeAgain() } == .nothingProposed)
      try await own.propose(anna)
      let first = try await provider.code(to: "anna@example.be")
      #expect(try await rejection { try await own.sendCodeAgain() } == .codeTooSoon)
      #expect(try await rejection { try await own.propose(anna) } == .codeTooSoon)
      provider.clock.advance(seconds: 900)
      #expect(try await rejection { try await own.confirm(first) } == .codeExpired)
      try await own.sendCodeAgain()
      let second = try await provider.code(to: "anna@example.be")
      if first != second { #expect(try await rejection { try await own.confirm(first) } == .codeWrong) }
      // A mistyped address is put right at once.
      try await own.propose(other)
      #expect(try await own.current().proposal?.address == other)
      #expect(try await rejection { try await own.confirm(second) } == .codeWrong)
      try await own.propose(anna)
      provider.clock.advance(seconds: 60)
      try await own.sendCodeAgain()
      provider.clock.advance(seconds: 60)
      #expect(try await rejection { try await own.sendCodeAgain() } == .codesExhausted)
      provider.clock.advance(seconds: 3600)
      try await own.sendCodeAgain()
      #expect(try await provider.mails().count { $0.kind == .addressCode } == 6)
      for _ in 0..<14 {
        provider.clock.advance(seconds: 900)
        try await own.sendCodeAgain()
      }
      provider.clock.advance(seconds: 900)
      #expect(try await rejection { try await own.sendCodeAgain() } == .codesExhausted)
    }
  }

  @Test(
    "R-NOT-3: a change keeps the old address until the new one is verified, and tells the old one",
    arguments: TestDatabases.allCases)
  func replaced(_ engine: TestDatabases) async throws {
    try await TestProvider.with(engine) { provider in
      let caller = try await provider.caller()
      let own = provider.profile(caller)
      try await provider.verify("old@example.be", of: caller)
      #expect(
        try await rejection { try await own.propose(try EmailAddress(parsing: "old@EXAMPLE.be")) }
          == .addressInUse)
      try await own.propose(try EmailAddress(parsing: "new@example.be"))
      #expect(try await own.current().address?.address.text == "old@example.be")
      try await own.confirm(try await provider.code(to: "new@example.be"))
      #expect(try await own.current().address?.address.text == "new@example.be")
      let mails = try await provider.mails()
      let told = mails.filter { $0.kind == .addressReplaced }.map(\.address.text)
      #expect(told == ["old@example.be"])
      // What is not used any more is not kept.
      let kept = try await provider.database.read { transaction in
        try transaction.rows("SELECT address, ending FROM provider_address ORDER BY number").map {
          [$0.isNull(0) ? "empty" : "sealed", try $0.textOrNil(1) ?? ""]
        }
      }
      #expect(kept == [["empty", "replaced"], ["sealed", ""]])
    }
  }

  @Test(
    "R-NOT-3: an address is removed, or declined; both are kept with their instant",
    arguments: TestDatabases.allCases)
  func without(_ engine: TestDatabases) async throws {
    try await TestProvider.with(engine) { provider in
      let caller = try await provider.caller()
      let own = provider.profile(caller)
      #expect(try await rejection { try await own.removeAddress() } == .noAddress)
      try await own.declineAddress()
      let declined = provider.clock.now()
      provider.clock.advance(seconds: 60)
      try await own.declineAddress()
      #expect(try await own.current().declinedAt == declined)
      try await provider.verify("anna@example.be", of: caller)
      #expect(try await own.current().declinedAt == nil)
      #expect(try await rejection { try await own.declineAddress() } == .addressInUse)
      try await own.removeAddress()
      let gone = try await own.current()
      #expect(gone.address == nil)
      #expect(gone.declinedAt == provider.clock.now())
      #expect(!gone.isUnanswered)
    }
  }

  @Test(
    "R-NOT-3: mail that comes back is told, until an address is verified anew",
    arguments: TestDatabases.allCases)
  func undeliverable(_ engine: TestDatabases) async throws {
    try await TestProvider.with(engine) { provider in
      let caller = try await provider.caller()
      let own = provider.profile(caller)
      try await provider.verify("anna@example.be", of: caller)
      try await provider.bounce("anna@example.be", of: caller.mailbox)
      provider.clock.advance(seconds: 60)
      try await provider.bounce("anna@example.be", of: caller.mailbox)
      let marked = try #require(try await own.current().address)
      #expect(marked.undeliverableSince == provider.clock.now().adding(seconds: -60))
      #expect(!marked.isUndeliverableSeen)
      try await own.seenUndeliverable()
      #expect(try await own.current().address?.isUndeliverableSeen == true)
      try await provider.verify("anna@example.be", of: caller)
      #expect(try await own.current().address?.undeliverableSince == nil)
      #expect(try await rejection { try await own.seenUndeliverable() } == .noAddress)
      // The old one was this one: nobody is told of a change.
      #expect(try await provider.mails().allSatisfy { $0.kind == .addressCode })
    }
  }

  @Test("R-NOT-1: each choice is an act; what is as it was leaves none", arguments: TestDatabases.allCases)
  func choices(_ engine: TestDatabases) async throws {
    try await TestProvider.with(engine) { provider in
      let caller = try await provider.caller()
      let own = provider.profile(caller)
      #expect(try await own.current().choices == NoticeChoices())
      var choices = NoticeChoices(
        language: .fr, hour: try NoticeHour(parsing: 19), pace: .atOnce, namesSenders: false)
      try await own.choose(choices)
      #expect(try await own.current().choices == choices)
      try await own.choose(choices)
      choices.notifier = try ChannelID(parsing: "channel-two")
      #expect(try await rejection { try await own.choose(choices) } == .notifierUnknown)
      try await provider.activate(caller, "channel-two")
      #expect(try await own.current().notifiers.map(\.channel.text) == ["channel-two"])
      try await own.choose(choices)
      let phrase = try NoticePhrase(parsing: "Grijze olifant, rode fiets")
      try await own.choose(phrase: phrase)
      try await own.choose(phrase: phrase)
      #expect(try await own.current().phrase == phrase)
      try await own.choose(phrase: nil)
      #expect(try await own.current().phrase == nil)
      let expected = [
        "languageChosen fr", "hourChosen 19", "paceChosen atOnce", "namingChosen false",
        "notifierChosen channel-two", "phraseChosen", "phraseRemoved",
      ]
      #expect(try await acts(provider) == expected)
    }
  }

  @Test("a closed box takes no act; each citizen has their own profile")
  func bound() async throws {
    try await TestProvider.with(.sqlite) { provider in
      let (caller, other) = (try await provider.caller(), try await provider.caller("65093099914"))
      try await provider.verify("anna@example.be", of: caller)
      #expect(try await provider.profile(other).current().isUnanswered)
      try await provider.party.register.close(
        NationalNumber(parsing: "78041299916"), requestID: RequestID("register"))
      let own = provider.profile(caller)
      #expect(try await rejection { try await own.removeAddress() } == .boxClosed)
      #expect(try await own.current().address == nil)
    }
  }

  @Test("R-AUD-5: neither address nor phrase nor code is in the database", arguments: TestDatabases.allCases)
  func personal(_ engine: TestDatabases) async throws {
    try await TestProvider.with(engine) { provider in
      let caller = try await provider.caller()
      try await provider.verify("anna.secret@example.be", of: caller)
      try await provider.profile(caller).choose(phrase: NoticePhrase(parsing: "anna secret words"))
      let texts = try await provider.database.read { transaction in
        try transaction.rows("SELECT address, address_hash FROM provider_address").flatMap(\.values)
          + transaction.rows("SELECT phrase FROM provider_profile").flatMap(\.values)
          + transaction.rows("SELECT code_hash FROM provider_address_code").flatMap(\.values)
          + transaction.rows("SELECT details FROM audit_entry").flatMap(\.values)
      }
      #expect(texts.count > 5)
      for value in texts {
        let bytes: [UInt8] =
          switch value {
          case .bytes(let bytes): bytes
          case .text(let text): Array(text.utf8)
          case .int, .null: []
          }
        #expect(!bytes.indices.contains { bytes[$0...].starts(with: Array("secret".utf8)) })
      }
    }
  }

  private func acts(_ provider: TestProvider) async throws -> [String] {
    try await provider.database.read { transaction in
      try transaction.rows("SELECT act, value FROM provider_profile_act ORDER BY mailbox, number").map {
        row in
        [try row.text(0), try row.textOrNil(1)].compactMap { $0 }.joined(separator: " ")
      }
    }
  }
}

extension TestProvider {
  /// Mail to an address came back for good.
  func bounce(_ address: String, of mailbox: MailboxID) async throws {
    let hash = try await addressHash(mailbox)
    let now = clock.now()
    _ = try await database.write { transaction in
      try AddressRows.markUndeliverable(
        mailbox, hash: hash, at: now, by: RequestID("bounce"), in: transaction)
    }
  }

  private func addressHash(_ mailbox: MailboxID) async throws -> [UInt8] {
    try await database.read { transaction in
      try AddressRows.inUse(mailbox, in: transaction)?.hash ?? []
    }
  }
}
