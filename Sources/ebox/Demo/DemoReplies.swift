import Contracts
import Foundation
import NIOCore
import Vocabulary

extension DemoSeed {
  /// A citizen replies, and the sender opens it when its time comes.
  func replies(
    _ reply: DemoMessage.Reply, to message: DemoMessage, _ index: Int, _ published: PublishedMessages
  ) -> [Step] {
    var steps = [
      Step(daysAgo: reply.daysAgo) { [self] in
        guard let id = await published.id(index) else { return }
        let key = try IdempotencyKey(parsing: "demo-reply-\(index)")
        await published.addReply(try await send(reply, to: id, key, of: message), index)
      }
    ]
    if let opened = reply.openedDaysAgo {
      steps.append(
        Step(daysAgo: opened) { [self] in
          guard let id = await published.reply(index) else { return }
          let box = registry(of: message.kind.client).registry(for: try sender(message.kind.client)).box
          _ = try await box.body(of: id)
        })
    }
    return steps
  }

  /// - Returns: the reply, also when an earlier run sent it.
  private func send(
    _ reply: DemoMessage.Reply, to id: MessageID, _ key: IdempotencyKey, of message: DemoMessage
  ) async throws -> MessageID {
    let reader = try await reader(of: message.to, in: DemoCast.myEBox, at: message.kind.client)
    let text = try TranslatedText(
      parsing: [Language(parsing: message.language): reply.text], kind: "text",
      charactersMax: ReplyLimits.textCharactersMax)
    let frames: [ReplyFrame] = [
      .request(ReplyRequest(text: text, files: [ReplyRequest.File(partName: "proof")])),
      .part(PartHeader(name: "proof", fileName: reply.proof + ".pdf", mediaType: MediaType.pdf.text)),
      .bytes(ByteBuffer(bytes: try letters.bytes(reply.proof + ".pdf"))), .endOfPart,
    ]
    do {
      return try await reader.reply(to: id, key, ReadyFrames(frames)).id
    } catch Failure<ReplyRejection>.rejected(.alreadyReplied(let first)) {
      return first.id
    }
  }
}

/// Frames that are all there already.
struct ReadyFrames<Request: Sendable>: AsyncSequence, Sendable {
  typealias Failure = any Error
  private let frames: [UploadFrame<Request>]

  init(_ frames: [UploadFrame<Request>]) { self.frames = frames }

  struct AsyncIterator: AsyncIteratorProtocol {
    typealias Failure = any Error
    var rest: ArraySlice<UploadFrame<Request>>

    mutating func next() async throws -> UploadFrame<Request>? { rest.popFirst() }
  }

  func makeAsyncIterator() -> AsyncIterator { AsyncIterator(rest: frames[...]) }
}
