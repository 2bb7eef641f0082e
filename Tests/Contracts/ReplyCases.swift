import Contracts
import EBoxTesting
import NIOCore
import Testing
import Vocabulary

/// Replies, in one process and over HTTP.
@Suite("The contract: a citizen answers, the sender reads")
struct ReplyCases {
  private struct Cut: Error {}

  private static func stream(
    _ frames: [ReplyFrame], failing error: (any Error)? = nil
  ) -> AsyncThrowingStream<ReplyFrame, any Error> {
    AsyncThrowingStream { continuation in
      for frame in frames { continuation.yield(frame) }
      continuation.finish(throwing: error)
    }
  }

  private static func file(
    _ name: String = "f1", mediaType: String? = "application/pdf", bytes: [UInt8] = Sample.text
  ) -> [ReplyFrame] {
    [
      .part(PartHeader(name: name, fileName: "Überweisung – ½ jaar.pdf", mediaType: mediaType)),
      .bytes(ByteBuffer(bytes: bytes)), .endOfPart,
    ]
  }

  private static func request(_ text: [Language: String]?, _ files: [String] = []) -> ReplyFrame {
    .request(
      ReplyRequest(
        text: text.map { Sample.translated($0) }, files: files.map { ReplyRequest.File(partName: $0) }))
  }

  private static func publish(
    _ registry: RegistryUnderTest, allowing isReplyAuthorized: Bool = true
  ) async throws -> MessageID {
    let frames = [Sample.request { $0.isReplyAuthorized = isReplyAuthorized }] + Sample.file()
    return try await registry.sender.publish(Sample.stream(frames)).recipients[0].messageID
  }

  private static func rejection(
    _ channel: any ChannelRegistry, _ id: MessageID, _ frames: [ReplyFrame], key: IdempotencyKey? = nil
  ) async -> ReplyRejection? {
    do throws(Failure<ReplyRejection>) {
      _ = try await channel.reply(to: id, key, stream(frames))
      return nil
    } catch {
      guard case .rejected(let rejection) = error else {
        Issue.record("\(error)")
        return nil
      }
      return rejection
    }
  }

  @Test("R-PUB-10: sent, read by the sender, and both see the receipt", arguments: Way.allCases)
  func whole(way: Way) async throws {
    try await RegistryUnderTest.with(way) { registry in
      let original = try await Self.publish(registry)
      #expect(try await registry.channel.message(original).isReplyAuthorized)
      let frames = Self.file() + [Self.request([.fr: "Je ne suis pas d’accord"], ["f1"])]
      let receipt = try await registry.channel.reply(to: original, nil, Self.stream(frames))
      #expect(receipt.original == original && receipt.recipient == Sample.sender)
      #expect(receipt.sentAt == Sample.now && receipt.openedAt == nil)
      let text = Array("Je ne suis pas d’accord".utf8)
      #expect(receipt.text == ReplyReceipt.Text(size: Int64(text.count), digest: Sample.digest(text)))
      #expect(receipt.files.map(\.fileName) == ["Überweisung – ½ jaar.pdf"])
      #expect(receipt.files.map(\.digest) == [Sample.digest(Sample.text)])
      #expect(try await registry.channel.replies(to: original) == [receipt])

      let box = registry.sender.box
      let message = try #require(try await box.messages(MessageQuery()).items.first)
      #expect(message.id == receipt.id && message.sender == Sample.sender)
      #expect(message.reply == ReplyOrigin(original: original, author: Sample.citizen))
      #expect(message.subject == Sample.translated([.fr: "Décision, à lire"]))
      #expect(try await box.message(message.id) == message)
      let content = try await box.content(of: message.attachments[0].id, in: message.id, range: nil)
      #expect(try await MessageRegistryCases.collect(content) == Sample.text)
      registry.time.advance(seconds: 60)
      #expect(try await box.body(of: message.id) == Sample.translated([.fr: "Je ne suis pas d’accord"]))
      #expect(try await box.summary().unread == 0)
      let opened = try await registry.channel.replies(to: original).map(\.openedAt)
      #expect(opened == [Sample.now.adding(seconds: 60)])
      #expect(try await registry.otherSender.box.messages(MessageQuery()).total == 0)
      await #expect(throws: Failure<ReadingRejection>.self) {
        try await registry.otherSender.box.message(message.id)
      }
    }
  }

  @Test("turned down alike; a used key gives the first receipt", arguments: Way.allCases)
  func rejected(way: Way) async throws {
    try await RegistryUnderTest.with(way) { registry in
      let original = try await Self.publish(registry)
      let plain = try await Self.publish(registry, allowing: false)
      let text = [Self.request([.fr: "Non"])]
      let channel = registry.channel
      #expect(await Self.rejection(channel, Sample.unknownMessage, text) == .messageNotFound)
      #expect(await Self.rejection(registry.otherChannel, original, text) == .messageNotFound)
      #expect(await Self.rejection(channel, plain, text) == .replyNotAllowed)
      #expect(await Self.rejection(channel, original, []) == .upload(.requestMissing))
      #expect(await Self.rejection(channel, original, [Self.request(nil)]) == .empty)
      #expect(
        await Self.rejection(channel, original, [Self.request([.nl: "a", .fr: "b"])]) == .severalLanguages)
      #expect(
        await Self.rejection(channel, original, [Self.request(nil, ["f1"])]) == .file(.partMissing("f1")))
      let many = (1...7).flatMap { Self.file("f\($0)") }
      #expect(
        await Self.rejection(channel, original, many) == .upload(.tooManyAttachments(max: 6)))
      let program = Self.file(mediaType: "application/x-msdownload") + [Self.request(nil, ["f1"])]
      #expect(
        await Self.rejection(channel, original, program) == .file(.mediaTypeNotAllowed(part: "f1")))
      let max = RegistryUnderTest.replyDayBytesMax
      let large = Self.file(bytes: [UInt8](repeating: 0x20, count: Int(max)))
      #expect(
        await Self.rejection(channel, original, large + [Self.request([.fr: "Non"], ["f1"])])
          == .tooManyBytes(max: max))
      let key = try IdempotencyKey(parsing: "form-1")
      let first = try await channel.reply(to: original, key, Self.stream(text))
      #expect(await Self.rejection(channel, original, text, key: key) == .alreadyReplied(first))
      for other in [
        [Self.request([.fr: "Oui"])], Self.file() + [Self.request([.fr: "Non"], ["f1"])], [Self.request(nil)],
      ] {
        #expect(await Self.rejection(channel, original, other, key: key) == .otherReplySent(first))
      }
      #expect(try await channel.replies(to: original) == [first])
    }
  }

  @Test("an upload that breaks off is the stream's own error; nothing is sent", arguments: Way.allCases)
  func interrupted(way: Way) async throws {
    try await RegistryUnderTest.with(way) { registry in
      let original = try await Self.publish(registry)
      do throws(Failure<ReplyRejection>) {
        _ = try await registry.channel.reply(
          to: original, nil, Self.stream(Self.file(), failing: Cut()))
        Issue.record("sent")
      } catch {
        guard case .interrupted(let cause) = error, cause is Cut else { throw error }
      }
      #expect(try await registry.channel.replies(to: original).isEmpty)
    }
  }
}
