import Contracts
import DocumentProvider
import EBoxTesting
import NIOCore
import Testing
import Vocabulary

extension House where Documents == PlayedDocuments {
  var replyFile: Draft.File {
    Draft.File(part: "f1", fileName: "bewijs.pdf", bytes: Array("%PDF-1.7 a proof".utf8))
  }

  /// A message that allows replies.
  func answerable() async throws -> MessageID {
    var draft = Draft()
    draft.isReplyAuthorized = true
    return try await published(draft)
  }

  func box(_ caller: SenderCaller = Cast.sender()) -> any BoxRegistry {
    provider.registry(for: caller).box
  }

  func citizen() -> CitizenCaller {
    CitizenCaller(
      mailbox: federation.mailbox(Cast.jan), assurance: .high, requestID: RequestID("request"))
  }

  func reply(
    _ original: MessageID, _ key: IdempotencyKey? = nil, files: [Draft.File]? = nil,
    by channel: (any ChannelRegistry)? = nil
  ) async throws(Failure<ReplyRejection>) -> ReplyReceipt {
    try await (channel ?? self.channel()).reply(
      to: original, key, Self.replyFrames(files ?? [replyFile]).replyStream())
  }

  /// The receipt of the first reply with this key; nil when there is none.
  func first(_ original: MessageID, _ key: IdempotencyKey) async -> ReplyReceipt? {
    do throws(Failure<ReplyRejection>) { return try await reply(original, key) } catch {
      guard case .rejected(.alreadyReplied(let first)) = error else { return nil }
      return first
    }
  }

  func replyRejection(
    _ original: MessageID, _ key: IdempotencyKey? = nil, files: [Draft.File]? = nil,
    by channel: (any ChannelRegistry)? = nil
  ) async -> ReplyRejection? {
    do throws(Failure<ReplyRejection>) {
      _ = try await reply(original, key, files: files, by: channel)
      return nil
    } catch {
      if case .rejected(let rejection) = error { return rejection }
      Issue.record("\(error)")
      return nil
    }
  }

  static func replyFrames(_ files: [Draft.File]) -> [ReplyFrame] {
    var frames: [ReplyFrame] = []
    for file in files {
      frames.append(.part(PartHeader(name: file.part, fileName: file.fileName, mediaType: file.mediaType)))
      if !file.bytes.isEmpty { frames.append(.bytes(ByteBuffer(bytes: file.bytes))) }
      frames.append(.endOfPart)
    }
    let asked = files.map { ReplyRequest.File(partName: $0.part, digest: $0.sha512) }
    return frames + [.request(ReplyRequest(text: Cast.text("Ik ga niet akkoord"), files: asked))]
  }
}

extension [ReplyFrame] {
  func replyStream() -> AsyncThrowingStream<ReplyFrame, any Error> {
    AsyncThrowingStream { continuation in
      for frame in self { continuation.yield(frame) }
      continuation.finish()
    }
  }
}
