import Contracts
import EBoxClient
import Foundation
import NIOCore
import Testing
import Vocabulary

@testable import ebox

/// From a sender to a citizen and back, over HTTP.
@Suite struct PublishAndReadTests {
  static let citizen = "78041299916"

  @Test("R-PUB-2, R-BOX-3, R-BOX-6: published, listed, read byte for byte, confirmed to the sender")
  func fromSenderToCitizen() async throws {
    try await JourneyServer.run { server in
      let sender = try server.client(of: try server.sender("demo-premiums")).sender
      let number = try NationalNumber(parsing: Self.citizen)
      let document = [UInt8]("%PDF-1.7 ".utf8) + SystemRandom().bytes(200_000)
      let receipt = try await publish(document, to: Self.citizen, as: "demo-premiums", in: server)
      #expect(receipt.isDigital)
      let query = StatusQuery(message: receipt.messageID, recipient: number)
      #expect(try await sender.status(of: [query]).map(\.readAt) == [nil])

      let channel = try await server.channel(of: Self.citizen)
      #expect(try await channel.messages(MessageQuery()).items.map(\.id) == [receipt.messageID])
      let message = try await channel.message(receipt.messageID)
      let main = try #require(message.attachments.first)
      var read: [UInt8] = []
      for try await piece in try await channel.content(of: main.id, in: message.id, range: nil).bytes {
        read += Array(buffer: piece)
      }
      #expect(read == document)
      #expect(try await sender.status(of: [query]).first?.readAt != nil)
    }
  }

  @Test("R-CON-7: a citizen without a consent: NO_DIGITAL_USER")
  func noDigitalUser() async throws {
    try await JourneyServer.run { server in
      let receipt = try await publish(
        [UInt8]("%PDF-1.7".utf8), to: "55110199909", as: "demo-premiums", in: server)
      #expect(!receipt.isDigital)
    }
  }
}

/// Publishes one file through the client, as the command line does.
func publish(
  _ document: [UInt8], to citizen: String, as client: String, in server: JourneyServer,
  until expiration: Instant? = nil
) async throws -> PublicationReceipt.Recipient {
  let sender = try server.sender(client)
  let path = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).pdf")
  defer { try? FileManager.default.removeItem(at: path) }
  try Data(document).write(to: path)
  let publication = FilePublication(
    sender: try EnterpriseNumber(parsing: sender.enterpriseNumber),
    application: try ApplicationID(parsing: sender.applicationId),
    messageType: try MessageTypeID(parsing: sender.messageTypeIds[0]),
    recipient: try NationalNumber(parsing: citizen),
    subject: try TranslatedText(parsing: [.nl: "Een brief"], kind: "subject", charactersMax: 400),
    files: [FileToPublish(path: path.path, mediaType: .pdf, isMainContent: true)],
    expiration: expiration,
    idempotencyKey: try IdempotencyKey(parsing: UUID().uuidString))
  return try await FilePublisher(registry: try server.client(of: sender).sender).publish(publication)
    .onlyRecipient()
}
