import Contracts
import EBoxTesting
import NIOCore
import Storage
import Synchronization
import Testing
import Vocabulary

@testable import DocumentProvider

/// How much of a reply is read, and what is done with it meanwhile.
@Suite("R-PUB-10: what of a reply is taken in")
struct ReplyIntakeTests {
  typealias Stores = House<PlayedDocuments>

  @Test("under a used key nothing is stored or looked into, and no more is read than what was sent had")
  func repeated() async throws {
    let inspector = PlayedInspector()
    let quality = DocumentQuality(inspector: inspector, refuses: false)
    try await Stores.with(.sqlite, quality: quality) { house in
      let original = try await house.answerable()
      let key = try IdempotencyKey(parsing: "form-1")
      let first = try await house.reply(original, key)
      let (begun, inspected) = (house.documents.begun, inspector.declared.withLock(\.count))
      #expect(await house.replyRejection(original, key) == .alreadyReplied(first))
      // The digest that the request tells is another file's.
      var wrong = Stores.replyFrames([house.replyFile])
      let told = ReplyRequest.File(partName: "f1", digest: Draft.File(part: "x", bytes: [1]).sha512)
      wrong[3] = .request(ReplyRequest(text: Cast.text("Ik ga niet akkoord"), files: [told]))
      let other = wrong.replyStream()
      #expect(await Self.rejection(house, original, key, other) == .otherReplySent(first))
      let endless = EndlessReply(pieceBytes: 20)
      #expect(await Self.rejection(house, original, key, endless) == .otherReplySent(first))
      // What was sent had 34 bytes.
      #expect(endless.taken <= 3)
      #expect(house.documents.begun == begun && inspector.declared.withLock(\.count) == inspected)
      #expect(
        try await house.audit().suffix(3) == [
          "reply rejected ALREADY_REPLIED", "reply rejected OTHER_REPLY_SENT",
          "reply rejected OTHER_REPLY_SENT",
        ])
    }
  }

  @Test("no more is read than the day has left", arguments: TestDatabases.allCases)
  func dayBytes(_ engine: TestDatabases) async throws {
    try await Stores.with(
      engine, Furnishing(replyDayBytesMax: 100), documents: { _ in PlayedDocuments() }
    ) { house in
      let original = try await house.answerable()
      // 34 bytes.
      _ = try await house.reply(original)
      let count = house.documents.count
      let endless = EndlessReply(pieceBytes: 20)
      #expect(await Self.rejection(house, original, nil, endless) == .tooManyBytes(max: 100))
      #expect(endless.taken <= 5)
      #expect(house.documents.count == count)
      #expect(try await house.audit().last == "reply rejected TOO_MANY_REPLY_BYTES")
    }
  }

  @Test("four replies of a citizen come in at once, another's beside them", arguments: TestDatabases.allCases)
  func atOnce(_ engine: TestDatabases) async throws {
    try await Stores.with(engine) { house in
      let original = try await house.answerable()
      let begun = house.documents.begun
      let channel = house.channel()
      let uploads = (0..<ReplyLimits.atOnceMax).map { _ in
        let (frames, continuation) = AsyncThrowingStream<ReplyFrame, any Error>.makeStream()
        let all = Stores.replyFrames([house.replyFile])
        continuation.yield(all[0])
        return (all, continuation, Task { try await channel.reply(to: original, nil, frames) })
      }
      while house.documents.begun < begun + ReplyLimits.atOnceMax { await Task.yield() }
      #expect(await house.replyRejection(original) == .tooManyAtOnce(max: 4))
      #expect(house.documents.begun == begun + ReplyLimits.atOnceMax)
      #expect(try await house.audit().last == "reply rejected TOO_MANY_REPLIES_AT_ONCE")
      var draft = Draft()
      (draft.isReplyAuthorized, draft.recipients) = (true, [Cast.marie])
      try await house.activate(Cast.marie)
      let other = try await house.published(draft)
      _ = try await house.reply(other, by: house.channel(Cast.marie))
      for (frames, continuation, sending) in uploads {
        for frame in frames.dropFirst() { continuation.yield(frame) }
        continuation.finish()
        _ = try await sending.value
      }
      #expect(try await house.reply(original).original == original)
    }
  }

  @Test(
    "R-AUD-1: what is turned down is on record with its own code, also where the client went away",
    arguments: TestDatabases.allCases)
  func goneAway(_ engine: TestDatabases) async throws {
    try await Stores.with(engine) { house in
      let original = try await house.answerable()
      let channel = house.channel()
      let key = try IdempotencyKey(parsing: "form-1")
      _ = try await house.reply(original, key)
      let many = Stores.replyFrames((1...7).map { Draft.File(part: "f\($0)") })
      let empty = [ReplyFrame.request(ReplyRequest(text: nil))]
      let cases: [([ReplyFrame], Int, IdempotencyKey?, String)] = [
        (many, 18, nil, "TOO_MANY_ATTACHMENTS"), (empty, 0, nil, "INVALID_INPUT"),
        (empty, 0, key, "OTHER_REPLY_SENT"),
      ]
      for (frames, place, key, code) in cases {
        let leaving = Leaving(frames: frames, at: place)
        let sending = Task { try await channel.reply(to: original, key, leaving) }
        await #expect(throws: Failure<ReplyRejection>.self) { try await sending.value }
        #expect(try await house.audit().last == "reply rejected \(code)")
      }
      #expect(try await house.audit().filter { $0.hasPrefix("reply rejected") }.count == cases.count)
      #expect(house.documents.count == 2)
    }
  }

  private static func rejection(
    _ house: Stores, _ original: MessageID, _ key: IdempotencyKey?,
    _ frames: some AsyncSequence<ReplyFrame, any Error> & Sendable
  ) async -> ReplyRejection? {
    do throws(Failure<ReplyRejection>) {
      _ = try await house.channel().reply(to: original, key, frames)
    } catch {
      guard case .rejected(let rejection) = error else { return nil }
      return rejection
    }
    return nil
  }
}

/// A file that goes on for a thousand pieces, and counts those that were taken.
private final class EndlessReply: AsyncSequence, Sendable {
  typealias Element = ReplyFrame

  let pieceBytes: Int
  private let count = Mutex(0)

  init(pieceBytes: Int) { self.pieceBytes = pieceBytes }

  var taken: Int { count.withLock(\.self) }

  func makeAsyncIterator() -> Iterator { Iterator(reply: self) }

  struct Iterator: AsyncIteratorProtocol {
    fileprivate let reply: EndlessReply
    private var isBegun = false

    fileprivate init(reply: EndlessReply) { self.reply = reply }

    mutating func next() async throws -> ReplyFrame? {
      guard isBegun else {
        isBegun = true
        return .part(PartHeader(name: "f1", fileName: "f.pdf", mediaType: "application/pdf"))
      }
      let taken = reply.count.withLock { count in
        count += 1
        return count
      }
      return taken <= 1000 ? .bytes(ByteBuffer(repeating: 7, count: reply.pieceBytes)) : nil
    }
  }
}
