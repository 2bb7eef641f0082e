import Contracts
import EdgeHTTP
import HTTPTypes
import Hummingbird
import Vocabulary

/// POST /ebox/messages: parts in any order, streamed through to the party, which judges them while they come.
enum PublishMessage {
  static func serve(_ exchange: Exchange) async throws -> Response {
    let registry = try exchange.sender()
    let key = try exchange.idempotencyKey()
    let wire = exchange.wire
    let frames = try UploadFrames(exchange) { document throws(EdgeRefusal) in
      try wire.publication(document, key)
    }
    guard try !isRehearsal(exchange) else {
      let rehearsal = try await exchange.ask({ Problem($0) as Problem }) {
        () async throws(Failure<PublicationRejection>) in
        try await registry.rehearse(frames)
      }
      return exchange.json(try rehearsal.json(), status: .ok)
    }
    let receipt = try await exchange.ask({ Problem($0) as Problem }) {
      () async throws(Failure<PublicationRejection>) in
      try await registry.publish(frames)
    }
    guard let recipient = receipt.recipients.first else { throw ReceiptEmpty() }
    let location = exchange.href("/ebox/messages/\(recipient.messageID)")
    return exchange.json(
      exchange.wire.json(recipient, receipt.warnings), status: .created, headers: [.location: location])
  }

  /// `Ebox-Dry-Run: ?1`, a boolean of RFC 8941; ours, and only of Message Registry 3.
  private static func isRehearsal(_ exchange: Exchange) throws(EdgeRefusal) -> Bool {
    let name = "Ebox-Dry-Run"
    guard let field = HTTPField.Name(name) else { return false }
    let values = exchange.request.headers[values: field]
    if values.isEmpty || values == ["?0"] { return false }
    if values == ["?1"], exchange.wire.offersRehearsal { return true }
    throw .invalidInput([
      Problem.Issue(
        Problem.Issue.belgif + "invalidInput", in: .header, name: name,
        detail: exchange.wire.offersRehearsal
          ? "must be a boolean (RFC 8941): ?1 or ?0" : "is not offered in this version")
    ])
  }
}

/// The party answered a publication without a recipient, which its contract excludes.
private struct ReceiptEmpty: Error {}
