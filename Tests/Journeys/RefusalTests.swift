import AuditTrail
import Contracts
import EBoxClient
import Foundation
import Testing
import Vocabulary

@testable import ebox

/// What is refused over HTTP, with the contract's status, code and audit entry.
@Suite struct RefusalTests {
  @Test("R-AUD-1, R-OPS-5: no token, a forged token, a sender's token at a citizen's address")
  func tokens() async throws {
    try await JourneyServer.run { server in
      let none = try await server.get("/ebox/messages", token: nil)
      #expect(none.status == 401 && none.code == "NO_ACCESS_TOKEN")
      let forged = try await server.get("/ebox/messages", token: "forged")
      #expect(forged.status == 401 && forged.code == "INVALID_ACCESS_TOKEN")
      for answer in [none, forged] {
        let entry = try #require(try await server.entries(of: answer.requestID).first)
        #expect(entry.outcome == .denied && entry.code == answer.code)
      }
    }
  }

  @Test("R-BOX-1: another citizen's message can't be told from one that never was")
  func otherCitizensMessage() async throws {
    try await JourneyServer.run { server in
      let receipt = try await publish([1, 2, 3], to: "78041299916", as: "demo-premiums", in: server)
      let token = try await server.citizenToken("65093099914")
      let answer = try await server.get("/ebox/messages/\(receipt.messageID)", token: token)
      #expect(answer.status == 404)
      #expect(try await server.entries(of: answer.requestID).map(\.outcome) == [.rejected])
    }
  }

  @Test("R-PUB-5: another sender's name, and a triplet that is not the sender's: INVALID_SENDER")
  func otherSendersName() async throws {
    try await JourneyServer.run { server in
      let (own, other) = (try server.sender("demo-premiums"), try server.sender("demo-tax"))
      for (number, application) in [
        (other.enterpriseNumber, other.applicationId), (own.enterpriseNumber, other.applicationId),
      ] {
        let request = PublicationRequest(
          sender: try EnterpriseNumber(parsing: number), application: try ApplicationID(parsing: application),
          messageType: try MessageTypeID(parsing: other.messageTypeIds[0]),
          recipients: [try NationalNumber(parsing: "78041299916")],
          subject: try TranslatedText(parsing: [.nl: "x"], kind: "subject", charactersMax: 400),
          attachments: [],
          body: try TranslatedText(parsing: [.nl: "y"], kind: "body", charactersMax: 400),
          isBodyMainContent: true)
        let sender = try server.client(of: own).sender
        let frames = AsyncThrowingStream<PublicationFrame, any Error> {
          $0.yield(.request(request))
          $0.finish()
        }
        await #expect { try await sender.publish(frames) } throws: { error in
          guard case Failure<PublicationRejection>.rejected(let rejection) = error else { return false }
          return rejection.code == "INVALID_SENDER"
        }
      }
    }
  }

  @Test("R-BOX-2, R-CON-1: too low a level and a box that is not active get no token")
  func noToken() async throws {
    try await JourneyServer.run { server in
      await #expect(throws: ClientRefusal.self) { try await server.citizenToken("78041299916", level: "low") }
      await #expect(throws: ClientRefusal.self) { try await server.citizenToken("55110199909") }
    }
  }
}
