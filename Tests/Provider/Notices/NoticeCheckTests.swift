import AuditTrail
import Contracts
import EBoxTesting
import Mail
import Provider
import Testing
import Vocabulary

@Suite("“Was this mail from us?” (R-NOT-5)") struct NoticeCheckTests {
  @Test("the code of a mail says day and kind, however it is typed", arguments: TestDatabases.allCases)
  func ours(_ engine: TestDatabases) async throws {
    try await PostOffice.with(engine) { office in
      try await office.queue()
      try await office.post().postDue()
      let mail = try ReadMail(parsing: try #require(office.relay.mails.first).bytes)
      let match = try #require(mail.plain.firstMatch(of: /[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/))
      let code = String(match.output)
      let checks = office.provider.party.noticeChecks
      let day = CalendarDate(inBrusselsAt: office.provider.clock.now())
      let typed = [
        code, code.lowercased(), code.replacing("-", with: ""), " \(code.replacing("-", with: " "))\n",
        code.replacing("0", with: "o").replacing("1", with: "l"),
      ]
      for text in typed {
        let answer = try await checks.wasOurs(text, requestID: RequestID("check"))
        #expect(answer == NoticeCheckAnswer(day: day, kind: .daily))
      }
      let last = code.last == "Z" ? "Y" : "Z"
      let others = [
        String(code.dropLast()) + last, "0000-0000-0000", "", "x", code + code, "é", "' OR 1=1 --",
      ]
      for text in others {
        #expect(try await checks.wasOurs(text, requestID: RequestID("no")) == nil, "\(text)")
      }
      #expect(try await office.provider.entries("check").count == typed.count)
      let refused = try await office.provider.entries("no")
      #expect(refused.count == others.count)
      #expect(refused.allSatisfy { $0.outcome == .rejected && $0.action == .noticeChecked })
    }
  }

  @Test("codes have 60 bits, all of them used")
  func bits() async throws {
    try await PostOffice.with(.sqlite) { office in
      for number in 1...200 { try await office.queue(number) }
      try await office.post().postDue()
      var characters = [Set<Character>](repeating: [], count: 12)
      var codes = Set<String>()
      for mail in office.relay.mails {
        let text = try ReadMail(parsing: mail.bytes).plain
        let match = try #require(text.firstMatch(of: /[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/))
        let code = match.output.replacing("-", with: "")
        codes.insert(String(code))
        for (place, character) in code.enumerated() { characters[place].insert(character) }
      }
      #expect(codes.count == 200)
      // Of 32 characters a place, 200 draws leave hardly any out.
      #expect(characters.allSatisfy { $0.count >= 28 })
      #expect(NoticeCode.bitsCount >= 50)
    }
  }
}
