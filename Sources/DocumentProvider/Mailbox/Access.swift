import AuditTrail
import Contracts
import Storage
import Vocabulary

/// A way into one mailbox: judged and granted at each act, and again where the act is committed (R-CON-4).
struct Access: Sendable {
  /// Grants asked for one act, when consents change meanwhile.
  static let grantsMax = 3
  static let scopes: Set<Scope> = [.documentConsumer, .messagesFull]
  static let summaryScopes = scopes.union([.summaryOwnEbox])
  /// What needs nothing more than the scope of the counters.
  static let summaries: Set<AuditEntry.Action> = [.summarize, .statistics]
  /// What needs the citizen's leave to fetch ahead.
  static let ahead: Set<AuditEntry.Action> = [.prefetch, .showing]

  let caller: Visitor
  let database: any Database
  let way: any Way
  let streams: LiveStreams
  let ledger: Ledger

  /// Commits `act` under a grant, asking again while consents change meanwhile.
  func commit<Given: Sendable>(
    _ action: AuditEntry.Action, _ message: MessageID?,
    _ act: @escaping @Sendable (Transaction, Moment) throws -> Verdict<Given>
  ) async throws(Failure<ReadingRejection>) -> Permitted<Given> {
    for _ in 0..<Self.grantsMax {
      let grant = try await grant(action, message)
      if let permitted = try await commit(action, message, under: grant, act) { return permitted }
    }
    throw .overloaded(retryAfterSeconds: Failure<Never>.busySeconds)
  }

  /// A grant of the provider, now; a denial is audited before it is thrown.
  func grant(
    _ action: AuditEntry.Action, _ message: MessageID? = nil
  ) async throws(Failure<ReadingRejection>) -> ReadingGrant {
    do throws(Failure<ReadingRejection>) {
      try checkToken(for: action)
      let grant = try await askProvider()
      if Self.ahead.contains(action), grant.prefetchSince == nil { throw .denied(.prefetchNotAllowed) }
      return grant
    } catch {
      switch error {
      case .denied(let denial):
        try await record(Act(action: action, outcome: .denied, code: denial.code, message: message))
      case .rejected, .overloaded, .interrupted, .outcomeUnknown:
        try await record(Act(action: action, outcome: .rejected, code: "CONSENT_UNKNOWN", message: message))
      }
      throw error
    }
  }

  /// Commits `act` and its audit entry while `grant` stands. What comes out may be shown: no later consent
  /// act had been heard of when it was committed.
  /// - Returns: nil when the grant no longer stood; then nothing was committed.
  func commit<Given: Sendable>(
    _ action: AuditEntry.Action, _ message: MessageID? = nil, under grant: ReadingGrant,
    _ act: @escaping @Sendable (Transaction, Moment) throws -> Verdict<Given>
  ) async throws(Failure<ReadingRejection>) -> Permitted<Given>? {
    let stream = streams.open(message, of: caller.mailbox)
    let moment = Moment(grant: grant, at: ledger.time.now())
    let entry = PendingEntry(Asker(caller), at: moment.at, ledger)
    let ledger = ledger
    let verdict: Verdict<Given>?
    do throws(StorageFailure) {
      verdict = try await database.write { transaction in
        guard try moment.stands(ledger.time, in: transaction) else { return nil }
        let verdict = try act(transaction, moment)
        try ledger.trail.record(entry.entry(verdict.act(action, message)), in: transaction)
        return verdict
      }
    } catch {
      throw Failure(error)
    }
    switch verdict {
    case .given(let given, _), .turnedDown(let given, _):
      return Permitted(given: given, stream: stream)
    case .rejected(let rejection): throw .rejected(rejection)
    case nil: return nil
    }
  }

  private func checkToken(for action: AuditEntry.Action) throws(Failure<ReadingRejection>) {
    let suffices = Self.summaries.contains(action) ? Self.summaryScopes : Self.scopes
    guard !caller.scopes.isDisjoint(with: suffices) else {
      throw .denied(.missingScope(.documentConsumer))
    }
    guard caller.assurance >= .readingMin else {
      throw .denied(.assuranceTooLow(has: caller.assurance, needs: .readingMin))
    }
  }

  /// Never on a remembered consent: without an answer, nothing is read.
  private func askProvider() async throws(Failure<ReadingRejection>) -> ReadingGrant {
    do throws(Failure<Never>) {
      return try await way.grant(caller.mailbox, caller.channel)
    } catch {
      switch error {
      case .denied, .overloaded: throw Failure(error)
      case .rejected, .interrupted, .outcomeUnknown:
        throw .overloaded(retryAfterSeconds: Failure<Never>.consentUnknownSeconds)
      }
    }
  }

  /// Commits one audit entry.
  func record(_ act: Act) async throws(Failure<ReadingRejection>) {
    do throws(StorageFailure) { try await ledger.record(act, by: Asker(caller), in: database) } catch {
      throw Failure(error)
    }
  }
}

/// What an act in a mailbox comes to.
enum Verdict<Given: Sendable>: Sendable {
  /// With the audit entry's details.
  case given(Given, details: [String: String])
  case rejected(ReadingRejection)
  /// For a reason that is not one of reading; what is given tells it.
  case turnedDown(Given, code: String)

  fileprivate func act(_ action: AuditEntry.Action, _ message: MessageID?) -> Act {
    switch self {
    case .given(_, let details): Act(action: action, message: message, details: details)
    case .rejected(let rejection):
      Act(action: action, outcome: .rejected, code: rejection.code, message: message)
    case .turnedDown(_, let code): Act(action: action, outcome: .rejected, code: code, message: message)
    }
  }
}

/// What was permitted and committed; `stream` is cut by the next consent act.
struct Permitted<Given: Sendable>: Sendable {
  let given: Given
  let stream: LiveStream
}

/// The instant of an act, and the grant that it is done under.
struct Moment: Sendable {
  let grant: ReadingGrant
  let at: Instant

  /// Whether the grant stands in this transaction: not expired by the clock, and no later consent act heard
  /// of. It writes the mailbox's row, so that a consent act that is committed at the same time waits for this
  /// transaction or undoes it: after ``DocumentProvider/consentChanged(_:)`` returned, nothing commits under
  /// an older grant.
  fileprivate func stands(_ time: any TimeSource, in transaction: Transaction) throws -> Bool {
    // The clock is read again on purpose when an engine runs the closure again.
    guard time.now() < grant.expires else { return false }
    let rows = try transaction.rows(
      """
      INSERT INTO document_provider_mailbox (mailbox, epoch, is_active, listed, consulted_at)
      VALUES ($1, 0, 0, 0, $2)
      ON CONFLICT (mailbox) DO UPDATE SET consulted_at = $2
      WHERE document_provider_mailbox.epoch <= $3 RETURNING epoch
      """,
      .text(grant.mailbox.text), .int(at.microseconds), .int(grant.epoch))
    return !rows.isEmpty
  }
}
