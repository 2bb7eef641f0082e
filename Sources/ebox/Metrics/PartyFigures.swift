import AuditTrail
import Contracts
import DocumentProvider
import Metrics

/// Counts what the parties do: publications, readings, consent acts, events, audit entries.
///
/// Everything of which there is an audit entry is counted where the entry gets its place, some milliseconds
/// after the act, once over all processes of a database. Labels are raw values of our own enums and the
/// contract's codes.
struct PartyFigures: Sendable {
  let factory: any MetricsFactory

  /// Makes the figures that may stay at nothing for long, so that they can be seen from the start.
  func prepare() {
    for outcome in ["delivered", "kept", "destroyed"] { publications(outcome, code: nil, 0) }
    for outcome in AuditEntry.Outcome.allCases {
      count("readings", [("outcome", outcome.rawValue)], 0)
      for act in ["given", "withdrawn"] {
        count("consent_acts", [("act", act), ("outcome", outcome.rawValue)], 0)
      }
    }
  }

  /// Entries of a party's trail that got their place.
  func placed(_ facts: [PlacedFact], party: String) {
    for (key, facts) in Dictionary(grouping: facts, by: { Key($0) }) {
      let (action, outcome) = (key.action?.rawValue ?? "other", key.outcome?.rawValue ?? "other")
      count(
        "audit_entries_sequenced", [("party", party), ("action", action), ("outcome", outcome)], facts.count)
      switch key.action {
      case .publish: publications(key.delivery ?? outcome, code: key.code, facts.count)
      case .read: count("readings", [("outcome", outcome)], facts.count)
      case .consentGiven: count("consent_acts", [("act", "given"), ("outcome", outcome)], facts.count)
      case .consentWithdrawn:
        count("consent_acts", [("act", "withdrawn"), ("outcome", outcome)], facts.count)
      default: break
      }
    }
  }

  /// Events that a subscriber took.
  func delivered(_ events: [Event], party: String, subscriber: String) {
    for (kind, events) in Dictionary(grouping: events, by: \.kind) {
      count(
        "events_delivered", [("party", party), ("subscriber", subscriber), ("kind", kind.rawValue)],
        events.count)
    }
  }

  /// Proofs of registered mail that are still to be made.
  func proofsWaiting(_ backlog: ProofBacklog, party: String) {
    let of = [("party", party)]
    Meter(label: "proofs_waiting", dimensions: of, factory: factory).set(Int64(backlog.count))
    Meter(label: "proofs_oldest_seconds", dimensions: of, factory: factory).set(backlog.oldestSeconds)
  }

  /// What is counted apart. Codes are told apart for publications only, where they are the contract's.
  private struct Key: Hashable {
    let action: AuditEntry.Action?
    let outcome: AuditEntry.Outcome?
    var code: String?
    var delivery: String?

    init(_ fact: PlacedFact) {
      action = AuditEntry.Action(rawValue: fact.action)
      outcome = AuditEntry.Outcome(rawValue: fact.outcome)
      guard action == .publish else { return }
      code = fact.code
      delivery = outcome == .done ? fact.detail("delivery") : nil
    }
  }

  private func publications(_ outcome: String, code: String?, _ amount: Int) {
    count("publications", [("outcome", outcome), ("code", code ?? "")], amount)
  }

  private func count(_ label: String, _ dimensions: [(String, String)], _ amount: Int) {
    Counter(label: label, dimensions: dimensions, factory: factory).increment(by: amount)
  }
}
