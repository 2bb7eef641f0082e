import Contracts
import EBoxTesting
import NIOCore
import Storage
import Testing
import Vocabulary

@testable import DocumentProvider

/// The whole life of documents in the real document store.
@Suite("Documents on disk")
struct SegmentTests {
  @Test("R-BOX-4: published, read whole and in parts, refused, ended", arguments: TestDatabases.allCases)
  func life(_ engine: TestDatabases) async throws {
    try await withSegments(engine) { house in
      var generator = SeededGenerator(seed: 1)
      var draft = Draft()
      draft.files = [20_000, 200_000, 3_000_000].enumerated().map { place, count in
        Draft.File(part: "p\(place)", bytes: generator.bytes(count))
      }
      let receipt = try await house.publish(draft, requestAt: 3)
      var refused = draft
      refused.isRegisteredMail = true
      #expect(try await house.rejection(refused) == .registeredMailNotOffered)
      let id = receipt.recipients[0].messageID
      let message = try await house.channel().message(id)
      for (attachment, file) in zip(message.attachments, draft.files) {
        let whole = try await house.channel().content(of: attachment.id, in: id, range: nil)
        #expect(try await whole.bytes.collected() == file.bytes)
        let range = try ByteRange(parsing: 70, through: 15_000)
        let part = try await house.channel().content(of: attachment.id, in: id, range: range)
        #expect(try await part.bytes.collected() == Array(file.bytes[70...15_000]))
      }
      house.time.set(message.expiration)
      #expect(try await documents(of: house) == 3)
      try await house.provider.sweeper.sweep(now: house.time.now())
      #expect(try await documents(of: house) == 0)
    }
  }

  @Test("R-PUB-9: 32 senders at once: each message is whole and readable", arguments: TestDatabases.allCases)
  func together(_ engine: TestDatabases) async throws {
    try await withSegments(engine) { house in
      let sent = try await withThrowingTaskGroup(of: (MessageID, [UInt8]).self) { group in
        for seed in 0..<32 {
          group.addTask {
            var generator = SeededGenerator(seed: UInt64(seed))
            var draft = Draft()
            draft.files[0].bytes = generator.bytes(20_000)
            return (try await house.published(draft), draft.files[0].bytes)
          }
        }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      for (id, bytes) in sent {
        let message = try await house.channel().message(id)
        let content = try await house.channel().content(of: message.attachments[0].id, in: id, range: nil)
        #expect(try await content.bytes.collected() == bytes)
      }
      #expect(try await house.events().filter { $0.hasPrefix("newDocument") }.count == 32)
    }
  }

  private func withSegments(
    _ engine: TestDatabases, _ body: (House<SegmentStore>) async throws -> Void
  ) async throws {
    let time = PlayedTime(try Instant(parsing: House<SegmentStore>.start))
    try await House.with(
      engine, Furnishing(time: time),
      documents: { try SegmentStore(opening: $0 + "/documents", time: time, random: SystemRandom()) }, body)
  }

  private func documents(of house: House<SegmentStore>) async throws -> Int {
    try await house.documents.documents(
      begunBefore: house.time.now().adding(seconds: 1), after: nil, limit: 100
    ).count
  }
}
