import Contracts
import HTTPTypes
import Vocabulary

// The table's part on registered mail: *case → status*; the code is the rejection's own.

extension Problem {
  /// - Parameter now: at which it is told where the message stands.
  init(_ rejection: AcceptanceRejection, at now: Instant) {
    switch rejection {
    case .messageNotFound:
      self.init(
        Problem.belgif + "resourceNotFound", "Resource not found", .notFound, code: rejection.code)
    case .nothingToDecide:
      self.init(
        Problem.ours + "nothingToDecide", "Nothing to decide", .conflict, code: rejection.code,
        detail: "this is no registered mail that asks for a decision")
    case .alreadyDecided(let delivery):
      self.init(
        Problem.ours + "alreadyDecided", "Already decided", .conflict, code: rejection.code,
        detail: "a decision is final, and none can be taken once the period is over; delivery is what stands",
        members: [JSON.Member("delivery", delivery.json(at: now))])
    }
  }

  /// Told with `Retry-After`: a seal takes the answer of a time-stamp authority.
  private static let sealRetrySeconds = 2

  init(_ rejection: ProofRejection) {
    switch rejection {
    case .messageNotFound, .proofNotFound:
      self.init(
        Problem.belgif + "resourceNotFound", "Resource not found", .notFound, code: rejection.code)
    case .notAccepted:
      self.init(
        Problem.ours + "notAccepted", "Not accepted", .forbidden, code: rejection.code,
        detail: "this proof describes content that the citizen has not accepted")
    case .notSealedYet:
      self.init(
        Problem.ours + "proofNotSealedYet", "Proof not sealed yet", .serviceUnavailable, code: rejection.code,
        detail: "the fact is on record; its seal is still being made",
        members: [JSON.Member("retryAfterSec", .int(Self.sealRetrySeconds))],
        headers: [.retryAfter: String(Self.sealRetrySeconds)])
    }
  }
}
