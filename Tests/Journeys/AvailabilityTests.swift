import Contracts
import Foundation
import NIOCore
import Testing
import Vocabulary

@testable import ebox

/// A message is there during its whole term, in whichever channel the citizen chose, and not a moment longer.
@Suite struct AvailabilityTests {
  /// Linked My eBox, Demo Bank and Demo Profile.
  static let citizen = "92080699933"
  /// Linked My eBox only.
  static let plain = "81022599963"

  @Test("R-BOX-5: readable in every channel that the citizen linked, until the term is over")
  func wholeTerm() async throws {
    try await JourneyServer.run { server in
      let document = [UInt8]("%PDF-1.7 ".utf8) + SystemRandom().bytes(1000)
      let end = SystemTime().now().adding(seconds: 3 * 86_400 + 3600)
      let receipt = try await publish(
        document, to: Self.citizen, as: "demo-premiums", in: server, until: end)
      for day in 0...3 {
        if day > 0 { try await server.advance(days: 1) }
        for name in ["my-ebox", "demo-bank"] {
          let channel = try await server.channel(of: Self.citizen, in: name)
          #expect(try await channel.messages(MessageQuery()).items.map(\.id) == [receipt.messageID])
          let message = try await channel.message(receipt.messageID)
          #expect(message.expiration.secondsSince1970 == end.secondsSince1970)
          let main = try #require(message.attachments.first)
          var read: [UInt8] = []
          for try await piece in try await channel.content(of: main.id, in: message.id, range: nil).bytes {
            read += Array(buffer: piece)
          }
          #expect(read == document, "day \(day), \(name)")
        }
      }
      try await server.advance(days: 1)
      for name in ["my-ebox", "demo-bank"] {
        let channel = try await server.channel(of: Self.citizen, in: name)
        #expect(try await channel.messages(MessageQuery()).items.isEmpty)
        await #expect { try await channel.message(receipt.messageID) } throws: { error in
          guard case Failure<ReadingRejection>.rejected(.messageNotFound) = error else { return false }
          return true
        }
      }
    }
  }

  @Test("R-BOX-5, R-CON-4: not in a channel that the citizen did not link")
  func otherChannel() async throws {
    try await JourneyServer.run { server in
      _ = try await publish([1, 2, 3], to: Self.plain, as: "demo-premiums", in: server)
      await #expect(throws: ClientRefusal.self, "the consent screen waits for the citizen") {
        try await server.citizenToken(Self.plain, in: "demo-profile")
      }
    }
  }
}
