import Contracts
import NIOConcurrencyHelpers
import Vocabulary

/// What the played registered mail was asked, and what it answers.
struct RegisteredState: Sendable {
  var decisions: [AcceptanceDecision] = []
  var decisionFailure: Failure<AcceptanceRejection>?
  var proofFailure: Failure<ProofRejection>?
  var delivery = Cast.delivery
}

/// The registered mail of ``PlayedRegistry``, to its sender and to its citizen.
struct PlayedRegisteredMail: RegisteredMailDesk, RegisteredMailbox {
  static let document = Array("<Evidence/>".utf8)
  static let signature: [UInt8] = [0x30, 0x80, 0x00, 0xFF]

  let state: NIOLockedValueBox<PlayedRegistry.State>

  func status(of message: MessageID) async throws(Failure<ProofRejection>) -> RegisteredMailStatus {
    try check()
    return Cast.registeredStatus
  }

  func decide(
    _ decision: AcceptanceDecision, on message: MessageID
  ) async throws(Failure<AcceptanceRejection>) -> RegisteredDelivery {
    if let failure = state.withLockedValue(\.registered.decisionFailure) { throw failure }
    return state.withLockedValue {
      $0.registered.decisions.append(decision)
      return $0.registered.delivery
    }
  }

  func proofs(of message: MessageID) async throws(Failure<ProofRejection>) -> Set<EvidenceID> {
    try check()
    return [Cast.evidenceID, Cast.otherEvidenceID]
  }

  func proof(
    _ id: EvidenceID, of message: MessageID
  ) async throws(Failure<ProofRejection>) -> SealedProof {
    try check()
    return SealedProof(
      fact: RegisteredMailFact(id: id, event: .submissionAcceptance, at: Cast.now),
      document: Self.document, signature: Self.signature)
  }

  private func check() throws(Failure<ProofRejection>) {
    if let failure = state.withLockedValue(\.registered.proofFailure) { throw failure }
  }
}

/// Stands still at the cast's moment.
struct PlayedClock: TimeSource {
  func now() -> Instant { Cast.now }
  func elapsed() -> Duration { .zero }
}
