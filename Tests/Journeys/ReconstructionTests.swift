import AuditTrail
import Contracts
import Crypto
import EBoxClient
import Foundation
import NIOCore
import Testing
import Vocabulary

@testable import ebox

/// What happened to a message, from the trail alone: so that nobody can deny it later (R-AUD-7).
@Suite struct ReconstructionTests {
  /// A line of an export.
  private struct Line: Decodable {
    struct Entry: Decodable {
      let action, at, outcome, party, requestId: String
      let clientId, mailbox, message, organization: String?
      let details: [String: String]
    }
    let entry: Entry
    let leaf: String
    let place: Int64
  }

  @Test("R-AUD-7: publication, making available and consultation, with digests and times, of an active box")
  func activeBox() async throws {
    try await JourneyServer.run { server in
      let document = [UInt8]("%PDF-1.7 ".utf8) + SystemRandom().bytes(50_000)
      let before = try await server.now()
      let receipt = try await publish(document, to: "78041299916", as: "demo-premiums", in: server)
      let channel = try await server.channel(of: "78041299916")
      let message = try await channel.message(receipt.messageID)
      try await read(message, in: channel, expecting: document)
      let after = try await server.now()

      let lines = try await story(of: receipt.messageID, in: server)
      let published = try #require(lines.first { $0.entry.action == "publish" }?.entry)
      let sender = try server.sender("demo-premiums")
      #expect(published.organization == sender.enterpriseNumber && published.clientId == sender.clientId)
      #expect(published.details["delivery"] == "delivered", "available at once: the box was active")
      #expect(published.details["attachments"]?.contains(" 50009 sha256:\(digest(document))") == true)
      #expect(published.details["expiration"] == message.expiration.description)
      try expect(published.at, within: before, after, toldAs: message.availableAt)

      let reading = try #require(lines.first { $0.entry.action == "read" }?.entry)
      #expect(reading.clientId == "my-ebox" && reading.mailbox == published.mailbox)
      #expect(reading.details["digest"] == "sha256:\(digest(document))")
      #expect(reading.details["isMainContent"] == "true" && reading.details["size"] == "50009")
      let query = StatusQuery(
        message: receipt.messageID, recipient: try NationalNumber(parsing: "78041299916"))
      let status = try await server.client(of: sender).sender.status(of: [query])
      try expect(reading.at, within: before, after, toldAs: try #require(status.first?.readAt))
      #expect(published.at < reading.at)
    }
  }

  @Test("R-AUD-7: a message that was kept for a box that is not active is made available by the activation")
  func activatedLater() async throws {
    try await JourneyServer.run { server in
      let (citizen, document) = ("55110199909", [UInt8]("%PDF-1.7 kept".utf8))
      let receipt = try await publish(document, to: citizen, as: "demo-vaccination", in: server)
      #expect(!receipt.isDigital)
      let kept = try await story(of: receipt.messageID, in: server).map(\.entry)
      #expect(kept.map(\.action) == ["publish"] && kept[0].details["delivery"] == "kept")

      let before = try await server.now()
      try await CitizenPages(server, of: citizen).activate(server.file.channels[0])
      let channel = try await server.channel(of: citizen)
      let message = try await channel.message(receipt.messageID)
      try await read(message, in: channel, expecting: document)
      let after = try await server.now()

      let entries = try await story(of: receipt.messageID, in: server).map(\.entry)
      let told = entries.filter { ["publish", "makeAvailable", "read"].contains($0.action) }
      #expect(told.map(\.action) == ["publish", "makeAvailable", "read"])
      #expect(told[0].details["attachments"]?.contains("sha256:\(digest(document))") == true)
      #expect(told[2].details["digest"] == "sha256:\(digest(document))")
      try expect(told[1].at, within: before, after, toldAs: message.availableAt)
      #expect(told[0].at < told[1].at && told[1].at < told[2].at)
    }
  }

  @Test("R-AUD-7: which notice told of a message, when it was decided and when it was given to the relay")
  func notice() async throws {
    try await JourneyServer.run { server in
      let receipt = try await publish(
        [UInt8]("%PDF-1.7 told".utf8), to: "78041299916", as: "demo-premiums", in: server)
      try await server.advance(days: 1)
      let line = try #require(try await story(of: receipt.messageID, in: server).first)
      let mailbox = try MailboxID(parsing: try #require(line.entry.mailbox))
      let entries = try await server.providerEntries(of: mailbox)
      let decided = try #require(
        entries.first {
          $0.action == .noticeQueued && $0.details["newMessages"]?.contains(receipt.messageID.text) == true
        })
      let posted = try #require(
        entries.first {
          $0.action == .noticePosted && $0.details["act"] == "accepted"
            && $0.details["notice"] == decided.details["notice"]
        })
      #expect(decided.details["kind"] == "daily" && decided.details["notice"] != nil)
      #expect(try Instant(parsing: line.entry.at) < decided.at && decided.at <= posted.at)
      #expect(posted.details["digest"]?.isEmpty == false, "what was sent, by its digest")
      #expect(try await server.verify("provider").isSound)
    }
  }

  /// Every entry of a message at its document provider, in order; each line's bytes give its leaf, and the
  /// whole trail gives its root.
  private func story(of message: MessageID, in server: JourneyServer) async throws -> [Line] {
    let lines = try await server.export(of: message, from: "document-provider").map { text in
      let line = try JSONDecoder().decode(Line.self, from: Data(text.utf8))
      let end = try #require(text.range(of: #","leaf":""#))
      let hashed = Array(text[..<end.lowerBound].dropFirst(#"{"entry":"#.count).utf8)
      #expect("\(MerkleTree.leaf(hashed))" == line.leaf)
      #expect(line.entry.message == message.text && line.entry.party == "document-provider")
      return line
    }
    #expect(lines.map(\.place) == lines.map(\.place).sorted())
    let report = try await server.verify("document-provider")
    #expect(report.isSound && report.size > (lines.map(\.place).max() ?? 0))
    return lines
  }

  private func read(
    _ message: Message, in channel: any ChannelRegistry, expecting document: [UInt8]
  ) async throws {
    let main = try #require(message.attachments.first)
    var read: [UInt8] = []
    for try await piece in try await channel.content(of: main.id, in: message.id, range: nil).bytes {
      read += Array(buffer: piece)
    }
    #expect(read == document)
  }

  /// The trail's instant lies where it happened, and is the one that was told over the wire, in whole
  /// seconds.
  private func expect(_ at: String, within start: Instant, _ end: Instant, toldAs told: Instant) throws {
    let instant = try Instant(parsing: at)
    #expect(instant.secondsSince1970 == told.secondsSince1970)
    #expect((start.adding(seconds: -2)...end.adding(seconds: 2)).contains(instant))
  }

  private func digest(_ bytes: [UInt8]) -> String { Base64URL.encode(Array(SHA256.hash(data: bytes))) }
}
