package import NIOCore
package import Vocabulary

/// A document provider's message registry: what senders and channels may ask of it.
package protocol MessageRegistry: Sendable {
  /// The registry as this sender sees it.
  func registry(for caller: SenderCaller) -> any SenderRegistry
  /// The batches of this sender.
  func batches(for caller: SenderCaller) -> any PublicationBatches
  /// The registry as this channel sees it, for its one citizen.
  func registry(for caller: ChannelCaller) -> any ChannelRegistry
  /// Message types, applications and organisations: the same for everyone.
  var referenceData: any ReferenceData { get }
}

/// What a sender may ask.
package protocol SenderRegistry: Sendable {
  /// Publishes one message to one recipient or several, all or nothing, at most once per idempotency key.
  ///
  /// Takes its parts and exactly one request, in any order; ``PublicationLimits`` hold while reading. The
  /// bytes are durable before the row that names them, the row before the answer.
  /// - Throws: the first failing rule as ``Failure/rejected(_:)``; the stream's own error as
  ///   ``Failure/interrupted(_:)``.
  func publish(
    _ frames: some AsyncSequence<PublicationFrame, any Error> & Sendable
  ) async throws(Failure<PublicationRejection>) -> PublicationReceipt

  /// Does everything that ``publish(_:)`` does, but publishes nothing and keeps no byte (R-PUB-7).
  /// - Throws: what publishing would throw, ``PublicationRejection/alreadyPublished(_:)`` included.
  func rehearse(
    _ frames: some AsyncSequence<PublicationFrame, any Error> & Sendable
  ) async throws(Failure<PublicationRejection>) -> PublicationRehearsal

  /// What was found in this sender's documents on those days (R-PUB-7).
  func quality(_ days: QualityReport.Days) async throws(Failure<Never>) -> QualityReport

  /// What happened to this sender's messages, and to the consents of those whom it wrote to (R-CON-6): in
  /// the order in which it became true. A suspended sender is denied it.
  func events(_ query: SenderEventQuery) async throws(Failure<Never>) -> SenderEvents

  /// Whether each message was read, in the order asked. What is unknown, another sender's or another
  /// citizen's is left out (contract 2.1 `searchMessageStatus`).
  func status(of queries: [StatusQuery]) async throws(Failure<Never>) -> [MessageStatus]

  /// Takes a message back, at once: content and key are destroyed, the record, the reason and the approvals
  /// stay, and what is going out is cut. Repeating it changes nothing. One that was opened or answered is
  /// taken back with a ``Recall/breach`` only.
  func recall(_ recall: Recall) async throws(Failure<RecallRejection>)

  /// The sender's own box: what citizens replied to its messages (R-PUB-10). Each look and each reading is on
  /// record, as a citizen's is. A suspended sender is denied it.
  /// - Parameter purpose: what contents are opened for. Nobody allows a sender to fetch ahead, so that each
  ///   prefetch is denied, on record.
  func box(for purpose: ReadingPurpose) -> any BoxRegistry
}

extension SenderRegistry {
  /// ``box(for:)`` for reading.
  package var box: any BoxRegistry { box(for: .reading) }
}

/// What may be asked of a box: a citizen's by a channel, a sender's by the sender itself.
package protocol BoxRegistry: Sendable {
  /// Newest publication first; contradictory filters give an empty page (reference §2.2).
  func messages(_ query: MessageQuery) async throws(Failure<ReadingRejection>) -> Page<Message>

  func message(_ id: MessageID) async throws(Failure<ReadingRejection>) -> Message

  /// What ``content(of:in:range:)`` would give, without reading: for HEAD and conditional requests. Not a
  /// consultation.
  func describe(_ attachment: AttachmentID, in message: MessageID) async throws(Failure<ReadingRejection>)
    -> Attachment

  /// Opens an attachment. The consultation, and for a main content the read confirmation, are committed
  /// before this returns; the bytes come after. The stream ends with an error when the consent is withdrawn
  /// meanwhile.
  /// - Parameter range: bytes of the content, or nil for all.
  func content(
    of attachment: AttachmentID, in message: MessageID, range: ByteRange?
  ) async throws(Failure<ReadingRejection>) -> Content

  /// Opens the body text. A body that is the main content is read by it.
  func body(of message: MessageID) async throws(Failure<ReadingRejection>) -> TranslatedText

  /// A page of the list together with what the whole box holds, in one act.
  func listing(_ query: MessageQuery) async throws(Failure<ReadingRejection>) -> MessageListing

  /// The counters of the box, without any message. The scope ``Scope/summaryOwnEbox`` suffices for it.
  func summary() async throws(Failure<ReadingRejection>) -> MailboxSummary

  /// Counts of what asks for attention. The scope ``Scope/summaryOwnEbox`` suffices for it.
  func statistics() async throws(Failure<ReadingRejection>) -> MailboxStatistics

  /// Changes what stands of messages beside their contents, all or none; repeating it changes nothing.
  ///
  /// Visibility is the owner's own tidying (domain.md, *hidden*: no effect on term, reminder or evidence,
  /// not told to senders). ``MessageUpdate/isShown`` is the read confirmation of a main content that this
  /// channel fetched ahead; it needs the citizen's leave to do so, which nobody else ever has.
  /// - Parameter updates: at most ``MessageUpdate/countMax``.
  func update(_ updates: [MessageUpdate]) async throws(Failure<ReadingRejection>)
}

/// What a channel may ask, for the citizen of its token. Every call asks the provider whether the consent
/// still stands.
package protocol ChannelRegistry: BoxRegistry {
  /// What senders took back, newest first, at most ``RecalledMessage/countMax``.
  func recalledMessages() async throws(Failure<ReadingRejection>) -> [RecalledMessage]

  /// Who opened what of a message, and when; newest first, at most ``ContentAccess/countMax``.
  func accesses(of message: MessageID) async throws(Failure<ReadingRejection>) -> [ContentAccess]

  /// Answers a message whose sender allows it: the reply goes into the sender's own box (R-PUB-10). At most
  /// once per key, which is the citizen's in this channel.
  ///
  /// Takes its files and exactly one request, in any order; ``ReplyLimits`` hold while reading. The bytes
  /// are durable before the row that names them, the row before the answer, and the consent is asked again
  /// where the reply is committed.
  /// - Throws: the first failing rule as ``Failure/rejected(_:)``; the stream's own error as
  ///   ``Failure/interrupted(_:)``.
  func reply(
    to message: MessageID, _ key: IdempotencyKey?,
    _ frames: some AsyncSequence<ReplyFrame, any Error> & Sendable
  ) async throws(Failure<ReplyRejection>) -> ReplyReceipt

  /// The receipts of what was replied to a message, newest first, at most ``ReplyLimits/repliesMax``.
  func replies(to message: MessageID) async throws(Failure<ReadingRejection>) -> [ReplyReceipt]
}

extension ChannelRegistry {
  /// For a registry that has no counts of its own: asks for them apart.
  package func listing(_ query: MessageQuery) async throws(Failure<ReadingRejection>) -> MessageListing {
    var unread = MessageQuery(page: .first)
    unread.isRead = false
    unread.isVisible = true
    var hidden = MessageQuery(page: .first)
    hidden.isVisible = false
    return MessageListing(
      page: try await messages(query), unread: try await messages(unread).total,
      hidden: try await messages(hidden).total, recalled: try await recalledMessages().count)
  }
}

/// Bytes `first` to `last`, both included, 0-based, as in RFC 9110 §14.
package struct ByteRange: Hashable, Sendable {
  package let first: Int64
  package let last: Int64

  /// - Throws: ``InvalidIdentifier`` when it is empty or negative.
  package init(parsing first: Int64, through last: Int64) throws(InvalidIdentifier) {
    guard first >= 0, last >= first else {
      throw InvalidIdentifier("range", "must be first-last, first not past last")
    }
    (self.first, self.last) = (first, last)
  }

  package var count: Int64 { last - first + 1 }
}

/// An open attachment.
package struct Content: Sendable {
  package let attachment: Attachment
  /// What `bytes` covers; nil for all of it.
  package let range: ByteRange?
  /// Bytes of one pass, in order, decrypted and verified piece by piece.
  package let bytes: AsyncThrowingStream<ByteBuffer, any Error>

  package init(attachment: Attachment, range: ByteRange?, bytes: AsyncThrowingStream<ByteBuffer, any Error>) {
    self.attachment = attachment
    self.range = range
    self.bytes = bytes
  }
}

/// Why a message can't be read. Case order is check order.
package enum ReadingRejection: Error, Hashable, Sendable, CaseIterable {
  /// Not in this mailbox: it never was, it is another citizen's, or its term is over. The three can't be
  /// told apart.
  case messageNotFound
  /// It is registered mail whose citizen has not accepted it, or can't any more: nobody reaches its content.
  case notAccepted
  /// The message has no such attachment, or no body.
  case contentNotFound
  /// The range lies past the end of the content.
  case rangeNotSatisfiable
  /// Its showing is reported by a channel that fetched no main content of it ahead since the citizen allowed
  /// that.
  case notFetchedAhead
}
