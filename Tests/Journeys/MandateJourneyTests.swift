import Contracts
import EBoxClient
import Foundation
import Testing
import Vocabulary

@testable import ebox

/// A document service provider on the whole program (R-PUB-6).
@Suite("A document service provider")
struct MandateJourneyTests {
  @Test("R-PUB-6: publishes for the sender whose mandate is live, for no other, and not for itself")
  func actsForItsSender() async throws {
    try await JourneyServer.run { server in
      let (service, citizen) = (try server.sender("demo-service"), "78041299916")
      let live = try server.sender("demo-premiums")
      let receipt = try await publish(as: live, by: service, to: citizen, in: server)
      let message = try await server.channel(of: citizen).message(receipt.messageID)
      #expect(message.sender.digits == live.enterpriseNumber)
      // The sender itself sees what was published in its name.
      let query = StatusQuery(message: receipt.messageID, recipient: try NationalNumber(parsing: citizen))
      #expect(try await server.client(of: live).sender.status(of: [query]).count == 1)

      for other in ["demo-social-fund", "demo-tax"] {
        let sender = try server.sender(other)
        do {
          _ = try await publish(as: sender, by: service, to: citizen, in: server)
          Issue.record("published for \(other)")
        } catch let failure as Failure<PublicationRejection> {
          guard case .denied(.noMandate) = failure else { throw failure }
        }
      }
      await #expect(throws: ClientFault.self) {
        _ = try await server.senderToken("demo-service")
      }
    }
  }

  private func publish(
    as sender: DemoFile.Sender, by service: DemoFile.Sender, to citizen: String, in server: JourneyServer
  ) async throws -> PublicationReceipt.Recipient {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).pdf")
    defer { try? FileManager.default.removeItem(at: path) }
    try Data("%PDF-1.7 mandated".utf8).write(to: path)
    let number = try EnterpriseNumber(parsing: sender.enterpriseNumber)
    let publication = FilePublication(
      sender: number, application: try ApplicationID(parsing: sender.applicationId),
      messageType: try MessageTypeID(parsing: sender.messageTypeIds[0]),
      recipient: try NationalNumber(parsing: citizen),
      subject: try TranslatedText(parsing: [.nl: "Een brief"], kind: "subject", charactersMax: 400),
      files: [FileToPublish(path: path.path, mediaType: .pdf, isMainContent: true)],
      idempotencyKey: try IdempotencyKey(parsing: UUID().uuidString))
    let client = try server.client(of: service, for: number)
    return try await FilePublisher(registry: client.sender).publish(publication).onlyRecipient()
  }
}
