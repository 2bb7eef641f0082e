import Contracts
import HTTPTypes
import Hummingbird
import NIOCore
import Vocabulary

/// GET of where registered mail stands and of its proofs, by its sender and by its citizen. Ours, and only of
/// Message Registry 3 (R-REG-1, R-REG-3).
enum ReadRegisteredMail {
  static func status(_ exchange: Exchange) async throws -> Response {
    let desk = try exchange.registeredDesk()
    let id = try exchange.pathID("messageId", MessageID.init(parsing:))
    let status = try await ask(exchange) { () async throws(Failure<ProofRejection>) in
      try await desk.status(of: id)
    }
    return exchange.json(status.json(href: exchange.href("/registeredMails/\(id)"), at: exchange.now))
  }

  static func document(_ exchange: Exchange) async throws -> Response {
    document(try await proofForSender(exchange))
  }

  static func signature(_ exchange: Exchange) async throws -> Response {
    signature(try await proofForSender(exchange))
  }

  static func proofsOfMessage(_ exchange: Exchange) async throws -> Response {
    let mailbox = try exchange.registeredMailbox()
    let id = try exchange.pathID("messageId", MessageID.init(parsing:))
    let proofs = try await ask(exchange) { () async throws(Failure<ProofRejection>) in
      try await mailbox.proofs(of: id)
    }
    return exchange.json(proofs.json(href: exchange.href("/ebox/messages/\(id)")))
  }

  static func documentOfMessage(_ exchange: Exchange) async throws -> Response {
    document(try await proofForCitizen(exchange))
  }

  static func signatureOfMessage(_ exchange: Exchange) async throws -> Response {
    signature(try await proofForCitizen(exchange))
  }

  private static func proofForSender(_ exchange: Exchange) async throws -> SealedProof {
    let desk = try exchange.registeredDesk()
    let (message, id) = try names(exchange)
    return try await ask(exchange) { () async throws(Failure<ProofRejection>) in
      try await desk.proof(id, of: message)
    }
  }

  private static func proofForCitizen(_ exchange: Exchange) async throws -> SealedProof {
    let mailbox = try exchange.registeredMailbox()
    let (message, id) = try names(exchange)
    return try await ask(exchange) { () async throws(Failure<ProofRejection>) in
      try await mailbox.proof(id, of: message)
    }
  }

  private static func names(_ exchange: Exchange) throws(EdgeRefusal) -> (MessageID, EvidenceID) {
    (
      try exchange.pathID("messageId", MessageID.init(parsing:)),
      try exchange.pathID("evidenceId", EvidenceID.init(parsing:))
    )
  }

  private static func ask<Value>(
    _ exchange: Exchange, _ question: () async throws(Failure<ProofRejection>) -> Value
  ) async throws -> Value {
    try await exchange.ask({ (rejection: ProofRejection) in Problem(rejection) }, question)
  }

  private static func document(_ proof: SealedProof) -> Response {
    file(proof.document, "application/xml", "\(proof.fact.id).xml")
  }

  /// By the names of RFC 8551 §3.2.1.
  private static func signature(_ proof: SealedProof) -> Response {
    file(proof.signature, "application/pkcs7-signature", "\(proof.fact.id).p7s")
  }

  private static func file(_ bytes: [UInt8], _ type: String, _ name: String) -> Response {
    Response(
      status: .ok,
      headers: [
        .contentType: type, .cacheControl: "private, no-cache", .xContentTypeOptions: "nosniff",
        .contentDisposition: "attachment; filename=\"\(name)\"",
      ], body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
  }
}
