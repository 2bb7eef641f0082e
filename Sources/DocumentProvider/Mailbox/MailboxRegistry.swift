import Contracts
import Vocabulary

/// The registry as a channel sees it: one citizen's mailbox.
struct MailboxRegistry: ChannelRegistry {
  let list: MailboxList
  let reader: MessageReader
  let updates: MessageUpdates
  let accesses: ContentAccesses
  let recalled: RecalledMessages
  let statistics: Statistics
  let replier: Replier
  let receipts: ReplyReceipts

  func messages(_ query: MessageQuery) async throws(Failure<ReadingRejection>) -> Page<Message> {
    try await list.listing(query).page
  }

  func listing(_ query: MessageQuery) async throws(Failure<ReadingRejection>) -> MessageListing {
    try await list.listing(query)
  }

  func summary() async throws(Failure<ReadingRejection>) -> MailboxSummary { try await list.summary() }

  func statistics() async throws(Failure<ReadingRejection>) -> MailboxStatistics {
    try await statistics.take()
  }

  func update(_ updates: [MessageUpdate]) async throws(Failure<ReadingRejection>) {
    try await self.updates.apply(updates)
  }

  func recalledMessages() async throws(Failure<ReadingRejection>) -> [RecalledMessage] {
    try await recalled.all()
  }

  func accesses(of message: MessageID) async throws(Failure<ReadingRejection>) -> [ContentAccess] {
    try await accesses.all(of: message)
  }

  func reply(
    to message: MessageID, _ key: IdempotencyKey?,
    _ frames: some AsyncSequence<ReplyFrame, any Error> & Sendable
  ) async throws(Failure<ReplyRejection>) -> ReplyReceipt {
    try await replier.reply(to: message, key, frames)
  }

  func replies(to message: MessageID) async throws(Failure<ReadingRejection>) -> [ReplyReceipt] {
    try await receipts.all(of: message)
  }

  func message(_ id: MessageID) async throws(Failure<ReadingRejection>) -> Message {
    try await reader.message(id)
  }

  func describe(
    _ attachment: AttachmentID, in message: MessageID
  ) async throws(Failure<ReadingRejection>) -> Attachment {
    try await reader.describe(attachment, in: message)
  }

  func content(
    of attachment: AttachmentID, in message: MessageID, range: ByteRange?
  ) async throws(Failure<ReadingRejection>) -> Content {
    try await reader.content(of: attachment, in: message, range: range)
  }

  func body(of message: MessageID) async throws(Failure<ReadingRejection>) -> TranslatedText {
    try await reader.body(of: message)
  }
}
