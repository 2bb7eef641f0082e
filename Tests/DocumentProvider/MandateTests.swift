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
