import AuditTrail
import Contracts
import Storage
import Vocabulary

/// Keeps publications: each in one transaction, with its audit entries and events.
struct PublicationStore: Sendable {
  enum Outcome: Sendable {
    /// `usesBytes` is false when no row names the bytes that came with it.
    case published(PublicationReceipt, usesBytes: Bool)
    case alreadyPublished(PublicationReceipt)
    /// What it should replace is not there; nothing happened but the audit entry that says so.
    case replacedMessageNotFound
    /// The same of its ticket, under which something else was published.
    case ticketTaken
    /// A later consent act of a recipient was heard of than the one that the plan was made on: nothing
    /// happened.
    case consentMoved
  }

  let database: any Database
  let ledger: Ledger
  /// As the entries of what is turned down name it.
  let action: AuditEntry.Action

  /// Decides by the idempotency key inside the transaction: of two publications with one key, one is
  /// published.
  func publish(_ plan: PublicationPlan) async throws(StorageFailure) -> Outcome {
    let ledger = ledger
    do throws(StorageFailure) {
      return try await database.write { transaction in
        if let earlier = try Self.claimKey(plan, in: transaction) {
          try ledger.trail.record(
            plan.refusal.entry(try Self.repeated(earlier, plan, in: transaction)), in: transaction)
          return .alreadyPublished(earlier)
        }
        if let token = plan.token,
          let earlier = try TokenRows.earlier(token, of: plan.accepted.request, in: transaction)
        {
          guard earlier.fingerprint == token.fingerprint else { throw TicketTaken() }
          let act = try Self.repeated(earlier.receipt, plan, in: transaction)
          try ledger.trail.record(plan.refusal.entry(act), in: transaction)
          return .alreadyPublished(earlier.receipt)
        }
        return try Self.place(plan, ledger, in: transaction)
      }
    } catch {
      guard case .rolledBack(let cause) = error else { throw error }
      switch cause {
      case is ConsentMoved: return .consentMoved
      case is ReplacedMessageNotFound:
        try await refuse(plan, .replacedMessageNotFound)
        return .replacedMessageNotFound
      case is TicketTaken:
        try await refuse(plan, .ticketTaken)
        return .ticketTaken
      default: throw error
      }
    }
  }

  private func refuse(
    _ plan: PublicationPlan, _ rejection: PublicationRejection
  ) async throws(StorageFailure) {
    let trail = ledger.trail
    try await database.write { try trail.record(plan.refusal.entry(.rejected(rejection)), in: $0) }
  }

  /// Commits the audit entry of a publication that the rules turned down, and returns what it is turned down
  /// with: the answer that the key got before, when that comes first in the order of rules.
  func turnDown(
    _ rejection: PublicationRejection, _ submission: Submission, _ caller: SenderCaller
  ) async throws(StorageFailure) -> PublicationRejection {
    let pending = PendingEntry(Asker(caller), at: submission.now, ledger)
    let (ledger, action) = (ledger, action)
    return try await database.write { transaction in
      let earlier = try Self.receipt(of: submission.request, in: transaction)
      let told = PublicationRules.told(rejection, earlier: earlier)
      let act = Act(action: action, outcome: .rejected, code: told.code)
      try ledger.trail.record(pending.entry(act), in: transaction)
      if action == .publish, case .documentUnfit(_, let finding) = told, let request = submission.request {
        try FindingRows.add(
          [finding],
          of: FindingRows.Publication(
            request: request, at: submission.now, id: pending.id.text, isRefused: true), in: transaction)
      }
      return told
    }
  }

  /// Commits one audit entry.
  func record(_ act: Act, _ caller: SenderCaller) async throws(StorageFailure) {
    let pending = PendingEntry(Asker(caller), at: ledger.time.now(), ledger)
    let ledger = ledger
    try await database.write { try ledger.trail.record(pending.entry(act), in: $0) }
  }

  /// - Returns: the earlier answer when the key was used before; nil when it is claimed now, or there is
  ///   none.
  private static func claimKey(
    _ plan: PublicationPlan, in transaction: Transaction
  ) throws -> PublicationReceipt? {
    let request = plan.accepted.request
    guard let key = request.idempotencyKey else { return nil }
    let claimed = try transaction.rows(
      """
      INSERT INTO document_provider_idempotency (sender, application, idempotency_key, receipt, kept_until)
      VALUES ($1, $2, $3, $4, $5)
      ON CONFLICT (sender, application, idempotency_key) DO NOTHING RETURNING kept_until
      """,
      .text(request.sender.digits), .text(request.application.text), .text(key.text),
      .text(plan.receipt.column),
      .int(plan.keyKeptUntil.microseconds))
    return claimed.isEmpty ? try receipt(of: request, in: transaction) : nil
  }

  /// Which message the key was answered with; in which mailbox, when it is that of the publication now.
  private static func repeated(
    _ earlier: PublicationReceipt, _ plan: PublicationPlan, in transaction: Transaction
  ) throws -> Act {
    var act = Act.rejected(.alreadyPublished(earlier))
    guard let recipient = earlier.recipients.first, let mailbox = plan.messages.first?.standing.mailbox else {
      return act
    }
    act.message = recipient.messageID
    let isThere = try !transaction.rows(
      """
      SELECT 1 FROM document_provider_message WHERE mailbox = $1 AND id = $2
      UNION ALL SELECT 1 FROM document_provider_record WHERE mailbox = $1 AND id = $2
      """,
      .text(mailbox.text), .text(recipient.messageID.text)
    ).isEmpty
    if isThere { act.mailbox = mailbox }
    return act
  }

  static func receipt(
    of request: PublicationRequest?, in transaction: Transaction
  ) throws -> PublicationReceipt? {
    guard let request, let key = request.idempotencyKey else { return nil }
    let rows = try transaction.rows(
      """
      SELECT receipt FROM document_provider_idempotency
      WHERE sender = $1 AND application = $2 AND idempotency_key = $3
      """,
      .text(request.sender.digits), .text(request.application.text), .text(key.text))
    return try rows.first.map { try PublicationReceipt(column: $0.text(0)) }
  }

  /// Each recipient's message, or the one that the ticket led to already.
  private static func place(
    _ plan: PublicationPlan, _ ledger: Ledger, in transaction: Transaction
  ) throws -> Outcome {
    var recipients: [PublicationReceipt.Recipient] = []
    var usesBytes = false
    for (message, recipient) in zip(plan.messages, plan.receipt.recipients) {
      let earlier = try plan.ticket.flatMap {
        try TicketRows.earlier(
          $0, of: plan.accepted.request, to: message.standing, at: plan.accepted.publishedAt, in: transaction)
      }
      if let earlier, earlier.fingerprint == plan.ticket?.fingerprint {
        try ledger.trail.record(message.entry.entry(.repeated(earlier.recipient, message)), in: transaction)
        recipients.append(earlier.recipient)
        continue
      }
      try insert(message, correcting: earlier, of: plan, ledger, in: transaction)
      recipients.append(recipient)
      usesBytes = usesBytes || message.content != nil
    }
    let findings = plan.accepted.attachments.flatMap(\.warnings).map(\.finding)
    if !findings.isEmpty, recipients == plan.receipt.recipients {
      try FindingRows.add(
        findings,
        of: FindingRows.Publication(
          request: plan.accepted.request, at: plan.accepted.publishedAt, id: plan.refusal.id.text,
          isRefused: false), in: transaction)
    }
    return .published(PublicationReceipt(recipients: recipients), usesBytes: usesBytes)
  }

  private static func insert(
    _ message: PlannedMessage, correcting earlier: TicketRows.Earlier?, of plan: PublicationPlan,
    _ ledger: Ledger, in transaction: Transaction
  ) throws {
    try countIn(message, transaction)
    let replaces = try replaced(by: message, plan.accepted, earlier, in: transaction)
    if let content = message.content {
      try insertMessage(message, content, plan.accepted, replaces, in: transaction)
      try insertAttachments(message, content, plan.accepted, in: transaction)
    } else {
      try insertRecord(message, plan.accepted, in: transaction)
    }
    if let registered = message.registered {
      try RegisteredRows.insert(registered, of: message, plan.accepted, in: transaction)
    }
    if let token = plan.token { try TokenRows.keep(token, of: plan.accepted, for: message, in: transaction) }
    if let ticket = plan.ticket {
      try TicketRows.keep(ticket, of: plan.accepted, for: message, in: transaction)
    }
    try ledger.trail.record(
      message.entry.entry(.published(message, plan.accepted, replaces)), in: transaction)
    try ledger.outbox.record(.published(message, plan.accepted), in: transaction)
  }

  /// Counts the message in its mailbox, and holds it against the latest consent act heard of.
  static func countIn(_ message: PlannedMessage, _ transaction: Transaction) throws {
    let counted = try transaction.rows(
      """
      INSERT INTO document_provider_mailbox (mailbox, epoch, is_active, listed, unread)
      VALUES ($1, 0, 0, $2, $2)
      ON CONFLICT (mailbox) DO UPDATE SET listed = document_provider_mailbox.listed + $2,
        unread = document_provider_mailbox.unread + $2
      WHERE document_provider_mailbox.epoch <= $3 RETURNING listed
      """,
      .text(message.standing.mailbox.text), .int(message.delivery == .delivered ? 1 : 0),
      .int(message.standing.epoch))
    guard !counted.isEmpty else { throw ConsentMoved() }
  }

  /// The earlier message that this one corrects, marked. What the sender names must be there; what its ticket
  /// led to may be over meanwhile.
  private static func replaced(
    by message: PlannedMessage, _ accepted: AcceptedPublication, _ earlier: TicketRows.Earlier?,
    in transaction: Transaction
  ) throws -> MessageID? {
    if let earlier, !earlier.isCorrected(by: accepted) { throw TicketTaken() }
    guard message.content != nil, let replaced = accepted.request.replaces ?? earlier?.recipient.messageID
    else { return nil }
    let isMarked = try markReplaced(replaced, by: message, accepted, in: transaction)
    guard isMarked || accepted.request.replaces == nil else { throw ReplacedMessageNotFound() }
    return isMarked ? replaced : nil
  }

  /// Of two corrections of one message, one is published.
  private static func markReplaced(
    _ replaced: MessageID, by message: PlannedMessage, _ accepted: AcceptedPublication,
    in transaction: Transaction
  ) throws -> Bool {
    let marked = try transaction.rows(
      """
      UPDATE document_provider_message SET replaced_by = $1
      WHERE mailbox = $2 AND id = $3 AND sender = $4 AND expires_at > $5 AND is_registered = 0
        AND message_type = $6 AND replaced_by IS NULL
      RETURNING id
      """,
      .text(message.id.text), .text(message.standing.mailbox.text), .text(replaced.text),
      .text(accepted.request.sender.digits), .int(accepted.publishedAt.microseconds),
      .text(accepted.request.messageType.text))
    return !marked.isEmpty
  }

  static func insertMessage(
    _ message: PlannedMessage, _ content: SealedContent, _ accepted: AcceptedPublication,
    _ replaces: MessageID?, in transaction: Transaction
  ) throws {
    let request = accepted.request
    let availableAt = message.delivery == .delivered ? accepted.publishedAt : nil
    try transaction.run(
      """
      INSERT INTO document_provider_message
        (mailbox, id, sender, application, message_type, published_at, available_at, expires_at,
        consent_epoch,
         is_registered, is_reply_authorized, is_body_main, is_before_activation, wrapped_key, subject, body,
         dues, due_at, business_data, replaces, original, author)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 0, $13, $14, $15, $16, $17, $18, $19, $20,
        $21)
      """,
      .text(message.standing.mailbox.text), .text(message.id.text), .text(request.sender.digits),
      .text(request.application.text), .text(request.messageType.text),
      .int(accepted.publishedAt.microseconds),
      .int(orNull: availableAt?.microseconds), .int(accepted.expiration.microseconds),
      .int(message.standing.epoch),
      .flag(request.isRegisteredMail), .flag(request.isReplyAuthorized), .flag(request.isBodyMainContent),
      .bytes(content.wrappedKey), .bytes(content.subject), .bytes(orNull: content.body),
      .bytes(orNull: content.dues), .int(orNull: request.lastDue?.microseconds),
      .bytes(orNull: content.businessData), .text(orNull: replaces?.text),
      .text(orNull: message.answers?.text),
      .bytes(orNull: content.author))
  }

  static func insertAttachments(
    _ message: PlannedMessage, _ content: SealedContent, _ accepted: AcceptedPublication,
    in transaction: Transaction
  ) throws {
    for (position, attachment) in accepted.attachments.enumerated() {
      let sealed = content.attachments[position]
      try transaction.run(
        """
        INSERT INTO document_provider_attachment
          (mailbox, message, id, position, media_type, size, digest, is_main, is_signed, document, segment,
          place,
           file_name, document_key)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
        """,
        .text(message.standing.mailbox.text), .text(message.id.text),
        .text(message.attachmentIDs[position].text),
        .int(Int64(position)), .text(attachment.mediaType.text), .int(attachment.size),
        .bytes(attachment.digest.bytes), .flag(attachment.isMainContent), .flag(attachment.isSigned),
        .text(sealed.document.text), .int(sealed.place.segment), .int(sealed.place.offset),
        .bytes(sealed.fileName),
        .bytes(sealed.documentKey))
    }
  }

  /// What stays of a message to a box that is not active.
  private static func insertRecord(
    _ message: PlannedMessage, _ accepted: AcceptedPublication, in transaction: Transaction
  ) throws {
    let request = accepted.request
    try transaction.run(
      """
      INSERT INTO document_provider_record
        (mailbox, id, sender, application, message_type, published_at, expires_at, consent_epoch,
        is_registered,
         ending, ended_at)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'not-digital', $6)
      """,
      .text(message.standing.mailbox.text), .text(message.id.text), .text(request.sender.digits),
      .text(request.application.text), .text(request.messageType.text),
      .int(accepted.publishedAt.microseconds),
      .int(accepted.expiration.microseconds), .int(message.standing.epoch), .flag(request.isRegisteredMail))
    for (position, attachment) in accepted.attachments.enumerated() {
      try transaction.run(
        """
        INSERT INTO document_provider_record_attachment
          (mailbox, message, id, media_type, size, digest, is_main)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        """,
        .text(message.standing.mailbox.text), .text(message.id.text),
        .text(message.attachmentIDs[position].text),
        .text(attachment.mediaType.text), .int(attachment.size), .bytes(attachment.digest.bytes),
        .flag(attachment.isMainContent))
    }
  }
}

/// Undoes a publication whose earlier message is not there.
private struct ReplacedMessageNotFound: Error {}

/// Undoes a publication whose ticket stands for another one.
private struct TicketTaken: Error {}

extension Act {
  fileprivate static func rejected(_ rejection: PublicationRejection) -> Act {
    Act(action: .publish, outcome: .rejected, code: rejection.code)
  }

  /// The ticket led to a message with the same content: nothing happened.
  fileprivate static func repeated(
    _ earlier: PublicationReceipt.Recipient, _ message: PlannedMessage
  ) -> Act {
    Act(
      action: .publish, outcome: .rejected, code: "ALREADY_PUBLISHED", mailbox: message.standing.mailbox,
      message: earlier.messageID)
  }

  fileprivate static func published(
    _ message: PlannedMessage, _ accepted: AcceptedPublication, _ replaces: MessageID?
  ) -> Act {
    let attachments = zip(message.attachmentIDs, accepted.attachments).map { id, attachment in
      "\(id) \(attachment.mediaType) \(attachment.size) sha256:\(attachment.digest.base64URL)"
    }
    let request = accepted.request
    return Act(
      action: .publish, mailbox: message.standing.mailbox, message: message.id,
      details: [
        "application": request.application.text, "attachments": attachments.joined(separator: ", "),
        "consentEpoch": String(message.standing.epoch), "delivery": message.delivery.rawValue,
        "expiration": accepted.expiration.description, "messageType": request.messageType.text,
        "replaces": replaces?.text ?? "",
        "findings": accepted.attachments.flatMap(\.warnings).map(\.finding.rawValue).joined(separator: " "),
      ].merging(message.registered?.details ?? [:]) { $1 }.filter { !$1.isEmpty })
  }
}

extension Event {
  /// That it is in the box, or that it is in none.
  fileprivate static func published(_ message: PlannedMessage, _ accepted: AcceptedPublication) -> Event {
    let isDelivered = message.delivery == .delivered
    return Event(
      id: message.eventID, kind: isDelivered ? .newDocument : .noDigitalUser,
      mailbox: message.standing.mailbox, occurredAt: accepted.publishedAt,
      message: message.id, sender: accepted.request.sender, messageType: accepted.request.messageType,
      receiptDate: isDelivered ? accepted.publishedAt : nil, expiration: accepted.expiration,
      isRegisteredMail: accepted.request.isRegisteredMail, acceptUntil: message.registered?.acceptUntil)
  }
}
