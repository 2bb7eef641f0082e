import Contracts
import EBoxTesting
import Storage
import Testing
import Vocabulary

@testable import DocumentProvider

@Suite("A sender that applied and is not approved")
struct ApplicantTests {
  private static func draft(to recipient: NationalNumber = Cast.jan) -> Draft {
    var draft = Draft()
    draft.sender = Cast.applicant
    draft.recipients = [recipient]
    return draft
  }

  @Test(
    "it rehearses with the same answer whoever the citizen is, also where nobody can be asked",
    arguments: TestDatabases.allCases)
  func rehearses(_ engine: TestDatabases) async throws {
    try await House.with(engine) { house in
      let registry = house.provider.registry(for: Cast.sender(Cast.applicant))
      var answers: Set<PublicationRehearsal> = []
      for (recipient, isReachable) in [(Cast.jan, true), (Cast.hans, true), (Cast.jan, false)] {
        house.federation.isReachable = isReachable
        answers.insert(try await registry.rehearse(Self.draft(to: recipient).frames().stream()))
      }
      #expect(answers.count == 1 && answers.first?.recipients.map(\.isDigital) == [true])
      #expect(house.documents.count == 0)
      #expect(try await house.rows("SELECT COUNT(*) FROM document_provider_message") == 0)
    }
  }

  @Test("its rules are judged when it rehearses: that is its test", arguments: TestDatabases.allCases)
  func judged(_ engine: TestDatabases) async throws {
    try await House.with(engine) { house in
      var draft = Self.draft()
      draft.messageType = try MessageTypeID(parsing: "ONBEKEND")
      await #expect {
        _ = try await house.provider.registry(for: Cast.sender(Cast.applicant))
          .rehearse(draft.frames().stream())
      } throws: { error in
        guard case Failure<PublicationRejection>.rejected(.tripletNotRegistered) = error else { return false }
        return true
      }
      #expect(try await house.audit() == ["rehearse rejected INVALID_SENDER"])
    }
  }

  @Test("it learns nothing: no events, no box of its own; and no reader finds it in the register")
  func learnsNothing() async throws {
    try await House.with(.sqlite) { house in
      let registry = house.provider.registry(for: Cast.sender(Cast.applicant))
      await #expect(throws: Failure<Never>.self) { try await registry.events(SenderEventQuery(after: 0)) }
      #expect(try await house.audit() == ["events denied SENDER_NOT_APPROVED"])
      let data = house.provider.referenceData
      #expect(try await data.organization(Cast.applicant) == nil)
      #expect(try await data.organizations(.largest).items.map(\.number).sorted() == Cast.told.sorted())
      for type in try await data.messageTypes(.largest).items {
        #expect(!type.organizations.contains(Cast.applicant) && type.organizations.contains(Cast.fund))
      }
      let application = try #require(try await data.application(Cast.application))
      #expect(application.organizations == Cast.told)
    }
  }
}

extension Cast {
  /// Whom reference data tells, as registered.
  fileprivate static let told = [premiums, fund, suspended]
}
