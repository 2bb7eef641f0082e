import Contracts
import EBoxTesting
import Storage
import Testing
import Vocabulary

@testable import DocumentProvider

/// Who acts for a sender, and who does not (R-PUB-6).
@Suite("Mandates")
struct MandateTests {
  private func caller(
    _ represented: EnterpriseNumber?, _ scopes: Set<Scope> = [.representativePublication],
    of organization: EnterpriseNumber = Cast.service
  ) -> SenderCaller {
    SenderCaller(
      clientID: "service", organization: organization, represented: represented, scopes: scopes,
      requestID: RequestID("request"))
  }

  @Test(
    "R-PUB-6: by a mandate, in the sender's name; the trail names both", arguments: TestDatabases.allCases)
  func mandated(_ engine: TestDatabases) async throws {
    try await House<PlayedDocuments>.with(engine) { house in
      let registry = house.provider.registry(for: caller(Cast.premiums))
      let id = try await registry.publish(Draft().frames().stream()).recipients[0].messageID
      #expect(try await house.channel().message(id).sender == Cast.premiums)
      let query = StatusQuery(message: id, recipient: Cast.jan)
      #expect(try await registry.status(of: [query]).map(\.message) == [id])
      #expect(try await house.provider.registry(for: Cast.sender()).status(of: [query]).count == 1)
      try await registry.recall(
        Recall(message: id, recipient: Cast.jan, reason: Cast.text("Verkeerd bedrag")))
      let entries = try await house.database.read { transaction in
        try transaction.rows(
          "SELECT action, organization, details FROM audit_entry WHERE organization IS NOT NULL"
        ).map { [try $0.text(0), try $0.text(1), try $0.textOrNil(2) ?? ""] }
      }
      for action in ["publish", "recall"] {
        let entry = try #require(entries.first { $0[0] == action })
        #expect(entry[1] == "0999999031" && entry[2].contains("0999999625"))
      }
    }
  }

  @Test("R-PUB-6: without a mandate in force nothing is done, on record; nothing of it is kept")
  func denied() async throws {
    try await House<PlayedDocuments>.with(.sqlite) { house in
      let cases: [(SenderCaller, Denial)] = [
        (caller(Cast.fund), .noMandate), (caller(Cast.suspended), .noMandate),
        (caller(Cast.premiums, of: Cast.fund), .noMandate),
        (caller(Cast.premiums, [.publicationSender]), .missingScope(.representativePublication)),
        (caller(nil), .missingScope(.publicationSender)),
      ]
      let id = try await house.published()
      let recall = Recall(message: id, recipient: Cast.jan, reason: Cast.text("x"))
      for (caller, denial) in cases {
        let registry = house.provider.registry(for: caller)
        #expect(await found { _ = try await registry.publish(Draft().frames().stream()) } == denial)
        #expect(await found { _ = try await registry.status(of: []) } == denial)
        #expect(await found { try await registry.recall(recall) } == denial)
      }
      #expect(house.documents.count == 1)
      let denials = try await house.audit().filter { $0.contains(" denied ") }
      #expect(denials.count == 3 * cases.count && denials.contains("publish denied NO_MANDATE"))
    }
  }

  @Test("R-PUB-5: a representative can't publish in another's name than the one that it named")
  func otherName() async throws {
    try await House<PlayedDocuments>.with(.sqlite) { house in
      var draft = Draft()
      draft.sender = Cast.fund
      let rejection = try await house.rejection(draft, by: caller(Cast.premiums))
      #expect(rejection == .senderIsNotCaller(sender: Cast.fund))
    }
  }

  @Test(
    "R-PUB-6: a contract without a place for the sender's name tells of everyone whose mandate is in force",
    arguments: TestDatabases.allCases)
  func unnamed(_ engine: TestDatabases) async throws {
    try await House<PlayedDocuments>.with(engine) { house in
      // Both mandates are in force.
      house.time.set(try Instant(parsing: "2026-10-20T10:00:00+02:00"))
      let premium = try await house.published(ticketed("A", Cast.premiums))
      let fund = try await house.published(ticketed("B", Cast.fund))
      let shared = try await house.published(ticketed("BOTH", Cast.premiums))
      _ = try await house.published(ticketed("BOTH", Cast.fund))
      _ = try await house.published(ticketed("C", Cast.premiums, to: Cast.marie))
      let desk = house.provider.desk(for: caller(nil), application: nil)
      let asked = try ["A", "B", "BOTH", "C", "D"].map {
        TicketQuery(ticket: try Ticket(parsing: $0), recipient: Cast.jan)
      }
      #expect(
        try await desk.status(of: asked)
          == [
            .found(premium, readAt: nil), .found(fund, readAt: nil), .severalSequences, .notFound, .notFound,
          ])
      #expect(try await desk.boxes(of: [Cast.jan, Cast.hans]).map(\.exists) == [true, false])
      let both = try await named(house)
      #expect(both.contains { $0[0] == "0999999031" && $0[1].contains(premium.text) && $0[1].isByService })
      #expect(both.contains { $0[0] == "0999999130" && $0[1].contains(fund.text) && $0[1].isByService })
      let boxes = try #require(both.last)
      #expect(boxes[0] == "0999999625" && boxes[1].contains("0999999031 0999999130"))

      house.time.set(try Instant(parsing: "2026-11-22T10:00:00+01:00"))
      #expect(
        try await desk.status(of: asked).prefix(3)
          == [.found(premium, readAt: nil), .notFound, .found(shared, readAt: nil)])
      #expect(try await desk.boxes(of: [Cast.jan]).map(\.exists) == [true])
      #expect(try await named(house).last?[0] == "0999999031")
    }
  }

  @Test("R-PUB-6: without any mandate in force nothing is told, on record")
  func unnamedDenied() async throws {
    try await House<PlayedDocuments>.with(.sqlite) { house in
      let desk = house.provider.desk(for: caller(nil, of: Cast.fund), application: nil)
      #expect(await found { _ = try await desk.status(of: []) } == .noMandate)
      #expect(await found { _ = try await desk.boxes(of: [Cast.jan]) } == .noMandate)
      let powerless = house.provider.desk(for: caller(nil, []), application: nil)
      #expect(
        await found { _ = try await powerless.boxes(of: []) } == .missingScope(.publicationSender))
      let audit = try await house.audit()
      #expect(audit == ["status denied NO_MANDATE", "boxes denied NO_MANDATE", "boxes denied MISSING_SCOPE"])
    }
  }

  /// Organisation and details of each entry, oldest first.
  private func named(_ house: House<PlayedDocuments>) async throws -> [[String]] {
    try await house.database.read { transaction in
      try transaction.rows("SELECT organization, details FROM audit_entry ORDER BY position").map {
        [try $0.textOrNil(0) ?? "", try $0.textOrNil(1) ?? ""]
      }
    }
  }

  private func ticketed(
    _ ticket: String, _ sender: EnterpriseNumber, to recipient: NationalNumber = Cast.jan
  ) throws -> Draft {
    var draft = Draft()
    (draft.ticket, draft.sender, draft.recipients) = (try Ticket(parsing: ticket), sender, [recipient])
    return draft
  }

  private func found(_ act: () async throws -> Void) async -> Denial? {
    do {
      try await act()
      return nil
    } catch let failure as Failure<PublicationRejection> {
      if case .denied(let denial) = failure { return denial }
    } catch let failure as Failure<RecallRejection> {
      if case .denied(let denial) = failure { return denial }
    } catch let failure as Failure<Never> {
      if case .denied(let denial) = failure { return denial }
    } catch {}
    return nil
  }
}

extension String {
  fileprivate var isByService: Bool { contains("\"representative\":\"0999999625\"") }
}
