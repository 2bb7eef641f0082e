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
    guard try !exchange.isRehearsal() else {
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
}

/// The party answered a publication without a recipient, which its contract excludes.
private struct ReceiptEmpty: Error {}
