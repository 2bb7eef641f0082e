import AsyncHTTPClient
import Contracts
import Foundation
import NIOCore
import NIOFoundationCompat
import NIOHTTP1
import Vocabulary

/// A sender's registered mail elsewhere.
struct RemoteRegisteredMailDesk: RegisteredMailDesk {
  let transport: Transport

  func status(of message: MessageID) async throws(Failure<ProofRejection>) -> RegisteredMailStatus {
    let response = try await transport.send(.GET, "/registeredMails/\(message)") { $0.proofRejection }
    return try await response.decode(RegisteredStatusAnswer.self) { try $0.status() }
  }

  func proof(
    _ id: EvidenceID, of message: MessageID
  ) async throws(Failure<ProofRejection>) -> SealedProof {
    let parts = try await transport.proof("/registeredMails/\(message)/proofs/\(id)")
    return try parts.proof(id, try await status(of: message).delivery)
  }
}

/// A citizen's registered mail elsewhere.
struct RemoteRegisteredMailbox: RegisteredMailbox {
  let transport: Transport
  let purpose: ReadingPurpose

  func decide(
    _ decision: AcceptanceDecision, on message: MessageID
  ) async throws(Failure<AcceptanceRejection>) -> RegisteredDelivery {
    let body: ByteBuffer
    do { body = ByteBuffer(data: try JSONEncoder().encode(["decision": decision.rawValue])) } catch {
      throw .outcomeUnknown(error)
    }
    var headers = purpose.headers
    headers.add(name: "Content-Type", value: "application/json")
    let response = try await transport.send(
      .POST, "/ebox/messages/\(message)/decision", headers: headers, body: .bytes(body)
    ) { $0.acceptanceRejection }
    return try await response.decode(DeliveryAnswer.self) { try $0.delivery() }
  }

  func proofs(of message: MessageID) async throws(Failure<ProofRejection>) -> Set<EvidenceID> {
    let response = try await transport.send(.GET, "/ebox/messages/\(message)/proofs") { $0.proofRejection }
    return try await response.decode(ProofsAnswer.self) { try $0.ids() }
  }

  /// The fact is read with the message.
  func proof(
    _ id: EvidenceID, of message: MessageID
  ) async throws(Failure<ProofRejection>) -> SealedProof {
    let parts = try await transport.proof("/ebox/messages/\(message)/proofs/\(id)")
    let response = try await transport.send(.GET, "/ebox/messages/\(message)") { $0.proofRejection }
    let delivery = try await response.decode(MessageAnswer.self) { try $0.message().delivery }
    return try parts.proof(id, delivery)
  }
}

/// A proof as two files.
private struct ProofParts {
  let document, signature: [UInt8]

  func proof(
    _ id: EvidenceID, _ delivery: RegisteredDelivery?
  ) throws(Failure<ProofRejection>) -> SealedProof {
    guard let fact = delivery?.facts.first(where: { $0.id == id }) else {
      throw .outcomeUnknown(ClientFault.answerMalformed)
    }
    return SealedProof(fact: fact, document: document, signature: signature)
  }
}

extension Transport {
  /// More than any proof has.
  private static var proofBytesMax: Int { 1_048_576 }

  fileprivate func proof(_ path: String) async throws(Failure<ProofRejection>) -> ProofParts {
    let document = try await send(.GET, path) { $0.proofRejection }
    let bytes = try await document.bytes(max: Self.proofBytesMax)
    let signature = try await send(.GET, path + "/signature") { $0.proofRejection }
    return ProofParts(document: bytes, signature: try await signature.bytes(max: Self.proofBytesMax))
  }
}
