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

  @Test(
    "R-PUB-6: who is not in production itself acts for nobody, whatever its mandates; else the mandate counts"
  )
  func mandated() throws {
    let standings: [(SenderOrganization.Standing, Denial?)] = [
      (.applicant, .senderNotApproved), (.suspended, .senderSuspended), (.production, nil),
    ]
    let now = try Instant(parsing: "2026-11-22T10:00:00+01:00")
    for (standing, denial) in standings {
      let register = try Register(
        organizations: [
          Self.organization(Cast.applicant, standing), Self.organization(Cast.premiums, .production),
        ],
        applications: [], messageTypes: [],
        rights: Register.Rights(
          mandates: [Mandate(representative: Cast.applicant, sender: Cast.premiums)]))
      func caller(_ represented: EnterpriseNumber?, _ scopes: Set<Scope>) -> SenderCaller {
        SenderCaller(
          clientID: "representative", organization: Cast.applicant, represented: represented, scopes: scopes,
          requestID: RequestID("request"))
      }
      let named = caller(Cast.premiums, [.representativePublication])
      #expect(register.denial(of: named, at: now) == denial)
      #expect(
        register.denial(of: caller(Cast.premiums, []), at: now) == .missingScope(.representativePublication))
      let unnamed = caller(nil, [.representativePublication])
      var told: Denial?
      do throws(Denial) {
        let senders = try register.senders(of: unnamed, at: now)
        #expect(senders == [Cast.premiums])
      } catch { told = error }
      #expect(told == denial)
      let own = try register.senders(
        of: caller(nil, [.publicationSender, .representativePublication]), at: now)
      let others = denial == nil ? [Cast.premiums] : []
      #expect(own == [Cast.applicant] + others)
    }
  }

  private static func organization(
    _ number: EnterpriseNumber, _ standing: SenderOrganization.Standing
  ) -> SenderOrganization {
    SenderOrganization(
      number: number, name: Cast.text("Dienst"), contact: "help@dienst.example", applications: [],
      messageTypes: [], standing: standing)
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
