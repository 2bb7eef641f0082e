import Contracts
import EdgeHTTP
import HTTPTypes
import Hummingbird
import Logging
import Vocabulary

/// POST /registeredMails: publishes as registered mail (R-REG-1; reference §2.9). The one publication, under
/// an address of its own.
enum PublishRegisteredMail {
  static let documentPart = "registeredMailToPublish"

  static func serve(_ exchange: Exchange) async throws -> Response {
    let registry = try exchange.sender()
    let document = MessageToPublish.registered(from: try exchange.senderCaller().sender)
    let key = try exchange.idempotencyKey()
    let frames = try UploadFrames(exchange, document: documentPart) { bytes throws(EdgeRefusal) in
      try document.parse(bytes, idempotencyKey: key)
    }
    do {
      return try await PublishMessage.answer(exchange, registry, frames) { recipient, warnings in
        try await published(exchange, recipient, warnings)
      }
    } catch let problem as Problem where problem.issues == [PublicationRejection.requestMissing.issue] {
      throw Problem.badRequest(
        code: problem.code,
        [
          Problem.Issue(
            Problem.Issue.ours + "requestMissing", in: .body, name: documentPart,
            detail: "there must be exactly one such part")
        ])
    }
  }

  /// It is published, whatever becomes of the question after its proof: the status tells that one too.
  private static func published(
    _ exchange: Exchange, _ recipient: PublicationReceipt.Recipient, _ warnings: [PublicationWarning]
  ) async throws -> (JSON, location: String) {
    let location = exchange.href("/registeredMails/\(recipient.messageID)")
    let desk = try exchange.registeredDesk()
    var proof: EvidenceID?
    do throws(Failure<ProofRejection>) {
      proof = try await desk.status(of: recipient.messageID).delivery.fact(.submissionAcceptance)?.id
    } catch {
      exchange.api.logger.notice(
        "registered mail was published; its proof of submission is not named in the answer",
        metadata: ["request": "\(exchange.requestID)", "cause": "\(String(reflecting: type(of: error)))"])
    }
    var json = exchange.wire.json(recipient, warnings).adding(("registeredMailHref", .string(location)))
    if let proof { json = json.adding(("proofOfSubmissionHref", .string("\(location)/proofs/\(proof)"))) }
    return (json, location)
  }
}
