import Contracts
import DocumentProvider
import NIOConcurrencyHelpers
import Vocabulary

/// Registered mail as a case sees it, in the party itself or over HTTP.
struct RegisteredMailUnderTest: Sendable {
  let desk: any RegisteredMailDesk
  let otherDesk: any RegisteredMailDesk
  let mailbox: any RegisteredMailbox
  /// The same, fetching ahead.
  let ahead: any RegisteredMailbox
  let otherMailbox: any RegisteredMailbox
  let seals: PlayedSeals
}

/// A document provider whose seals a case makes when it wants them: what is not sealed yet is, from then on,
/// a proof of played bytes. Everything else is the party's.
final class PlayedSeals: MessageRegistry, RegisteredMail, Sendable {
  private let party: DocumentProvider
  private let isSealing = NIOLockedValueBox(false)

  init(_ party: DocumentProvider) { self.party = party }

  func seal() { isSealing.withLockedValue { $0 = true } }

  static func document(_ fact: RegisteredMailFact) -> [UInt8] {
    Array("<Evidence>\(fact.id)</Evidence>".utf8)
  }
  /// Every byte there is.
  static let signature = (0...255).map { UInt8($0) }

  func registry(for caller: SenderCaller) -> any SenderRegistry { party.registry(for: caller) }
  func batches(for caller: SenderCaller) -> any PublicationBatches { party.batches(for: caller) }
  func registry(for caller: ChannelCaller) -> any ChannelRegistry { party.registry(for: caller) }
  var referenceData: any ReferenceData { party.referenceData }

  func registeredMail(for caller: SenderCaller) -> any RegisteredMailDesk {
    Desk(seals: self, desk: party.registeredMail(for: caller))
  }

  func registeredMail(for caller: ChannelCaller) -> any RegisteredMailbox {
    Mailbox(
      seals: self, mailbox: party.registeredMail(for: caller), registry: party.registry(for: caller))
  }

  private func sealed(_ facts: [RegisteredMailFact]) -> Set<EvidenceID> {
    isSealing.withLockedValue { $0 } ? Set(facts.map(\.id)) : []
  }

  private func proof(
    _ id: EvidenceID, _ failure: Failure<ProofRejection>, _ facts: [RegisteredMailFact]
  ) throws(Failure<ProofRejection>) -> SealedProof {
    guard case .rejected(.notSealedYet) = failure, sealed(facts).contains(id),
      let fact = facts.first(where: { $0.id == id })
    else { throw failure }
    return SealedProof(fact: fact, document: Self.document(fact), signature: Self.signature)
  }

  private struct Desk: RegisteredMailDesk {
    let seals: PlayedSeals
    let desk: any RegisteredMailDesk

    func status(of message: MessageID) async throws(Failure<ProofRejection>) -> RegisteredMailStatus {
      let status = try await desk.status(of: message)
      return RegisteredMailStatus(
        message: status.message, recipient: status.recipient, messageType: status.messageType,
        sentAt: status.sentAt, expiration: status.expiration, delivery: status.delivery,
        sealed: seals.sealed(status.delivery.facts))
    }

    func proof(
      _ id: EvidenceID, of message: MessageID
    ) async throws(Failure<ProofRejection>) -> SealedProof {
      do throws(Failure<ProofRejection>) { return try await desk.proof(id, of: message) } catch {
        guard case .rejected(.notSealedYet) = error else { throw error }
        return try seals.proof(id, error, try await desk.status(of: message).delivery.facts)
      }
    }
  }

  private struct Mailbox: RegisteredMailbox {
    let seals: PlayedSeals
    let mailbox: any RegisteredMailbox
    let registry: any ChannelRegistry

    func decide(
      _ decision: AcceptanceDecision, on message: MessageID
    ) async throws(Failure<AcceptanceRejection>) -> RegisteredDelivery {
      try await mailbox.decide(decision, on: message)
    }

    func proofs(of message: MessageID) async throws(Failure<ProofRejection>) -> Set<EvidenceID> {
      _ = try await mailbox.proofs(of: message)
      guard let delivery = await self.delivery(message) else { return [] }
      return seals.sealed(delivery.facts.filter(delivery.citizenMayHaveProof))
    }

    func proof(
      _ id: EvidenceID, of message: MessageID
    ) async throws(Failure<ProofRejection>) -> SealedProof {
      do throws(Failure<ProofRejection>) { return try await mailbox.proof(id, of: message) } catch {
        guard case .rejected(.notSealedYet) = error else { throw error }
        return try seals.proof(id, error, await delivery(message)?.facts ?? [])
      }
    }

    private func delivery(_ message: MessageID) async -> RegisteredDelivery? {
      do { return try await registry.message(message).delivery } catch { return nil }
    }
  }
}
