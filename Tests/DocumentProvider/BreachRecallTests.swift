import Contracts
import EBoxTesting
import Storage
import Testing
import TrustServices
import Vocabulary

@testable import DocumentProvider

/// An opened message that reached the wrong person is taken back by three people; what it rested on stays.
@Suite("Recall after a data breach")
struct BreachRecallTests {
  private typealias Stores = House<PlayedDocuments>

  private func open(_ id: MessageID, in house: House<PlayedDocuments>) async throws {
    let attachment = try await house.channel().message(id).attachments[0].id
    _ = try await house.channel().content(of: attachment, in: id, range: nil)
  }

  private func rejection(
    _ recall: Recall, _ house: House<PlayedDocuments>, by caller: SenderCaller = Cast.sender()
  ) async throws -> RecallRejection? {
    do throws(Failure<RecallRejection>) {
      try await house.provider.registry(for: caller).recall(recall)
      return nil
    } catch {
      guard case .rejected(let rejection) = error else { throw error }
      return rejection
    }
  }

  @Test(
    "R-AUD-7: the message ends, its record, reason and approvals stay; the citizen is told why",
    arguments: TestDatabases.allCases)
  func takenBack(_ engine: TestDatabases) async throws {
    try await Stores.with(engine) { house in
      let id = try await house.published()
      try await open(id, in: house)
      let draft = ApprovalDraft(message: id)
      let plain = Recall(message: id, recipient: Cast.jan, reason: Cast.text(ApprovalDraft.reason))
      #expect(try await rejection(plain, house) == .alreadyOpened)
      let approvals = try draft.signed(by: [.an, .officer, .bert])
      #expect(try await rejection(draft.recall(approvals), house) == nil)
      #expect(house.documents.count == 0)
      let told = try #require(try await house.channel().recalledMessages().first)
      #expect(told.id == id && told.isAfterBreach && told.reason == Cast.text(ApprovalDraft.reason))
      await #expect(throws: Failure<ReadingRejection>.self) { try await house.channel().message(id) }
      #expect(try await house.events().suffix(2) == ["readDocument \(id)", "documentRecalled \(id)"])
      let kept = try await house.database.read { transaction in
        try transaction.rows(
          "SELECT approver, role, approval, public_key FROM document_provider_breach_approval ORDER BY number"
        ).map { (row) throws -> [String] in
          #expect(try row.bytes(3).count == 91, "P-256 as DER")
          return [try row.text(0), try row.text(1), try row.text(2)]
        }
      }
      #expect(
        kept == [
          ["an", "recall", approvals[0]], ["officer", "data-protection", approvals[1]],
          ["bert", "recall", approvals[2]],
        ])
      #expect(
        try await house.rows("SELECT COUNT(*) FROM document_provider_breach WHERE reference = '2026-17'") == 1
      )
      #expect(
        try await house.rows("SELECT COUNT(*) FROM document_provider_consultation WHERE kind = 'opened'")
          == 1,
        "who opened it stays known")
      let counts = try await house.channel().listing(MessageQuery())
      #expect(counts.page.total == 0 && counts.unread == 0 && counts.recalled == 1)
      // The end of the term takes the reason, not the evidence.
      house.time.advance(seconds: 3 * 366 * 86_400)
      try await house.provider.sweeper.sweep(now: house.time.now())
      #expect(try await house.rows("SELECT COUNT(*) FROM document_provider_recall") == 0)
      #expect(try await house.rows("SELECT COUNT(*) FROM document_provider_breach_approval") == 3)
    }
  }

  @Test(
    "R-AUD-1: the trail names who approved, the case, and each approval's digest",
    arguments: TestDatabases.allCases)
  func trail(_ engine: TestDatabases) async throws {
    try await Stores.with(engine) { house in
      let id = try await house.published()
      try await open(id, in: house)
      let draft = ApprovalDraft(message: id)
      let approvals = try draft.signed(by: [.an, .bert, .officer])
      #expect(
        try await rejection(draft.recall([approvals[0], approvals[0], approvals[2]]), house)
          == .approvalInvalid(index: 1, .sameApprover))
      #expect(try await rejection(draft.recall(approvals), house) == nil)
      #expect(try await rejection(draft.recall(approvals), house) == nil)
      let texts = try await house.database.read { transaction in
        try transaction.rows("SELECT details FROM audit_entry WHERE action = 'recall' ORDER BY position").map
        {
          try $0.text(0)
        }
      }
      #expect(texts.count == 3)
      #expect(texts[0].contains("2026-17") && texts[0].contains("sameApprover"))
      #expect(texts[1].contains("recall:an recall:bert data-protection:officer"))
      for approval in approvals {
        #expect(texts[1].contains("sha256:" + RecallApproval.digest(of: approval)))
        #expect(!texts.joined().contains(approval))
      }
      #expect(texts[2].contains("repeated"))
      #expect(
        try await house.audit().filter { $0.hasPrefix("recall") } == [
          "recall rejected BREACH_APPROVAL_INVALID", "recall done", "recall done",
        ])
    }
  }

  @Test(
    "R-AUD-1: other approvers than at the last start are on the trail; the same are not again",
    arguments: TestDatabases.allCases)
  func registered(_ engine: TestDatabases) async throws {
    try await Stores.with(engine) { house in
      func start(_ people: [Person]) async throws {
        let provider = try DocumentProvider(
          database: house.database, documents: house.documents, keys: house.keys,
          federation: house.federation,
          register: Register(
            organizations: [], applications: [], messageTypes: [],
            rights: .init(approvers: people.map(\.approver))),
          time: house.time, random: house.random, log: Stores.log)
        try await provider.recordApprovers()
      }
      for people in [[.an, .ending], [.ending, .an], [.an], [], [], [.officer]] as [[Person]] {
        try await start(people)
      }
      let texts = try await house.database.read { transaction in
        try transaction.rows(
          "SELECT details FROM audit_entry WHERE action = 'approversRegistered' ORDER BY position"
        ).map { try $0.text(0) }
      }
      func entry(_ person: Person, _ rest: String) -> String {
        let key = Base64URL.encode(person.approver.key.fingerprint)
        return "\"approver.\(person.id)\":\"\(rest.replacing("KEY", with: "sha256:" + key))\""
      }
      let an = entry(.an, "recall 0999999031 KEY")
      let ending = entry(.ending, "recall 0999999031 KEY until \(Person.ending.approver.until!.brussels)")
      #expect(
        texts == [
          "{\(an),\(ending),\"approvers\":\"2\"}", "{\(an),\"approvers\":\"1\"}",
          "{\"approvers\":\"0\"}",
          "{\(entry(.officer, "data-protection all-senders KEY")),\"approvers\":\"1\"}",
        ])
      #expect(try await house.audit().suffix(4).allSatisfy { $0 == "approversRegistered done" })
    }
  }

  @Test(
    "whatever is turned down leaves the message, its bytes and no evidence", arguments: TestDatabases.allCases
  )
  func turnedDown(_ engine: TestDatabases) async throws {
    try await Stores.with(engine) { house in
      let id = try await house.published()
      try await open(id, in: house)
      let draft = ApprovalDraft(message: id)
      let good = try draft.signed(by: [.an, .bert, .officer])
      let attempts: [(Recall, RecallRejection)] = [
        (try draft.recall(Array(good.dropLast())), .approvalMissing(.dataProtection)),
        (try draft.recall(good, reason: "Iets anders"), .approvalInvalid(index: 0, .otherReason)),
        (try draft.recall(good, reference: "2026-18"), .approvalInvalid(index: 0, .otherReference)),
        (try draft.recall(draft.signed(by: [.an, .dirk, .officer])), .approvalNotEntitled(index: 1)),
        (try draft.recall(good, to: Cast.marie), .messageNotFound),
      ]
      for (recall, expected) in attempts {
        #expect(try await rejection(recall, house) == expected)
      }
      #expect(try await rejection(draft.recall(good), house, by: Cast.sender(Cast.fund)) == .messageNotFound)
      house.time.advance(seconds: 2 * 86_400)
      #expect(try await rejection(draft.recall(good), house) == .approvalExpired(index: 0))
      #expect(try await house.channel().message(id).id == id && house.documents.count == 1)
      #expect(try await house.rows("SELECT COUNT(*) FROM document_provider_breach") == 0)
      #expect(try await house.rows("SELECT COUNT(*) FROM document_provider_breach_approval") == 0)
      #expect(try await house.audit().filter { $0.hasPrefix("recall rejected") }.count == 7)
    }
  }

  @Test("a message that nobody opened: taken back with its evidence, and told as any other")
  func unopened() async throws {
    try await Stores.with(.sqlite) { house in
      let id = try await house.published()
      let draft = ApprovalDraft(message: id)
      #expect(try await rejection(draft.recall([]), house) == .approvalMissing(.recall))
      #expect(try await rejection(draft.recall(draft.signed(by: [.an, .bert, .officer])), house) == nil)
      #expect(try await house.channel().recalledMessages().map(\.isAfterBreach) == [false])
      #expect(try await house.rows("SELECT COUNT(*) FROM document_provider_breach_approval") == 3)
    }
  }

  @Test(
    "R-PUB-10: one that was answered: the reply stays with the sender, its receipt with the citizen",
    arguments: TestDatabases.allCases)
  func answered(_ engine: TestDatabases) async throws {
    try await Stores.with(engine) { house in
      let id = try await house.answerable()
      let receipt = try await house.reply(id)
      let draft = ApprovalDraft(message: id)
      #expect(try await rejection(draft.recall(draft.signed(by: [.an, .bert, .officer])), house) == nil)
      #expect(try await house.channel().recalledMessages().map(\.isAfterBreach) == [true])
      #expect(try await house.box().message(receipt.id).reply?.original == id)
      #expect(try await house.channel().replies(to: id).map(\.id) == [receipt.id])
      #expect(await house.replyRejection(id) == .messageNotFound)
    }
  }

  @Test("a content that is going out is cut, another message's is not", arguments: TestDatabases.allCases)
  func cut(_ engine: TestDatabases) async throws {
    try await Stores.with(engine) { house in
      var file = Draft()
      file.files[0].bytes = [UInt8](repeating: 1, count: 10_000)
      let (wrong, other) = (try await house.published(file), try await house.published(file))
      func reading(_ id: MessageID) async throws -> Contracts.Content {
        let attachment = try await house.channel().message(id).attachments[0].id
        return try await house.channel().content(of: attachment, in: id, range: nil)
      }
      let (first, second) = (try await reading(wrong), try await reading(other))
      var iterator = first.bytes.makeAsyncIterator()
      #expect(try await iterator.next() != nil)
      let draft = ApprovalDraft(message: wrong)
      #expect(try await rejection(draft.recall(draft.signed(by: [.an, .bert, .officer])), house) == nil)
      await #expect(throws: ConsentMoved.self) { _ = try await iterator.next() }
      #expect(try await second.bytes.collected().count == 10_000)
    }
  }

  @Test(
    "readings, replies and two recalls at once: one recall, once on record", arguments: TestDatabases.allCases
  )
  func race(_ engine: TestDatabases) async throws {
    try await Stores.with(engine) { house in
      for _ in 0..<10 {
        let id = try await house.published()
        let attachment = try await house.channel().message(id).attachments[0].id
        let draft = ApprovalDraft(message: id)
        let recall = try draft.recall(draft.signed(by: [.an, .bert, .officer]))
        async let reading: Bool = {
          do {
            _ = try await house.channel().content(of: attachment, in: id, range: nil)
            return true
          } catch { return false }
        }()
        async let one = rejection(recall, house)
        async let two = rejection(recall, house)
        let outcomes = (try await one, try await two, await reading)
        #expect(outcomes.0 == nil && outcomes.1 == nil)
        let told = try #require(try await house.channel().recalledMessages().first { $0.id == id })
        #expect(told.isAfterBreach == outcomes.2)
      }
      #expect(try await house.rows("SELECT COUNT(*) FROM document_provider_breach") == 10)
      #expect(house.documents.count == 0)
    }
  }

  @Test("R-PUB-6: who acts by a mandate takes back with the approval of the sender's people")
  func mandated() async throws {
    try await Stores.with(.sqlite) { house in
      let id = try await house.published()
      try await open(id, in: house)
      let draft = ApprovalDraft(message: id)
      let caller = SenderCaller(
        clientID: "service", organization: Cast.service, represented: Cast.premiums,
        scopes: [.representativePublication], requestID: RequestID("request"))
      let recall = try draft.recall(draft.signed(by: [.an, .bert, .officer]))
      #expect(try await rejection(recall, house, by: caller) == nil)
    }
  }

  @Test("registered mail is never taken back")
  func registeredMail() async throws {
    try await Stores.with(.sqlite) { house in
      let id = try await house.published()
      try await house.database.write { transaction in
        try transaction.run("UPDATE document_provider_message SET is_registered = 1")
      }
      let draft = ApprovalDraft(message: id)
      let recall = try draft.recall(draft.signed(by: [.an, .bert, .officer]))
      #expect(try await rejection(recall, house) == .messageNotFound)
    }
  }
}
