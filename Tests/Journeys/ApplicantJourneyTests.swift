import AuditTrail
import Contracts
import EBoxClient
import Foundation
import Testing
import Vocabulary

@testable import ebox

/// An organisation that applied and is not approved, on the whole program.
@Suite("An applicant")
struct ApplicantJourneyTests {
  @Test("R-DIR-1: it gets tokens and rehearses; it publishes nothing and learns nothing of citizens")
  func rehearsesOnly() async throws {
    try await JourneyServer.run { server in
      let applicant = try server.sender("demo-applicant")
      let client = try server.client(of: applicant)
      for citizen in ["78041299916", "55110199909"] {
        let rehearsal = try await server.withPublication(of: applicant, to: citizen) { publication in
          try await FilePublisher(registry: client.sender).rehearse(publication)
        }
        #expect(rehearsal.recipients.map(\.isDigital) == [true], "the answer tells nothing of \(citizen)")
      }
      do {
        _ = try await server.publishes(as: applicant, client)
        Issue.record("published")
      } catch let failure as Failure<PublicationRejection> {
        guard case .denied(.senderNotApproved) = failure else { throw failure }
      }
      let token = try await server.senderToken("demo-applicant")
      let day = CalendarDate(inBrusselsAt: try await server.now())
      let quality = try await server.get("/quality?from=\(day)&until=\(day)", token: token)
      #expect(quality.status == 200, "\(quality.text)")
      let events = try await server.get("/ebox/events", token: token)
      #expect(events.status == 403 && events.code == "SENDER_NOT_APPROVED", "\(events.text)")
      let entries = try await server.entries(of: events.requestID)
      #expect(entries.map(\.code) == ["SENDER_NOT_APPROVED"])
    }
  }

  @Test("R-DIR-3: no citizen finds it among the senders")
  func unseen() async throws {
    try await JourneyServer.run { server in
      let applicant = try server.sender("demo-applicant")
      let number = try EnterpriseNumber(parsing: applicant.enterpriseNumber)
      let token = try await server.citizenToken("78041299916")
      let data = EBoxClient(
        registryURL: server.file.registryV3URL, tokens: GivenToken(token), http: server.http,
        random: SystemRandom()
      ).referenceData
      #expect(try await data.organization(number) == nil)
      #expect(try await !data.organizations(.largest).items.map(\.number).contains(number))
      #expect(try await !data.messageTypes(.largest).items.map(\.id.text).contains("KANDIDAAT-BRIEF"))
      #expect(try await !data.applications(.largest).items.map(\.id.text).contains("kandidaat:brief"))
      #expect(try await data.messageTypes(.largest).items.map(\.id.text).contains("PREMIE-BESLISSING"))
    }
  }
}
