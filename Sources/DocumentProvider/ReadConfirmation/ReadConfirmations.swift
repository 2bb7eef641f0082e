import AuditTrail
import Contracts
import Storage
import Vocabulary

/// Answers a sender whether its messages were read (R-BOX-6).
struct ReadConfirmations: Sendable {
  let caller: SenderCaller
  let register: Register
  let database: any Database
  let federation: any Federation
  let ledger: Ledger

  /// In the order asked. Left out: what is unknown, another sender's, or another citizen's. The answer waits
  /// for its audit entry.
  func status(of queries: [StatusQuery]) async throws(Failure<Never>) -> [MessageStatus] {
    if let denial = register.denial(of: caller, at: ledger.time.now()) {
      try await record(Act(action: .status, outcome: .denied, code: denial.code))
      throw .denied(denial)
    }
    let mailboxes = try await mailboxes(of: queries)
    let found = try await read(queries, mailboxes)
    let asked = queries.map(\.message.text).joined(separator: " ")
    try await record(Act(action: .status, details: ["asked": asked, "answered": String(found.count)]))
    return found
  }

  private func mailboxes(of queries: [StatusQuery]) async throws(Failure<Never>) -> [NationalNumber:
    MailboxID]
  {
    var mailboxes: [NationalNumber: MailboxID] = [:]
    for number in Set(queries.map(\.recipient)) {
      do throws(Failure<Never>) {
        mailboxes[number] = try await federation.recipient(number).mailbox
      } catch {
        try await record(Act(action: .status, outcome: .rejected, code: "CONSENT_UNKNOWN"))
        guard case .overloaded = error else {
          throw .overloaded(retryAfterSeconds: Failure<Never>.consentUnknownSeconds)
        }
        throw error
      }
    }
    return mailboxes
  }

  private func read(
    _ queries: [StatusQuery], _ mailboxes: [NationalNumber: MailboxID]
  ) async throws(Failure<Never>) -> [MessageStatus] {
    let sender = caller.sender
    do throws(StorageFailure) {
      return try await database.read { transaction in
        try queries.compactMap { query in
          try mailboxes[query.recipient].flatMap { try Self.status(query, $0, sender, in: transaction) }
        }
      }
    } catch {
      throw Failure(error)
    }
  }

  /// Also of a message whose term is over: its record stays.
  private static func status(
    _ query: StatusQuery, _ mailbox: MailboxID, _ sender: EnterpriseNumber, in transaction: Transaction
  ) throws -> MessageStatus? {
    let rows = try transaction.rows(
      """
      SELECT m.expires_at, r.at FROM document_provider_message m
      LEFT JOIN document_provider_first_reading r ON r.mailbox = m.mailbox AND r.message = m.id
      WHERE m.mailbox = $1 AND m.id = $2 AND m.sender = $3
      UNION ALL
      SELECT m.expires_at, r.at FROM document_provider_record m
      LEFT JOIN document_provider_first_reading r ON r.mailbox = m.mailbox AND r.message = m.id
      WHERE m.mailbox = $1 AND m.id = $2 AND m.sender = $3
      """,
      .text(mailbox.text), .text(query.message.text), .text(sender.digits))
    return try rows.first.map { row in
      MessageStatus(
        message: query.message, recipient: query.recipient, expiration: Instant(microseconds: try row.int(0)),
        readAt: try row.intOrNil(1).map(Instant.init(microseconds:)))
    }
  }

  private func record(_ act: Act) async throws(Failure<Never>) {
    do throws(StorageFailure) { try await ledger.record(act, by: Asker(caller), in: database) } catch {
      throw Failure(error)
    }
  }
}
