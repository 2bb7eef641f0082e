package import Contracts
package import Vocabulary

/// A reply whose attachments are files on disk, as a channel's tool sends it.
package struct FileReply: Sendable {
  private let request: ReplyRequest
  private let parts: [MeasuredFile]

  /// Reads the files once for their sizes and digests.
  /// - Throws: what reading a file threw.
  package init(text: TranslatedText?, files: [FileToPublish]) throws {
    parts = try MeasuredFile.all(files)
    request = ReplyRequest(
      text: text, files: parts.map { ReplyRequest.File(partName: $0.header.name, digest: $0.digest) })
  }

  /// Sends it once; of several with one key, one is sent.
  /// - Returns: the receipt; that of the first where the key was used before.
  package func send(
    to message: MessageID, _ key: IdempotencyKey, through channel: any ChannelRegistry
  ) async throws(Failure<ReplyRejection>) -> ReplyReceipt {
    let frames = FileFrames(request: request, parts: parts) { _, _ in }
    do throws(Failure<ReplyRejection>) { return try await channel.reply(to: message, key, frames) } catch {
      if case .rejected(.alreadyReplied(let receipt)) = error { return receipt }
      throw error
    }
  }
}
