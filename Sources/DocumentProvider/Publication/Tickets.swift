import AuditTrail
import Contracts
import Storage
import TrustServices
import Vocabulary

/// Answers one application of a sender by its own names of publications (EboxMessage 1.8). Who acts by
/// mandate names no sender there, and asks for all whose mandates it holds (R-PUB-6).
struct Tickets: TicketDesk {
  let caller: SenderCaller
  /// Of the caller's own organisation; nil for all of its applications.
  let application: ApplicationID?
  let register: Register
  let database: any Database
  let federation: any Federation
  let hashes: KeyedTicketHash
  let ledger: Ledger

  func status(of queries: [TicketQuery]) async throws(Failure<Never>) -> [TicketStatus] {
    let senders = try await senders(.status)
    let standings = try await standings(of: queries.map(\.recipient), .status)
    let (hashes, own, application) = (hashes, caller.organization, application)
    let found: [Found] = try await read { transaction in
      try zip(queries, standings).map { query, standing in
        guard let mailbox = standing?.mailbox else { return Found() }
        let all =
          try senders.count == 1 ? senders : TicketRows.senders(in: mailbox, among: senders, transaction)
        return Found(
          try all.map { sender in
            let status = try Self.status(
              query.ticket, hashes.hash(query.ticket, of: sender), sender == own ? application : nil,
              in: mailbox, transaction)
            return Found(status, of: sender)
          })
      }
    }
    try await record(statuses(found, of: senders))
    return found.map(\.status)
  }

  func boxes(of recipients: [NationalNumber]) async throws(Failure<Never>) -> [BoxStanding] {
    let senders = try await senders(.boxes)
    let exclusions = senders.compactMap(register.exclusion(of:))
    let able = senders.filter { register.exclusion(of: $0) == nil }
    if able.isEmpty, let exclusion = exclusions.first {
      throw try await denied(exclusion, .boxes, for: senders)
    }
    let standings = try await standings(of: recipients, .boxes)
    let known = standings.compactMap { $0?.mailbox.text }.joined(separator: " ")
    let details = ["asked": String(recipients.count), "mailboxes": known]
    try await record([act(.boxes, details, for: able)])
    return standings.map {
      BoxStanding(exists: $0?.isActive ?? false, isExclusive: $0?.isExclusive ?? false)
    }
  }

  /// What a ticket leads to, and whose publication that is.
  private struct Found: Sendable {
    var status = TicketStatus.notFound
    var sender: EnterpriseNumber?

    init() {}

    init(_ status: TicketStatus, of sender: EnterpriseNumber) {
      (self.status, self.sender) = (status, sender)
    }

    /// Where several senders used one ticket for a citizen, no answer is one sender's.
    init(_ all: [Found]) {
      let theirs = all.filter { $0.status.isFound || $0.status == .severalSequences }
      if theirs.count > 1 {
        status = .severalSequences
      } else if let one = theirs.first ?? all.first(where: { $0.status == .notAuthorized }) {
        self = one
      }
    }
  }

  /// An entry in the name of each sender of whose messages something is told; of none, one of the caller's.
  private func statuses(_ found: [Found], of senders: [EnterpriseNumber]) -> [(Asker, Act)] {
    func details(_ messages: [MessageID]) -> [String: String] {
      [
        "asked": messages.map(\.text).joined(separator: " "), "tickets": String(found.count),
        "answered": String(messages.count),
      ]
    }
    let told = senders.compactMap { sender -> (Asker, Act)? in
      let messages = found.filter { $0.sender == sender }.compactMap(\.status.message)
      return messages.isEmpty ? nil : act(.status, details(messages), for: [sender])
    }
    return told.isEmpty ? [act(.status, details([]), for: senders)] : told
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

  /// For whom the caller asks now.
  private func senders(_ action: AuditEntry.Action) async throws(Failure<Never>) -> [EnterpriseNumber] {
    do throws(Denial) { return try register.senders(of: caller, at: ledger.time.now()) } catch {
      throw try await denied(error, action)
    }
  }

  /// The denial, on record.
  private func denied(
    _ denial: Denial, _ action: AuditEntry.Action, for senders: [EnterpriseNumber] = []
  ) async throws(Failure<Never>) -> Failure<Never> {
    var (asker, act) = self.act(action, [:], for: senders)
    (act.outcome, act.code) = (.denied, denial.code)
    try await record([(asker, act)])
    return .denied(denial)
  }

  /// In the name of the one sender; in the caller's own where it asks for several, whom the entry names.
  private func act(
    _ action: AuditEntry.Action, _ details: [String: String], for senders: [EnterpriseNumber]
  ) -> (Asker, Act) {
    let act = Act(action: action, details: details)
    guard let first = senders.first else { return (Asker(caller), act) }
    guard senders.count > 1 else { return (Asker(caller, for: first), act) }
    var several = act
    several.details["represented"] =
      senders.filter { $0 != caller.organization }.map(\.digits).joined(separator: " ")
    several.details["representative"] = caller.organization.digits
    return (Asker(caller), several)
  }

  private func standings(
    of numbers: [NationalNumber], _ action: AuditEntry.Action
  ) async throws(Failure<Never>) -> [RecipientStanding?] {
    do throws(Failure<Never>) {
      return try await federation.standings(of: numbers)
    } catch {
      try await record([
        (Asker(caller), Act(action: action, outcome: .rejected, code: "CONSENT_UNKNOWN"))
      ])
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

  private func record(_ acts: [(Asker, Act)]) async throws(Failure<Never>) {
    let now = ledger.time.now()
    let entries = acts.map { PendingEntry($0, at: now, ledger).entry($1) }
    let trail = ledger.trail
    do throws(StorageFailure) {
      try await database.write { transaction in
        for entry in entries { try trail.record(entry, in: transaction) }
      }
    } catch { throw Failure(error) }
  }
}

extension TicketStatus {
  fileprivate var message: MessageID? {
    guard case .found(let message, _) = self else { return nil }
    return message
  }

  fileprivate var isFound: Bool { message != nil }
}
