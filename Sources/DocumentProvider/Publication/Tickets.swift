import AuditTrail
import Contracts
import Storage
import TrustServices
import Vocabulary

/// Answers one application of a sender by its own names of publications (EboxMessage 1.8).
struct Tickets: TicketDesk {
  let caller: SenderCaller
  /// Nil for all of the sender's.
  let application: ApplicationID?
  let register: Register
  let database: any Database
  let federation: any Federation
  let hashes: KeyedTicketHash
  let ledger: Ledger

  func status(of queries: [TicketQuery]) async throws(Failure<Never>) -> [TicketStatus] {
    try await checkCaller(.status)
    let standings = try await standings(of: queries.map(\.recipient), .status)
    let (hashes, sender, application) = (hashes, caller.sender, application)
    let found: [TicketStatus] = try await read { transaction in
      try zip(queries, standings).map { query, standing in
        guard let standing else { return .notFound }
        let hash = hashes.hash(query.ticket, of: sender)
        return try Self.status(query.ticket, hash, application, in: standing.mailbox, transaction)
      }
    }
    let messages = found.compactMap(\.message)
    try await record(
      Act(
        action: .status,
        details: [
          "asked": messages.map(\.text).joined(separator: " "), "tickets": String(queries.count),
          "answered": String(messages.count),
        ]))
    return found
  }

  func boxes(of recipients: [NationalNumber]) async throws(Failure<Never>) -> [BoxStanding] {
    try await checkCaller(.boxes)
    if register.isSuspended(caller.sender) { throw try await denied(.senderSuspended, .boxes) }
    let standings = try await standings(of: recipients, .boxes)
    let known = standings.compactMap { $0?.mailbox.text }.joined(separator: " ")
    try await record(
      Act(action: .boxes, details: ["asked": String(recipients.count), "mailboxes": known]))
    return standings.map {
      BoxStanding(exists: $0?.isActive ?? false, isExclusive: $0?.isExclusive ?? false)
    }
  }

  private static func status(
    _ ticket: Ticket, _ hash: [UInt8], _ application: ApplicationID?, in mailbox: MailboxID,
    _ transaction: Transaction
  ) throws -> TicketStatus {
    let all = try TicketRows.found(
      hash, sequence: ticket.sequence, application: application, in: mailbox, transaction)
    let own = all.filter { row in application.map { row.application == $0.text } ?? true }
    guard let first = own.first else { return all.isEmpty ? .notFound : .notAuthorized }
    // A ticket without a sequence is one of its own beside those with one.
    let exact = own.filter { $0.sequence == Int64(ticket.sequence ?? NamedTicket.noSequence) }
    guard own.count == 1 || exact.count == 1 else { return .severalSequences }
    let row = exact.first ?? first
    let reading = try transaction.rows(
      "SELECT at FROM document_provider_first_reading WHERE mailbox = $1 AND message = $2",
      .text(mailbox.text), .text(row.message.text))
    return .found(row.message, readAt: try reading.first.map { Instant(microseconds: try $0.int(0)) })
  }

  private func checkCaller(_ action: AuditEntry.Action) async throws(Failure<Never>) {
    guard let denial = register.denial(of: caller, at: ledger.time.now()) else { return }
    throw try await denied(denial, action)
  }

  /// The denial, on record.
  private func denied(
    _ denial: Denial, _ action: AuditEntry.Action
  ) async throws(Failure<Never>) -> Failure<Never> {
    try await record(Act(action: action, outcome: .denied, code: denial.code))
    return .denied(denial)
  }

  private func standings(
    of numbers: [NationalNumber], _ action: AuditEntry.Action
  ) async throws(Failure<Never>) -> [RecipientStanding?] {
    do throws(Failure<Never>) {
      return try await federation.standings(of: numbers)
    } catch {
      try await record(Act(action: action, outcome: .rejected, code: "CONSENT_UNKNOWN"))
      guard case .overloaded = error else {
        throw .overloaded(retryAfterSeconds: Failure<Never>.consentUnknownSeconds)
      }
      throw error
    }
  }

  private func read<T: Sendable>(
    _ body: @escaping @Sendable (Transaction) throws -> T
  ) async throws(Failure<Never>) -> T {
    do throws(StorageFailure) { return try await database.read(body) } catch { throw Failure(error) }
  }

  private func record(_ act: Act) async throws(Failure<Never>) {
    do throws(StorageFailure) { try await ledger.record(act, by: Asker(caller), in: database) } catch {
      throw Failure(error)
    }
  }
}

extension TicketStatus {
  fileprivate var message: MessageID? {
    guard case .found(let message, _) = self else { return nil }
    return message
  }
}
