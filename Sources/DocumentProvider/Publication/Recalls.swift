import AuditTrail
import Contracts
import Storage
import Vocabulary

/// Takes a sender's messages back: as long as nothing of them was opened, and after that where three people
/// approved it for a data breach (domain.md, "Publication").
struct Recalls: Sendable {
  let caller: SenderCaller
  let register: Register
  let database: any Database
  let documents: any DocumentStore
  let federation: any Federation
  let keyring: MailboxKeyring
  let subjects: FoldedSubjects
  let streams: LiveStreams
  let ledger: Ledger
  /// The clock of those who sign approvals.
  let approvalTime: any TimeSource

  /// One transaction ends the message, keeps reason and approvals, and tells; then what is going out is cut,
  /// and the bytes go. Bytes that a crash leaves in between are found as nobody's.
  func recall(_ recall: Recall) async throws(Failure<RecallRejection>) {
    if let denial = register.denial(of: caller, at: ledger.time.now()) {
      try await record(Act(action: .recall, outcome: .denied, code: denial.code))
      throw .denied(denial)
    }
    guard recall.reason.onlyLanguage != nil else { throw try await turnDown(.severalLanguages, recall) }
    let mailbox = try await mailbox(of: recall.recipient)
    let sealed = try await sealed(recall, in: mailbox)
    switch try await commit(recall, in: mailbox, sealed) {
    case .success(let places):
      subjects.forget(mailbox)
      streams.cut(recall.message, of: mailbox)
      // The message is gone for everyone; where its bytes can't be removed now, the sweeper finds them.
      do { try await documents.remove(places) } catch { throw .outcomeUnknown(error) }
    case .failure(let rejection): throw .rejected(rejection)
    }
  }

  private func mailbox(of number: NationalNumber) async throws(Failure<RecallRejection>) -> MailboxID {
    do throws(Failure<Never>) {
      return try await federation.recipient(number).mailbox
    } catch {
      try await record(Act(action: .recall, outcome: .rejected, code: "CONSENT_UNKNOWN"))
      guard case .overloaded = error else {
        throw .overloaded(retryAfterSeconds: Failure<Never>.consentUnknownSeconds)
      }
      throw Failure(error)
    }
  }

  /// The reason, sealed for as long as the message would have been there; nil when it is not there.
  private func sealed(
    _ recall: Recall, in mailbox: MailboxID
  ) async throws(Failure<RecallRejection>) -> SealedReason? {
    let (sender, now) = (caller.sender, ledger.time.now())
    let found: EndedMessage?
    do throws(StorageFailure) {
      found = try await database.read { transaction in
        try EndedMessage.find(recall.message, in: mailbox, of: sender, at: now, transaction)
      }
    } catch { throw Failure(error) }
    guard let found else { return nil }
    do {
      return try await keyring.seal(of: mailbox).seal(
        reason: recall.reason, of: recall.message, until: found.expiration)
    } catch { throw .outcomeUnknown(error) }
  }

  /// What a recall rests on: who approved it, or nothing but that nobody opened the message.
  private func ground(of recall: Recall) -> Result<BreachEvidence?, RecallRejection> {
    guard let breach = recall.breach else { return .success(nil) }
    let check = ApprovalCheck(
      approvers: register.approvers, sender: caller.sender, now: approvalTime.now())
    do throws(RecallRejection) {
      return .success(BreachEvidence(reference: breach.reference, approvals: try check(breach, recall)))
    } catch { return .failure(error) }
  }

  /// - Returns: the places of the documents that no message names any more; none when it was taken back
  ///   before.
  private func commit(
    _ recall: Recall, in mailbox: MailboxID, _ sealed: SealedReason?
  ) async throws(Failure<RecallRejection>) -> Result<[DocumentPlace], RecallRejection> {
    let now = ledger.time.now()
    let entry = PendingEntry(Asker(caller), at: now, ledger)
    let eventID = ledger.eventID(at: now)
    let (ledger, sender, ground) = (ledger, caller.sender, ground(of: recall))
    do throws(StorageFailure) {
      return try await database.write { transaction in
        // A reading writes the mailbox's row too: of the two, one is first.
        try transaction.run(
          "UPDATE document_provider_mailbox SET listed = listed WHERE mailbox = $1", .text(mailbox.text))
        var act = Act(action: .recall, mailbox: mailbox, message: recall.message)
        func turnDown(_ rejection: RecallRejection) throws -> Result<[DocumentPlace], RecallRejection> {
          try ledger.trail.record(entry.entry(act.turnedDown(rejection, recall.breach)), in: transaction)
          return .failure(rejection)
        }
        let found = try EndedMessage.find(recall.message, in: mailbox, of: sender, at: now, transaction)
        guard let found, let sealed else {
          guard try Self.isRecalled(recall.message, in: mailbox, by: sender, transaction) else {
            return try turnDown(.messageNotFound)
          }
          act.details = ["repeated": "true"]
          try ledger.trail.record(entry.entry(act), in: transaction)
          return .success([])
        }
        let evidence: BreachEvidence?
        switch ground {
        case .success(let given): evidence = given
        case .failure(let rejection): return try turnDown(rejection)
        }
        let isOpened = try Self.isOpened(recall.message, in: mailbox, transaction)
        if isOpened, evidence == nil { return try turnDown(.alreadyOpened) }
        let places = try found.end(.recalled, at: now, in: transaction)
        try Self.keep(sealed, of: found, at: now, isAfterBreach: isOpened, transaction)
        try evidence?.keep(of: found, at: now, transaction)
        act = found.act(.recall)
        if let evidence {
          act.details.merge(evidence.details) { $1 }
          act.details["opened"] = String(isOpened)
        }
        try ledger.trail.record(entry.entry(act), in: transaction)
        try ledger.outbox.record(found.event(.documentRecalled, eventID, at: now), in: transaction)
        return .success(places)
      }
    } catch { throw Failure(error) }
  }

  private static func keep(
    _ sealed: SealedReason, of message: EndedMessage, at now: Instant, isAfterBreach: Bool,
    _ transaction: Transaction
  ) throws {
    try transaction.run(
      """
      INSERT INTO document_provider_recall
        (mailbox, message, at, expires_at, wrapped_key, reason, is_after_breach)
      VALUES ($1, $2, $3, $4, $5, $6, $7)
      """,
      .text(message.mailbox.text), .text(message.id.text), .int(now.microseconds),
      .int(message.expiration.microseconds), .bytes(sealed.wrappedKey), .bytes(sealed.reason),
      .flag(isAfterBreach))
  }

  /// Something of it was shown to the citizen, or it was answered: who did so knows of it, and keeps the
  /// receipt by it. What a channel fetched ahead was not shown, and is erased there.
  private static func isOpened(
    _ message: MessageID, in mailbox: MailboxID, _ transaction: Transaction
  ) throws -> Bool {
    try !transaction.rows(
      """
      SELECT 1 FROM document_provider_consultation WHERE mailbox = $1 AND message = $2 AND kind <> $3
      UNION ALL SELECT 1 FROM document_provider_reply WHERE mailbox = $1 AND original = $2 LIMIT 1
      """,
      .text(mailbox.text), .text(message.text), .text(ContentAccess.Kind.fetchedAhead.rawValue)
    ).isEmpty
  }

  private static func isRecalled(
    _ message: MessageID, in mailbox: MailboxID, by sender: EnterpriseNumber, _ transaction: Transaction
  ) throws -> Bool {
    try !transaction.rows(
      """
      SELECT 1 FROM document_provider_record
      WHERE mailbox = $1 AND id = $2 AND sender = $3 AND ending = $4
      """,
      .text(mailbox.text), .text(message.text), .text(sender.digits),
      .text(EndedMessage.Ending.recalled.rawValue)
    ).isEmpty
  }

  /// The rejection, on record.
  private func turnDown(
    _ rejection: RecallRejection, _ recall: Recall
  ) async throws(Failure<RecallRejection>) -> Failure<RecallRejection> {
    let act = Act(action: .recall, message: recall.message)
    try await record(act.turnedDown(rejection, recall.breach))
    return .rejected(rejection)
  }

  private func record(_ act: Act) async throws(Failure<RecallRejection>) {
    do throws(StorageFailure) { try await ledger.record(act, by: Asker(caller), in: database) } catch {
      throw Failure(error)
    }
  }
}

extension Act {
  /// Which approval was wrong, and how, by its place: nothing of what stood in it.
  fileprivate func turnedDown(_ rejection: RecallRejection, _ breach: BreachRecall?) -> Act {
    var details = breach.map { ["breach": $0.reference.text] } ?? [:]
    switch rejection {
    case .severalLanguages, .messageNotFound, .alreadyOpened: break
    case .approvalInvalid(let index, let fault):
      (details["approval"], details["fault"]) = (String(index), fault.rawValue)
    case .approvalNotEntitled(let index), .approvalExpired(let index): details["approval"] = String(index)
    case .approvalMissing(let role): details["role"] = role.rawValue
    }
    return Act(
      action: action, outcome: .rejected, code: rejection.code, mailbox: mailbox, message: message,
      details: details)
  }
}
