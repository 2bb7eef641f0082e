import Contracts
import Foundation
import Vocabulary

/// What came of registered mail in played document providers.
final class PlayedRegisteredMail: @unchecked Sendable {
  private let lock = NSLock()
  private var stands: [MessageID: RegisteredDelivery] = [:]
  private var taken: [(MessageID, AcceptanceDecision)] = []
  private var sealedProofs: [EvidenceID: SealedProof] = [:]
  private var failure: Failure<ProofRejection>?

  /// Decisions that were asked for, in order.
  var decisions: [AcceptanceDecision] { lock.withLock { taken.map(\.1) } }
  func stand(_ delivery: RegisteredDelivery, of message: MessageID) {
    lock.withLock { stands[message] = delivery }
  }
  func seal(_ proof: SealedProof) { lock.withLock { sealedProofs[proof.fact.id] = proof } }
  func failProofs(_ failure: Failure<ProofRejection>?) { lock.withLock { self.failure = failure } }

  /// The message as it stands: without content while it is not open.
  func standing(_ message: Message) -> Message {
    guard let delivery = lock.withLock({ stands[message.id] }) ?? message.delivery else { return message }
    return message.copy(delivery: delivery)
  }

  fileprivate func note(_ decision: AcceptanceDecision, on message: MessageID) {
    lock.withLock { taken.append((message, decision)) }
  }

  fileprivate func sealed() throws(Failure<ProofRejection>) -> [EvidenceID: SealedProof] {
    if let failure = lock.withLock({ failure }) { throw failure }
    return lock.withLock { sealedProofs }
  }
}

struct PlayedRegisteredMailbox: RegisteredMailbox {
  let played: PlayedRegisteredMail
  let messages: [PlayedMessage]

  /// The citizen decides at the start of every story.
  func decide(
    _ decision: AcceptanceDecision, on id: MessageID
  ) async throws(Failure<AcceptanceRejection>) -> RegisteredDelivery {
    guard let message = messages.first(where: { $0.message.id == id })?.message else {
      throw .rejected(.messageNotFound)
    }
    guard let delivery = played.standing(message).delivery, delivery.acceptUntil != nil else {
      throw .rejected(.nothingToDecide)
    }
    played.note(decision, on: id)
    let now: Instant
    do { now = try Instant(parsing: Portal.start) } catch { throw .outcomeUnknown(error) }
    let event: RegisteredMailEvent = decision == .accept ? .consignmentAcceptance : .consignmentRejection
    if delivery.fact(event) != nil { return delivery }
    guard case .awaitingAcceptance = delivery.state(at: now) else {
      throw .rejected(.alreadyDecided(delivery))
    }
    var events = [event]
    if decision == .accept { events.append(.contentConsignment) }
    let decided = RegisteredDelivery(
      acceptUntil: delivery.acceptUntil, facts: delivery.facts + Sample.facts(events, at: Portal.start))
    played.stand(decided, of: id)
    return decided
  }

  func proofs(of message: MessageID) async throws(Failure<ProofRejection>) -> Set<EvidenceID> {
    let delivery = try find(message)
    let given = delivery.facts.filter(delivery.citizenMayHaveProof)
    return Set(try played.sealed().keys).intersection(given.map(\.id))
  }

  func proof(
    _ id: EvidenceID, of message: MessageID
  ) async throws(Failure<ProofRejection>) -> SealedProof {
    let delivery = try find(message)
    guard let fact = delivery.facts.first(where: { $0.id == id }) else { throw .rejected(.proofNotFound) }
    guard delivery.citizenMayHaveProof(of: fact) else { throw .rejected(.notAccepted) }
    guard let proof = try played.sealed()[id] else { throw .rejected(.notSealedYet) }
    return proof
  }

  private func find(_ id: MessageID) throws(Failure<ProofRejection>) -> RegisteredDelivery {
    guard let message = messages.first(where: { $0.message.id == id })?.message,
      let delivery = played.standing(message).delivery
    else { throw .rejected(.messageNotFound) }
    return delivery
  }
}

extension Sample {
  /// Things that happened to registered mail at one moment, in My eBox where a citizen acted.
  static func facts(
    _ events: [RegisteredMailEvent], at time: String, reason: RegisteredMailFact.Reason? = nil
  ) -> [RegisteredMailFact] {
    let at = try! Instant(parsing: time)
    return events.map { event in
      let isAct = [.consignmentAcceptance, .consignmentRejection, .contentHandover].contains(event)
      return RegisteredMailFact(
        id: EvidenceID(at: at, random: SystemRandom()), event: event, at: at, reason: reason,
        channel: isAct ? try! ChannelID(parsing: "demo-bank") : nil)
    }
  }

  /// Registered mail that was sent two days before the start, and what happened to it since.
  static func delivery(
    until: String? = "2026-12-05T23:00:00Z", _ more: [RegisteredMailFact] = []
  ) -> RegisteredDelivery {
    let first: [RegisteredMailEvent] =
      [.submissionAcceptance, until == nil ? .contentConsignment : .notificationForAcceptance]
    return RegisteredDelivery(
      acceptUntil: until.map { try! Instant(parsing: $0) },
      facts: facts(first, at: "2026-11-20T09:00:00Z") + more)
  }
}
