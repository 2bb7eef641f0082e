import Contracts
import EBoxTesting
import NIOCore
import Storage
import Testing
import Vocabulary

@testable import DocumentProvider

/// A key is for one reply to one message, whatever it says.
@Suite("R-PUB-10: keys of replies")
struct ReplyKeyTests {
  typealias Stores = House<PlayedDocuments>

  @Test(
    "the same key with other content: turned down, on record, with the first receipt; nothing of it is left",
    arguments: TestDatabases.allCases)
  func otherContent(_ engine: TestDatabases) async throws {
    try await Stores.with(engine) { house in
      let original = try await house.answerable()
      let key = try IdempotencyKey(parsing: "form-1")
      let first = try await house.reply(original, key)
      var named = house.replyFile
      named.fileName = "ander.pdf"
      var other = house.replyFile
      other.bytes = Array("%PDF-1.7 another".utf8)
      for files in [[], [named], [other], [house.replyFile, other], [other, house.replyFile]] {
        #expect(await house.replyRejection(original, key, files: files) == .otherReplySent(first))
      }
      #expect(await house.replyRejection(original, key) == .alreadyReplied(first))
      #expect(house.documents.count == 2, "the letter and one proof")
      #expect(try await house.box().messages(MessageQuery()).total == 1)
      let audit = try await house.audit().filter { $0.hasPrefix("reply rejected") }
      #expect(
        audit == [String](repeating: "reply rejected OTHER_REPLY_SENT", count: 5)
          + ["reply rejected ALREADY_REPLIED"])
    }
  }

  @Test(
    "of two texts under one key at once, one is sent and the other is told so",
    arguments: TestDatabases.allCases)
  func atOnce(_ engine: TestDatabases) async throws {
    try await Stores.with(engine) { house in
      let original = try await house.answerable()
      let key = try IdempotencyKey(parsing: "form-1")
      let rejections = await withTaskGroup(of: ReplyRejection?.self) { group -> [ReplyRejection?] in
        for files in [[], [house.replyFile]] {
          group.addTask { await house.replyRejection(original, key, files: files) }
        }
        return await group.reduce(into: []) { $0.append($1) }
      }
      let first = try #require(try await house.channel().replies(to: original).first)
      #expect(Set(rejections) == [nil, .otherReplySent(first)])
      #expect(try await house.box().messages(MessageQuery()).total == 1)
    }
  }

  @Test("what was sent is known again when its file is found unfit meanwhile")
  func unfitMeanwhile() async throws {
    let quality = DocumentQuality(inspector: PlayedInspector(), refuses: false)
    try await Stores.with(.sqlite, quality: quality) { house in
      let original = try await house.answerable()
      let key = try IdempotencyKey(parsing: "form-1")
      let first = try await house.reply(original, key)
      var bad = house.replyFile
      bad.bytes = Array("MALWARE".utf8)
      #expect(await house.replyRejection(original, key, files: [bad]) == .otherReplySent(first))
      #expect(house.documents.count == 2)
    }
  }
}
