import AuditTrail
import Contracts
import Storage
import Vocabulary

// What stands in the way of a publication that is only rehearsed.

extension PublicationStore {
  /// Why a publication that passed the rules would be turned down all the same; on record, as is that
  /// nothing stands in its way.
  func obstacle(
    to accepted: AcceptedPublication, _ ticket: NamedTicket?, _ standings: [RecipientStanding],
    _ caller: SenderCaller
  ) async throws(StorageFailure) -> PublicationRejection? {
    let pending = PendingEntry(Asker(caller), at: accepted.publishedAt, ledger)
    let (ledger, action) = (ledger, action)
    let mailboxes = standings.map(\.mailbox.text).joined(separator: " ")
    return try await database.write { transaction in
      let obstacle = try Self.obstacle(to: accepted, ticket, standings, in: transaction)
      var act = Act(action: action, outcome: .rejected, code: obstacle?.code)
      if obstacle == nil { act = Act(action: action, details: ["mailboxes": mailboxes]) }
      try ledger.trail.record(pending.entry(act), in: transaction)
      return obstacle
    }
  }

  private static func obstacle(
    to accepted: AcceptedPublication, _ ticket: NamedTicket?, _ standings: [RecipientStanding],
    in transaction: Transaction
  ) throws -> PublicationRejection? {
    let request = accepted.request
    if let earlier = try receipt(of: request, in: transaction) { return .alreadyPublished(earlier) }
    for standing in standings {
      let earlier = try ticket.flatMap {
        try TicketRows.earlier($0, of: request, to: standing, at: accepted.publishedAt, in: transaction)
      }
      if let earlier, earlier.fingerprint != ticket?.fingerprint, !earlier.isCorrected(by: accepted) {
        return .ticketTaken
      }
      let isDestroyed = PublicationRules.delivery(of: accepted.messageType, to: standing) == .destroyed
      if let replaced = request.replaces, !isDestroyed,
        try !isReplaceable(replaced, in: standing.mailbox, by: accepted, in: transaction)
      {
        return .replacedMessageNotFound
      }
    }
    return nil
  }

  /// What ``markReplaced(_:by:_:in:)`` marks.
  private static func isReplaceable(
    _ replaced: MessageID, in mailbox: MailboxID, by accepted: AcceptedPublication,
    in transaction: Transaction
  ) throws -> Bool {
    try !transaction.rows(
      """
      SELECT 1 FROM document_provider_message
      WHERE mailbox = $1 AND id = $2 AND sender = $3 AND expires_at > $4 AND is_registered = 0
        AND message_type = $5 AND replaced_by IS NULL
      """,
      .text(mailbox.text), .text(replaced.text), .text(accepted.request.sender.digits),
      .int(accepted.publishedAt.microseconds), .text(accepted.request.messageType.text)
    ).isEmpty
  }
}

extension TicketRows.Earlier {
  /// Whether other content under the ticket is a correction.
  func isCorrected(by accepted: AcceptedPublication) -> Bool {
    accepted.messageType.isUpdateAllowed && messageType == accepted.messageType.id
  }
}
