import AuditTrail
import Contracts
import Storage
import Vocabulary

/// Takes a citizen's decision on registered mail (R-REG-3).
struct Decisions: Sendable {
  private typealias Outcome = Result<RegisteredDelivery, AcceptanceRejection>

  let access: Access
  let subjects: FoldedSubjects

  /// Decided by the citizen's own act only: what is fetched ahead decides nothing. One transaction, under the
  /// grant of that moment, ends the waiting; of two decisions, one is taken.
  func decide(
    _ decision: AcceptanceDecision, on message: MessageID
  ) async throws(Failure<AcceptanceRejection>) -> RegisteredDelivery {
    let outcome: Outcome
    do throws(Failure<ReadingRejection>) {
      try await checkPurpose(message)
      let (mailbox, planned) = (access.caller.mailbox, PlannedDecision(decision, by: access))
      outcome = try await access.commit(.decide, message) { transaction, moment -> Verdict<Outcome> in
        guard let row = try MessageRow.one(message, of: mailbox, at: moment.at, in: transaction) else {
          return .turnedDown(.messageNotFound)
        }
        guard let delivery = row.delivery, delivery.acceptUntil != nil else {
          return .turnedDown(.nothingToDecide)
        }
        return try planned.take(on: message, delivery, moment, in: transaction)
      }.given
    } catch {
      throw error.mapped { _ in .messageNotFound }
    }
    // What a search may compare of it has changed.
    subjects.forget(access.caller.mailbox)
    switch outcome {
    case .success(let delivery): return delivery
    case .failure(let rejection): throw .rejected(rejection)
    }
  }

  private func checkPurpose(_ message: MessageID) async throws(Failure<ReadingRejection>) {
    guard access.caller.purpose == .prefetch else { return }
    let denial = Denial.prefetchNotAllowed
    try await access.record(Act(action: .decide, outcome: .denied, code: denial.code, message: message))
    throw .denied(denial)
  }
}

/// A decision with the ids of what it leads to, drawn before its transaction.
private struct PlannedDecision: Sendable {
  let decision: AcceptanceDecision
  let channel: ChannelID
  let ids: (EvidenceID, EvidenceID)
  let eventID: EventID
  let ledger: Ledger

  init(_ decision: AcceptanceDecision, by access: Access) {
    let now = access.ledger.time.now()
    self.decision = decision
    ledger = access.ledger
    channel = access.caller.channel
    ids = (ledger.evidenceID(at: now), ledger.evidenceID(at: now))
    eventID = ledger.eventID(at: now)
  }

  func take(
    on message: MessageID, _ delivery: RegisteredDelivery, _ moment: Moment, in transaction: Transaction
  ) throws -> Verdict<Result<RegisteredDelivery, AcceptanceRejection>> {
    let mailbox = moment.grant.mailbox
    guard let awaited = try AwaitedMail.one(message, of: mailbox, at: moment.at, in: transaction) else {
      guard delivery.fact(decision.event) != nil else { return .turnedDown(.alreadyDecided(delivery)) }
      return .given(.success(delivery), details: ["decision": decision.rawValue, "repeated": "true"])
    }
    let facts = facts(at: moment.at)
    try awaited.end(facts, eventID, ledger, in: transaction)
    let details = facts.details.merging(["decision": decision.rawValue]) { $1 }
    return .given(
      .success(RegisteredDelivery(acceptUntil: delivery.acceptUntil, facts: delivery.facts + facts)),
      details: details)
  }

  private func facts(at instant: Instant) -> [RegisteredMailFact] {
    let first = RegisteredMailFact(id: ids.0, event: decision.event, at: instant, channel: channel)
    switch decision {
    case .accept:
      return [
        first, RegisteredMailFact(id: ids.1, event: .contentConsignment, at: instant, channel: channel),
      ]
    case .refuse: return [first]
    }
  }
}

extension AcceptanceDecision {
  /// The fact that it becomes.
  fileprivate var event: RegisteredMailEvent {
    switch self {
    case .accept: .consignmentAcceptance
    case .refuse: .consignmentRejection
    }
  }
}

extension Verdict where Given == Result<RegisteredDelivery, AcceptanceRejection> {
  fileprivate static func turnedDown(_ rejection: AcceptanceRejection) -> Self {
    .turnedDown(.failure(rejection), code: rejection.code)
  }
}
