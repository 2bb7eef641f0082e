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

  @Test(
    "what a citizen sends in replies is bounded for each day, whatever the message or the channel",
    arguments: TestDatabases.allCases)
  func dayBytes(_ engine: TestDatabases) async throws {
    // The text has 18 bytes.
    let max = Int64(house: 2)
    try await Stores.with(
      engine, Furnishing(replyDayBytesMax: max), documents: { _ in PlayedDocuments() }
    ) { house in
      let (original, other) = (try await house.answerable(), try await house.answerable())
      try await house.activate(Cast.jan, Cast.app)
      _ = try await house.reply(original)
      var small = house.replyFile
      small.bytes = [1]
      _ = try await house.reply(other, files: [small], by: house.channel(Cast.jan, Cast.app))
      // Too much when it has come; enough would be there for less.
      #expect(await house.replyRejection(original) == .tooManyBytes(max: max))
      #expect(house.documents.count == 4)
      small.bytes = Array(house.replyFile.bytes.dropFirst())
      let last = try await house.reply(other, files: [small])
      // Nothing more: turned down before anything is read.
      let begun = house.documents.begun
      #expect(await house.replyRejection(original) == .tooManyBytes(max: max))
      #expect(house.documents.begun == begun)
      #expect(try await house.audit().last == "reply rejected TOO_MANY_REPLY_BYTES")
      // Another citizen's day is another's; a day ends at midnight in Brussels.
      house.time.set(try Instant(parsing: "2026-11-22T23:59:59+01:00"))
      #expect(await house.replyRejection(original) == .tooManyBytes(max: max))
      house.time.set(try Instant(parsing: "2026-11-23T00:00:00+01:00"))
      #expect(try await house.reply(original).id != last.id)
    }
  }
}

extension Int64 {
  /// Bytes of so many replies of the tests.
  fileprivate init(house replies: Int) {
    self = Int64(replies * ("Ik ga niet akkoord".utf8.count + "%PDF-1.7 a proof".utf8.count)) + 18
  }
}
