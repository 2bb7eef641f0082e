import Contracts
import EBoxClient
import Foundation
import Testing
import Vocabulary

@testable import ebox

/// A sender's events on the whole program, over HTTP.
@Suite("R-BOX-6: a sender is told of the reading by event")
struct SenderEventJourneyTests {
  @Test("published and read: both come to the sender, in this order, and to nobody else")
  func whole() async throws {
    try await JourneyServer.run { server in
      let premiums = try server.sender("demo-premiums")
      let client = try server.client(of: premiums)
      let last = try await client.sender.events(SenderEventQuery(after: 0)).last
      let message = try await server.publish(as: premiums, client)
      let channel = try await server.channel(of: "78041299916")
      let attachment = try #require(try await channel.message(message).attachments.first)
      let content = try await channel.content(of: attachment.id, in: message, range: nil)
      for try await _ in content.bytes {}
      var told: [SenderEvent] = []
      for _ in 0..<100 where told.count < 2 {
        told = try await client.sender.events(SenderEventQuery(after: last)).items.filter {
          $0.message == message
        }
        if told.count < 2 { try await Task.sleep(for: .milliseconds(100)) }
      }
      #expect(told.map(\.kind) == [.newDocument, .readDocument])
      #expect(told.first?.messageType?.text == "PREMIE-BESLISSING")
      let tax = try server.client(of: try server.sender("demo-tax")).sender
      #expect(try await tax.events(SenderEventQuery(after: last)).items.allSatisfy { $0.message != message })
    }
  }
}
