import AuditTrail
import Contracts
import Storage
import Vocabulary

/// A reply, wholly decided and sealed: what one transaction writes.
struct ReplyPlan: Sendable {
  let accepted: AcceptedPublication
  /// In the sender's own box.
  let message: PlannedMessage
  let receipt: ReplyReceipt
  let sealed: SealedReceipt
  let key: IdempotencyKey?

  /// The message in the sender's box with the entry that begins its own trail, the citizen's receipt and the
  /// event.
  func write(by visitor: Visitor, _ ledger: Ledger, in transaction: Transaction) throws {
    guard let content = message.content else { return }
    try PublicationStore.countIn(message, transaction)
    try PublicationStore.insertMessage(message, content, accepted, nil, in: transaction)
    try PublicationStore.insertAttachments(message, content, accepted, in: transaction)
    try ReplyRows.keep(self, by: visitor, in: transaction)
    var arrival = Act(action: .reply, mailbox: message.standing.mailbox, message: receipt.id)
    arrival.details = details.filter { !["box", "reply"].contains($0.key) }
    arrival.details["original"] = receipt.original.text
    try ledger.trail.record(message.entry.entry(arrival), in: transaction)
    try ledger.outbox.record(event, in: transaction)
  }

  /// For the audit entry in the citizen's mailbox, which names the message that is answered. Nothing of the
  /// text: a short one can be guessed from its digest.
  var details: [String: String] {
    let attachments = zip(message.attachmentIDs, accepted.attachments).map { id, attachment in
      "\(id) \(attachment.mediaType) \(attachment.size) sha256:\(attachment.digest.base64URL)"
    }
    return [
      "attachments": attachments.joined(separator: ", "), "box": message.standing.mailbox.text,
      "expiration": receipt.expiration.description, "recipient": receipt.recipient.digits,
      "reply": receipt.id.text,
    ].filter { !$1.isEmpty }
  }

  private var event: Event {
    Event(
      id: message.eventID, kind: .newReply, mailbox: message.standing.mailbox, occurredAt: receipt.sentAt,
      message: receipt.id, sender: receipt.recipient, messageType: accepted.messageType.id,
      receiptDate: receipt.sentAt, expiration: receipt.expiration)
  }
}

/// Draws the ids of a reply and seals it, so that its transaction only writes.
struct ReplyPlanner: Sendable {
  /// What is answered, by whom.
  struct Conversation: Sendable {
    let message: MessageRow
    let messageType: MessageType
    /// The sender's own.
    let box: MailboxID
    let author: NationalNumber
  }

  let keyring: MailboxKeyring
  let ledger: Ledger

  func plan(
    _ reply: AcceptedReply, _ documents: [StoredDocument], _ conversation: Conversation,
    _ key: IdempotencyKey?, by visitor: Visitor
  ) async throws -> ReplyPlan {
    let now = ledger.time.now()
    let citizen = try await keyring.seal(of: visitor.mailbox)
    let accepted = try accepted(reply, conversation, subject: citizen.open(conversation.message).subject, now)
    let id = MessageID(at: now, random: ledger.random)
    let attachmentIDs = reply.attachments.map { _ in AttachmentID(at: now, random: ledger.random) }
    let content = try await keyring.seal(of: conversation.box).seal(
      accepted, as: id, attachments: attachmentIDs, documents: documents, author: conversation.author)
    let message = PlannedMessage(
      id: id,
      standing: RecipientStanding(
        mailbox: conversation.box, isActive: true, epoch: RecipientStanding.senderBoxEpoch),
      delivery: .delivered, attachmentIDs: attachmentIDs, content: content,
      entry: PendingEntry(Asker(visitor), at: now, ledger), eventID: ledger.eventID(at: now),
      answers: conversation.message.id)
    let receipt = try receipt(of: reply, accepted, as: id, conversation)
    return ReplyPlan(
      accepted: accepted, message: message, receipt: receipt, sealed: try citizen.seal(receipt), key: key)
  }

  /// As an ordinary message: of the same sender, application and type, with the subject of what it answers.
  private func accepted(
    _ reply: AcceptedReply, _ conversation: Conversation, subject: TranslatedText, _ now: Instant
  ) -> AcceptedPublication {
    let (message, type) = (conversation.message, conversation.messageType)
    return AcceptedPublication(
      request: PublicationRequest(
        sender: message.sender, application: message.application, messageType: message.messageType,
        recipients: [], subject: subject, attachments: [], body: reply.text,
        isBodyMainContent: reply.text != nil),
      messageType: type, publishedAt: now,
      expiration: ReplyRules.expiration(message, type, sentAt: now), businessData: [],
      attachments: reply.attachments)
  }

  private func receipt(
    of reply: AcceptedReply, _ accepted: AcceptedPublication, as id: MessageID,
    _ conversation: Conversation
  ) throws -> ReplyReceipt {
    let content = try ReplyContent(reply)
    return ReplyReceipt(
      id: id, original: conversation.message.id, recipient: conversation.message.sender,
      sentAt: accepted.publishedAt, expiration: accepted.expiration, text: content.text,
      files: content.files)
  }
}
