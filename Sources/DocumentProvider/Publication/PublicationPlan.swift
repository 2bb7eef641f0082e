import AuditTrail
import Contracts
import Storage
import Vocabulary

/// A publication, wholly decided and sealed: what one transaction writes.
struct PublicationPlan: Sendable {
  let accepted: AcceptedPublication
  /// One per recipient, in the order asked.
  let messages: [PlannedMessage]
  /// Nil for a publication that its sender gave no name.
  let ticket: NamedTicket?
  /// Nil for what is no registered mail with a name of its sender's.
  let token: NamedToken?
  /// Until when the idempotency key is kept.
  let keyKeptUntil: Instant
  /// For the rejection, when the key turns out to be used.
  let refusal: PendingEntry

  var receipt: PublicationReceipt {
    PublicationReceipt(
      recipients: messages.map {
        PublicationReceipt.Recipient(
          messageID: $0.id, expiration: accepted.expiration, isDigital: $0.delivery == .delivered,
          currentNumber: $0.standing.currentNumber)
      })
  }
}

/// A message for one recipient.
struct PlannedMessage: Sendable {
  let id: MessageID
  let standing: RecipientStanding
  let delivery: Delivery
  /// In the order of the request.
  let attachmentIDs: [AttachmentID]
  /// Nil for a box that is not active: nothing of the content is kept.
  let content: SealedContent?
  let entry: PendingEntry
  let eventID: EventID
  /// Of a reply: the message that it answers.
  var answers: MessageID?
  /// Nil for an ordinary message.
  var registered: PlannedRegisteredMail?
}
