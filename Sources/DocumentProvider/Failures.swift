import Contracts
import Storage

extension Failure {
  /// Seconds after which a caller tries again when the database's queue is full.
  static var busySeconds: Int { 1 }
  /// Seconds after which a caller tries again when consent can't be known (domain.md, "Citizen and eBox").
  static var consentUnknownSeconds: Int { 5 }

  /// Seconds after which a sender tries again when its documents can't be looked into.
  static var inspectionUnavailableSeconds: Int { 15 }

  init(_ failure: StorageFailure) {
    switch failure {
    case .overloaded: self = .overloaded(retryAfterSeconds: Self.busySeconds)
    case .cancelled: self = .interrupted(CancellationError())
    case .rolledBack(let error), .outcomeUnknown(let error): self = .outcomeUnknown(error)
    }
  }

  /// A neighbour's failure that has no rejection, as this contract's.
  init(_ failure: Failure<Never>) {
    switch failure {
    case .rejected(let never): switch never {}
    case .denied(let denial): self = .denied(denial)
    case .overloaded(let seconds): self = .overloaded(retryAfterSeconds: seconds)
    case .interrupted(let error): self = .interrupted(error)
    case .outcomeUnknown(let error): self = .outcomeUnknown(error)
    }
  }
}

extension Failure {
  /// The same failure in the words of another contract.
  func mapped<Other>(_ rejection: (Rejection) -> Other) -> Failure<Other> {
    switch self {
    case .rejected(let reason): .rejected(rejection(reason))
    case .denied(let denial): .denied(denial)
    case .overloaded(let seconds): .overloaded(retryAfterSeconds: seconds)
    case .interrupted(let error): .interrupted(error)
    case .outcomeUnknown(let error): .outcomeUnknown(error)
    }
  }
}

extension ReadingRejection {
  /// The stable code in audit entries.
  var code: String {
    switch self {
    case .messageNotFound: "MESSAGE_NOT_FOUND"
    case .notAccepted: "NOT_ACCEPTED"
    case .contentNotFound: "CONTENT_NOT_FOUND"
    case .rangeNotSatisfiable: "RANGE_NOT_SATISFIABLE"
    case .notFetchedAhead: "NOT_FETCHED_AHEAD"
    }
  }
}
